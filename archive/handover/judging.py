"""What becomes of one address: the frozen copy's capture of it beside all those of an archive.

Those count that were made since the version in the frozen copy began to stand, and the last of
them decides, because that is what a reader of the archive gets. An earlier one that is the same
is told: a redirect with its moment leads there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from .held import NO_STATUS, Held, moment_in_words


class Outcome(Enum):
    SAME = "held and the same"  # by the digest of the payload
    DIFFERENT = "held and different"  # the last capture that counts is another
    NOT_HELD = "not held"  # no capture counts
    NOT_COMPARED = "held, not compared"  # a capture counts, and nothing says of what
    ONLY_THEIRS = "only theirs"  # the frozen copy has no such address


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one address. `counted` captures count of the `held` that they have;
    `last` is the stamp of the last of those that count, or of all."""

    outcome: Outcome
    url: str
    since: str = ""
    status: int = NO_STATUS
    last: str = ""
    last_status: int = NO_STATUS
    counted: int = 0
    held: int = 0
    note: str = ""

    def __str__(self) -> str:
        return f"{self.outcome.value}: {self.url}" + (f" ({self.note})" if self.note else "")

    @property
    def is_fault(self) -> bool:
        return self.outcome not in (Outcome.SAME, Outcome.ONLY_THEIRS)


def judged(ours: Held, theirs: Iterable[Held], since: str) -> Finding:
    """`theirs` are of that address, oldest first; none from before `since` counts."""
    counts_from = max(ours.stamp, since)
    held = counted = 0
    last = older = same = None
    for capture in theirs:
        if _leads_there(ours, capture):
            continue
        held += 1
        if capture.stamp < counts_from:
            older = capture
            continue
        counted += 1
        # Of several within one second that which is the same counts, then one that is known.
        if last is None or _rank(ours, capture) > _rank(ours, last):
            last = capture
        if _is_same(ours, capture):
            same = capture
    outcome, note = _verdict(ours, last, older, same)
    told = last or older
    return Finding(
        outcome,
        ours.url,
        since=ours.stamp,
        status=ours.status,
        last=told.stamp if told else "",
        last_status=told.status if told else NO_STATUS,
        counted=counted,
        held=held,
        note=note,
    )


def _rank(ours: Held, theirs: Held) -> tuple[str, int]:
    return theirs.stamp, {True: 2, False: 1, None: 0}[_is_same(ours, theirs)]


def _verdict(
    ours: Held, last: Held | None, older: Held | None, same: Held | None
) -> tuple[Outcome, str]:
    if last is None:
        return Outcome.NOT_HELD, _why_not_held(ours, older)
    when = moment_in_words(last.stamp)
    is_same = _is_same(ours, last)
    if is_same:
        return Outcome.SAME, ""
    if is_same is None:
        return Outcome.NOT_COMPARED, f"captured on {when}, without a digest to compare"
    note = f"their capture of {when} is another"
    if ours.status != last.status and NO_STATUS not in (ours.status, last.status):
        note = f"their capture of {when} answers {last.status}, the frozen copy {ours.status}"
    if same is not None:
        note += f"; that of {moment_in_words(same.stamp)} is the same, so lead readers to it"
    return Outcome.DIFFERENT, note


def _why_not_held(ours: Held, older: Held | None) -> str:
    if older is not None:
        return (
            f"their last capture, of {moment_in_words(older.stamp)}, is older than those that count"
        )
    if _is_redirect(ours):
        return "an address that leads on; no page links to it, so give it to the archive by itself"
    return ""


def _is_redirect(capture: Held) -> bool:
    return 300 <= capture.status < 400 and capture.status != 304


def _leads_there(ours: Held, theirs: Held) -> bool:
    """Is it only the redirect to the form of the address that ours has, as from http to https?"""
    return (
        _is_redirect(theirs) and not _is_redirect(ours) and theirs.url.lower() != ours.url.lower()
    )


def _is_same(ours: Held, theirs: Held) -> bool | None:
    """None where nothing tells. What a crawler was told is unchanged (304) is as it was."""
    known = {NO_STATUS, 304}
    if ours.status != theirs.status and not known & {ours.status, theirs.status}:
        return False
    if ours.digests.sha256 and theirs.digests.sha256:
        return ours.digests.sha256 == theirs.digests.sha256
    if ours.digests.sha1 and theirs.digests.sha1:
        return ours.digests.sha1 == theirs.digests.sha1
    return None
