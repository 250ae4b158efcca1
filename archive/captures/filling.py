"""Fills the store: every public address is asked for as a reader would, and what it answers kept.

So that a site can close, or be frozen, with nothing left to render.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse

from archive.models import Capture, Edition, Redirect, Tombstone
from archive.public_urls import PublicUrls

from .editions import DatabaseEditions
from .embedding import Embedding
from .kept import Editions, Known, Store
from .plain import path_of
from .rendering import Renderer
from .store import DatabaseStore, kept_in

ROUNDS = 5
"""How often it begins anew because another edition began meanwhile."""

AT_ONCE = 50
"""Captures whose bodies are in memory together."""

LONGEST = 8 * 1024 * 1024
"""Bytes that are read of an answer; those of a longer file need not be read to be kept."""

PAGES = "Pages and files"
"""What is told of each address as it is kept: whoever breaks off there loses nothing."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


class NotInItsDress(Exception):
    """This process would make other pages than those of the edition that the site is in."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"{why} Here SITE_URL is {settings.SITE_URL}: look whether the server was started with "
            "the same."
        )


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
    editions = editions or DatabaseEditions(is_server=False)
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
    public = PublicUrls()
    for url in public:
        yield url.address
    if public.review.has_people:  # or else it leads to a page that nothing leads to
        yield reverse("people")
    yield from Redirect.objects.public().in_order().values_list("address", flat=True)
    yield from Tombstone.objects.addresses()
    standing = Capture.objects.standing().not_below(settings.STATIC_URL)
    yield from standing.oldest_first().values_list("address", flat=True)


class Filling:
    """One round, within one edition."""

    def __init__(self, known: Known, store: Store, django: Callable, progress: Progress) -> None:
        self.number = known.number
        self._known = known
        self.filled = Filled(known.number)
        self._may_keep = known.may_keep
        self._store = store
        self._renderer = Renderer(django, settings.SITE_URL, LONGEST)
        self._embedding = Embedding(
            self._renderer, store, settings.SITE_URL, settings.STATIC_URL, offered=()
        )
        self._progress = progress
        standing = Capture.objects.standing()
        self._standing = set(standing.values_list("address", flat=True))
        self._good = set(standing.of_edition(self.number).values_list("address", flat=True))

    def fill(self) -> None:
        if self._known.is_closed:  # it has all that it will ever have
            self.filled.there = len(self._good)
            return
        wanted = dict.fromkeys(public_addresses())
        missing = [address for address in wanted if address not in self._good]
        self.filled.there = len(wanted) - len(missing)
        if missing and not self._may_keep:
            raise NotInItsDress(
                "This process has other templates, style sheets, code or settings than the server "
                "that readers see: it may not add to what they saw. Start the server, if none has "
                "run since the last change, and call this with its settings."
            )
        for done, address in enumerate(missing, 1):
            self._keep(address)
            self._progress(PAGES, done, len(missing))
        if self._may_keep:
            self._keep_what_pages_need()

    def _keep(self, address: str) -> None:
        rendered = self._renderer.render(path_of(address))
        if self._known.has_run_out:
            raise EditionIsOver
        if rendered.is_to_keep:
            if self._store.keep(address, rendered.answer, self.number) is not None:
                self.filled.kept += 1
                return
            # It is refused where the edition is over, which the next round is for.
            if Edition.objects.current().number != self.number:
                raise EditionIsOver
        elif rendered.answer.status < 500:
            if address in self._standing:
                self._store.end(address)
                self.filled.ended += 1
            return
        self.filled.failed.append(address)

    def _keep_what_pages_need(self) -> None:
        """Few bodies are in memory at a time, and no question stays open while Django is asked."""
        pages = Capture.objects.standing().of_edition(self.number).of_types("text/html", "text/css")
        numbers = list(pages.oldest_first().values_list("pk", flat=True))
        for first in range(0, len(numbers), AT_ONCE):
            for capture in pages.with_bodies().in_bulk(numbers[first : first + AT_ONCE]).values():
                if kept := kept_in(capture):
                    self._embedding.keep(kept, self._known)
            self._progress("What pages need", min(first + AT_ONCE, len(numbers)), len(numbers))


def _say_nothing(what: str, done: int, total: int) -> None:
    pass
