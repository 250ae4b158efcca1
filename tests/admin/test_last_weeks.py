"""The last weeks: days, tasks, what was seen in the archive, and what was compared."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
    Countdown,
    Task,
    TaskMark,
)
from tests.handover.small_site import ANSWERS, SITE, SITE_AS_FROZEN, bag_of

from .conftest import messages_of

WEEKS, DAYS = reverse("admin:last_weeks"), reverse("admin:last_weeks_days")
LOOK, COMPARE = reverse("admin:archive_look"), reverse("admin:archive_compare")
GIVEN = {"closing_on": "10 March 2023", "domain_ends_on": "31 December 2023"}
PAGES = [WEEKS, DAYS, LOOK, COMPARE, reverse("admin:last_weeks_task", args=["agree"])]


def task(name: Task) -> str:
    return reverse("admin:last_weeks_task", args=[name.value])


def text_of(client, address: str, **facts) -> str:
    return client.get(address, **facts).content.decode()


@pytest.fixture(autouse=True)
def ten_days_before_the_closing():
    with time_machine.travel("2023-02-28 12:00Z", tick=False):
        yield


@pytest.fixture
def days(administrator) -> Countdown:
    administrator.post(DAYS, GIVEN)
    return Countdown.objects.get()


class TestWhoMay:
    @pytest.mark.parametrize("address", PAGES)
    def test_editors_and_auditors_look(self, editor, auditor, address):
        for client in (editor, auditor):
            page = client.get(address)
            assert page.status_code == 200
            assert 'type="submit" class="button' not in page.content.decode()

    @pytest.mark.parametrize("address", PAGES[1:])
    def test_editors_change_nothing(self, editor, address):
        assert editor.post(address, {"says": "done", "seen": "0", **GIVEN}).status_code == 403
        assert not Countdown.objects.exists()
        assert not TaskMark.objects.exists()

    @pytest.mark.parametrize("address", PAGES)
    def test_an_account_in_no_group_sees_nothing(self, sign_in, address):
        assert sign_in("").get(address).status_code == 403

    @pytest.mark.parametrize("address", PAGES)
    def test_the_public_is_asked_to_sign_in(self, client, address):
        assert client.get(address).status_code == 302

    def test_it_is_reached_from_the_first_page_and_from_the_stage(self, editor):
        for address in (reverse("admin:index"), reverse("admin:stage")):
            assert f'href="{WEEKS}"' in text_of(editor, address)


class TestTheDays:
    def test_are_asked_for_first(self, administrator):
        assert "Give the closing day" in text_of(administrator, WEEKS)

    def test_follow_from_two(self, days, administrator):
        assert days.notice_on == date(2022, 12, 30)
        assert days.set_by == administrator.user

    def test_are_shown_with_their_weekday_and_how_far_they_are(self, days, editor):
        page = text_of(editor, WEEKS)

        assert "Friday 10 March 2023" in page
        assert "in 10 days" in page
        assert "60 days ago" in page

    def test_can_be_moved(self, administrator):
        moved = {"notice_on": "1 December 2022"}
        administrator.post(DAYS, GIVEN | moved)

        assert Countdown.objects.get().notice_on == date(2022, 12, 1)
        assert "moved" in text_of(administrator, WEEKS)

    def test_that_were_not_moved_follow_the_closing_day(self, days, administrator):
        administrator.post(DAYS, GIVEN | {"closing_on": "17 March 2023"})

        assert Countdown.objects.current().notice_on == date(2023, 1, 6)

    def test_that_follow_stand_empty_in_the_form(self, days, administrator):
        form = administrator.get(DAYS).context["form"]

        assert form["closing_on"].value() == date(2023, 3, 10)
        assert form["notice_on"].value() is None

    @pytest.mark.parametrize(
        ("wrong", "says"),
        [
            ({"notice_on": "10 March 2023"}, "before the last publishing"),
            ({"domain_ends_on": "12 March 2023"}, "Renew it first"),
            ({"closing_on": "the tenth"}, "not understood as a date"),
            ({"closing_on": ""}, "required"),
            ({"closing_on": "10 March 9998"}, "cannot be meant"),
            ({"notice_on": "1 January 1000"}, "cannot be meant"),
        ],
    )
    def test_that_cannot_be_are_refused_in_a_sentence(self, administrator, wrong, says):
        page = administrator.post(DAYS, GIVEN | wrong)

        assert says in page.content.decode()
        assert not Countdown.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"notice_on": "10 March 2023"}, "notice_on"),
            ({"last_publishing_on": "11 March 2023"}, "last_publishing_on"),
            ({"checked_by_on": "10 March 2023"}, "checked_by_on"),
            ({"domain_ends_on": "12 March 2023"}, "domain_ends_on"),
            ({"renewed_by_on": "1 January 2024"}, "renewed_by_on"),
            ({"domain_kept_until_on": "11 March 2023"}, "domain_kept_until_on"),
        ],
    )
    def test_that_cannot_be_are_marked_at_their_field(self, administrator, wrong, field):
        errors = administrator.post(DAYS, GIVEN | wrong).context["form"].errors

        assert field in errors
        assert "__all__" not in errors

    def test_that_are_set_again_unchanged_are_no_new_setting(self, days, administrator):
        page = administrator.post(DAYS, GIVEN, follow=True)

        assert Countdown.objects.count() == 1
        assert "set already" in messages_of(page)[-1]

    def test_keep_all_their_settings_in_sight(self, days, administrator):
        administrator.post(DAYS, GIVEN | {"closing_on": "17 March 2023"})

        page = text_of(administrator, DAYS)
        assert "Closing day: Friday 10 March 2023" in page
        assert "Closing day: Friday 17 March 2023" in page

    def test_a_short_notice_is_warned_of(self, administrator):
        administrator.post(DAYS, GIVEN | {"notice_on": "1 February 2023"})

        assert "less than the ten weeks" in text_of(administrator, WEEKS)

    def test_a_domain_that_ended_is_told_loudly(self, days, administrator):
        with time_machine.travel("2024-01-01 12:00Z"):
            administrator.force_login(administrator.user)  # the session is over by then
            page = text_of(administrator, WEEKS)

        assert "The domain’s registration has ended" in page

    def test_can_be_set_in_a_closed_site(self, closed_site, administrator):
        assert administrator.post(DAYS, GIVEN).status_code == 302
        assert Countdown.objects.exists()


class TestTheTasks:
    def test_have_their_why_and_their_day(self, days, editor):
        page = text_of(editor, WEEKS)

        assert "asks for ten weeks where a website closes" in page
        for each in Task:
            assert each.label in page

    def test_say_which_is_next_and_which_are_late(self, days, administrator):
        context = administrator.get(WEEKS).context

        assert [line.task for line in context["late"]] == [
            Task.AGREE, Task.NOMINATE, Task.NOTICES, Task.ANNOUNCE,
        ]  # fmt: skip
        assert context["next_task"].task == Task.READINESS

    def test_are_not_late_on_their_day(self, days, administrator):
        with time_machine.travel("2022-12-30 12:00Z"):
            late = administrator.get(WEEKS).context["late"]

        assert [line.task for line in late] == [Task.AGREE]

    def test_are_ticked_with_who_and_when(self, days, administrator):
        page = administrator.post(task(Task.AGREE), {"says": "done", "seen": "0"}, follow=True)

        text = page.content.decode()
        assert TaskMark.objects.get().made_by == administrator.user
        assert "Adam Rao, Tuesday 28 February 2023 at 12:00" in text

    def test_are_waived_with_a_reason_that_stays_in_sight(self, administrator):
        refused = administrator.post(task(Task.COMPARE), {"says": "waived", "seen": "0"})
        assert "Say why" in refused.content.decode()

        words = {"words": "They give no index."}
        administrator.post(task(Task.COMPARE), {"says": "waived", "seen": "0", **words})
        administrator.post(
            task(Task.COMPARE), {"says": "taken-back", "seen": "1", "words": "They do now."}
        )

        page = text_of(administrator, task(Task.COMPARE))
        assert "They give no index." in page
        assert "They do now." in page
        assert "It is done" in page

    def test_that_nobody_can_have_done_are_refused_in_a_sentence(self, administrator):
        page = administrator.post(task(Task.CLOSE), {"says": "done", "seen": "0"})

        assert "not closed yet" in page.content.decode()
        assert not TaskMark.objects.exists()

    def test_that_were_ticked_meanwhile_are_looked_at_again(self, administrator):
        administrator.post(task(Task.AGREE), {"says": "done", "seen": "0"})

        page = administrator.post(task(Task.AGREE), {"says": "done", "seen": "0"})

        assert "Take that back first" in page.content.decode()

    @pytest.mark.parametrize("sent", [{}, {"says": "nonsense", "seen": "0"}, {"says": "done"}])
    def test_that_are_sent_wrong_say_nothing(self, administrator, sent):
        assert administrator.post(task(Task.AGREE), sent).status_code == 200
        assert not TaskMark.objects.exists()

    def test_that_are_none_are_not_found(self, administrator):
        assert administrator.get(reverse("admin:last_weeks_task", args=["x"])).status_code == 404

    def test_a_domain_that_lasts_needs_no_renewing(self, administrator):
        administrator.post(DAYS, GIVEN | {"domain_ends_on": "1 January 2040"})

        page = text_of(administrator, WEEKS)
        assert "Nothing to renew" in page

    def test_are_ticked_in_a_closed_site(self, closed_site, administrator):
        administrator.post(task(Task.FREEZE), {"says": "done", "seen": "0"})

        assert TaskMark.objects.get().task == Task.FREEZE

    def test_that_nobody_can_do_in_a_closed_site_are_over_and_not_next(
        self, days, closed_site, administrator
    ):
        page = administrator.get(WEEKS)
        lines = {line.task: line for _, lines in page.context["phases"] for line in lines}

        for each in (Task.NOTICES, Task.READINESS, Task.ANNOUNCE, Task.PUBLISH_LAST):
            assert lines[each].is_over
            assert lines[each] not in page.context["late"]
        assert "Over" in page.content.decode()
        assert lines[Task.FREEZE].is_open

    def test_that_are_over_can_still_be_said_to_have_been_done(self, closed_site, administrator):
        administrator.post(task(Task.NOTICES), {"says": "done", "seen": "0"})

        assert "Over" not in administrator.get(task(Task.NOTICES)).content.decode()
        assert TaskMark.objects.get().is_done

    def test_ask_the_database_the_same_number_of_questions_however_much_was_said(
        self, days, administrator, django_assert_max_num_queries
    ):
        for number, each in enumerate((Task.AGREE, Task.NOMINATE, Task.READINESS)):
            administrator.post(task(each), {"says": "done", "seen": "0", "words": str(number)})

        with django_assert_max_num_queries(24):
            administrator.get(WEEKS)


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
