"""Closes the site once every page that the public sees is kept, all in one edition."""

from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from archive.lifecycle import PagesNotKept, StageMoveRefused
from archive.models import StageChange

from .filling import PAGES, Filled, NotInItsDress, fill
from .kept import StoreAway

TRIES = 5
"""How often the pages are kept anew because something was published meanwhile."""
NAMED = 5
"""How many pages a sentence names that could not be kept."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done and of how many."""


class StillKeeping(Exception):
    """The time ran out before every page was kept. What is kept stays kept, so try again.

    `left` is how many pages and files are still to be kept."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} pages and files are still to be kept.")
        self.left = left


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
    tell = until(seconds, progress)
    for _ in range(TRIES):
        filled = _filled(tell)
        if filled.failed:
            raise StageMoveRefused(_not_kept(filled.failed))
        # Where something is published after all, it is tried again.
        with suppress(PagesNotKept):
            return close(filled.edition)
    raise PagesNotKept


def _filled(progress: Progress) -> Filled:
    try:
        return fill(progress=progress)
    except (NotInItsDress, StoreAway) as fault:
        raise StageMoveRefused(f"The pages could not be kept. {fault}") from fault


def until(seconds: float | None, progress: Progress | None = None) -> Progress:
    """`progress`, which ends the work by StillKeeping once the time is up."""
    progress = progress or _say_nothing
    if seconds is None:
        return progress
    end = monotonic() + seconds

    def tell(what: str, done: int, total: int) -> None:
        progress(what, done, total)
        # What comes after the pages begins anew each time: it is not broken off.
        if what == PAGES and monotonic() > end and done < total:
            raise StillKeeping(total - done)

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
