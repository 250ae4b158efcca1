"""Sees that everything public is kept, and answers the same each time, before it is frozen."""

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from archive.captures.editions import DatabaseEditions
from archive.captures.filling import EditionIsOver, NotInItsDress, fill
from archive.captures.rendering_again import answered_otherwise
from archive.captures.texts import content_of
from archive.freeze.source import StoreSource
from archive.models import Capture, Edition

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


class NotFrozen(Exception):
    """There is no frozen copy. The text says why; `findings` are what is wrong, one a line."""

    def __init__(self, why: str, findings: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.findings = findings


def prepared(*, renders_again: bool, progress: Progress) -> StoreSource:
    """The store, with all that is public in it. What had to be rendered for that is rendered a
    second time; with `renders_again` that is done with all that stands. A closed site renders
    nothing.

    Raises NotFrozen, StoreAway, and EditionIsOver where it has to be begun anew.
    """
    before = Capture.objects.last_number()
    try:
        filled = fill(progress)
        if filled.is_over:
            raise EditionIsOver
        if filled.failed:
            findings = tuple(
                f"{each} could not be kept: the log says why." for each in filled.failed
            )
            raise NotFrozen("Not every public address could be kept.", findings)
        known = DatabaseEditions(is_server=False).read()
        if known.number != filled.edition:
            raise EditionIsOver
        standing = Capture.objects.standing().of_edition(known.number)
        asked_again = standing if renders_again else standing.kept_after(before)
        if other := answered_otherwise(asked_again, known, progress):
            raise NotFrozen(
                "What is frozen must be the same each time that it is asked for.",
                tuple(
                    f"{address} answered other bytes the second time. Something in it does not "
                    "come from the record, such as the time of day: look for it, and take it out."
                    for address in other
                ),
            )
    except NotInItsDress as refusal:
        raise NotFrozen(str(refusal)) from refusal
    edition = Edition.objects.current()
    if edition.number != known.number:
        raise EditionIsOver
    _check_address(edition)
    return StoreSource(edition)


def _check_address(edition: Edition) -> None:
    """The pages say at which address they were served; a copy of them made for another one would
    lead out of itself, and find nothing in a web archive."""
    home = reverse("home")
    kept = Capture.objects.of(home).of_edition(edition.number).with_bodies().newest_first().first()
    if kept is None or kept.body is None:
        return
    canonical = LexborHTMLParser(content_of(kept.body)).css_first("link[rel=canonical]")
    served_at = (canonical.attributes.get("href") or "") if canonical else ""
    if served_at and served_at != settings.SITE_URL + home:
        raise NotFrozen(
            f"The pages that are kept were served at {served_at}, and this was called for "
            f"{settings.SITE_URL}{home}. Call it with the settings of the server: SITE_URL="
            f"{served_at.removesuffix(home)}"
        )
