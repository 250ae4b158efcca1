"""What is kept is what is served: from memory, then from the store, then by Django."""

import logging
from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any

from .delivery import NOT_FOR_OTHERS, Environ, Prepared, StartResponse, deliver
from .embedding import Embedding
from .finding import AWAY, FOR_DJANGO, Finder, Found
from .flights import Flights
from .kept import ARCHIVED, Editions, Headers, Store, StoreAway
from .memory import Memory
from .places import Places
from .plain import READING, Plain, address_of
from .rendering import Renderer
from .unkept import AGAIN_IN, BUSY, HEALTHY, NOT_DONE, UNHEALTHY, hand_on
from .watching import FROM_MEMORY, Watch

log = logging.getLogger(__name__)

HIT: Headers = (FROM_MEMORY,)
ASK_AGAIN = ("Cache-Control", "max-age=0")
HEALTH = "/healthz"


class Served:
    """A WSGI application in front of Django, `django`.

    `is_plain` says which requests are everybody's; `own_routes` are the beginnings of addresses
    that are never kept, `as_ever` those of them that answer as ever where the pages are archived
    elsewhere, `static` that of the files that pages are dressed with, `offered` those
    of files that pages offer. `most_at_once` requests may want more than memory at once. `faults`
    are what Django, the database and the storage may raise when their machine fails.
    """

    def __init__(
        self,
        django: Any,
        editions: Editions,
        store: Store,
        *,
        is_plain: Plain,
        site_url: str,
        static: str,
        offered: tuple[str, ...],
        own_routes: tuple[str, ...],
        as_ever: tuple[str, ...],
        most_bytes: int,
        most_at_once: int | None = None,
        faults: tuple[type[Exception], ...] = (OSError,),
    ) -> None:
        faults = (StoreAway, *faults)
        renderer = Renderer(django, site_url)
        embedding = Embedding(renderer, store, site_url, static, offered)
        self.memory = Memory(most_bytes)
        self.watch = Watch(editions, faults, forget_pages=self.memory.forget_everything)
        self.finder = Finder(
            renderer,
            store,
            self.watch,
            self.memory,
            site_url=site_url,
            static=static,
            keep_embedded=embedding.keep,
            faults=faults,
        )
        self._places = Places(most_at_once, lambda: self.watch.is_failing)
        self._django = django
        self._is_plain = is_plain
        self._own_routes = own_routes
        self._as_ever = as_ever
        self._stays = (*as_ever, static)
        self._faults = faults
        self._flights: Flights[tuple[str, int | None], Found] = Flights()
        self._held = self.memory.held
        self._steps = self.memory.steps

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_plain(environ) and not self._is_archived(environ):
            return self._in_a_place(self._from_django, environ, start_response)
        path = environ.get("PATH_INFO", "")
        prepared = self._held.get(path)
        if prepared is not None:
            standing = self.watch.standing
            if (
                standing is not None
                and prepared.edition == standing.number
                and monotonic() < standing.believed_until
            ):
                prepared.used = next(self._steps)
                more = standing.page_hit if prepared.is_page else HIT
                return deliver(prepared, environ, start_response, more)
            if standing is None or not standing.is_believed:
                standing = self.watch.look()
                if standing is None or not standing.is_believed:
                    return self._hand_out_held(prepared, environ, start_response)
        return self._in_a_place(self._look_further, environ, start_response)

    def _is_archived(self, environ: Environ) -> bool:
        """Does it ask for what an archived site tells everybody alike: where the page is now?"""
        if self.watch.standing is None:
            self.watch.look()
        return (
            self.watch.is_of_an_archived_site
            and self._is_plain.is_reading(environ)
            and not environ.get("PATH_INFO", "").startswith(self._stays)
        )

    def _in_a_place(
        self,
        answer: Callable[[Environ, StartResponse], Iterable[bytes]],
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Answer with what needs the database or Django, as far as there is room for more."""
        path = environ.get("PATH_INFO", "")
        if path == HEALTH:
            standing = self.watch.look()
            if self.watch.is_failing or (standing is not None and not standing.is_believed):
                return hand_on(UNHEALTHY, environ, start_response, ())
        place = self._places.enter()
        if place is not None:
            try:
                return answer(environ, start_response)
            finally:
                self._places.leave(place)
        if path == HEALTH:
            standing = self.watch.standing
            is_well = standing is not None and standing.is_believed
            return hand_on(HEALTHY if is_well else UNHEALTHY, environ, start_response, ())
        held = self._held.get(path) if self._is_plain(environ) else None
        if held is not None:
            return self._hand_out_held(held, environ, start_response)
        is_reading = environ["REQUEST_METHOD"] in READING
        return hand_on(BUSY if is_reading else NOT_DONE, environ, start_response, ())

    def _hand_out_held(
        self, prepared: Prepared, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Of whatever edition: what it is now cannot be found out just now."""
        found = Found(prepared, told=AWAY, is_stale=True)
        return self._hand_out(found, environ, start_response)

    def _look_further(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        address = address_of(path)
        standing = self.watch.look()
        is_archived = self.watch.is_of_an_archived_site
        own_routes = self._as_ever if is_archived else self._own_routes
        if address is None or address.startswith(own_routes):
            return self._from_django(environ, start_response)
        if standing is None or not standing.is_believed:
            found, is_first = self._share((path, None), lambda: self.finder.find_while_away(path))
        elif self.finder.is_streamed(path, standing.number):
            return self._from_django(environ, start_response)
        else:
            key = (path, standing.number)
            found, is_first = self._share(key, lambda: self.finder.find(path, address))
        body = self._hand_out(found, environ, start_response)
        if is_first and found.afterwards is not None:
            return _Then(body, found.afterwards, self._places, self._faults)
        return body

    def _share(self, key: tuple[str, int | None], find: Callable[[], Found]) -> tuple[Found, bool]:
        try:
            return self._flights.share(key, find)
        except TimeoutError:
            return FOR_DJANGO, False

    def _hand_out(
        self, found: Found, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        if found.prepared is not None:
            headers = (*self._caching(found, found.prepared), found.told)
            return deliver(found.prepared, environ, start_response, headers)
        if found.answer is not None:
            return hand_on(found.answer, environ, start_response, (found.told,))
        return self._from_django(environ, start_response)

    def _caching(self, found: Found, prepared: Prepared) -> Headers:
        """How long others may keep it; and where nobody knows whether it is still so, since when
        that is not known."""
        standing = self.watch.standing
        is_current = standing is not None and standing.number == prepared.edition
        headers: Headers = ()
        if prepared.is_page:
            is_good = standing is not None and is_current and not found.is_stale
            headers = (standing.caching if standing is not None and is_good else ASK_AGAIN,)
        if found.told is not AWAY:
            return headers
        good_at = standing.read_at if standing is not None and is_current else prepared.made_at
        return (*headers, ("Age", str(max(0, int(monotonic() - good_at)))))

    def _from_django(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self.watch.is_failing:
            start_response = _says_unavailable(start_response)
        environ[ARCHIVED] = self._is_archived(environ)
        chunks: Iterable[bytes] = self._django(environ, start_response)
        return chunks


def _says_unavailable(start_response: StartResponse) -> StartResponse:
    """While the database is away, what fails is not broken: it is worth asking again soon."""

    def begin(status: str, headers: list[tuple[str, str]], *exc_info: object) -> object:
        if status.startswith("500"):
            others = [pair for pair in headers if pair[0].lower() != "cache-control"]
            status, headers = "503 Service Unavailable", [*others, AGAIN_IN, NOT_FOR_OTHERS]
        return start_response(status, headers, *exc_info)

    return begin


class _Then:
    """A body, and what there is to do once its reader has it: servers then close it."""

    def __init__(
        self,
        body: Iterable[bytes],
        afterwards: Callable[[], None],
        places: Places,
        faults: tuple[type[Exception], ...],
    ) -> None:
        self._body = body
        self._afterwards = afterwards
        self._places = places
        self._faults = faults

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        place = self._places.enter()
        if place is None:
            return  # the next page of this edition tries again
        try:
            self._afterwards()
        except self._faults as fault:
            log.error("What a page shows could not be kept with it: %s", fault)
        finally:
            self._places.leave(place)
