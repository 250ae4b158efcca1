"""What a process keeps in memory of what the public is served: so many bytes, and no more."""

from itertools import count
from threading import Lock

from .delivery import Prepared

AN_ENTRY = 200  # bytes that its place in the dictionary takes, beside its address
MAKES_ROOM_TO = 0.95
LARGEST = 8  # an entry may take this part of all the room


class Memory:
    """Answers by their path, as the server hands it over. What was not wanted for longest goes
    first.

    Looking up takes no lock: `held.get(path)`, and then `prepared.used = next(steps)`.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self.held: dict[str, Prepared] = {}
        self.steps = count(1)
        self._lock = Lock()

    def hold(self, path: str, prepared: Prepared) -> None:
        """Hold it in the place of what was held for its path, unless it is too large."""
        with self._lock:
            self._let_go(path)
            cost = cost_of(path, prepared)
            if cost > self.most_bytes // LARGEST:
                return
            prepared.used = next(self.steps)
            self.bytes += cost
            self.held[path] = prepared
            if self.bytes > self.most_bytes:
                self._make_room()

    def forget(self, path: str) -> None:
        with self._lock:
            self._let_go(path)

    def forget_everything(self) -> None:
        with self._lock:
            self.held.clear()
            self.bytes = 0

    def _let_go(self, path: str) -> None:
        prepared = self.held.pop(path, None)
        if prepared is not None:
            self.bytes -= cost_of(path, prepared)

    def _make_room(self) -> None:
        """Down to a little less than the bound: sorting is not for each new page."""
        wanted_least = sorted(self.held.items(), key=lambda entry: entry[1].used)
        for path, _ in wanted_least:
            if self.bytes <= self.most_bytes * MAKES_ROOM_TO:
                return
            self._let_go(path)


def cost_of(path: str, prepared: Prepared) -> int:
    return AN_ENTRY + 2 * len(path) + prepared.cost
