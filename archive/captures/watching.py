"""Knows which edition the site is in, without any reader having to wait for the answer."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic
from weakref import WeakSet

from .kept import Editions, Headers, Known, StoreAway

log = logging.getLogger(__name__)

EVERY = 0.5  # seconds between two looks at the database
BELIEVED_FOR = 2.0  # seconds after which what was read is not believed any more
FRESH_FOR = 10  # seconds for which others may go on with a page of theirs
FRESH_WHEN_CLOSED = 3600
FROM_MEMORY = ("Cache-Status", "review-site; hit; detail=memory")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known, since when, until when it is believed, and what hits in memory say of it.

    `number` is what its answers are held under. `read_at` and `believed_until` are of the clock
    that only ever goes on.
    """

    known: Known
    number: int
    read_at: float
    believed_until: float
    caching: tuple[str, str]
    page_hit: Headers

    @classmethod
    def of(cls, known: Known, read_at: float) -> "Standing":
        caching = ("Cache-Control", cache_control(known, datetime.now(UTC)))
        return cls(
            known=known,
            number=known.held_as,
            read_at=read_at,
            believed_until=read_at + BELIEVED_FOR,
            caching=caching,
            page_hit=(caching, FROM_MEMORY),
        )

    @property
    def is_believed(self) -> bool:
        return monotonic() < self.believed_until


def cache_control(known: Known, now: datetime) -> str:
    """How long browsers and proxies may go on with a page. Never beyond the moment at which the
    clock alone changes it, even where this is still said as long as it is believed."""
    if known.is_closed:
        return f"public, max-age={FRESH_WHEN_CLOSED}, stale-if-error=86400"
    fresh_for = FRESH_FOR
    if known.holds_until is not None:
        left = (known.holds_until - now).total_seconds() - BELIEVED_FOR
        fresh_for = max(0, min(fresh_for, int(left)))
    return f"public, max-age={fresh_for}, stale-if-error=86400"


def must_be_forgotten(before: Known, known: Known) -> bool:
    """May memory hold what must not be served again? So it may after a takedown; where the site
    was archived or brought back since; and where an older copy of the database was brought back,
    since its editions are numbered again."""
    if known.archived_as != before.archived_as:
        return True
    is_other = known.number == before.number and known.began_at != before.began_at
    return known.takedowns > before.takedowns or known.number < before.number or is_other


class Watch:
    """Looks at the database twice a second, in a thread of its own, from the first request on.

    `standing` is what it last learnt: None before that. `is_failing` while the database does not
    answer; it may say so by any of `faults` too, which StoreAway then stands for. `then` is called
    in the thread after each look.
    """

    def __init__(
        self,
        editions: Editions,
        faults: tuple[type[Exception], ...] = (),
        every: float = EVERY,
        forget_pages: Callable[[], None] = lambda: None,
    ) -> None:
        self.standing: Standing | None = None
        self.is_failing = False
        self.then: Callable[[Known], None] = _nothing
        self._editions = editions
        self._faults: tuple[type[Exception], ...] = (StoreAway, *faults)
        self._every = every
        self._forget_pages = forget_pages
        self._stopped = Event()
        self._thread: Thread | None = None
        self._lock = Lock()
        _watches.add(self)

    def look(self) -> Standing | None:
        """What is known now. Only the very first caller of a process waits for the database."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                if self._thread is None:
                    self._learn_first()
                self._thread = Thread(target=self._watch, name="watching", daemon=True)
                self._thread.start()
        return self.standing

    @property
    def is_of_an_archived_site(self) -> bool:
        """Are its pages elsewhere, as far as this process has heard?"""
        standing = self.standing
        return standing is not None and standing.known.archived_as is not None

    def read(self) -> Known:
        """Ask the database at once. Raises StoreAway."""
        began = monotonic()
        try:
            known = self._editions.read()
        except self._faults as fault:
            if not self.is_failing:
                log.error("The database does not answer, and pages come from memory: %s", fault)
            self.is_failing = True
            raise StoreAway(str(fault)) from fault
        if self.is_failing:
            log.warning("The database answers again.")
        self.is_failing = False
        before = self.standing
        if before is None or began >= before.read_at:
            self.standing = Standing.of(known, began)
            if before is not None and must_be_forgotten(before.known, known):
                self._forget_pages()
        return known

    def stop(self) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def forget(self) -> None:
        """In a new process: threads did not come along, and nobody waits for the lock."""
        self.standing, self.is_failing = None, False
        self._thread, self._lock, self._stopped = None, Lock(), Event()

    def _learn_first(self) -> None:
        try:
            self.read()
        except StoreAway:
            return  # said by read(); the thread asks again

    def _watch(self) -> None:
        while not self._stopped.is_set():
            try:
                self.then(self.read())
            except StoreAway:
                pass  # said by read()
            except Exception:
                log.exception("Nobody watches the edition; the next reader begins it again.")
                raise
            self._stopped.wait(self._pause())

    def _pause(self) -> float:
        """Until the next look: at the moment at which the clock changes a page, if it is near."""
        standing = self.standing
        if standing is None or standing.known.holds_until is None:
            return self._every
        left = (standing.known.holds_until - datetime.now(UTC)).total_seconds()
        return min(self._every, left + 0.001) if left > 0 else self._every


def _nothing(known: Known) -> None:
    pass


_watches: WeakSet[Watch] = WeakSet()


def _forget_in_a_new_process() -> None:
    for watch in _watches:
        watch.forget()


os.register_at_fork(after_in_child=_forget_in_a_new_process)
