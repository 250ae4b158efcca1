"""Plain SQL on what the public was served, on a database of its own: REPLACE, TRUNCATE, and who
writes while the site closes."""

import threading
from contextlib import closing

import pytest

SITE_CLOSED = "The site is closed: nothing on the record can change"
KEPT_FOR_EVER = "is kept for ever, as it was"
ONLY_GROWS = "its number only grows"
NOW = "'2026-01-01 00:00:00+00'"
BODY = (
    "INSERT INTO archive_body (sha256, size, content, is_compressed, file)"
    " VALUES ('{name}', 4, '{name}', false, '')"
)
CAPTURE = (
    "INSERT INTO archive_capture (id, address, status, headers, content_type, body_id,"
    " first_edition, last_edition, captured_from, rendered_at)"
    " VALUES ({pk}, '/', 200, '[]', 'text/html', '{name}', 1, 1, {now}, {now})"
)
TAKEDOWN = (
    "INSERT INTO archive_takedown (id, address, reason, page_stays, words, outcome, asked_by_id,"
    " asked_at, decided_by_id, decided_at, captures_emptied, files_left) VALUES"
    " ({pk}, '/x/', 'A court.', false, '', '{outcome}', 1, {now}, {decided}, 0, '[]')"
)
ACCOUNT = (
    "INSERT INTO auth_user (id, password, is_superuser, username, first_name, last_name, email,"
    " is_staff, is_active, date_joined)"
    " VALUES ({pk}, '', false, 'somebody-{pk}', '', '', '', true, true, {now})"
)
EDITION = (
    "INSERT INTO archive_edition (id, number, began_at, dress)"
    " VALUES (1, 0, '2026-01-01 00:00:00+00', '')"
)
STAGE = "INSERT INTO archive_sitestate (id, stage) VALUES (1, '{stage}')"
KEPT = [BODY.format(name="kept"), CAPTURE.format(pk=1, name="kept", now=NOW)]


@pytest.fixture
def sqlite_alone(own_database):
    if own_database.is_postgresql:
        pytest.skip("REPLACE is SQLite's.")
    own_database.tell(*KEPT, BODY.format(name="forged"))
    return own_database


@pytest.fixture
def postgresql_alone(own_database):
    if not own_database.is_postgresql:
        pytest.skip("This is PostgreSQL's.")
    own_database.tell(*KEPT)
    return own_database


class TestReplacing:
    @pytest.mark.parametrize("pk", [1, 2], ids=["itself", "what stands at its address"])
    def test_takes_no_capture_away(self, sqlite_alone, pk):
        forged = CAPTURE.format(pk=pk, name="forged", now=NOW)

        with pytest.raises(Exception, match=KEPT_FOR_EVER):
            sqlite_alone.tell(forged.replace("INSERT", "INSERT OR REPLACE"))
        assert sqlite_alone.one("SELECT body_id FROM archive_capture") == "kept"

    def test_forges_no_body(self, sqlite_alone):
        forged = BODY.format(name="kept").replace("'kept', false", "'fake', false")

        with pytest.raises(Exception, match=KEPT_FOR_EVER):
            sqlite_alone.tell(forged.replace("INSERT", "INSERT OR REPLACE"))

    def test_sets_no_edition_back(self, sqlite_alone):
        with pytest.raises(Exception, match=ONLY_GROWS):
            sqlite_alone.tell(EDITION.replace("INSERT", "INSERT OR REPLACE"))

    def test_takes_no_done_takedown_away(self, sqlite_alone):
        sqlite_alone.tell(
            ACCOUNT.format(pk=1, now=NOW),
            ACCOUNT.format(pk=2, now=NOW),
            TAKEDOWN.format(pk=1, outcome="done", now=NOW, decided=f"2, {NOW}"),
        )
        other = TAKEDOWN.format(pk=2, outcome="waiting", now=NOW, decided="NULL, NULL")

        with pytest.raises(Exception, match="on the record for ever"):
            sqlite_alone.tell(other.replace("INSERT", "INSERT OR REPLACE"))
        assert sqlite_alone.one("SELECT id FROM archive_takedown") == 1


class TestEmptying:
    @pytest.mark.parametrize(
        ("table", "says"),
        [
            ("archive_capture", KEPT_FOR_EVER),
            ("archive_body", KEPT_FOR_EVER),
            ("archive_takedown", KEPT_FOR_EVER),
            ("archive_edition", ONLY_GROWS),
        ],
    )
    def test_is_refused_in_every_stage(self, postgresql_alone, table, says):
        with pytest.raises(Exception, match=says):
            postgresql_alone.tell(f"TRUNCATE {table} CASCADE")


class TestAClosedSite:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE archive_capture SET body_id = 'forged'",
            "UPDATE archive_body SET content = 'forged'",
            BODY.format(name="more"),
            "DELETE FROM archive_body WHERE sha256 = 'forged'",
            "DELETE FROM archive_capture",
            "UPDATE archive_edition SET number = number + 1",
        ],
    )
    def test_refuses_other_words_to_be_served(self, own_database, statement):
        own_database.tell(*KEPT, BODY.format(name="forged"))
        own_database.tell(STAGE.format(stage="closed"))

        with pytest.raises(Exception, match=SITE_CLOSED):
            own_database.tell(statement)

    def test_refuses_what_a_session_replays_from_elsewhere(self, postgresql_alone):
        postgresql_alone.tell(STAGE.format(stage="closed"))

        with pytest.raises(Exception, match=SITE_CLOSED):
            postgresql_alone.tell(
                "SET session_replication_role = replica", "DELETE FROM archive_capture"
            )


def test_closing_waits_for_who_is_keeping_and_nobody_who_keeps_waits_for_it(postgresql_alone):
    own = postgresql_alone
    own.tell(STAGE.format(stage="closing"))
    with closing(own.connect()) as keeper, keeper.cursor() as keeping:
        keeping.execute(BODY.format(name="another"))
        close = threading.Thread(
            target=own.tell, args=["UPDATE archive_sitestate SET stage = 'closed'"]
        )
        close.start()
        close.join(timeout=0.5)
        assert close.is_alive()
        with pytest.raises(Exception, match=SITE_CLOSED):
            own.tell(BODY.format(name="late"))
        keeper.commit()
        close.join(timeout=20)
        assert not close.is_alive()

    assert own.one("SELECT COUNT(*) FROM archive_body") == 2
