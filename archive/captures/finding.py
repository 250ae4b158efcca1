"""Finds what answers an address when memory does not: in the store, or else from Django."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from . import link_format
from .delivery import Prepared, prepare
from .kept import Answer, Kept, Known, Store, StoreAway
from .later import Later
from .memory import Memory
from .rendering import Rendered, Renderer
from .unkept import BUSY, only_in_memory, unavailable
from .watching import Watch

log = logging.getLogger(__name__)

Told = tuple[str, str]
FROM_STORE: Told = ("Cache-Status", "review-site; hit; detail=store")
STORED: Told = ("Cache-Status", "review-site; fwd=miss; stored")
NOT_STORED: Told = ("Cache-Status", "review-site; fwd=miss")
FAILED: Told = ("Cache-Status", "review-site; fwd=stale; fwd-status=500; detail=failed")
AWAY: Told = ("Cache-Status", "review-site; hit; detail=away")

MOST_STREAMED = 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """What answers an address, for everybody who waits for it.

    Either something that was made ready, or an answer to hand on once, or neither: then each
    reader's own request goes to Django. `is_stale` where it is what the address answered last,
    and nobody knows whether it still does. `afterwards` is to be called once its reader has it.
    """

    prepared: Prepared | None = None
    answer: Answer | None = None
    told: Told = NOT_STORED
    is_stale: bool = False
    afterwards: Callable[[], None] | None = None


FOR_DJANGO = Found()


class Finder:
    """`faults` are what storage and database may raise when their machine fails."""

    def __init__(
        self,
        renderer: Renderer,
        store: Store,
        watch: Watch,
        memory: Memory,
        *,
        site_url: str,
        static: str,
        keep_embedded: Callable[[Kept, Known], None],
        faults: tuple[type[Exception], ...],
    ) -> None:
        self.failures = 0
        self._renderer = renderer
        self._store = store
        self._watch = watch
        self._memory = memory
        self._site_url = site_url
        self._static = static
        self._keep_embedded = keep_embedded
        self._later = Later(store, keep_embedded, faults)
        self._faults = faults
        watch.then = self._later.keep
        self._streamed: dict[str, int] = {}

    def is_streamed(self, path: str, edition: int) -> bool:
        """Is that known, in that edition, to be too large for anybody but Django?"""
        return self._streamed.get(path) == edition

    def find(self, path: str, address: str) -> Found:
        try:
            known = self._watch.read()
            if known.archived_as is not None and not address.startswith(self._static):
                return self._of_an_archived_site(path, address, known)
            kept = self._store.find(address, known.number)
        except StoreAway:
            return self.find_while_away(path)
        except self._faults:
            log.exception("%s could not be looked for in the store.", address)
            kept = None
        if kept is not None:
            return self._hold(path, kept, known, FROM_STORE)
        return self._render(path, address, known)

    def find_while_away(self, path: str) -> Found:
        """What memory has, of whatever edition; Django may still know what needs no database."""
        held = self._memory.held.get(path)
        if held is not None:
            return Found(held, told=AWAY, is_stale=True)
        rendered = self._renderer.render(path, is_archived=self._watch.is_of_an_archived_site)
        if not rendered.is_whole or rendered.is_for_one_reader:
            return FOR_DJANGO
        if rendered.answer.status == 500:
            return Found(answer=unavailable(rendered.answer))
        return Found(answer=rendered.answer)

    def _of_an_archived_site(self, path: str, address: str, known: Known) -> Found:
        """What is answered in the place of a page that is elsewhere now. The tombstone of what was
        taken down stays as it was. Raises StoreAway."""
        last = self._store.last(address)
        if last is not None and last.status == 410 and has_body(last):
            return self._hold(path, last, known, FROM_STORE)
        try:
            answer = self._renderer.render(path, is_archived=True).answer
        except self._faults:
            log.exception("Where %s is now could not be told.", address)
            return Found(answer=BUSY)
        if answer.status not in (301, 410):
            return Found(answer=answer)
        return self._hold(path, only_in_memory(answer, address, None), known, NOT_STORED)

    def _hold(self, path: str, kept: Kept, known: Known, told: Told) -> Found:
        if not has_body(kept):
            if len(self._streamed) >= MOST_STREAMED:
                self._streamed.clear()
            self._streamed[path] = known.held_as
            return FOR_DJANGO
        prepared = self._prepare(kept, known.held_as)
        self._memory.hold(path, prepared)
        if told is not STORED:
            return Found(prepared, told=told)

        def afterwards() -> None:
            self._keep_embedded(kept, known)

        return Found(prepared, told=told, afterwards=afterwards)

    def _prepare(self, kept: Kept, held_as: int) -> Prepared:
        versions = link_format.of_an_original(self._site_url, kept.address)
        return prepare(kept, held_as, (("Link", versions),))

    # --- Asking Django ------------------------------------------------------------------------

    def _render(self, path: str, address: str, known: Known) -> Found:
        try:
            rendered = self._renderer.render(path)
        except self._faults:
            log.exception("Django did not answer %s.", address)
            return self._after_failure(path, address, FOR_DJANGO)
        answer = rendered.answer
        if answer.status >= 500:
            return self._after_failure(path, address, Found(answer=answer))
        if rendered.is_for_one_reader:
            if rendered.is_to_keep:
                log.error("%s sets a cookie or depends on one: it is not kept.", address)
            return FOR_DJANGO
        if answer.status == 404:
            return self._nothing_there(path, address, answer, known)
        if rendered.is_to_keep and known.keeps:
            return self._keep(path, address, rendered, known)
        is_static = answer.status == 200 and address.startswith(self._static)
        if is_static and rendered.is_whole and known.may_keep:
            return self._hold_unkept(path, address, answer, known)
        return Found(answer=answer) if rendered.is_whole else FOR_DJANGO

    def _keep(self, path: str, address: str, rendered: Rendered, known: Known) -> Found:
        answer = rendered.answer
        if known.has_run_out:
            return Found(answer=answer) if rendered.is_whole else FOR_DJANGO
        try:
            kept = self._store.keep(address, answer, known.number)
        except self._faults as fault:
            log.error("%s could not be kept: %s", address, fault)
            if rendered.is_whole and self._is_still(known):
                self._later.put(address, answer, known.number)
                return self._hold_unkept(path, address, answer, known)
            kept = None
        if kept is not None:
            return self._hold(path, kept, known, STORED)
        return Found(answer=answer) if rendered.is_whole else FOR_DJANGO

    def _hold_unkept(self, path: str, address: str, answer: Answer, known: Known) -> Found:
        kept = only_in_memory(answer, address, known.began_at)
        return self._hold(path, kept, known, NOT_STORED)

    def _is_still(self, known: Known) -> bool:
        """Has no other edition begun, so that what was rendered meanwhile is of this one?"""
        try:
            return self._watch.read().number == known.number
        except StoreAway:
            return False

    # --- When it has no good answer -----------------------------------------------------------

    def _nothing_there(self, path: str, address: str, answer: Answer, known: Known) -> Found:
        """A style sheet that new pages do not know is still served to who has an old page; any
        other address that answers nothing ends what it answered."""
        self._memory.forget(path)
        try:
            last = self._store.last(address)
            if last is not None and address.startswith(self._static):
                return self._hold(path, last, known, FROM_STORE)
            if last is not None and known.keeps:
                self._store.end(address)
        except self._faults as fault:
            log.error("What %s answered last is not to be had: %s", address, fault)
        return Found(answer=answer)

    def _after_failure(self, path: str, address: str, otherwise: Found) -> Found:
        """Django failed: the public is served what the address answered last."""
        try:
            self._watch.read()
            last = self._store.last(address)
        except self._faults:
            held = self._memory.held.get(path)
            if held is not None:
                return Found(held, told=AWAY, is_stale=True)
            answer = otherwise.answer
            return otherwise if answer is None else Found(answer=unavailable(answer))
        if last is None or not has_body(last):
            return otherwise
        self.failures += 1
        log.error(
            "%s failed, and what it answered last is served (%d such answers since the start).",
            address,
            self.failures,
        )
        return Found(self._prepare(last, 0), told=FAILED, is_stale=True)


def has_body(kept: Kept) -> bool:
    """Is it not too large for memory?"""
    return kept.plain is not None or kept.gzip is not None
