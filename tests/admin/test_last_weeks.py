"""The last weeks: days, tasks, what was seen in the archive, and what was compared."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from archive.models import (
    Countdown,
    Task,
    TaskMark,
)

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
