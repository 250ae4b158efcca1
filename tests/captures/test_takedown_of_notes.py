"""What administrators wrote of a page goes with the page, and so does what was found on it."""

import pytest
from django.db import connection
from django.utils import timezone

from archive.captures.reach import Reach
from archive.captures.takedowns import ask
from archive.captures.words import Words
from archive.models import ArchiveCheck, ArchiveComparison, Look, Takedown, TaskMark, Waiver
from archive.models.told import TAKEN_DOWN

NAME = "Ada Example"
LEFT = "Mended by nobody."


@pytest.fixture
def waive(make_user):
    def waive(address: str, **facts) -> Waiver:
        said = {"rule": "today", "what": "It says today.", "quote": "today", "reason": LEFT}
        place = str(Waiver.objects.count()).rjust(64, "0")
        return Waiver.objects.create(
            address=address, place=place, waived_by=make_user(), **said | facts
        )

    return waive


def words_of(waiver: Waiver) -> set[str]:
    waiver.refresh_from_db()
    return {waiver.what, waiver.quote, waiver.reason}


class TestWaivers:
    def test_of_what_was_taken_down_lose_their_words_and_stay(self, letter, waive, take_down):
        waiver = waive(f"{letter.address}#part")
        by, at = waiver.waived_by, waiver.waived_at
        take_down(letter.address)

        assert words_of(waiver) == {TAKEN_DOWN}
        assert (waiver.waived_by, waiver.waived_at, waiver.rule) == (by, at, "today")

    @pytest.mark.parametrize("field", ["what", "quote", "reason"])
    def test_that_say_the_words_lose_them_wherever_they_are(self, letter, waive, take_down, field):
        waiver = waive("/elsewhere/", **{field: f"Here ada  example wrote.\n{LEFT}"})
        take_down(letter.address, words=NAME)

        assert words_of(waiver) == {TAKEN_DOWN}

    def test_that_quote_them_with_their_marks_lose_them_too(self, letter, waive, take_down):
        waiver = waive("/elsewhere/", quote="It was *Ada* Example.")
        take_down(letter.address, words=NAME)

        assert words_of(waiver) == {TAKEN_DOWN}

    def test_of_other_pages_keep_them(self, letter, waive, take_down):
        waiver = waive("/elsewhere/")
        take_down(letter.address, words=NAME)

        assert LEFT in words_of(waiver)

    def test_without_a_quotation_get_none(self, letter, waive, take_down):
        waiver = waive(letter.address, quote="")
        take_down(letter.address)

        assert words_of(waiver) == {TAKEN_DOWN, ""}

    def test_that_were_taken_back_lose_them_too(self, letter, waive, take_down, make_user):
        waiver = waive(letter.address)
        Waiver.objects.take_back(waiver.pk, make_user())
        take_down(letter.address)

        assert words_of(waiver) == {TAKEN_DOWN}

    def test_keep_their_words_while_it_is_only_asked_for(self, letter, waive, administrators):
        waiver = waive(letter.address)
        (asked,) = ask(letter.address, by=administrators[0], reason="A court ordered it.")

        assert LEFT in words_of(waiver)
        assert Reach(asked).notes == 1

    def test_can_be_forgotten_twice(self, letter, waive, take_down, make_post):
        waiver = waive(letter.address)
        take_down(letter.address)
        take_down(make_post("Another").address, words=NAME)

        assert words_of(waiver) == {TAKEN_DOWN}


class TestWhatWasSeenInTheArchive:
    def test_loses_its_words_with_the_page(self, letter, take_down, make_user):
        check = ArchiveCheck.objects.create(
            address=letter.address, archived_address="https://example.org/", verdict="wrong",
            words="The name is in a picture.", looked_by="Bea", recorded_by=make_user(),
            looked_on=timezone.localdate(),
        )  # fmt: skip
        take_down(letter.address)

        check.refresh_from_db()
        assert (check.words, check.looked_by) == (TAKEN_DOWN, "Bea")

    def test_loses_them_where_tasks_and_comparisons_say_the_words(
        self, letter, take_down, make_user
    ):
        TaskMark.objects.create(
            task="agree", number=1, says="done", words=f"{NAME} agreed.", made_by=make_user()
        )
        figures = dict.fromkeys(("same", "different", "not_held", "not_compared", "only_theirs"), 1)
        ArchiveComparison.objects.create(
            copy_name="copy", copy_sha256="2" * 64, answers_from=f"of {NAME}.cdx", **figures
        )
        take_down(letter.address, words=NAME)

        assert TaskMark.objects.get().words == TAKEN_DOWN
        assert ArchiveComparison.objects.get().answers_from == TAKEN_DOWN


class TestTheLastLook:
    @pytest.fixture(autouse=True)
    def look(self, db):
        nothing = {"findings": [], "in_record": [], "outside": []}
        Look.objects.keep(edition=1, pages=3, **nothing)

    def test_is_forgotten(self, letter, take_down):
        take_down(letter.address)

        assert Look.objects.last() is None

    def test_stays_while_it_is_only_asked_for(self, letter, administrators):
        ask(letter.address, by=administrators[0], reason="A court ordered it.", words=NAME)

        assert Look.objects.last() is not None


def test_no_note_says_the_words_afterwards(letter, waive, take_down):
    """Whatever table is added: where it may say them, this says so."""
    waive(letter.address, quote=NAME, reason=f"Leave {NAME} there.")
    look = {"findings": [{"quote": NAME}], "in_record": [], "outside": []}
    Look.objects.keep(edition=1, pages=3, **look)
    take_down(letter.address, words=NAME)

    with connection.cursor() as cursor:
        said_in = {table for table in connection.introspection.table_names(cursor)
                   if table.startswith("archive_") and _says(cursor, table)}  # fmt: skip
    assert said_in <= {"archive_record", "archive_publication", "archive_revision"}
    assert Takedown.objects.get().words == ""


def _says(cursor, table: str) -> bool:
    cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - the database's own names
    words = Words([NAME])
    return any(words.are_in_text(str(row)) for row in cursor.fetchall())
