"""Things on the record that hang together, and a database of a test's own."""

import pytest
from django.utils import timezone

from archive.lifecycle import begin_draft
from archive.models import (
    Address,
    AttachmentVersion,
    Drafting,
    Link,
    Record,
    ReleaseSet,
    Review,
    Revision,
    Series,
    Takedown,
    Tombstone,
)
from tests.archived_site import archive_site, make_archived, see_in_the_archive
from tests.checked_site import make_check
from tests.own_database import migrated_database, own_database

__all__ = [
    "archive_site",
    "make_archived",
    "make_check",
    "migrated_database",
    "own_database",
    "see_in_the_archive",
]

NOTE = {"event": Revision.Event.UPDATED, "change_note": "A figure was corrected.", "text": {}}


@pytest.fixture
def things(
    make_publication, make_letter, make_call, make_episode, make_post, make_page, make_attachment,
    make_redirect, make_person, make_contributor, make_board, make_member, make_faq, make_notice,
    make_picture, make_topic, make_user, make_check,
):  # fmt: skip
    """A function that makes one of each, hanging together, and answers with them by name; what
    belongs to a record is published with it, or not yet."""

    def make(**facts) -> dict[str, object]:
        topic, person = make_topic(), make_person()
        series = Series.objects.create(title="In care", slug="in-care")
        report = Record.objects.get(pk=make_publication(topics=[topic], **facts).pk)
        episode = make_episode(series=series, series_position=1, **facts)
        review = Review.objects.create(name="The Review")
        takedown = Takedown.objects.create(
            address="/gone/",
            reason="A court ordered it.",
            asked_by=make_user(),
            **_decided(make_user),
        )
        return {
            "record": report,
            "publication": report.facts,
            "call": make_call(**facts),
            "episode": episode,
            "post": make_post(**facts),
            "page": make_page(**facts),
            "address": Address.objects.get(pk=report.pk),
            "attachment": (attachment := make_attachment(report)),
            "attachmentversion": AttachmentVersion.objects.keep(attachment),
            "contributor": make_contributor(report, person),
            "person": person,
            "record_topics": Record.topics.through.objects.get(),
            "topic": topic,
            "series": series,
            "turn": episode.turns.first(),
            "link": Link.objects.create(record=report, label="Elsewhere", url="https://a.example/"),
            "redirect": make_redirect("/old/", to_record=report),
            "revision": Revision.objects.create(record=report, is_major=True, **NOTE),
            "faqentry": (faq := make_faq(**facts)),
            "faqcategory": faq.category,
            "board": (board := make_board()),
            "boardmember": make_member(board),
            "picture": make_picture(),
            "review": review,
            "helpline": review.help_lines.create(name="Listeners", phone="116 123"),
            "takedown": takedown,
            "releaseset": ReleaseSet.objects.create(name="The final report"),
            "drafting": _drafted(make_post),
            "accessibilitycheck": make_check(),
            "tombstone": Tombstone.objects.create(takedown=takedown, address="/gone/"),
        }

    return make


def _drafted(make_post) -> Drafting:
    """What is known of a draft of a published record, which is whatever the rest is."""
    drafting = begin_draft(make_post(), by=None).drafting
    drafting.change_note = "A figure was corrected."
    drafting.save()
    return drafting


def _decided(make_user) -> dict[str, object]:
    return {"outcome": "done", "decided_by": make_user(), "decided_at": timezone.now()}
