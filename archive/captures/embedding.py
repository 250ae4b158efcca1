"""Keeps with a page what it shows, so that the page of a past day has the dress of its day."""

from collections import deque

from .embedded import embedded_in
from .kept import Kept, Known, Store
from .link_format import in_a_url
from .packing import unpacked
from .plain import address_of, path_of
from .rendering import Renderer
from .unkept import header_of


class Embedding:
    """`static` is the beginning of the addresses of style sheets, scripts and the like, `offered`
    those of files that a page offers."""

    def __init__(
        self,
        renderer: Renderer,
        store: Store,
        site_url: str,
        static: str,
        offered: tuple[str, ...],
    ) -> None:
        self._renderer = renderer
        self._store = store
        self._site_url = site_url
        self._static = static
        self._offered = offered
        self._done: tuple[int, set[str]] = (0, set())

    def keep(self, shown: Kept, known: Known) -> None:
        """Keep what `shown` needs, and what that needs, unless it is kept in that edition.
        Raises StoreAway, and whatever the store's machine does."""
        if not known.keeps:
            return
        if self._done[0] != known.number:
            self._done = (known.number, set())
        done = self._done[1]
        waiting = deque(self._needed(shown))
        while waiting:
            address = waiting.popleft()
            if address in done:
                continue
            kept = self._kept(address, known)
            done.add(address)
            if kept is not None:
                waiting += self._needed(kept)

    def _needed(self, shown: Kept) -> list[str]:
        content_type = header_of(shown.headers, "content-type")
        if not content_type.startswith(("text/html", "text/css")):
            return []
        base = f"{self._site_url}{in_a_url(shown.address)}"
        return embedded_in(unpacked(shown), base, content_type, self._offered)

    def _kept(self, address: str, known: Known) -> Kept | None:
        """The capture of `address`, if it has one only now."""
        if address_of(path_of(address)) is None or self._store.find(address, known.number):
            return None
        rendered = self._renderer.render(path_of(address))
        is_wanted = rendered.is_to_keep or (rendered.is_whole and address.startswith(self._static))
        if rendered.answer.status != 200 or not is_wanted or rendered.is_for_one_reader:
            return None
        if known.has_run_out:
            return None
        return self._store.keep(address, rendered.answer, known.number)
