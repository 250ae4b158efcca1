"""One writes, another approves, and only then it goes out: as people see it in the admin."""

import pytest
from django.urls import reverse

from archive.lifecycle import comment, mark_of
from archive.models import (
    Comment,
    PublishedAlone,
    Record,
    State,
    Submission,
)
from tests.admin.conftest import (
    address_of,
    edit,
    errors_of,
    form_at,
    messages_of,
    save,
    text_of,
)
from tests.admin.second_person import SCHEDULED, author, decide, report, reviewer, stored, submitted
from tests.files.made_files import NAME, box_at, make_pdf

__all__ = ["author", "report", "reviewer"]

pytestmark = pytest.mark.usefixtures("a_second_person_is_asked_for")


class TestTheForm:
    def test_submits_a_draft(self, author, report):
        page = submitted(author, report)

        assert "is in review" in messages_of(page)[0]
        assert Submission.objects.standing_for(report).note == "The figures are new."
        assert "state--in-review" in text_of(page)

    def test_submits_the_draft_of_a_published_record_with_what_changed(
        self, author, make_publication
    ):
        draft = edit(author, make_publication())

        assert "Say what changed" in text_of(submitted(author, draft))
        submitted(author, draft, change_note="A figure.")
        assert Submission.objects.standing_for(draft).is_waiting

    def test_offers_it_to_everybody_who_may_approve_but_who_submits_it(
        self, editor, reviewer, report
    ):
        form = editor.get(address_of(report)).context["adminform"].form
        offered = {getattr(key, "value", None) for key, _ in form.fields["submit_to"].choices}

        assert offered == {None, reviewer.user.pk}

    @pytest.mark.parametrize("wish", ["_publish", "_schedule"])
    def test_publishes_nothing_that_nobody_approved(self, wish, editor, report):
        page = save(editor, report, wish, **SCHEDULED)

        assert "A second person has to approve it first" in errors_of(page)
        assert stored(report).state == State.DRAFT

    def test_leads_its_reader_to_the_files_and_names_the_address_that_it_will_have(
        self, author, reviewer, report, make_attachment
    ):
        attachment = make_attachment(report)
        submitted(author, report)

        page = text_of(reviewer.get(address_of(report, "review")))

        assert f"It will stand at <b>{report.usual_address}</b>" in page
        assert reverse("admin:file", args=[attachment.pk]) in page
        assert f"file {attachment.sha256[:8]}…" in page
        assert attachment.sha256 not in page

    def test_says_what_nobody_resolved_as_it_publishes(self, author, editor, reviewer, report):
        submitted(author, report)
        comment(report, "Is 2020 right?", by=reviewer.user, field="body")
        decide(reviewer, report, "_approve")

        said = messages_of(save(editor, report, "_publish"))

        assert any("nobody resolved: “Is 2020 right?”" in each for each in said)
        assert stored(report).state == State.PUBLISHED

    def test_publishes_no_new_record_at_once(self, editor):
        address = reverse("admin:archive_publication_add")
        written = {"title": "What we found", "body": "A great deal.", "_publish": "1"}

        page = editor.post(address, form_at(editor, address) | written)

        assert "A second person" in errors_of(page)
        assert "A great deal." in text_of(page)
        assert not Record.objects.exists()

    def test_publishes_what_is_approved(self, author, editor, reviewer, report):
        submitted(author, report)
        decide(reviewer, report, "_approve")

        save(editor, report, "_publish")

        assert stored(report).state == State.PUBLISHED

    def test_publishes_no_other_words_than_those(self, author, editor, reviewer, report):
        submitted(author, report)
        decide(reviewer, report, "_approve")

        page = save(editor, report, "_publish", body="Other words.")

        assert "changed after Rhys Evans had approved it" in " ".join(messages_of(page))
        assert (stored(report).state, stored(report).body) == (State.DRAFT, "Other words.")

    def test_says_that_a_change_ended_the_approval(self, author, reviewer, report):
        submitted(author, report)
        decide(reviewer, report, "_approve")

        page = save(author, report, body="Other words.")

        assert "Rhys Evans had approved" in " ".join(messages_of(page))
        assert Submission.objects.standing_for(report) is None

    def test_keeps_an_approval_that_a_save_changes_nothing_of(self, author, reviewer, report):
        submitted(author, report)
        decide(reviewer, report, "_approve")
        save(author, report)

        assert Submission.objects.standing_for(report).is_approved

    def test_schedules_what_is_approved_and_holds_what_is_changed_then(
        self, author, editor, reviewer, report
    ):
        submitted(author, report)
        decide(reviewer, report, "_approve")
        save(editor, report, "_schedule", **SCHEDULED)
        assert stored(report).state == State.SCHEDULED

        save(editor, report)
        assert stored(report).state == State.SCHEDULED

        page = save(editor, report, body="Other words.")
        assert "Not published." in " ".join(messages_of(page))
        assert stored(report).state == State.DRAFT

    def test_holds_a_scheduled_draft_that_is_changed(
        self, author, editor, reviewer, make_publication
    ):
        draft = edit(author, make_publication())
        submitted(author, draft, change_note="A figure.", body="Another figure.")
        decide(reviewer, draft, "_approve")
        save(editor, draft, "_schedule", **SCHEDULED)
        assert stored(draft).state == State.SCHEDULED

        save(editor, draft, body="Yet another.")

        assert (stored(draft).state, stored(draft).body) == (State.DRAFT, "Yet another.")

    def test_lets_an_administrator_publish_alone_with_a_reason(self, administrator, report):
        save(administrator, report, "_publish", alone_because="Nobody else is in.")

        alone = PublishedAlone.objects.get()
        assert (alone.because, alone.published_by) == ("Nobody else is in.", administrator.user)
        assert stored(report).state == State.PUBLISHED
        said = "Published by Adam Rao alone"
        assert said in text_of(administrator.get(address_of(report)))
        assert said in text_of(administrator.get(address_of(report, "history")))

    def test_lets_nobody_else(self, editor, report):
        page = save(editor, report, "_publish", alone_because="Nobody else is in.")

        assert stored(report).state == State.DRAFT
        assert "Publish alone" not in text_of(page)

    def test_asks_nobody_about_news(self, editor, make_post):
        post = make_post(published_at=None)
        save(editor, post, "_publish")

        assert stored(post).state == State.PUBLISHED

    def test_shows_a_comment_beside_its_field(self, author, reviewer, report):
        comment(report, "Which year?", by=reviewer.user, field="body")

        page = text_of(author.get(address_of(report)))

        assert "Which year?" in page
        assert "1 open comment" in page


class TestTheReviewPage:
    def test_shows_what_is_written(self, author, reviewer, report):
        submitted(author, report)
        page = text_of(reviewer.get(address_of(report, "review")))

        assert "What we found, at length." in page
        assert "The figures are new." in page
        assert "Before it goes out" in page
        assert 'name="_approve"' in page

    def test_shows_word_by_word_what_changes(self, author, reviewer, make_publication):
        draft = edit(author, make_publication(title="What we herd"))
        submitted(author, draft, change_note="A slip.", title="What we heard")

        page = text_of(reviewer.get(address_of(draft, "review")))

        assert "<del>herd</del>" in page
        assert "<ins>heard</ins>" in page

    def test_shows_what_readers_will_be_told_of_it(self, author, reviewer, make_publication):
        draft = edit(author, make_publication())
        told = {"change_note": "Fifty, not forty.", "is_correction": "on"}
        submitted(author, draft, body="Fifty families met us.", **told)

        page = text_of(reviewer.get(address_of(draft, "review")))

        assert "<b>Correction:</b> Fifty, not forty." in page

    def test_says_that_a_file_is_in_the_way_of_what_is_approved(
        self, author, reviewer, report, make_attachment
    ):
        make_attachment(report, make_pdf(NAME + box_at(95, 695, 90, 18)), "evidence.pdf")
        submitted(author, report)

        page = decide(reviewer, report, "_approve")

        assert "cannot go out before" in messages_of(page)[0]

    def test_sends_back_with_a_reason(self, author, reviewer, report):
        submitted(author, report)

        assert "Say why it goes back" in text_of(decide(reviewer, report, "_send_back"))
        decide(reviewer, report, "_send_back", reason="The year is wrong.")

        assert Submission.objects.standing_for(report).is_sent_back
        assert "The year is wrong." in text_of(author.get(address_of(report)))

    def test_refuses_an_approval_of_other_words(self, author, reviewer, report):
        submitted(author, report)
        seen = mark_of(report)
        save(author, report, body="Other words.")

        page = reviewer.post(address_of(report, "review"), {"_approve": "1", "seen": seen})

        assert "while you were reading" in text_of(page)
        assert "Other words." in text_of(page)

    def test_offers_no_decision_to_who_wrote_it(self, author, editor, report):
        save(editor, report, summary="Mine.")
        submitted(author, report)

        page = text_of(editor.get(address_of(report, "review")))

        assert 'name="_approve"' not in page
        assert "You wrote some of this" in page
        decide(editor, report, "_approve")
        assert not Submission.objects.approved().exists()

    def test_takes_it_out_of_review(self, author, report):
        submitted(author, report)
        decide(author, report, "_take_back")

        assert Submission.objects.standing_for(report) is None

    def test_holds_a_conversation(self, author, reviewer, report):
        decide(reviewer, report, "_comment", field="body", text="Which year?")
        said = Comment.objects.get()
        address = address_of(report, "review")

        author.post(address, {"_answer": said.pk, "text": "2021."})
        author.post(address, {"_resolve": said.pk})

        page = text_of(reviewer.get(address))
        assert "2021." in page
        assert "Resolved by Ola Berg" in page

    def test_takes_no_comment_from_who_only_looks(self, auditor, report):
        sent = auditor.post(address_of(report, "review"), {"_comment": "1", "text": "Hello."})

        assert sent.status_code == 403


class TestAReviewer:
    def test_changes_nothing_else(self, author, reviewer, report):
        submitted(author, report)

        sent = reviewer.post(address_of(report), {"title": "Mine", "_save": "1"})

        assert sent.status_code == 403
        taken_back = reviewer.post(address_of(report, "review"), {"_take_back": "1"})
        assert taken_back.status_code == 403


class TestAnAuthor:
    def test_begins_the_draft_of_a_published_page(self, author, make_publication):
        published = make_publication()
        assert "You edit a draft." in text_of(author.get(address_of(published)))

        draft = edit(author, published)

        assert stored(draft).draft_of_id == published.pk
