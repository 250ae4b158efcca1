"""Which pages a person looks at first in the web archive: those that crawls tend to lose."""

from dataclasses import dataclass

from django.db.models.functions import Length
from django.urls import reverse

from .faq import FaqEntry
from .kinds import LETTER_KINDS, Kind
from .record import Record
from .record_queryset import RecordQuerySet


@dataclass(frozen=True)
class WorthLooking:
    address: str
    title: str
    look_for: str
    """What to look for there."""


def pages_worth_looking() -> list[WorthLooking]:
    """One page of each kind that the site has, the home page first."""
    found = [WorthLooking(reverse("home"), "The home page", "Its notice, its pictures, its menu.")]
    public = Record.objects.published()
    for records, look_for in (
        (
            _longest_first(public.of_kind(Kind.REPORT)),
            "Read its end: is all of it there? Open each file.",
        ),
        (
            _with_files(public.of_kind(Kind.EPISODE), content_type="audio/"),
            "Play the audio, open the transcript.",
        ),
        (_with_files(public.of_kind(*LETTER_KINDS)), "Open the file that belongs to it."),
        (
            _longest_first(public.of_kind(Kind.CALL)),
            "Does it say that it is closed, and since when?",
        ),
        (_longest_first(public.withdrawn()), "Does it say that it was withdrawn, and why?"),
    ):
        record = records.first()
        if record is not None:
            found.append(WorthLooking(record.address, record.title, look_for))
    if FaqEntry.objects.published().exists():
        faqs = WorthLooking(
            reverse("faqs_all"),
            "All questions",
            "Are the questions there, and not only the answers?",
        )
        found.append(faqs)
    found.append(WorthLooking(reverse("site_map"), "The site map", "Follow some of its links."))
    return found


def _longest_first(records: RecordQuerySet) -> RecordQuerySet:
    return records.order_by(Length("body").desc(), "pk")


def _with_files(records: RecordQuerySet, content_type: str = "") -> RecordQuerySet:
    with_files = records.filter(
        attachments__file__gt="", attachments__content_type__startswith=content_type
    )
    return with_files.order_by("-published_at", "pk")
