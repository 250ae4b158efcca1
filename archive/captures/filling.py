"""Fills the store: every public address is asked for as a reader would, and what it answers kept.

So that a site can close, or be frozen, with nothing left to render.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from archive.models import Capture, Edition, Redirect, Tombstone
from archive.public_urls import PublicUrls

from .editions import DatabaseEditions
from .embedded import embedded_in
from .kept import Answer, Editions, Known, Store
from .packing import unpacked
from .plain import path_of
from .rendering import Renderer
from .store import DatabaseStore, kept_in
from .unkept import header_of

ROUNDS = 5
"""How often it begins anew because another edition began meanwhile."""

AT_ONCE = 50
"""Captures whose bodies are in memory together."""

LONGEST = 256 * 1024 * 1024
"""Bytes of a file that pages are dressed with; those of the record are never read at all."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


class NotInItsDress(Exception):
    """This process would make other pages than those of the edition that the site is in."""


class EditionIsOver(Exception):
    """Another edition has begun: what was kept for this one is not enough any more."""


@dataclass
class Filled:
    """What was done. `failed` are the addresses that Django could not answer, or whose answer
    could not be kept; `is_over` where an edition began after each round again."""

    edition: int
    there: int = 0
    kept: int = 0
    ended: int = 0
    failed: list[str] = field(default_factory=list)
    is_over: bool = False


def fill(
    progress: Progress | None = None,
    *,
    editions: Editions | None = None,
    store: Store | None = None,
    django: Callable | None = None,
) -> Filled:
    """Keep what every public address answers in the edition that the site is in, with all that
    its pages need. What is there already costs nothing. Raises StoreAway and NotInItsDress.
    """
    editions = editions or DatabaseEditions()
    for _ in range(ROUNDS):
        filling = Filling(
            editions.read(),
            store or DatabaseStore(),
            django or WSGIHandler(),
            progress or _say_nothing,
        )
        try:
            filling.fill()
        except EditionIsOver:
            continue
        if editions.read().number == filling.number:
            return filling.filled
    filling.filled.is_over = True
    return filling.filled


def public_addresses() -> Iterator[str]:
    """All that answers an anonymous reader, and all that stood until now: whether it does still
    is what the answer says. What pages are dressed with comes with them."""
    for url in PublicUrls():
        yield url.address
    yield reverse("people")
    yield from Redirect.objects.public().in_order().values_list("address", flat=True)
    yield from Tombstone.objects.addresses()
    standing = Capture.objects.standing().not_below(settings.STATIC_URL)
    yield from standing.oldest_first().values_list("address", flat=True)


class Filling:
    """One round, within one edition."""

    def __init__(self, known: Known, store: Store, django: Callable, progress: Progress) -> None:
        self.number = known.number
        self.filled = Filled(known.number)
        self._may_keep = known.may_keep
        self._store = store
        self._renderer = Renderer(django, settings.SITE_URL)
        self._patient = Renderer(django, settings.SITE_URL, LONGEST)
        self._progress = progress
        standing = Capture.objects.standing()
        self._standing = set(standing.values_list("address", flat=True))
        self._good = set(standing.of_edition(self.number).values_list("address", flat=True))

    def fill(self) -> None:
        wanted = dict.fromkeys(public_addresses())
        self.filled.there = sum(address in self._good for address in wanted)
        self._keep_all("Pages and files", wanted)
        dress = self._needed_by_pages()
        while dress:
            dress = self._keep_all("What pages need", dress)

    def _keep_all(self, what: str, wanted: Iterable[str]) -> list[str]:
        """Keep what these addresses answer. The answer is what their style sheets need."""
        missing = [address for address in wanted if address not in self._good]
        if missing and not self._may_keep:
            raise NotInItsDress(
                "This process has other templates, style sheets or code than the edition that the "
                "site is in: it may not add to it. Start it again with those of the server."
            )
        needed: list[str] = []
        for done, address in enumerate(missing, 1):
            self._good.add(address)
            answer = self._keep(address)
            if answer is not None and header_of(answer, "content-type").startswith("text/css"):
                needed += embedded_in(answer.body, settings.SITE_URL + address, "text/css")
            self._progress(what, done, len(missing))
        return needed

    def _keep(self, address: str) -> Answer | None:
        rendered = self._renderer.render(path_of(address))
        if not rendered.is_whole and rendered.answer.file is None:
            rendered = self._patient.render(path_of(address))
        answer = rendered.answer
        is_dress = answer.status == 200 and address.startswith(settings.STATIC_URL)
        if rendered.is_to_keep or is_dress:
            if self._store.keep(address, answer, self.number) is not None:
                self.filled.kept += 1
                return answer
            if Edition.objects.current().number != self.number:
                raise EditionIsOver
        elif answer.status < 500:
            if address in self._standing:
                self._store.end(address)
                self.filled.ended += 1
            return None
        self.filled.failed.append(address)
        return None

    def _needed_by_pages(self) -> list[str]:
        """The addresses that the pages and style sheets of this edition fetch."""
        needed: dict[str, None] = {}
        pages = Capture.objects.standing().of_edition(self.number).of_types("text/html", "text/css")
        for capture in pages.with_bodies().oldest_first().iterator(chunk_size=AT_ONCE):
            kept = kept_in(capture)
            if kept is not None:
                base = settings.SITE_URL + capture.address
                needed |= dict.fromkeys(embedded_in(unpacked(kept), base, capture.content_type))
        return list(needed)


def _say_nothing(what: str, done: int, total: int) -> None:
    pass
