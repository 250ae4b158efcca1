"""What was done with each save of a record, as far as its revisions know it."""

from collections.abc import Iterable
from typing import NamedTuple

from archive.models import Revision


class Deed(NamedTuple):
    """What was done, in a word or two, and the reason or the place, where there is one."""

    name: str
    more: str = ""


def deed(revision: Revision, before: Revision | None) -> Deed:
    """`before` is the save of the record itself ahead of it, drafts of it left out."""
    if revision.event == Revision.Event.WITHDRAWN:
        return Deed(
            revision.get_event_display(), _because(revision.text.get("withdrawn_because", ""))
        )
    if revision.event != Revision.Event.UPDATED:
        return Deed(revision.get_event_display())
    if revision.is_correction:
        return Deed("Corrected")
    return _of_update(revision, before) if before else Deed(revision.get_event_display())


def _of_update(revision: Revision, before: Revision) -> Deed:
    was, now = before.text, revision.text
    same = all(was[name] == now[name] for name in was.keys() & now.keys())
    newer = now.get("newer_one", "")
    # Before these were kept: where nothing else changed, this is what did.
    led_to = was.get("newer_one", "" if same else newer)
    if was.get("withdrawn_because") and not now.get("withdrawn_because"):
        return Deed("Stands again", f"It had been withdrawn. {_because(was['withdrawn_because'])}")
    if led_to != newer:
        if newer:
            return Deed("Superseded", f"It leads readers to “{newer}”.")
        return Deed("Stands for itself again", f"It leads nobody to “{led_to}” any more.")
    if was.get("address") and was["address"] != now.get("address", was["address"]):
        return Deed("Moved", f"From {was['address']} to {now['address']}.")
    is_told = not same or revision.change_note
    return Deed(revision.get_event_display(), "" if is_told else "No word of it was changed.")


def _because(reason: str) -> str:
    return f"The reason: “{reason}”" if reason else ""


def name_deeds(newest_first: Iterable[Revision], before_them: Revision | None) -> None:
    """Give each of these revisions its `deed`. `before_them` is the last save of the record itself
    ahead of them all."""
    before = before_them
    for revision in reversed(list(newest_first)):
        revision.deed = deed(revision, before)
        if revision.is_of_the_record_itself:
            before = revision
