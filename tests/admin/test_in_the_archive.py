"""What people saw in the web archive, and what of it was compared."""

from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
)
from tests.handover.small_site import ANSWERS, SITE, SITE_AS_FROZEN, bag_of

WEEKS, DAYS = reverse("admin:last_weeks"), reverse("admin:last_weeks_days")
LOOK, COMPARE = reverse("admin:archive_look"), reverse("admin:archive_compare")


def text_of(client, address: str, **facts) -> str:
    return client.get(address, **facts).content.decode()


@pytest.fixture(autouse=True)
def ten_days_before_the_closing():
    with time_machine.travel("2023-02-28 12:00Z", tick=False):
        yield


class TestWhatWasSeen:
    SEEN = {
        "address": "/letters/one/",
        "archived_address": "https://webarchive.nationalarchives.gov.uk/ukgwa/20230312/"
        "https://review.example.org/letters/one/",
        "verdict": "well",
        "words": "",
        "looked_by": "Ada Example",
        "looked_on": "27 February 2023",
    }

    def test_is_put_on_the_record(self, administrator):
        page = administrator.post(LOOK, self.SEEN, follow=True)

        check = ArchiveCheck.objects.get()
        assert (check.address, check.looked_by) == ("/letters/one/", "Ada Example")
        assert check.recorded_by == administrator.user
        assert "As it should be" in page.content.decode()

    def test_may_name_the_page_by_its_whole_address(self, administrator):
        address = "https://review.example.org/letters/caf%C3%A9/"
        archived = f"https://archive.example/20230312/{address}"
        administrator.post(LOOK, self.SEEN | {"address": address, "archived_address": archived})

        assert ArchiveCheck.objects.get().address == "/letters/café/"

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"verdict": "missing"}, "Say what is missing or wrong."),
            ({"verdict": ""}, "required"),
            ({"looked_on": "1 March 2023"}, "has not come yet"),
            ({"address": "letters/one/"}, "beginning with /"),
            ({"archived_address": "https://review.example.org/letters/one/"}, "of this site"),
            (
                {"archived_address": "https://webarchive.nationalarchives.gov.uk/ukgwa/"
                 "https://review.example.org/letters/one/"},
                "no date in that address",
            ),
            (
                {"archived_address": "https://archive.example/2023/https://review.example.org/"},
                "but another",
            ),
            ({"words": "a\u202eb"}, "nobody sees|cannot be seen|direction|character"),
        ],
    )  # fmt: skip
    def test_that_says_too_little_is_refused_in_a_sentence(
        self, administrator, settings, wrong, says
    ):
        settings.SITE_URL = SITE

        page = administrator.post(LOOK, self.SEEN | wrong).content.decode()

        assert any(each in page for each in says.split("|"))
        assert not ArchiveCheck.objects.exists()

    @pytest.mark.parametrize(
        "archived",
        [
            "https://archive.example/20230312/http:/review.example.org/letters/one",
            "https://archive.example/20230312/https://www.review.example.org:443/Letters/One/",
            "https://archive.example/captures/4711",
        ],
    )
    def test_takes_the_forms_that_archives_write(self, administrator, archived):
        administrator.post(LOOK, self.SEEN | {"archived_address": archived})

        assert ArchiveCheck.objects.exists()

    @pytest.mark.parametrize(
        ("digits", "verdict", "says"),
        [
            ("20220101000000", "well", "made before the site closed"),
            ("20990101000000", "well", "still to come"),
            ("20990101000000", "wrong", "still to come"),
            ("20230231000000", "well", "The digits are no moment"),
        ],
    )
    def test_in_a_capture_that_is_not_of_the_closed_site_is_refused_as_at_the_handing_over(
        self, administrator, closed_site, digits, verdict, says
    ):
        archived = f"https://archive.example/{digits}/https://review.example.org/letters/one/"
        seen = self.SEEN | {"archived_address": archived, "verdict": verdict, "words": "Old."}

        assert says in administrator.post(LOOK, seen).content.decode()
        assert not ArchiveCheck.objects.exists()

    def test_may_be_that_the_archive_has_only_an_older_version(self, administrator, closed_site):
        archived = "https://archive.example/20220101000000/https://review.example.org/letters/one/"
        seen = {"archived_address": archived, "verdict": "wrong", "words": "Only of last year."}
        administrator.post(LOOK, self.SEEN | seen | {"looked_on": "28 February 2023"})

        assert "in the archive: wrong" in ArchiveCheck.objects.faults_seen()[0]

    def test_pages_are_suggested_with_where_they_are_in_the_archive(self, editor, make_faq):
        make_faq()

        page = text_of(editor, LOOK)
        assert (
            "https://webarchive.nationalarchives.gov.uk/ukgwa/http://testserver/faqs/all/" in page
        )

    def test_the_form_opens_with_the_page_that_was_chosen(self, administrator):
        form = administrator.get(LOOK, {"address": "/faqs/all/"}).context["form"]

        assert form["address"].value() == "/faqs/all/"
        assert form["looked_by"].value() == "Adam Rao"

    def test_is_told_among_the_last_weeks(self, administrator, closed_site):
        administrator.post(
            LOOK,
            self.SEEN | {"verdict": "wrong", "words": "An error.", "looked_on": "28 February 2023"},
        )

        page = text_of(administrator, WEEKS)
        assert "/letters/one/ in the archive: wrong" in page
        assert "home page in the archive since the closing" in page


class TestWhatWasCompared:
    @pytest.fixture
    def copy(self, tmp_path) -> BytesIO:
        return (bag_of(tmp_path / "frozen") / "data" / "archive.wacz").read_bytes()

    def sent(self, copy: bytes, answers: bytes, **facts) -> dict:
        return {
            "copy": SimpleUploadedFile("archive.wacz", copy),
            "answers": SimpleUploadedFile("answers.cdx", answers),
            "keep": "on",
            **facts,
        }

    def test_is_shown_address_by_address_and_kept(self, administrator, copy):
        answers = (ANSWERS / "eleven-columns.cdx").read_bytes()

        page = administrator.post(COMPARE, self.sent(copy, answers)).content.decode()

        assert "3 addresses are not held, or not the same" in page
        assert f"{SITE}/podcast/one/audio.mp3" in page
        kept = ArchiveComparison.objects.get()
        assert (kept.same, kept.not_held, kept.made_by) == (4, 2, administrator.user)
        assert "<b>4</b> held and the same" in text_of(administrator, WEEKS)

    def test_is_not_kept_where_nobody_wants_it(self, administrator, copy):
        answers = (ANSWERS / "index.cdxj").read_bytes()

        administrator.post(COMPARE, self.sent(copy, answers, keep=""))

        assert not ArchiveComparison.objects.exists()

    @pytest.mark.parametrize(
        ("copy", "answers", "says"),
        [(b"PK\3\4", b"", "damaged"), (None, b"<html>", "web page"), (b"x", b"", "cannot be read")],
    )
    def test_that_cannot_be_read_is_refused_beside_the_file(
        self, administrator, tmp_path, copy, answers, says
    ):
        good = (bag_of(tmp_path / "frozen") / "data" / "archive.wacz").read_bytes()

        sent = self.sent(copy or good, answers or b"[]")
        page = administrator.post(COMPARE, sent).content.decode()

        assert says in page
        assert not ArchiveComparison.objects.exists()

    def test_that_says_nothing_at_all_is_no_answer(self, administrator, copy):
        page = administrator.post(COMPARE, self.sent(copy, b"\n\n")).content.decode()

        assert "is empty: the archive’s answer is not in it" in page
        assert not ArchiveComparison.objects.exists()

    def test_that_is_too_large_is_for_the_server(self, administrator, copy, monkeypatch):
        monkeypatch.setattr("archive.admin.in_the_archive.MOST_UPLOADED", 100)

        page = administrator.post(COMPARE, self.sent(copy, b"a" * 101)).content.decode()

        assert "manage.py compare_archive" in page

    def test_shows_no_more_than_a_page_holds(self, administrator, copy, monkeypatch):
        monkeypatch.setattr("archive.admin.in_the_archive.MOST_SHOWN", 2)

        page = administrator.post(COMPARE, self.sent(copy, b"[]")).content.decode()

        assert f"And {len(SITE_AS_FROZEN) - 2} more" in page

    def test_works_in_a_closed_site(self, administrator, closed_site, copy):
        administrator.post(COMPARE, self.sent(copy, (ANSWERS / "index.cdxj").read_bytes()))

        assert ArchiveComparison.objects.exists()
