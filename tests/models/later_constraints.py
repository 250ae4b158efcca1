"""What would break the database's promises about what stands beside the record: files, words that
are watched or agreed on, the accessibility statement. Each by its name."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from archive.models import (
    AccessibilityCheck,
    Attachment,
    AttachmentVersion,
    Beat,
    Clearance,
    DraftLink,
    FaqCategory,
    HouseWord,
    Record,
    Review,
    Topic,
    WatchedName,
    Writing,
)
from tests.models.release_constraints import break_a_release_set

__all__ = ["break_a_release_set"]


@pytest.fixture
def break_beside_the_record(
    make_post, make_attachment, make_user, break_a_release_set
) -> dict[str, Callable[[], object]]:
    def clearance(**facts) -> Clearance:
        said = {"sha256": "0" * 64, "name": "a.pdf", "reason": "It is meant to be so."}
        return Clearance.objects.create(**said | {"cleared_by": make_user()} | facts)

    def cleared_alone() -> None:
        ada = make_user()
        clearance(brought_by=ada, cleared_by=ada)

    def version(**facts) -> AttachmentVersion:
        kept = AttachmentVersion.objects.keep(make_attachment(make_post()))
        return AttachmentVersion.objects.filter(pk=kept.pk).update(**facts)

    def second_of_a_number() -> None:
        attachment = make_attachment(make_post())
        AttachmentVersion.objects.keep(attachment)
        kept = AttachmentVersion.objects.keep(attachment)
        AttachmentVersion.objects.filter(pk=kept.pk).update(number=1)

    def second_file_of_a_name() -> None:
        first = make_attachment(make_post())
        second = make_attachment(Record.objects.get(pk=first.record_id))
        Attachment.objects.filter(pk=second.pk).update(name=first.name)

    def draft_link(**facts) -> DraftLink:
        said = {"shown_to": "Jane Smith", "until": date(2026, 12, 3), "made_by": make_user()}
        record = Record.objects.get(pk=make_post(published_at=None).pk)
        return DraftLink.objects.create(record=record, **said | facts)

    def second_beat(**about) -> None:
        ada = make_user()
        for _ in range(2):
            Beat.objects.create(account=ada, **about)

    def writing(editor=None, **facts) -> Writing:
        now = timezone.now()
        said = {"window": "a", "model": "post", "opened_at": now, "beat_at": now}
        return Writing.objects.create(editor=editor or make_user(), **said | facts)

    def second_form_in_a_window() -> None:
        ada = make_user()
        writing(ada)
        writing(ada)

    return break_a_release_set | {
        "a_draft_link_says_for_whom": lambda: draft_link(shown_to=""),
        "a_draft_link_is_revoked_by_somebody": lambda: draft_link(revoked_by=make_user()),
        "an_opened_draft_link_says_when": lambda: draft_link(openings=1),
        "a_beat_is_a_topic_or_a_group_of_questions": lambda: Beat.objects.create(
            account=make_user()
        ),
        "an_account_has_a_topic_once": lambda: second_beat(
            topic=Topic.objects.create(name="Care", slug="care")
        ),
        "an_account_has_a_group_of_questions_once": lambda: second_beat(
            category=FaqCategory.objects.create(name="Care", slug="care")
        ),
        "a_window_holds_one_form_of_its_editor": second_form_in_a_window,
        "kept_words_say_since_when": lambda: writing(words="[]"),
        "an_attachment_is_a_file_or_a_link": lambda: make_post().attachments.create(
            title="Nothing"
        ),
        "an_attached_file_says_what_it_is": lambda: make_post().attachments.create(
            title="Unknown", file="attachments/unknown.pdf"
        ),
        "an_attached_file_has_its_own_name": second_file_of_a_name,
        "a_check_is_of_an_edition": lambda: AccessibilityCheck.objects.create(
            checked_on=date(2022, 5, 23), edition=0, report={}
        ),
        "a_house_word_says_how_it_is_written": lambda: HouseWord.objects.create(
            write="", instead_of=["the Board"]
        ),
        "a_house_word_says_how_it_is_not_written": lambda: HouseWord.objects.create(
            write="the board", instead_of=[]
        ),
        "a_statement_is_reviewed_after_it_is_prepared": lambda: Review.objects.create(
            statement_reviewed_on=date(2022, 5, 23)
        ),
        "a_clearance_says_why": lambda: clearance(reason=""),
        "a_file_is_cleared_by_another_than_brought_it": cleared_alone,
        "a_watched_name_is_encrypted": lambda: WatchedName.objects.create(token="Jane Example"),
        "an_earlier_version_has_its_own_number": second_of_a_number,
        "an_earlier_version_is_a_file": lambda: version(file=""),
    }
