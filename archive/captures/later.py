"""Answers that the store could not take at once, because somebody was writing a great deal or
there was no room: their readers have them, and the store gets them as soon as it can."""

from collections.abc import Callable
from threading import Lock

from .kept import Answer, Kept, Known, Store

MOST_BYTES = 16 * 1024 * 1024


class Later:
    """What waits to be kept, by its address; never more than `MOST_BYTES`, and never beyond the
    end of the edition that it belongs to."""

    def __init__(
        self,
        store: Store,
        keep_embedded: Callable[[Kept, Known], None],
        faults: tuple[type[Exception], ...],
    ) -> None:
        self._store = store
        self._keep_embedded = keep_embedded
        self._faults = faults
        self._waiting: dict[str, tuple[Answer, int]] = {}
        self._bytes = 0
        self._lock = Lock()

    def put(self, address: str, answer: Answer, edition: int) -> None:
        with self._lock:
            self._let_go(address)
            if self._bytes + len(answer.body) <= MOST_BYTES:
                self._waiting[address] = answer, edition
                self._bytes += len(answer.body)

    def keep(self, known: Known) -> None:
        """Keep what waits, until the store refuses again."""
        for address, (answer, edition) in list(self._waiting.items()):
            kept = None
            if edition == known.number and known.keeps and not known.has_run_out:
                try:
                    kept = self._store.keep(address, answer, edition)
                except self._faults:
                    return  # said when it was put here
            with self._lock:
                self._let_go(address)
            if kept is not None:
                self._keep_what_it_needs(kept, known)

    def _keep_what_it_needs(self, kept: Kept, known: Known) -> None:
        try:
            self._keep_embedded(kept, known)
        except self._faults:
            return  # the next page of this edition tries again

    def _let_go(self, address: str) -> None:
        answer, _ = self._waiting.pop(address, (None, 0))
        if answer is not None:
            self._bytes -= len(answer.body)
