"""A second person around the form: the first page, lists, questions, notices, the setting."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.lifecycle import approve, begin_draft, comment, mark_of, submit
from archive.models import (
    FaqEntry,
    Kind,
    Notice,
    PublishedAlone,
    Record,
    SecondPersonRule,
    State,
    Submission,
)
from tests.admin.conftest import (
    SOON,
    address_of,
    edit,
    errors_of,
    form_at,
    save,
    text_of,
)
from tests.admin.second_person import (
    INDEX,
    RULES,
    author,
    decide,
    report,
    reviewer,
    stored,
    submitted,
)

__all__ = ["author", "report", "reviewer"]

pytestmark = pytest.mark.usefixtures("a_second_person_is_asked_for")


class TestTheFirstPage:
    def test_tells_who_may_approve(self, author, reviewer, report):
        submitted(author, report)

        page = text_of(reviewer.get(INDEX))

        assert "To approve or send back" in page
        assert address_of(report, "review") in page

    def test_tells_nobody_else_than_whom_it_was_submitted_to(
        self, author, reviewer, editor, report
    ):
        submitted(author, report, submit_to=str(reviewer.user.pk))

        assert "To approve or send back" in text_of(reviewer.get(INDEX))
        assert "To approve or send back" not in text_of(editor.get(INDEX))

    def test_tells_who_wrote_it_why_it_came_back(self, author, reviewer, report):
        submitted(author, report)
        decide(reviewer, report, "_send_back", reason="The year is wrong.")

        page = text_of(author.get(INDEX))

        assert "Sent back to you" in page
        assert "The year is wrong." in page

    def test_tells_who_publishes_what_is_approved(self, author, reviewer, editor, report):
        submitted(author, report)
        decide(reviewer, report, "_approve")

        assert "Approved, to be published" in text_of(editor.get(INDEX))
        assert "Approved, to be published" not in text_of(author.get(INDEX))

    def test_tells_of_open_comments(self, author, reviewer, report):
        comment(report, "Which year?", by=reviewer.user, field="body")

        page = text_of(author.get(INDEX))

        assert "Open comments on your drafts" in page
        assert "Which year?" in page


class TestLists:
    def test_say_and_filter_what_is_in_review(self, author, editor, report, make_publication):
        make_publication(title="Another", published_at=None)
        submitted(author, report)
        address = reverse("admin:archive_publication_changelist")

        page = editor.get(address, {"state": "in-review"})

        assert "state--in-review" in text_of(page)
        assert [each.pk for each in page.context["cl"].result_list] == [report.pk]

    def test_say_it_of_the_draft_of_a_published_record(self, author, editor, make_publication):
        draft = edit(author, make_publication())
        submitted(author, draft, change_note="A figure.")

        page = text_of(editor.get(reverse("admin:archive_publication_changelist")))

        assert "state--newer" in page
        assert "state--in-review" in page


class TestQuestions:
    @pytest.fixture(autouse=True)
    def asked(self, db):
        SecondPersonRule.objects.set("question", is_needed=True)

    def test_go_out_once_they_are_approved(self, author, editor, reviewer, make_faq):
        entry = make_faq(published_at=None)
        save(author, entry, "_submit", answer="In spring.")
        assert "in review" in errors_of(save(editor, entry, "_publish"))

        decide(reviewer, entry, "_approve")
        save(editor, entry, "_publish")

        assert FaqEntry.objects.published().exists()

    def test_on_the_site_are_changed_there_by_nobody_alone(self, editor, make_faq):
        entry = make_faq(answer="In spring.")
        page = save(editor, entry, answer="In summer.")

        assert "would change what the public sees" in errors_of(page)
        assert FaqEntry.objects.get().answer == "In spring."

    def test_that_nobody_changed_stay_there(self, editor, make_faq):
        save(editor, make_faq())

        assert FaqEntry.objects.published().exists()


class TestNotices:
    WORDS = {"title": "We close in May", "body": "The review has ended.", "closing_on": ""}

    @pytest.fixture
    def notice(self, administrator) -> Notice:
        address = reverse("admin:archive_notice_add")
        form = form_at(administrator, address)
        moments = {name: "" for name in form if name.startswith("starts_at")}
        day, time = sorted(moments)
        written = self.WORDS | {day: SOON, time: "09:00"}
        administrator.post(address, form | written | {"_save": "1"})
        return Notice.objects.get()

    def test_are_drafts_at_first(self, notice):
        assert notice.is_draft
        assert not Notice.objects.upcoming().exists()

    def test_count_once_they_are_approved(self, administrator, editor, notice):
        save(administrator, notice, "_submit")
        decide(editor, notice, "_approve")
        save(administrator, notice, "_publish")

        assert Notice.objects.upcoming().get() == notice

    def test_count_alone_with_a_reason(self, administrator, notice):
        assert "A second person" in errors_of(save(administrator, notice, "_publish"))

        save(administrator, notice, "_publish", alone_because="Nobody else is in.")

        assert Notice.objects.upcoming().get() == notice
        assert PublishedAlone.objects.about(notice).exists()

    def test_do_not_begin_in_a_year_that_was_a_slip_of_the_pen(self, administrator, notice):
        before = notice.starts_at
        for year, says in ((9999, "five years away"), (before.year + 3, "a year away")):
            page = save(administrator, notice, starts_at_day=f"1 May {year}")
            assert says in errors_of(page)

        assert Notice.objects.get().starts_at == before

    def test_that_count_are_changed_by_nobody_alone(self, administrator, make_notice):
        notice = make_notice()
        page = save(administrator, notice, body="Other words.")

        assert "would change what the public is told" in errors_of(page)
        assert Notice.objects.get().body == notice.body


class TestWhatNeedsASecondPerson:
    def test_is_set_by_administrators(self, administrator, editor, report):
        data = {"post": "on", Kind.LETTER: "on", "because": "We are two by now."}
        administrator.post(RULES, data)

        assert not SecondPersonRule.objects.needed()[Kind.REPORT]
        assert SecondPersonRule.objects.needed()[Kind.LETTER]
        save(editor, report, "_publish")
        assert stored(report).state == State.PUBLISHED

    @pytest.mark.parametrize("because", ["", " ", "\u200b", "..."])
    def test_is_not_switched_off_without_a_reason(self, administrator, because):
        before = SecondPersonRule.objects.needed()
        page = administrator.post(RULES, {"because": because})

        assert "Say why one person is enough: " in text_of(page)
        assert SecondPersonRule.objects.needed() == before

    def test_keeps_the_reason_in_the_log_and_in_its_own_history(self, administrator, editor):
        administrator.post(RULES, {"because": "We are two by now."})

        assert "Why: We are two by now." in text_of(editor.get(RULES))
        assert "Adam Rao" in text_of(editor.get(RULES))
        kept = LogEntry.objects.filter(change_message__contains="We are two by now.")
        assert {entry.user for entry in kept} == {administrator.user}

    def test_is_switched_on_without_one(self, administrator):
        SecondPersonRule.objects.set(Kind.REPORT, is_needed=False)
        sorts = [sort for sort, is_needed in SecondPersonRule.objects.needed().items() if is_needed]
        administrator.post(RULES, dict.fromkeys([*sorts, Kind.REPORT], "on"))

        assert SecondPersonRule.objects.needed()[Kind.REPORT]

    def test_is_seen_by_editors_and_changed_by_none(self, editor):
        assert "Report" in text_of(editor.get(RULES))
        assert editor.post(RULES, {}).status_code == 403


def test_the_report_says_who_published_what_alone(administrator, report):
    save(administrator, report, "_publish", alone_because="Nobody else is in.")

    page = text_of(administrator.get(reverse("admin:report", args=["published-alone"])))
    csv = administrator.get(reverse("admin:report_csv", args=["published-alone"])).getvalue()

    assert "What we found" in page
    assert "Nobody else is in." in page
    assert b"Nobody else is in." in csv


def test_an_editor_may_approve_what_they_did_not_write(author, editor, make_publication):
    draft = begin_draft(make_publication(), by=editor.user)
    save(author, draft, "_submit", change_note="A figure.")

    approve(stored(draft), by=editor.user, seen=mark_of(draft))

    assert Submission.objects.standing_for(stored(draft)).is_approved


def test_words_are_not_replaced_over_what_others_approve(editor, make_publication):
    make_publication("What we herd")
    asked = {"find": "herd", "write": "heard"}
    page = editor.get(reverse("admin:replace"), asked)
    keys = [each.key for each in page.context["changes"]]

    page = editor.post(reverse("admin:replace"), asked | {"chosen": keys}, follow=True)

    assert "a second person has approved it" in text_of(page)
    assert Record.objects.get().title == "What we herd"


def test_submitting_needs_nobody_to_ask_for_it(author, make_post):
    post = make_post(published_at=None)

    assert submit(post, by=author.user).is_waiting
