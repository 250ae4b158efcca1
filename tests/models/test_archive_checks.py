"""What people saw in the web archive, and when that is enough to say that it is well."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction

from archive.lifecycle import move_stage
from archive.models import ArchiveCheck, Stage, pages_worth_looking

DAY_OF_CLOSING = "2023-03-10 12:00Z"


@pytest.fixture
def make_check(make_user):
    def make(address: str = "/", verdict: str = "well", **facts) -> ArchiveCheck:
        check = {
            "archived_address": f"https://archive.example/20230312/https://example.org{address}",
            "looked_by": "Ada Example",
            "looked_on": date(2023, 3, 14),
            "words": "" if verdict == "well" else "The picture is missing.",
            "recorded_by": make_user(),
        }
        return ArchiveCheck.objects.create(address=address, verdict=verdict, **check | facts)

    return make


@pytest.fixture
def closed(close_site):
    with time_machine.travel(DAY_OF_CLOSING, tick=False):
        close_site()


class TestTheArchivesCopyIsWell:
    def test_once_the_home_page_and_another_were_looked_at(self, closed, make_check):
        assert not ArchiveCheck.objects.says_well()
        make_check("/")
        assert not ArchiveCheck.objects.says_well()
        make_check("/letters/one/")

        assert ArchiveCheck.objects.says_well()
        assert ArchiveCheck.objects.what_is_missing() == []

    def test_not_where_only_other_pages_were_looked_at(self, closed, make_check):
        make_check("/letters/one/")

        assert "home page" in ArchiveCheck.objects.what_is_missing()[0]

    def test_not_while_the_site_is_not_closed(self, closing_site, make_check):
        make_check("/")
        make_check("/letters/one/")

        assert not ArchiveCheck.objects.says_well()
        assert "not closed" in ArchiveCheck.objects.what_is_missing()[0]

    def test_not_by_what_was_seen_before_the_closing(self, closed, make_check):
        make_check("/", looked_on=date(2023, 3, 9))
        make_check("/letters/one/", looked_on=date(2023, 3, 9))

        assert not ArchiveCheck.objects.says_well()

    def test_not_by_what_was_seen_before_it_was_reopened_and_closed_again(
        self, closed, make_check, close_site
    ):
        with time_machine.travel("2023-03-14 12:00Z") as clock:
            make_check("/")
            make_check("/letters/one/")
            assert ArchiveCheck.objects.says_well()
            move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")
            clock.shift(60)
            close_site()

            assert "home page" in ArchiveCheck.objects.what_is_missing()[0]
            make_check("/")
            make_check("/letters/one/")
            assert ArchiveCheck.objects.says_well()

    def test_by_what_was_seen_on_the_day_of_the_closing(self, closed, make_check):
        make_check("/", looked_on=date(2023, 3, 10))
        make_check("/letters/one/", looked_on=date(2023, 3, 10))

        assert ArchiveCheck.objects.says_well()

    def test_not_while_a_fault_stands(self, closed, make_check):
        make_check("/")
        make_check("/letters/one/", "wrong")

        assert not ArchiveCheck.objects.says_well()
        assert "/letters/one/ in the archive: wrong" in ArchiveCheck.objects.what_is_missing()[0]

    def test_once_a_fault_was_looked_at_again(self, closed, make_check):
        make_check("/")
        make_check("/letters/one/", "missing")
        make_check("/letters/one/")

        assert ArchiveCheck.objects.says_well()

    def test_not_where_a_later_look_found_a_fault(self, closed, make_check):
        make_check("/letters/one/")
        make_check("/")
        make_check("/", "wrong")

        assert not ArchiveCheck.objects.says_well()


@pytest.mark.parametrize(
    "facts", [{"verdict": "missing", "words": ""}, {"looked_by": ""}, {"address": "letters/"}]
)
def test_a_check_that_says_too_little_is_refused_by_the_database(make_check, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_check(**facts)


class TestPagesWorthLookingAt:
    def test_begin_with_the_home_page_and_end_with_the_site_map(self, db):
        assert [page.address for page in pages_worth_looking()] == ["/", "/site-map/"]

    def test_name_the_longest_report(self, make_publication):
        make_publication("Short", kind="report", body="Short.", address="/short/")
        make_publication("Long", kind="report", body="Long. " * 50, address="/long/")

        assert "/long/" in {page.address for page in pages_worth_looking()}
        assert "/short/" not in {page.address for page in pages_worth_looking()}

    def test_name_a_letter_with_a_file_and_the_questions(
        self, make_letter, make_attachment, make_faq
    ):
        make_letter("Without", address="/letters/without/")
        make_attachment(make_letter("With", address="/letters/with/"))
        make_faq()

        found = {page.address for page in pages_worth_looking()}
        assert {"/letters/with/", "/faqs/all/"} <= found
        assert "/letters/without/" not in found

    def test_name_nothing_that_the_public_cannot_see(self, make_letter, make_attachment):
        make_attachment(make_letter("Draft", published_at=None, address="/letters/draft/"))

        assert len(pages_worth_looking()) == 2
