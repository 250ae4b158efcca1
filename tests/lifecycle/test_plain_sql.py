"""Plain SQL, past Django and past Python, on a database of its own: psycopg2 or sqlite3 alone."""

import threading
from contextlib import closing

import pytest

SITE_CLOSED = "The site is closed: nothing on the record can change"
NOW = "'2026-01-01 00:00:00+00'"
ADDRESS = "INSERT INTO archive_address (id, address) VALUES ({pk}, '/it-{pk}/')"
RECORD = (
    "INSERT INTO archive_record (address_row_id, kind, title, slug, summary, body, content_note,"
    " language, published_at, withdrawn_because, version_for, created_at, edited_at, edits)"
    " VALUES ({pk}, 'page', 'It', 'it-{pk}', '', '', '', 'en', {published}, '', '', {now},"
    " {now}, 1)"
)
STAGE = "INSERT INTO archive_sitestate (id, stage) VALUES (1, 'closed')"
REASON = (
    "INSERT INTO archive_stagechange (id, from_stage, to_stage, made_at, reason)"
    " VALUES (1, 'closed', 'open', '2026-01-01 00:00:00+00', 'A mistake.')"
)


def page(pk: int, published: str = NOW) -> list[str]:
    return [ADDRESS.format(pk=pk), RECORD.format(pk=pk, published=published, now=NOW)]


@pytest.fixture
def sqlite_alone(own_database):
    if own_database.is_postgresql:
        pytest.skip("REPLACE is SQLite's.")
    return own_database


@pytest.fixture
def postgresql_alone(own_database):
    if not own_database.is_postgresql:
        pytest.skip("This is PostgreSQL's.")
    return own_database


class TestEditions:
    def test_begin_with_a_page_that_is_put_in(self, own_database):
        before = own_database.edition

        own_database.tell(*page(1))

        assert own_database.edition > before

    def test_do_not_begin_with_a_draft(self, own_database):
        before = own_database.edition

        own_database.tell(*page(1, "NULL"))

        assert own_database.edition == before

    def test_do_not_begin_with_what_is_rolled_back(self, own_database):
        before = own_database.edition

        with closing(own_database.connect()) as plain, closing(plain.cursor()) as cursor:
            for statement in page(1):
                cursor.execute(statement)
            plain.rollback()

        assert own_database.edition == before

    def test_begin_one_after_the_other_for_two_who_publish_at_once(self, own_database):
        before = own_database.edition
        together = threading.Barrier(2, timeout=30)
        failed = []

        def publish(first: int) -> None:
            try:
                for pk in range(first, first + 20):
                    together.wait()
                    own_database.tell(*page(pk))
            except BaseException as error:
                failed.append(error)
                raise

        writers = [threading.Thread(target=publish, args=[first]) for first in (100, 200)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(timeout=60)

        assert failed == []
        assert own_database.one("SELECT COUNT(*) FROM archive_record") == 40
        assert own_database.edition - before == 40


class TestReplacing:
    def test_a_page_by_a_draft_begins_an_edition(self, sqlite_alone):
        sqlite_alone.tell(*page(1))
        before = sqlite_alone.edition

        draft = RECORD.format(pk=1, published="NULL", now=NOW)
        sqlite_alone.tell(draft.replace("INSERT", "INSERT OR REPLACE"))

        assert sqlite_alone.edition > before

    def test_a_page_by_another_of_its_name_begins_an_edition(self, sqlite_alone):
        sqlite_alone.tell(*page(1), *page(2, "NULL"))
        before = sqlite_alone.edition

        sqlite_alone.tell(
            "UPDATE OR REPLACE archive_record SET slug = 'it-1' WHERE address_row_id = 2"
        )

        assert sqlite_alone.one("SELECT COUNT(*) FROM archive_record") == 1
        assert sqlite_alone.edition > before

    def test_does_not_set_the_number_back(self, sqlite_alone):
        sqlite_alone.tell("UPDATE archive_edition SET number = 90")

        sqlite_alone.tell(
            "INSERT OR REPLACE INTO archive_board (id, name, slug, kind, summary, body, position)"
            " VALUES (1, 'The board', 'the-board', 'board', '', '', 0)"
        )

        assert sqlite_alone.edition == 91

    @pytest.mark.parametrize("policy", ["IGNORE", "REPLACE", "FAIL", "ROLLBACK"])
    def test_is_refused_in_a_closed_site(self, sqlite_alone, policy):
        sqlite_alone.tell(*page(1), STAGE)

        for statement in (
            RECORD.format(pk=1, published=NOW, now=NOW).replace("INSERT", f"INSERT OR {policy}"),
            f"UPDATE OR {policy} archive_record SET title = 'Another'",  # noqa: S608
        ):
            with pytest.raises(Exception, match=SITE_CLOSED):
                sqlite_alone.tell(statement)
        assert sqlite_alone.one("SELECT title FROM archive_record") == "It"

    def test_does_not_open_a_closed_site(self, sqlite_alone):
        sqlite_alone.tell(STAGE)

        with pytest.raises(Exception, match="leaves that stage only with a reason"):
            sqlite_alone.tell("INSERT OR REPLACE INTO archive_sitestate VALUES (1, 'open')")

    def test_does_not_rewrite_a_change_of_stage(self, sqlite_alone):
        sqlite_alone.tell(STAGE, REASON)

        with pytest.raises(Exception, match="on the record for ever"):
            sqlite_alone.tell(REASON.replace("INSERT", "INSERT OR REPLACE"))


class TestAClosedSite:
    @pytest.fixture(autouse=True)
    def closed(self, own_database):
        own_database.tell(*page(1), STAGE)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE archive_record SET title = 'Another'",
            "DELETE FROM archive_record",
            ADDRESS.format(pk=2),
            "UPDATE archive_address SET address = '/elsewhere/'",
        ],
    )
    def test_refuses_plain_changes(self, own_database, statement):
        with pytest.raises(Exception, match=SITE_CLOSED):
            own_database.tell(statement)

    @pytest.mark.parametrize("table", ["archive_record", "archive_board", "archive_address"])
    def test_refuses_to_be_emptied(self, postgresql_alone, table):
        with pytest.raises(Exception, match=SITE_CLOSED):
            postgresql_alone.tell(f"TRUNCATE {table} CASCADE")

    def test_refuses_what_a_session_replays_from_elsewhere(self, postgresql_alone):
        with pytest.raises(Exception, match=SITE_CLOSED):
            postgresql_alone.tell(
                "SET session_replication_role = replica", "DELETE FROM archive_record"
            )

    def test_refuses_who_looks_elsewhere_for_its_stage(self, postgresql_alone):
        with pytest.raises(Exception, match=SITE_CLOSED):
            postgresql_alone.tell(
                "CREATE TEMPORARY TABLE archive_sitestate (id int, stage text)",
                "SET search_path = pg_temp, public",
                "DELETE FROM public.archive_record",
            )

    def test_opens_by_a_reason_alone(self, own_database):
        with pytest.raises(Exception, match="leaves that stage only with a reason"):
            own_database.tell("UPDATE archive_sitestate SET stage = 'open'")

        own_database.tell(REASON, "UPDATE archive_sitestate SET stage = 'open'")

        own_database.tell(*page(2))

    def test_its_story_is_not_emptied(self, postgresql_alone):
        for table in ("archive_stagechange", "archive_stagerequest", "archive_sitestate"):
            with pytest.raises(Exception, match="on the record for ever"):
                postgresql_alone.tell(f"TRUNCATE {table} CASCADE")


class TestClosing:
    def test_waits_for_who_is_writing_and_stops_who_comes_later(self, postgresql_alone):
        own = postgresql_alone
        own.tell(STAGE.replace("closed", "closing"))
        with closing(own.connect()) as writer, writer.cursor() as writing:
            for statement in page(1):
                writing.execute(statement)
            close = threading.Thread(
                target=own.tell, args=["UPDATE archive_sitestate SET stage = 'closed'"]
            )
            close.start()
            close.join(timeout=0.5)
            assert close.is_alive()
            writer.commit()
            close.join(timeout=20)
            assert not close.is_alive()

        assert own.one("SELECT COUNT(*) FROM archive_record") == 1
        with pytest.raises(Exception, match=SITE_CLOSED):
            own.tell(*page(2))

    def test_is_seen_by_who_looks_at_the_database_as_it_was(self, postgresql_alone):
        own = postgresql_alone
        own.tell(STAGE.replace("closed", "closing"))
        with closing(own.connect()) as writer, writer.cursor() as writing:
            writing.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            writing.execute("SELECT stage FROM archive_sitestate")
            own.tell("UPDATE archive_sitestate SET stage = 'closed'")

            with pytest.raises(Exception, match="could not serialize"):
                writing.execute(ADDRESS.format(pk=1))


def test_emptying_a_table_begins_an_edition(postgresql_alone):
    before = postgresql_alone.edition

    postgresql_alone.tell("TRUNCATE archive_board CASCADE")

    assert postgresql_alone.edition == before + 1


def test_nobody_waits_for_an_import_under_way(postgresql_alone):
    """The edition's row is locked at the very end of a transaction alone."""
    own = postgresql_alone
    with closing(own.connect()) as importing, importing.cursor() as cursor:
        for statement in page(1):
            cursor.execute(statement)
        own.tell("SET lock_timeout = '2s'", *page(2))
        importing.commit()

    assert own.one("SELECT COUNT(*) FROM archive_record") == 2
