"""What changed between two versions of a page, word by word, as a reader reads it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from archive.captures import link_format
from archive.captures.comparing import Is, Passage, passages_of_lines
from archive.captures.listing import are_in_one_minute
from archive.captures.mementos import NotAMoment, Versions, moment_of
from archive.captures.packing import is_text
from archive.captures.texts import lines_of
from archive.models import Capture

from .mementos import address_of, not_a_moment
from .takedowns import tombstone_of

BESIDE = 1
"""How many paragraphs that did not change are shown on each side of one that did."""


@dataclass
class Stretch:
    """A part of the page: paragraphs that changed, or that did not, or how many are left out."""

    pieces: list[tuple[str, str]] | None = None
    lines: tuple[str, ...] = ()
    left_out: int = 0


def changes(request: HttpRequest, first: str, second: str, address: str) -> HttpResponse:
    try:
        moments = moment_of(first), moment_of(second)
    except NotAMoment:
        return not_a_moment(request, address)
    if moments[0] > moments[1]:
        return HttpResponseRedirect(_between(second, first, address))
    versions = Versions(address)
    before, after = (versions.page_at(moment) for moment in moments)
    if before is None or after is None:
        raise Http404
    return _compared(request, versions, before, after)


def changes_after(request: HttpRequest, moment: str, address: str) -> HttpResponse:
    """Leads to what a change at that moment changed, whenever the page was first read."""
    try:
        changed_at = moment_of(moment)
    except NotAMoment:
        return not_a_moment(request, address)
    versions = Versions(address)
    after = versions.page_since(changed_at)
    if after is None:
        raise Http404
    before = versions.page_before(after.captured_from.replace(microsecond=0))
    if before is None:
        context = {
            "title": gettext("Nothing to compare it with"),
            "past_address": address,
            "at": after.captured_from,
            "after": address_of(after),
        }
        return render(request, "first_version.html", context, status=404)
    stamps = [link_format.stamp(capture.captured_from) for capture in (before, after)]
    return HttpResponseRedirect(_between(*stamps, address))


def _between(first: str, second: str, address: str) -> str:
    return f"/changes/{first}/{second}{link_format.in_a_url(address)}"


def _compared(
    request: HttpRequest, versions: Versions, before: Capture, after: Capture
) -> HttpResponse:
    for capture in (before, after):
        if capture.body is None:
            return tombstone_of(request, capture.takedown)
    both = (before, after)
    can_be_compared = all(each.status == 200 and is_text(each.content_type) for each in both)
    found = []
    if can_be_compared:
        found = passages_of_lines(*(lines_of(each.body, each.content_type) for each in both))
    is_exact = are_in_one_minute(before.captured_from, after.captured_from)
    context = {
        "title": gettext("What changed"),
        "description": versions.called,
        "past_title": versions.title,
        "past_address": versions.address,
        "before": _shown(before),
        "after": _shown(after),
        "has_moved": before.address != after.address,
        "is_exact": is_exact,
        "can_be_compared": can_be_compared,
        "is_the_same": before.body_id == after.body_id,
        "count": sum(1 for passage in found if not passage.unchanged),
        "stretches": stretches(found),
    }
    return render(request, "changes.html", context)


def _shown(capture: Capture) -> dict[str, str | datetime]:
    return {
        "at": capture.captured_from,
        "memento": address_of(capture),
        "stood_at": capture.address,
    }


def stretches(found: list[Passage]) -> list[Stretch]:
    """Passages as they are shown: of long stretches that did not change only the ends."""
    shown = []
    for number, passage in enumerate(found):
        lines = passage.unchanged
        if not lines:
            shown.append(Stretch(pieces=_pieces(passage)))
            continue
        head = BESIDE if number > 0 else 0
        tail = BESIDE if number < len(found) - 1 else 0
        if len(lines) <= head + tail + 1:
            shown.append(Stretch(lines=lines))
            continue
        if head:
            shown.append(Stretch(lines=lines[:head]))
        shown.append(Stretch(left_out=len(lines) - head - tail))
        if tail:
            shown.append(Stretch(lines=lines[-tail:]))
    return shown


def _pieces(passage: Passage) -> list[tuple[str, str]]:
    """With an empty line between paragraphs, and neighbours of one sort as one."""
    joined: list[tuple[str, Is]] = []
    for text, what in passage.together:
        if joined and joined[-1][1] == what:
            joined[-1] = (joined[-1][0] + text, what)
            continue
        if what == Is.NEW and joined and not joined[-1][0][-1:].isspace():
            joined.append((" ", Is.SAME))
        joined.append((text, what))
    return [(text.replace("\n", "\n\n"), what.value) for text, what in joined]
