"""A whole site, for tests that go through all of its pages."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from archive.models import POST_KINDS, PUBLICATION_KINDS, Attachment, Review, Series

A_DAY = timedelta(days=1)
PARTS = 8


@pytest.fixture
def make_site(make_topic, make_publication, make_post, make_call, make_episode, make_page,
              make_attachment, make_contributor, make_member, make_faq, make_picture,
              make_redirect):  # fmt: skip
    """A whole site, with `size` of everything that there can be many of, and drafts beside it.

    The first record of each kind has as many of every part, but at most PARTS.
    """

    def make(size: int) -> None:
        now = timezone.now()
        picture = make_picture()
        review, _ = Review.objects.get_or_create(name="The Independent Review of Examples")
        for name in range(size):
            review.help_lines.create(name=f"Help line {name}", phone="0800 000 000")
        topics = [make_topic() for _ in range(size // 4 + 1)]
        series = Series.objects.create(title=f"In care {size}", slug=f"in-care-{size}")
        records = []
        for place in range(size):
            kind = PUBLICATION_KINDS[place % len(PUBLICATION_KINDS)]
            records += [
                make_publication(kind=kind, is_key=place < 3, dated_on=date(2022, 5, 20)),
                make_post(kind=POST_KINDS[place % 2], picture=picture),
                make_call(opens_at=now - 99 * A_DAY, closes_at=now + (place - 5) * A_DAY),
                make_episode(series=series, series_position=place + 1, turns=min(size, PARTS)),
                make_page(menu_position=place or None),
            ]
            member = make_member(biography="Who they were.")
            make_member(person=member.person, joined_on=date(2022, 1, 1))
            make_faq()
        for record in records:
            record.topics.set(topics[:1])
            make_contributor(record, member.person)
        for record in {record.kind: record for record in reversed(records)}.values():
            record.topics.set(topics)
            for other in records[: min(size, PARTS)]:
                record.links.create(to_record=other)
                record.attachments.create(title="Elsewhere", url="https://example.org/")
                replaced_by_another(make_attachment(record))
                make_contributor(record, biography="Who they are.")
                make_redirect(to_record=record)
        make_publication(f"A version {size}", version_of=records[0], version_for="Easy read")
        make_publication(f"Old {size}", superseded_by=records[0])
        make_publication(
            f"Withdrawn {size}", withdrawn_at=now, withdrawn_because="It named a child."
        )
        make_page(f"Below {size}", parent=records[4])
        make_call(f"To come {size}", opens_at=now + A_DAY, closes_at=now + 9 * A_DAY)
        for make_draft in (make_publication, make_post, make_call, make_episode, make_page):
            draft = make_draft(published_at=None, topics=[make_topic()])
            make_attachment(draft)
            make_contributor(draft)

    return make


def replaced_by_another(attachment: Attachment) -> None:
    """Give a public file another's bytes, so that it has an earlier version."""
    attachment.keep_file(BytesIO(b"It says more now: " + attachment.name.encode()), attachment.name)
    attachment.save()
