"""What the links of a text lead to, asked of the record in a fixed number of questions.

Only what is certain is a fault. A list that may have that page, a place in a page that was never
kept: they pass, since a false alarm costs more trust than a missed fault.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db.models import Model
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from archive import markdown
from archive.captures.texts import content_of
from archive.models import (
    Attachment,
    Board,
    Body,
    Capture,
    FaqEntry,
    Look,
    Person,
    Record,
    Redirect,
    Releasable,
    State,
    Topic,
)

from .dates import in_words
from .links import targets
from .manuscript import sheets
from .sheet import LinkFault, Sheet

GONE = "Correct the address, or take the link out."
WAITS = "Publish that first, put both into one release set, or take the link out until then."
NAMES = re.compile(r'\s(?:id|name)="([^"]+)"')
OF_EVERY_PAGE = frozenset({
    "biographies", "chair", "cite", "documents", "help-lines-title", "history", "last-check",
    "listen", "main", "masthead-q",
    "notice-title", "related", "series", "share", "subscribe", "superseded", "take-part",
    "transcript", "where-to-turn", "withdrawn",
})  # fmt: skip
"""Places that the pages around a body have themselves."""
BY_SLUG = {"board": Board, "person": Person, "topic": Topic, "publications_about": Topic}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads on this site. `written` is how it stands in the text."""

    written: str
    path: str
    fragment: str
    route: str
    named: dict[str, str]


def link_faults(sheets: Iterable[Sheet], thing: Model) -> dict[str, LinkFault]:
    """What is wrong with where the links of these texts lead, by the address as it is written."""
    sheets = [sheet for sheet in sheets if sheet.is_markdown]
    written = {target.written for sheet in sheets for target in targets(sheet.text)}
    if not written:
        return {}
    inside, faults, outside = [], {}, []
    for each in sorted(written):
        if each.startswith("#"):
            if not _is_here(each[1:], sheets):
                faults[each] = _no_such_place(each, each[1:], "this page")
        elif (place := _inside(each, sheets[0].about.address)) is not None:
            inside.append(place)
        else:
            outside.append(each)
    faults |= {fault.quote: fault for fault in _of_outside(outside)}
    faults |= {place.written: fault for place, fault in _of_inside(inside, thing)}
    return faults


def led_to(thing: Model) -> set[str]:
    """The addresses on this site that the texts of `thing` lead to, with a / at their end."""
    pages = [sheet for sheet in sheets(thing) if sheet.is_markdown]
    places = (
        _inside(target.written, page.about.address)
        for page in pages
        for target in targets(page.text)
        if not target.written.startswith("#")
    )
    return {f"{place.path.rstrip('/')}/" for place in places if place is not None}


def _inside(written: str, address: str) -> Place | None:
    own = urlsplit(settings.SITE_URL)
    try:
        parts = urlsplit(urljoin(f"{settings.SITE_URL}{address}", written))
    except ValueError:  # brackets that no address has
        return None
    if parts.netloc.lower() != own.netloc.lower() or parts.scheme not in ("http", "https"):
        return None
    path = unquote(parts.path) or "/"
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return Place(written, path, "", "file", {})
    try:
        found = resolve(path)
    except Resolver404:
        return Place(written, path, unquote(parts.fragment), "", {})
    route = "admin" if "admin" in found.namespaces else found.url_name or ""
    return Place(written, path, unquote(parts.fragment), route, found.kwargs)


def _is_here(fragment: str, sheets: list[Sheet]) -> bool:
    if not fragment or fragment in OF_EVERY_PAGE or sheets[0].about.is_question:
        return True
    return any(fragment in _names(markdown.render(sheet.source).html) for sheet in sheets)


def _of_outside(addresses: list[str]) -> Iterator[LinkFault]:
    answers = Look.objects.outside_answers() if addresses else {}
    for address in addresses:
        if answer := answers.get(address):
            yield LinkFault(
                "links-outside",
                f"{address} {answer}",
                "Open it yourself. If it is gone, link to where it is now, or to the web archive’s "
                "copy of it.",
                address,
            )


def _of_inside(places: list[Place], thing: Model) -> Iterator[tuple[Place, LinkFault]]:
    if not places:
        return
    answers = _Answers(places, thing)
    for place in places:
        if fault := answers.fault(place):
            yield place, fault
        elif place.fragment and not answers.has_place(place):
            yield place, _no_such_place(place.written, place.fragment, "that page")


class _Answers:
    """What is at the addresses of some links, fetched at once."""

    def __init__(self, places: list[Place], thing: Model) -> None:
        self.thing = thing
        self.beside = _beside(thing)
        paths = {place.path for place in places if place.route == "record"}
        paths |= {f"{path}/" for path in paths if not path.endswith("/")}
        self.records = Record.objects.for_lists().in_bulk(paths, field_name="address")
        asked = paths - self.records.keys()
        self.redirects = Redirect.objects.public().in_bulk(asked, field_name="address")
        self.slugs = {
            model: model.objects.in_bulk(wanted, field_name="slug")
            for model in (Board, Person, Topic)
            if (wanted := {p.named["slug"] for p in places if BY_SLUG.get(p.route) is model})
        }
        with_places = {place.path for place in places if place.fragment}
        texts = [*self.records.values(), *self.beside.values()]
        self.names = _names_at(with_places, texts) if with_places else {}

    def fault(self, place: Place) -> LinkFault | None:
        said = f"The link leads to {place.written}"
        if place.route == "admin":
            return LinkFault(
                "links-inside",
                f"{said}, which only those can open who sign in.",
                "Link to the public page: its address stands at the top of your browser there.",
                place.written,
            )
        if place.route == "record":
            return self._of_record(place, said)
        if place.route == "attachment":
            return self._of_file(place, said)
        model = BY_SLUG.get(place.route)
        is_there = model is None or place.named["slug"] in self.slugs[model]
        if place.route and is_there:
            return None
        return LinkFault("links-inside", f"{said}, which is not there.", GONE, place.written)

    def _of_record(self, place: Place, said: str) -> LinkFault | None:
        record = self.records.get(place.path) or self.records.get(f"{place.path}/")
        if record is None:
            moved = {place.path, f"{place.path}/"} & self.redirects.keys()
            if moved:
                return None
            return LinkFault("links-inside", f"{said}, which is not there.", GONE, place.written)
        if isinstance(self.thing, Record) and record.pk in (self.thing.pk, self.thing.draft_of_id):
            return None
        if record.state == State.TAKEN_DOWN:
            return LinkFault("links-inside", f"{said}, which was taken down.", GONE, place.written)
        if record.is_public or record.pk in self.beside:
            return None
        if _is_out_by(record.goes_out_at, self.thing):
            return None
        waits = (
            f"goes out on {in_words(timezone.localdate(record.goes_out_at))}"
            if record.goes_out_at
            else "is a draft"
        )
        what = f"The link leads to “{record.title}”, which {waits}: readers would find nothing."
        return LinkFault("link-to-draft", what, WAITS, place.written)

    def _of_file(self, place: Place, said: str) -> LinkFault | None:
        named = Attachment.objects.named(place.named["slug"], place.named["name"])
        file = named.first()
        if file is None and self._brings(place):
            return None
        if file is None:
            return LinkFault("links-inside", f"{said}, which is not there.", GONE, place.written)
        if file.record_id == self.thing.pk or file.record.is_public:
            return None
        if file.record_id in self.beside or _is_out_by(file.record.goes_out_at, self.thing):
            return None
        what = f"{said}, a file of “{file.record.title}”, which nobody sees yet."
        return LinkFault("link-to-draft", what, WAITS, place.written)

    def _brings(self, place: Place) -> bool:
        """Is it a file that a draft brings to the page that it is a draft of: this one, or one of
        its release set?"""
        drafts = [each for each in (self.thing, *self.beside.values()) if isinstance(each, Record)]
        return any(
            draft.draft_of is not None
            and place.named["slug"] == draft.draft_of.slug
            and draft.attachments.called(place.named["name"]).exists()
            for draft in drafts
        )

    def has_place(self, place: Place) -> bool:
        names = self.names.get(place.path)
        return not names or place.fragment in names or place.fragment in OF_EVERY_PAGE


def _beside(thing: Model) -> dict[int, Record]:
    """The records that go out with it, in one release set, by their keys: drafts as such."""
    release = thing.release if isinstance(thing, Releasable) else None
    if release is None:
        return {}
    return {record.pk: record for record in release.members.records() if record.pk != thing.pk}


def _is_out_by(moment: datetime | None, thing: Model) -> bool:
    """Is what goes out at `moment` public by the time that `thing` is?"""
    own = thing.goes_out_at if isinstance(thing, Releasable) else None
    return moment is not None and own is not None and own >= moment


def _names_at(paths: set[str], records: list[Record]) -> dict[str, set[str]]:
    """The places in pages that links can lead to, as far as they are known: as the page was kept,
    and as its texts are now."""
    found: dict[str, set[str]] = {}
    kept = Capture.objects.standing().of_any(paths).with_pages()
    bodies = dict(kept.values_list("address", "body_id"))
    for path, body in bodies.items():
        found.setdefault(path, set()).update(_names_of_body(body))
    for path in found:
        if path == reverse("faqs"):
            found[path].update(FaqEntry.objects.values_list("anchor", flat=True))
    for record in records:
        address = (record.draft_of or record).address
        if address in found:
            found[address].update(_names(markdown.render(record.body).html))
    return found


@lru_cache(maxsize=256)
def _names_of_body(body: str) -> frozenset[str]:
    return _names(content_of(Body.objects.get(pk=body)).decode(errors="replace"))


@lru_cache(maxsize=256)
def _names(html: str) -> frozenset[str]:
    return frozenset(NAMES.findall(html))


def _no_such_place(written: str, fragment: str, page: str) -> LinkFault:
    return LinkFault(
        "links-inside",
        f"The link leads to {written}, but {page} has no place named “{fragment}”.",
        "Link to the page, or to a heading that is on it.",
        written,
    )
