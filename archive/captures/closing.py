"""Closes the site once every page that the public sees is kept, all in one edition."""

from collections.abc import Callable
from time import monotonic

from archive.lifecycle import PagesNotKept, StageMoveRefused
from archive.models import StageChange

TRIES = 5
"""How often the pages are kept anew because something was published meanwhile."""
NAMED = 5
"""How many pages a sentence names that could not be kept."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


class StillKeeping(Exception):
    """The time ran out before every page was kept; what is kept stays, so try again.

    `done` of `total` pages are."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(f"{done} of {total} pages are kept.")
        self.done = done
        self.total = total


def close_site(
    close: Callable[[int], StageChange],
    *,
    progress: Progress | None = None,
    seconds: float | None = None,
) -> StageChange:
    """Keep every page, then call `close` with the number of the edition that they are kept in:
    move_stage or confirm_stage, with the rest of what they need.

    Raises StageMoveRefused where that refuses, or a page cannot be kept; StillKeeping once
    `seconds` have gone by.
    """
    from .editions import DatabaseEditions
    from .filling import fill

    tell = _until(seconds, progress or _say_nothing)
    for tries_left in reversed(range(TRIES)):
        number = DatabaseEditions().read().number
        filled = fill(progress=tell)
        if filled.failed:
            raise StageMoveRefused(_not_kept(filled.failed))
        try:
            return close(number)
        except PagesNotKept:
            if not tries_left:
                raise
    raise AssertionError("The last try returns or raises.")


def _until(seconds: float | None, progress: Progress) -> Progress:
    """`progress`, which ends the work once the time is up."""
    if seconds is None:
        return progress
    end = monotonic() + seconds

    def tell(what: str, done: int, total: int) -> None:
        progress(what, done, total)
        if monotonic() > end and done < total:
            raise StillKeeping(done, total)

    return tell


def _not_kept(addresses: list[str]) -> str:
    named = ", ".join(addresses[:NAMED])
    more = f" and {len(addresses) - NAMED} more" if len(addresses) > NAMED else ""
    return (
        f"These pages could not be kept, so the site cannot close: {named}{more}. "
        "The server’s log says why. Put that right and try again."
    )


def _say_nothing(what: str, done: int, total: int) -> None:
    pass
