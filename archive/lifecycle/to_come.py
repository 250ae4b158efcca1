"""What a closed site would never show: what has its day still ahead, and what has none."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from archive.models import Drafting, FaqEntry, Notice, Record, ReleaseSet

from .inspections import Held, waiting

NAMED = 5
"""How many of them a sentence names."""


class ToCome(NamedTuple):
    """Something that the clock will bring to the public, and when."""

    thing: Record | FaqEntry | Notice | ReleaseSet
    at: datetime


def to_come() -> list[ToCome]:
    """Everything that waits for its moment, soonest first."""
    waiting = [
        *(ToCome(each, each.published_at) for each in Record.objects.scheduled().soonest_first()),
        *(
            ToCome(each.draft, each.goes_out_at)
            for each in Drafting.objects.scheduled().with_records()
        ),
        *(ToCome(each, each.goes_out_at) for each in ReleaseSet.objects.scheduled()),
        *(ToCome(each, each.published_at) for each in FaqEntry.objects.scheduled()),
        *(ToCome(each, each.starts_at) for each in Notice.objects.upcoming()),
    ]
    return sorted(waiting, key=lambda each: each.at)


class LeftBehind(NamedTuple):
    """What stays unpublished in a site that closes now."""

    drafts: int
    release_sets: list[ReleaseSet]
    files: list[Held]


def left_behind() -> LeftBehind:
    drafts = Record.with_drafts_of.drafts().count() + FaqEntry.objects.drafts().count()
    return LeftBehind(drafts, list(ReleaseSet.objects.waiting()), waiting())


def never_to_appear(waiting: list[ToCome]) -> str:
    """Why the site cannot close while these wait, and what to do."""
    names = [f"“{each.thing}” ({_day(each.at)})" for each in waiting[:NAMED]]
    if len(waiting) > NAMED:
        names.append(f"and {len(waiting) - NAMED} more")
    return (
        f"Once the site is closed, what has its day still ahead would never appear: "
        f"{', '.join(names)}. Publish it, take it back, or close the site after that day."
    )


def _day(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local.day} {local:%B %Y, %H:%M}"
