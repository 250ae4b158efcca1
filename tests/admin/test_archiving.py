"""Handing a closed site over to the web archive, on the page of the site's life."""

from datetime import UTC

import pytest
from django.urls import reverse

from archive.lifecycle import CHECKED, ask_for_stage, move_stage
from archive.models import ArchiveComparison, ArchivedSite, Review, SiteState, Stage, StageRequest

from .conftest import messages_of, text_of

STAGE = reverse("admin:stage")
SURE = {"is_confirmed": "1"}


@pytest.fixture
def filled_in(closed_site) -> dict[str, str]:
    return {
        "to": "archived",
        "reason": "The web archive has all of it.",
        "is_checked": "on",
        "timestamp": closed_site.made_at.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
        "answering": "signposts",
        "questions": "Write to *the Department*.",
        "prefix": "https://webarchive.nationalarchives.gov.uk/ukgwa/",
    }


@pytest.fixture
def asked(administrator, closed_site, make_archived) -> StageRequest:
    archived = make_archived()
    return ask_for_stage(Stage.ARCHIVED, by=administrator.user, reason="Why.", archived=archived)


class TestTheForm:
    def test_stands_on_the_page_of_a_closed_site(self, administrator, closed_site):
        text = text_of(administrator.get(STAGE))

        assert "Hand over to the web archive" in text
        assert CHECKED in text
        assert "the 14 digits in its addresses" in text

    @pytest.mark.parametrize(
        ("facts", "says"),
        [
            ({"is_checked": ""}, "Look at the web archive’s last crawl first"),
            ({"timestamp": "20200101000000"}, "made before the site closed"),
            ({"timestamp": "soon"}, "The digits are no moment"),
            ({"questions": ""}, "Say where questions go now"),
            ({"prefix": "ftp:archive"}, "Enter a valid URL"),
            ({"reason": ""}, "Say why the site goes to the web archive"),
            ({"answering": "nothing"}, "not one of the available choices"),
        ],
    )
    def test_says_what_is_missing_and_asks_for_nothing(self, administrator, filled_in, facts, says):
        text = text_of(administrator.post(STAGE, filled_in | facts))

        assert says in text
        assert "Yes, ask for it" not in text
        assert not StageRequest.objects.exists()

    def test_shows_once_more_what_was_said(self, administrator, filled_in):
        text = text_of(administrator.post(STAGE, filled_in))

        assert "Ask to hand the site over to the web archive?" in text
        assert f"ukgwa/{filled_in['timestamp']}/http://testserver/" in text
        assert "<em>the Department</em>" in text
        assert CHECKED in text

    def test_asks_for_it_with_what_the_page_before_carried_along(self, administrator, filled_in):
        page = administrator.post(STAGE, filled_in)
        carried = {field.html_name: field.value() for field in page.context["form"]}

        done = administrator.post(STAGE, carried | SURE, follow=True)

        assert messages_of(done) == [
            "You asked for it. Nothing changes until a second administrator confirms it."
        ]
        archived = ArchivedSite.objects.get()
        assert (archived.checked, archived.timestamp) == (CHECKED, filled_in["timestamp"])
        assert archived.asked == StageRequest.objects.waiting()

    def test_is_for_administrators(self, editor, auditor, filled_in):
        for person in (editor, auditor):
            assert person.post(STAGE, filled_in | SURE).status_code == 403


def test_the_form_begins_with_where_people_turn_already(administrator, make_notice, close_site):
    Review.objects.create(name="The Review", where_to_turn="The Department answers.")
    close_site()

    assert "The Department answers.</textarea>" in administrator.get(STAGE).content.decode()


class TestWhatWasSeenInTheArchive:
    LOOKED_AT = (
        "https://webarchive.nationalarchives.gov.uk/ukgwa/20300102030405mp_/http://testserver/"
    )

    def test_gives_the_form_the_capture_that_was_looked_at(
        self, administrator, closed_site, see_in_the_archive
    ):
        see_in_the_archive(archived_address=self.LOOKED_AT)
        page = administrator.get(STAGE)

        assert 'value="20300102030405"' in page.content.decode()
        assert "the capture of the home page that Bea Rao looked at" in text_of(page)

    def test_gives_it_the_archive_that_was_looked_at(
        self, administrator, closed_site, see_in_the_archive
    ):
        there = "https://archive.example.org/web/20300102030405/http://testserver/"
        see_in_the_archive(archived_address=there)

        form = administrator.get(STAGE).content.decode()
        assert 'value="https://archive.example.org/web/"' in form

    def test_gives_it_nothing_where_it_was_wrong(
        self, administrator, closed_site, see_in_the_archive
    ):
        see_in_the_archive(archived_address=self.LOOKED_AT)
        see_in_the_archive(archived_address=self.LOOKED_AT, verdict="wrong")

        assert "20300102030405" not in administrator.get(STAGE).content.decode()

    def test_takes_the_form_away_where_a_page_is_wrong(
        self, administrator, closed_site, see_in_the_archive
    ):
        see_in_the_archive("/letters/one/", "missing")
        text = text_of(administrator.get(STAGE))

        assert "/letters/one/ in the archive: something is missing" in text
        assert CHECKED not in text

    def test_is_said_where_nobody_looked(self, administrator, second, asked, filled_in):
        said = "Nobody has looked at the home page in the archive since the closing."

        assert said in text_of(second.get(STAGE))
        sure = second.post(STAGE, {"asked": asked.pk, "decision": "confirm"})
        assert said in text_of(sure)
        second.post(STAGE, {"asked": asked.pk, "decision": "decline"})
        assert said in text_of(administrator.get(STAGE))
        assert said in text_of(administrator.post(STAGE, filled_in))


class TestWhatWasCompared:
    FIGURES = {"same": 10, "different": 2, "not_held": 4, "not_compared": 0, "only_theirs": 0}
    SAID = "<b>2</b> held and different, <b>4</b> not held"

    def compare(self, **figures) -> None:
        figures = self.FIGURES | figures
        ArchiveComparison.objects.keep(("frozen", "ab" * 32), "answers.cdx", figures)

    def test_is_shown_to_both_before_they_hand_over(self, administrator, second, asked, filled_in):
        self.compare()

        assert self.SAID in text_of(second.get(STAGE))
        assert self.SAID in text_of(second.post(STAGE, {"asked": asked.pk, "decision": "confirm"}))
        second.post(STAGE, {"asked": asked.pk, "decision": "decline"})
        assert self.SAID in text_of(administrator.get(STAGE))
        assert self.SAID in text_of(administrator.post(STAGE, filled_in))

    def test_is_no_alarm_where_all_is_the_same(self, administrator, closed_site):
        self.compare(different=0, not_held=0)

        assert "and is the same." in text_of(administrator.get(STAGE))

    def test_with_an_earlier_closing_is_no_comparison_with_this_one(
        self, administrator, closed_site, close_site
    ):
        self.compare()
        move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")
        close_site()

        text = text_of(administrator.get(STAGE))
        assert "No comparison with the frozen copy is on the record since the closing." in text


class TestTheSecondAdministrator:
    def test_sees_what_was_confirmed_and_where_readers_will_be_led(self, second, asked):
        text = text_of(second.get(STAGE))

        assert "Adam Rao asks to hand the site over to the web archive" in text
        assert CHECKED in text
        assert "/http://testserver/" in text

    def test_is_asked_once_more(self, second, asked):
        text = text_of(second.post(STAGE, {"asked": asked.pk, "decision": "confirm"}))

        assert "Hand over to the web archive now?" in text
        assert CHECKED in text
        assert SiteState.objects.current().stage == Stage.CLOSED

    def test_archives_the_site(self, second, asked):
        sure = {"asked": asked.pk, "decision": "confirm"} | SURE
        page = second.post(STAGE, sure, follow=True)

        assert messages_of(page) == ["The site is in the stage “Archived” now."]
        assert SiteState.objects.current().is_archived


class TestAnArchivedSite:
    def test_says_so_on_every_page(self, editor, archive_site):
        archive_site()
        text = text_of(editor.get(reverse("admin:index")))

        assert "<b>The site is archived</b>" in text
        assert "It was closed on" in text
        assert "The public is led to the web archive." in text

    def test_is_only_looked_at(self, editor, make_post, archive_site):
        post = make_post()
        archive_site()
        page = editor.get(reverse("admin:archive_post_change", args=[post.pk]))

        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert editor.get(reverse("admin:archive_post_add")).status_code == 403

    def test_tells_where_its_pages_are(self, editor, archive_site):
        archive_site()
        text = text_of(editor.get(STAGE))

        assert "/http://testserver/" in text
        assert CHECKED in text
        assert "From closed to archived" in text

    def test_offers_three_ways_back(self, administrator, archive_site):
        archive_site()
        text = text_of(administrator.get(STAGE))

        for way in ("Show its pages here again", "Reopen it for corrections", "Open it again"):
            assert way in text

    def test_is_brought_back_by_two_people(self, administrator, second, archive_site):
        archive_site()
        ask = {"to": "closed", "reason": "Their copy was broken."} | SURE
        administrator.post(STAGE, ask)
        asked = StageRequest.objects.waiting()
        assert "asks to show the site’s pages here again" in text_of(second.get(STAGE))
        second.post(STAGE, {"asked": asked.pk, "decision": "confirm"} | SURE)

        assert SiteState.objects.current().stage == Stage.CLOSED
