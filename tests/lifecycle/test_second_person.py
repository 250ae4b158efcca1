"""What somebody wrote goes out once somebody else has approved these very words, or an
administrator published alone and said why."""

import pytest
from django.db import DatabaseError, connection, transaction

from archive.lifecycle import (
    DraftRefused,
    SecondPersonNeeded,
    SubmissionRefused,
    approve,
    begin_draft,
    comment,
    discard_draft,
    let_out,
    mark_of,
    note_of_draft,
    note_revision,
    publish_draft,
    resolve,
    restore,
    send_back,
    submit,
    take_back,
)
from archive.models import (
    Comment,
    Kind,
    PublishedAlone,
    Record,
    Revision,
    SecondPersonRule,
    State,
    Submission,
)

pytestmark = pytest.mark.usefixtures("a_second_person_is_asked_for")


@pytest.fixture
def ada(make_user):
    return make_user("Authors", first_name="Ada", last_name="Berg")


@pytest.fixture
def bea(make_user):
    return make_user("Editors", first_name="Bea", last_name="Moss")


@pytest.fixture
def administrator(make_user):
    return make_user("Administrators")


@pytest.fixture
def report(make_publication, ada):
    """A draft of Ada's."""
    report = make_publication(published_at=None)
    note_revision(report, before=None, by=ada)
    return report


@pytest.fixture
def draft_of(make_publication, ada):
    """The draft of a published report, in which Ada wrote."""
    draft = begin_draft(make_publication(title="A report"), by=ada)
    draft.title = "Another title"
    draft.save()
    draft.drafting.change_note = "Another title."
    draft.drafting.save()
    note_of_draft(draft, Revision.Event.DRAFTED, by=ada)
    return draft


def approved(thing, by, writer) -> Submission:
    submit(thing, by=writer)
    return approve(thing, by=by, seen=mark_of(thing))


class TestSubmitting:
    def test_says_who_asks_whom_and_what_for(self, report, ada, bea):
        asked = submit(report, by=ada, note="The figures are new.", to=bea)

        assert (asked.thing.pk, asked.submitted_by, asked.submitted_to) == (report.pk, ada, bea)
        assert asked.is_waiting

    def test_again_ends_what_was_asked_before(self, report, ada):
        submit(report, by=ada)
        submit(report, by=ada, note="Now with the figures.")

        assert Submission.objects.standing().get().note == "Now with the figures."

    def test_is_taken_back(self, report, ada):
        submit(report, by=ada)
        take_back(report)

        assert Submission.objects.standing_for(report) is None

    def test_of_what_is_published_is_refused(self, make_publication, ada):
        with pytest.raises(SubmissionRefused, match="no draft"):
            submit(make_publication(), by=ada)

    def test_to_somebody_who_may_not_approve_is_refused(self, report, ada, make_user):
        with pytest.raises(SubmissionRefused, match="cannot approve"):
            submit(report, by=ada, to=make_user("Auditors"))

    def test_of_the_draft_of_a_published_record_needs_what_changed(self, draft_of, ada):
        draft_of.drafting.change_note = ""
        draft_of.drafting.save()

        with pytest.raises(SubmissionRefused, match="Say what changed"):
            submit(Record.with_drafts_of.get(pk=draft_of.pk), by=ada)


@pytest.mark.parametrize("because", [" ", "\u200b", "."])
def test_a_reason_that_says_nothing_is_none(report, administrator, because):
    with pytest.raises(SecondPersonNeeded):
        let_out(report, by=administrator, alone_because=because)

    assert not PublishedAlone.objects.exists()


class TestWhoDecides:
    def test_is_another_than_submitted_it(self, report, bea):
        submit(report, by=bea)

        with pytest.raises(SubmissionRefused, match="You wrote some of this"):
            approve(report, by=bea, seen=mark_of(report))

    def test_is_another_than_wrote_in_it(self, draft_of, ada, bea):
        draft_of.title = "A title of Bea's"
        draft_of.save()
        note_of_draft(draft_of, Revision.Event.DRAFTED, by=bea)
        submit(draft_of, by=ada)

        with pytest.raises(SubmissionRefused, match="You wrote some of this"):
            send_back(draft_of, by=bea, reason="No.")

    def test_may_have_written_what_is_published(self, make_publication, ada, bea):
        published = make_publication()
        note_revision(published, before=None, by=bea)
        draft = begin_draft(published, by=ada)
        draft.drafting.change_note = "A slip."
        draft.drafting.save()
        submit(draft, by=ada)

        assert approve(draft, by=bea, seen=mark_of(draft)).is_approved

    def test_is_another_than_wrote_what_was_restored(self, report, ada, bea):
        report.body = "Words of Bea's."
        report.save()
        hers = note_revision(report, before=State.DRAFT, by=bea)
        report.body = "Words of Ada's."
        report.save()
        note_revision(report, before=State.DRAFT, by=ada)
        restore(hers, by=ada)
        submit(report, by=ada)

        with pytest.raises(SubmissionRefused, match="You wrote some of this"):
            approve(report, by=bea, seen=mark_of(report))

    def test_is_no_author(self, report, ada, make_user):
        submit(report, by=ada)

        with pytest.raises(SubmissionRefused, match="for reviewers, editors"):
            approve(report, by=make_user("Authors"), seen=mark_of(report))

    def test_decides_once(self, report, ada, bea, make_user):
        approved(report, bea, ada)

        with pytest.raises(SubmissionRefused, match="does not wait"):
            send_back(report, by=make_user("Reviewers"), reason="No.")

    def test_has_read_the_words_that_they_approve(self, report, ada, bea):
        submit(report, by=ada)
        read = mark_of(report)
        report.body = "Other words."
        report.save()

        with pytest.raises(SubmissionRefused, match="while you were reading"):
            approve(report, by=bea, seen=read)

    def test_says_why_it_goes_back(self, report, ada, bea):
        submit(report, by=ada)

        with pytest.raises(SubmissionRefused, match="Say why"):
            send_back(report, by=bea, reason="  ")
        assert send_back(report, by=bea, reason="The date is wrong.").is_sent_back


class TestADraftGoesOut:
    def test_not_before_somebody_approved_it(self, draft_of, bea):
        with pytest.raises(DraftRefused, match="A second person has to approve it first"):
            publish_draft(draft_of, by=bea)
        assert Record.with_drafts_of.filter(pk=draft_of.pk).exists()

    def test_not_while_it_is_in_review(self, draft_of, ada, bea):
        submit(draft_of, by=ada)

        with pytest.raises(DraftRefused, match="in review"):
            publish_draft(draft_of, by=bea)

    def test_once_it_is_approved(self, draft_of, ada, bea):
        approved(draft_of, bea, ada)

        assert publish_draft(draft_of, by=bea).title == "Another title"
        assert Submission.objects.last_of(Record.objects.get()).over_because == "published"

    @pytest.mark.parametrize("change", ["word", "file", "link", "note"])
    def test_not_with_something_else_than_was_approved(self, change, draft_of, ada, bea,
                                                       make_attachment):  # fmt: skip
        approved(draft_of, bea, ada)
        if change == "word":
            draft_of.body = "Other words."
            draft_of.save()
        elif change == "file":
            make_attachment(draft_of)
        elif change == "link":
            draft_of.links.create(label="Elsewhere", url="https://example.org/")
        else:
            draft_of.drafting.change_note = "Nothing."
            draft_of.drafting.save()

        with pytest.raises(DraftRefused, match="changed after Bea Moss had approved it"):
            publish_draft(draft_of, by=bea)

    def test_from_the_server_without_anybody(self, draft_of):
        assert publish_draft(draft_of, by=None).title == "Another title"

    def test_of_a_kind_that_asks_for_nobody(self, draft_of, bea):
        SecondPersonRule.objects.set(Kind.REPORT, is_needed=False)

        assert publish_draft(draft_of, by=bea).title == "Another title"

    def test_alone_by_an_administrator_who_says_why(self, draft_of, administrator):
        published = publish_draft(draft_of, by=administrator, alone_because="Nobody is in.")

        alone = PublishedAlone.objects.about(published).get()
        assert (alone.because, alone.published_by) == ("Nobody is in.", administrator)
        assert (alone.title, alone.address) == ("Another title", published.address)

    def test_not_alone_without_a_reason(self, draft_of, administrator):
        with pytest.raises(DraftRefused, match="A second person"):
            publish_draft(draft_of, by=administrator, alone_because=" ")

    def test_not_alone_by_an_editor(self, draft_of, bea):
        with pytest.raises(DraftRefused, match="for administrators"):
            publish_draft(draft_of, by=bea, alone_because="Nobody is in.")


class TestBesideRecords:
    def test_a_question_asks_for_nobody_by_itself(self, make_faq, bea):
        let_out(make_faq(published_at=None), by=bea)

    def test_a_notice_does(self, make_notice, administrator):
        with pytest.raises(SecondPersonNeeded):
            let_out(make_notice(is_draft=True), by=administrator)

    def test_a_notice_that_is_approved_goes_out(self, make_notice, administrator, bea):
        notice = make_notice(is_draft=True)
        approved(notice, bea, administrator)

        let_out(notice, by=administrator)

    def test_other_words_of_it_do_not(self, make_notice, administrator, bea):
        notice = make_notice(is_draft=True)
        approved(notice, bea, administrator)
        notice.body = "Other words."
        notice.save()

        with pytest.raises(SecondPersonNeeded, match="changed after"):
            let_out(notice, by=administrator)


def test_a_draft_that_is_thrown_away_waits_for_nobody(draft_of, ada, bea):
    submit(draft_of, by=ada)
    discard_draft(draft_of, by=bea)

    assert not Submission.objects.standing().exists()


def test_an_approval_is_of_one_draft_and_not_of_the_next(draft_of, ada, bea):
    approved(draft_of, bea, ada)
    published = publish_draft(draft_of, by=bea)

    assert Submission.objects.standing_for(begin_draft(published, by=ada)) is None
    assert published.state == State.PUBLISHED


class TestAComment:
    def test_is_answered_and_resolved(self, draft_of, ada, bea):
        said = comment(draft_of, "Which year?", by=bea, field="body")
        comment(draft_of, "2021.", by=ada, under=said)
        resolve(said, by=ada)

        (thread,) = Comment.objects.about(draft_of).threads()
        assert [answer.text for answer in thread.answers.all()] == ["2021."]
        assert (thread.field, thread.resolved_by) == ("body", ada)

    def test_that_is_answered_once_more_is_open_again(self, draft_of, ada, bea):
        said = comment(draft_of, "Which year?", by=bea, field="body")
        resolve(said, by=ada)
        comment(draft_of, "Still: which?", by=bea, under=said)

        assert Comment.objects.about(draft_of).open().exists()

    def test_says_something(self, draft_of, bea):
        with pytest.raises(SubmissionRefused, match="Write what you want to say"):
            comment(draft_of, " ", by=bea)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE archive_publishedalone SET because = 'Another.'",
        "UPDATE archive_publishedalone SET published_by_id = NULL",
        "DELETE FROM archive_publishedalone",
    ],
)
def test_who_published_alone_stays_on_the_record(statement, draft_of, administrator):
    publish_draft(draft_of, by=administrator, alone_because="Nobody is in.")

    with pytest.raises(DatabaseError, match="for ever"), transaction.atomic():
        connection.cursor().execute(statement)
