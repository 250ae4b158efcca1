"""A draft, shown before it is published: to those who write, and by a link to somebody outside.

A link opens one draft until its last day, or until somebody revokes it. Then, and where it never
was, where the draft went out or is gone, where the site is closed, nothing tells one from another.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from archive.models import Attachment, DraftLink, Record, SiteState
from archive.models.draft_link import digest_of

from .closed import refusing_when_closed
from .drafts import try_draft
from .going_out import hindrances_of_files, hindrances_of_words

SECRET_BYTES = 32
USUAL_DAYS, MOST_DAYS = 7, 30


class LinkRefused(Exception):
    """The draft is not shown outside. The text says why, and what to do."""


@contextmanager
def as_published(record: Record) -> Iterator[Record]:
    """`record` as its page would have it if it went out now. The draft of what is published is
    written onto that, which is taken back at the end of the block."""
    if record.draft_of_id is None:
        found = Record.objects.for_pages().get(pk=record.pk)
        for row in (found, found.facts):
            row.published_at = row.published_at or timezone.now()
        yield found
        return
    with transaction.atomic():
        yield Record.objects.for_pages().get(pk=try_draft(record).pk)
        transaction.set_rollback(True)


def make_link(
    record: Record, *, shown_to: str, until: date, by: AbstractBaseUser
) -> tuple[DraftLink, str]:
    """A link that shows this draft, and its secret, which is told once. Raises LinkRefused."""
    today = timezone.localdate()
    if not shown_to.strip():
        raise LinkRefused("Say for whom it is: the name stands on top of the page.")
    if until < today:
        raise LinkRefused("That day has gone by. Choose today or a later one.")
    if until > today + timedelta(days=MOST_DAYS):
        raise LinkRefused(f"A link lasts for {MOST_DAYS} days at most. Make another one then.")
    secret = secrets.token_urlsafe(SECRET_BYTES)
    with refusing_when_closed(), transaction.atomic():
        if record.is_public or record.is_taken_down:
            raise LinkRefused("This is no draft any more.")
        if found := hindrances_of_words(record):
            raise LinkRefused(" ".join(found))
        link = DraftLink.objects.create(
            record=record,
            secret_sha256=digest_of(secret),
            shown_to=shown_to.strip(),
            until=until,
            made_by_id=by.pk,
        )
    return link, secret


def revoke_link(link: DraftLink, *, by: AbstractBaseUser) -> None:
    """End it now, for good. What was revoked already stays as it was."""
    with refusing_when_closed(), transaction.atomic():
        stored = DraftLink.objects.select_for_update().get(pk=link.pk)
        if not stored.is_revoked:
            stored.revoked_at, stored.revoked_by_id = timezone.now(), by.pk
            stored.save(update_fields=["revoked_at", "revoked_by"])


def opened_by(secret: str) -> DraftLink | None:
    """The link that has this secret, where it shows its draft at this moment."""
    link = DraftLink.objects.with_secret(secret).with_facts().first()
    if link is None or not link.is_live or SiteState.objects.current().is_closed:
        return None
    return None if hindrances_of_words(link.record) else link


def fit_to_show(attachments: Iterable[Attachment]) -> list[Attachment]:
    """Those that nothing holds back."""
    return [each for each in attachments if not hindrances_of_files([each])]
