"""What stops a release set: what is found in the texts of each thing in it, and all that keeps it
from going out besides. Things in one set may lead to each other."""

from collections.abc import Iterable
from datetime import datetime

from archive.lifecycle import InTheWay, standing_in_the_way
from archive.models import Record, ReleaseMember, ReleaseSet, Thing

from .answering import led_to
from .reading import proof


def in_the_way(release: ReleaseSet, at: datetime | None = None) -> list[InTheWay]:
    """All that keeps the set from going out at `at`, by thing, each in sentences."""
    by_thing: dict[tuple[type, int], InTheWay] = {}
    for found in (*standing_in_the_way(release, at), *_findings(release)):
        key = (type(found.thing), found.thing.pk)
        said = by_thing.setdefault(key, InTheWay(found.thing, []))
        said.sentences.extend(each for each in found.sentences if each not in said.sentences)
    return list(by_thing.values())


def _findings(release: ReleaseSet) -> Iterable[InTheWay]:
    for member in ReleaseMember.objects.of_release(release):
        thing = member.thing
        row = thing.facts if isinstance(thing, Record) else thing
        said = [
            f"{each.where}: {each.what} {each.do}".strip()
            for each in proof(row).in_the_way
            if not _is_public_already(row, each.field)
        ]
        if said:
            yield InTheWay(thing, said)


def _is_public_already(thing: Thing, field: str) -> bool:
    """Has the public these very words, in what `thing` is a draft of?"""
    if not isinstance(thing, Record) or thing.draft_of is None:
        return False
    return getattr(thing, field) == getattr(thing.draft_of.facts, field)


def linked_in_set(thing: Thing, members: Iterable[ReleaseMember]) -> list[Record]:
    """The other records of its set that the texts of `thing` lead to."""
    others = [each.record for each in members if each.record and each.record.pk != thing.pk]
    addresses = led_to(thing.facts if isinstance(thing, Record) else thing)
    return [each for each in others if (each.draft_of or each).address in addresses]
