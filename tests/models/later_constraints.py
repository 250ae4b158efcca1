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
    Clearance,
    HouseWord,
    Record,
    Review,
    WatchedName,
    Writing,
)


@pytest.fixture
def break_beside_the_record(
    make_post, make_attachment, make_user
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

    def writing(editor=None, **facts) -> Writing:
        now = timezone.now()
        said = {"window": "a", "model": "post", "opened_at": now, "beat_at": now}
        return Writing.objects.create(editor=editor or make_user(), **said | facts)

    def second_form_in_a_window() -> None:
        ada = make_user()
        writing(ada)
        writing(ada)

    return {
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
