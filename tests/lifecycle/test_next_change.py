"""When the clock alone changes a public page: that moment is known beforehand, for each kind."""

import ast
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from archive.lifecycle import begin_draft, move_stage
from archive.models import Record, ReleaseSet, Stage, next_change_after
from archive.public_urls import PublicUrls

PROJECT = Path(__file__).resolve().parent.parent.parent
LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
MOMENT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second half past one of that night
AN_INSTANT = timedelta(microseconds=1)


@pytest.fixture
def site(db, make_publication, make_page, make_board, make_member, make_faq, make_contributor,
         make_call, make_notice, make_post, make_person, make_redirect, make_attachment,
         make_topic):  # fmt: skip
    """What stands for all of these moments. Makes, by name, something that changes at MOMENT."""
    with time_machine.travel(NOW, tick=False):
        make_publication()
        make_faq()
        make_notice(starts_at=NOW - timedelta(days=9))
    a_year_on = MOMENT + timedelta(days=365)

    def publication_with_parts() -> None:
        record = make_publication(published_at=MOMENT, topics=[make_topic()])
        make_contributor(record)
        make_attachment(record)
        make_redirect(to_record=Record.objects.get(pk=record.pk))

    def successor() -> None:
        newer = Record.objects.get(pk=make_publication(published_at=MOMENT).pk)
        make_publication(superseded_by=newer)

    def change_note() -> None:
        record = make_post(published_at=NOW - timedelta(days=9), public_updated_at=MOMENT)
        told = record.revisions.create(event="updated", change_note="A new table.", is_major=True)
        record.revisions.filter(pk=told.pk).update(made_at=MOMENT)

    def notice() -> None:
        make_notice("The last week", starts_at=MOMENT)
        move_stage(Stage.CLOSING, by=None)

    return {
        "a record is published": lambda: make_post(published_at=MOMENT),
        "a record is published with all that hangs on it": publication_with_parts,
        "a record takes another's place": successor,
        "readers are told of a change": change_note,
        "a question is published": lambda: make_faq(published_at=MOMENT),
        "a call opens": lambda: make_call(opens_at=MOMENT, closes_at=a_year_on),
        "a call closes": lambda: make_call(opens_at=NOW, closes_at=MOMENT),
        "a notice begins": notice,
    }


KINDS = [
    "a record is published",
    "a record is published with all that hangs on it",
    "a record takes another's place",
    "readers are told of a change",
    "a question is published",
    "a call opens",
    "a call closes",
    "a notice begins",
]


@pytest.fixture
def pages_at(client) -> Callable[[datetime], dict[str, bytes]]:
    """Every public page as it is at that moment."""

    def pages(moment: datetime) -> dict[str, bytes]:
        with time_machine.travel(moment, tick=False):
            return {url.address: client.get(url.address).content for url in PublicUrls().pages()}

    return pages


class TestTheNextChange:
    @pytest.mark.parametrize("kind", KINDS)
    def test_is_known_and_comes_at_its_moment(self, kind, site, pages_at):
        with time_machine.travel(NOW, tick=False):
            site[kind]()

        assert next_change_after(NOW) == MOMENT
        assert pages_at(NOW) == pages_at(MOMENT - AN_INSTANT)
        assert pages_at(MOMENT - AN_INSTANT) != pages_at(MOMENT)

    @pytest.mark.parametrize("kind", KINDS)
    def test_is_over_once_it_has_come(self, kind, site):
        with time_machine.travel(NOW, tick=False):
            site[kind]()

        assert next_change_after(MOMENT) > MOMENT + timedelta(days=1)

    @pytest.mark.parametrize(
        ("last_day", "midnight"),
        [
            (date(2026, 10, 24), datetime(2026, 10, 25, 0, 0, tzinfo=LONDON)),
            (date(2026, 10, 25), datetime(2026, 10, 26, 0, 0, tzinfo=LONDON)),
        ],
    )
    def test_is_the_midnight_after_a_members_last_day(
        self, last_day, midnight, site, make_board, make_member, pages_at
    ):
        board = make_board()
        make_member(board)
        make_member(board, left_on=last_day)

        assert next_change_after(NOW) == midnight
        assert next_change_after(midnight) > midnight + timedelta(days=1)
        assert pages_at(midnight - AN_INSTANT) != pages_at(midnight)

    def test_is_the_new_half_year_for_who_finds_a_weakness(self, site, client):
        new_year = datetime(2027, 1, 1, tzinfo=LONDON)

        def told(moment: datetime) -> bytes:
            with time_machine.travel(moment, tick=False):
                return client.get("/.well-known/security.txt").content

        assert next_change_after(NOW) == new_year
        assert told(NOW) == told(new_year - AN_INSTANT) != told(new_year)
        assert next_change_after(new_year) == datetime(2027, 7, 1, tzinfo=LONDON)

    def test_is_that_of_a_draft_that_takes_the_place_of_what_is_published(self, site, make_post):
        """Nothing else tells of it: it is written onto the record when its moment has come."""
        drafting = begin_draft(make_post(), by=None).drafting
        drafting.change_note, drafting.goes_out_at = "A new table.", MOMENT
        drafting.save()

        assert next_change_after(NOW) == MOMENT
        assert next_change_after(MOMENT) > MOMENT

    def test_is_that_of_a_release_set(self, site):
        """The same: what is in it has no moment of its own."""
        ReleaseSet.objects.create(name="The final report", goes_out_at=MOMENT)

        assert next_change_after(NOW) == MOMENT
        assert next_change_after(MOMENT) > MOMENT

    def test_is_not_that_of_a_draft(self, site, make_call):
        make_call(published_at=None, opens_at=MOMENT, closes_at=MOMENT + timedelta(days=9))

        assert next_change_after(NOW).year == 2027

    def test_is_not_a_notice_while_the_site_is_open(self, site, make_notice):
        make_notice("To come", starts_at=MOMENT)

        assert next_change_after(NOW).year == 2027


CLOCK = {"now", "Now", "today", "localdate", "localtime", "utcnow"}
ASKED = {
    "models/public.py:is_public": "a record is published",
    "models/record.py:state": "a record is published",
    "models/record.py:last_updated_at": "readers are told of a change",
    "models/revision.py:told_readers": "readers are told of a change",
    "models/faq.py:published": "a question is published",
    "models/call.py:open": "a call opens or closes",
    "models/call.py:upcoming": "a call opens",
    "models/call.py:phase": "a call opens or closes",
    "models/call.py:phase_in": "a call opens or closes, where the closing is only tried out",
    "models/stage.py:of_the_day": "a notice begins",
    "models/people.py:has_left": "the midnight after a member's last day",
    "views/machines.py:security": "the new half-year",
}
"""Who asks the clock for a page that is kept, and which of the moments above it is about."""
NOT_ON_A_KEPT_PAGE = {
    "models/clock.py:now": "the clock itself",
    "models/clock.py:today": "the clock itself",
    "models/clock.py:value": "the clock itself",
    "models/record_queryset.py:scheduled": "the admin's lists; what keeps the site from closing",
    "models/record_queryset.py:scheduled_in_any_way": "the admin's lists, and watched names",
    "models/faq.py:in_state": "the admin's lists",
    "models/record_queryset.py:made_lately_by": "the admin's home page",
    "templatetags/editing.py:in_how_long": "the form of a scheduled draft",
    "models/faq.py:scheduled": "the admin's lists, and what keeps the site from closing",
    "models/stage.py:upcoming": "the admin's notices, and what keeps the site from closing",
    "models/edition.py:current": "when the first edition began",
    "models/revision.py:told_of_public_records": "the versions in a frozen copy",
    "models/readiness.py:keep": "when somebody last looked at the site, which the admin shows",
    "models/readiness.py:keep_answers": "when other sites were asked, which the admin shows",
    "models/readiness.py:take_back": "when a waiver was taken back, which the admin shows",
    "models/comment.py:resolve": "when a comment was answered, which the admin shows",
    "models/second_person.py:end": "when a review was over, which the admin shows",
    "models/writing.py:let_go": "what is kept of unsaved texts, which its person alone sees",
    "models/writing.py:leave": "who has a form open, which the admin shows",
    "models/draft_link.py:open": "when a link was opened, which the admin shows",
    "models/draft_link.py:is_over": "whether a link has ended: what it shows is never kept",
    "models/countdown.py:is_domain_lost": "the last weeks, which the admin shows",
}
NOT_KEPT = ("views/mementos.py", "views/days.py")
"""What these views answer is not kept: former pages, and where they are found."""
LOOKED_AT = ("models", "views", "feeds.py", "public_urls.py", "templatetags", "markdown")
"""What public pages are made by."""


class TestEveryQuestionToTheClock:
    """A new one has to be looked at: if a page that is kept depends on it, next_change.py and a
    test above must know its moments."""

    def test_is_one_that_is_known(self):
        assert questions() - ASKED.keys() - NOT_ON_A_KEPT_PAGE.keys() == set()

    def test_that_is_known_is_asked(self):
        assert ASKED.keys() - questions() == set()

    def test_is_asked_in_no_template(self):
        templates = (PROJECT / "templates").rglob("*.*")

        assert [path for path in templates if "{% now" in path.read_text()] == []


def questions() -> set[str]:
    """Each function that asks the clock what time it is, by its file."""
    archive = PROJECT / "archive"
    files = [
        path
        for part in LOOKED_AT
        for path in ([archive / part] if part.endswith(".py") else (archive / part).rglob("*.py"))
        if str(path.relative_to(archive)) not in NOT_KEPT
    ]
    return {
        f"{path.relative_to(archive)}:{function.name}"
        for path in files
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        and any(asks_the_clock(node) for node in ast.walk(function))
    }


def asks_the_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return name in CLOCK and all(is_zone(each) for each in node.args)


def is_zone(node: ast.expr) -> bool:
    """`datetime.now(UTC)` asks the clock too; `localdate(moment)` does not."""
    return getattr(node, "id", getattr(node, "attr", "")) in ("UTC", "utc")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps moments, not texts.")
@pytest.mark.parametrize("text", ["2026-10-25T01:30:00Z", "2026-10-25 01:30:00.000000"])
def test_a_moment_that_was_written_by_hand_ends_one_edition_and_no_more(text, make_post):
    post = make_post()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE archive_record SET published_at = %s WHERE address_row_id = %s",
            [text, post.pk],
        )

    assert next_change_after(MOMENT - timedelta(days=1)) == MOMENT
    assert next_change_after(MOMENT) > MOMENT
