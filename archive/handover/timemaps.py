"""TimeMaps (RFC 7089): which mementos of an address an archive has, and when they were made.

They hold no digests: what they tell is held or not held, and when.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from .held import NO_STATUS, Digests, Held
from .lines import NotUnderstood

BETWEEN = " \t\r\n,"
CHUNK = 1 << 16
LONGEST_LINK = 1 << 16
# Nothing in it is given back once it was taken: a broken link costs no more than a good one.
LINK = re.compile(
    r"[\s,]*+<(?P<target>[^<>]*+)>"
    r'(?P<facts>(?:\s*+;\s*+[\w*-]++\s*+=\s*+(?:"(?:[^"\\]|\\.)*+"|[^\s;,"]*+))*+)'
    r"\s*+(?:,|\Z)"
)
FACT = re.compile(r';\s*+([\w*-]++)\s*+=\s*+(?:"((?:[^"\\]|\\.)*+)"|([^\s;,"]*+))')
STAMP = "%Y%m%d%H%M%S"


def from_link_format(stream: BinaryIO) -> Iterator[Held]:
    """Raises NotUnderstood."""
    original = ""
    for target, facts in _links(stream):
        relations = facts.get("rel", "").lower().split()
        if "original" in relations:
            original = target
        elif "memento" in relations:
            if not original:
                raise NotUnderstood("a memento stands in it before the address that it is of")
            yield _memento(original, _http_date(facts.get("datetime", "")))
    if not original:
        raise NotUnderstood("it names no original address: it is not a TimeMap")


def from_object(timemap: Mapping[str, object]) -> Iterator[Held]:
    """A TimeMap in JSON, as memento aggregators give it. Raises NotUnderstood."""
    original = str(timemap.get("original_uri") or timemap.get("original") or "")
    mementos = timemap.get("mementos")
    listed = mementos.get("list") if isinstance(mementos, dict) else mementos
    if not original or not isinstance(listed, list):
        raise NotUnderstood("its TimeMap names no original address, or lists no mementos")
    for memento in listed:
        if not isinstance(memento, dict):
            raise NotUnderstood("a memento in it is none")
        yield _memento(original, _iso_date(str(memento.get("datetime", ""))))


def _links(stream: BinaryIO) -> Iterator[tuple[str, dict[str, str]]]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text, place, is_over = "", 0, False
    while not is_over or text[place:].strip(BETWEEN):
        found = LINK.match(text, place)
        # One that ends where the text ends may go on in what was not read yet.
        if found and (is_over or found.end() < len(text)):
            yield found["target"], _facts(found["facts"])
            place = found.end()
        elif is_over or len(text) - place > LONGEST_LINK:
            raise NotUnderstood(f"a link in it is broken, at “{text[place:].strip()[:40]}”")
        else:
            octets = stream.read(CHUNK)
            is_over = not octets
            text, place = text[place:] + decoder.decode(octets, is_over), 0


def _facts(written: str) -> dict[str, str]:
    return {name.lower(): quoted or plain for name, quoted, plain in FACT.findall(written)}


def _memento(original: str, moment: datetime) -> Held:
    return Held(original, moment.strftime(STAMP), NO_STATUS, Digests())


def _http_date(written: str) -> datetime:
    try:
        return parsedate_to_datetime(written).astimezone(UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise NotUnderstood(f"“{written[:40]}” is not a date of a memento") from error


def _iso_date(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise NotUnderstood(f"“{written[:40]}” is not a date of a memento") from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
