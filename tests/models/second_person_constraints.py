"""What would break the database's promises about the second person, each by its name."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from archive.models import Comment, PublishedAlone, Submission


@pytest.fixture
def break_the_second_person(
    make_post, make_faq, make_notice, make_user
) -> dict[str, Callable[[], object]]:
    outcome = Submission.Outcome

    def submission(thing=None, **facts) -> Submission:
        said = {"submitted_by": make_user(), "mark": "0" * 64}
        return Submission.objects.make(thing or make_post(), **said | facts)

    def decided(**facts) -> Submission:
        return submission(**{"decided_by": make_user(), "decided_at": timezone.now()} | facts)

    def approved_alone() -> None:
        ada = make_user()
        decided(outcome=outcome.APPROVED, submitted_by=ada, decided_by=ada)

    def twice(thing) -> None:
        submission(thing)
        submission(thing)

    def comment(**facts) -> Comment:
        return Comment.objects.make(make_post(), **{"text": "Who?", "made_by": make_user()} | facts)

    def resolved_answer() -> None:
        by = {"resolved_by": make_user(), "resolved_at": timezone.now()}
        comment(answers_to=comment(), **by)

    return {
        "a_submission_is_of_one_thing": lambda: Submission.objects.create(submitted_by=make_user()),
        "a_record_has_one_standing_submission": lambda: twice(make_post()),
        "a_question_has_one_standing_submission": lambda: twice(make_faq()),
        "a_notice_has_one_standing_submission": lambda: twice(make_notice()),
        "a_submission_is_decided_by_somebody": lambda: submission(outcome=outcome.APPROVED),
        "words_are_approved_by_a_second_person": approved_alone,
        "what_is_sent_back_says_why": lambda: decided(outcome=outcome.SENT_BACK),
        "a_submission_is_over_because_of_something": lambda: submission(over_at=timezone.now()),
        "a_comment_is_of_one_thing": lambda: Comment.objects.create(
            text="Who?", made_by=make_user()
        ),
        "a_comment_says_something": lambda: comment(text=""),
        "a_comment_is_resolved_by_somebody": lambda: comment(resolved_at=timezone.now()),
        "an_answer_is_resolved_with_its_comment": resolved_answer,
        "who_publishes_alone_says_why": lambda: PublishedAlone.objects.create(
            thing="record/1", title="A report", mark="0" * 64, published_by=make_user()
        ),
    }
