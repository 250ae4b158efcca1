"""The lines of a CDX or CDXJ index, one capture each."""

import json
from collections.abc import Callable, Sequence

from .addresses import NotAnAddress, from_key
from .held import Digests, Held, read_digest, read_stamp, read_status

HEADER = "CDX"
KEY, MOMENT, URL, STATUS, DIGEST = "N", "b", "a", "s", "k"
USUAL = (KEY, MOMENT, URL, "m", STATUS, DIGEST)
"""The first columns of every index that has no header, whatever follows them."""
IS_NO_CAPTURE = ("!", "@", "#")
"""How lines begin that tell of the index itself."""
URL_NAMES = ("url", "original", "original_uri")
STATUS_NAMES = ("status", "statuscode")

ReadLine = Callable[[str], Held]


class NotUnderstood(ValueError):
    """A line, or a value, is not what it should be. The text says in what."""


def reader_of(first: str) -> tuple[ReadLine, bool]:
    """What reads the lines of an index whose first line that is, and whether that is its header
    alone. Raises NotUnderstood."""
    words = first.split()
    if words[:1] == [HEADER]:
        letters = words[1:]
        if MOMENT not in letters or not {URL, KEY} & set(letters):
            raise NotUnderstood("its header names no column with the address or the moment")
        return (lambda line: from_columns(line.split(), letters)), True
    if len(words) > 2 and words[2].startswith("{"):
        return from_cdxj, False
    return (lambda line: from_columns(line.split(), USUAL)), False


def from_cdxj(line: str) -> Held:
    """`org,example)/ 20230310090000 {"url": …}`"""
    key, _, rest = line.partition(" ")
    stamp, _, facts = rest.strip().partition(" ")
    return from_facts({"urlkey": key, "timestamp": stamp, **_an_object(facts)})


def from_columns(words: Sequence[str], letters: Sequence[str]) -> Held:
    """A line in columns, each named by a letter of the CDX legend."""
    if len(words) < min(len(letters), len(USUAL)):
        raise NotUnderstood(f"it has {len(words)} columns, where {len(letters)} are named")
    column = dict(zip(letters, words, strict=False))
    url = column.get(URL, "-")
    return _held(
        url if url != "-" else _from_key(column.get(KEY, "")),
        column[MOMENT],
        column.get(STATUS, "-"),
        read_digest(column.get(DIGEST, "")),
    )


def from_row(row: Sequence[object], names: Sequence[str]) -> Held:
    """A row of a CDX server's JSON, whose columns `names` names."""
    if len(row) < len(names):
        raise NotUnderstood(f"a row has {len(row)} columns, where {len(names)} are named")
    return from_facts(dict(zip(names, row, strict=False)))


def from_facts(facts: dict[str, object]) -> Held:
    """A capture by the names that CDXJ and CDX servers give its facts."""
    url = next((str(facts[name]) for name in URL_NAMES if facts.get(name)), "")
    status = next((facts[name] for name in STATUS_NAMES if name in facts), "-")
    digests = read_digest(str(facts.get("digest", "")))
    return _held(
        url or _from_key(str(facts.get("urlkey", ""))),
        str(facts.get("timestamp", "")),
        status,
        Digests(
            digests.sha1 or _other(facts, "sha1").sha1,
            digests.sha256 or _other(facts, "sha256").sha256,
        ),
    )


def _other(facts: dict[str, object], name: str) -> Digests:
    return read_digest(str(facts.get(name, "")))


def _held(url: str, stamp: str, status: object, digests: Digests) -> Held:
    # JSON can name halves of characters, which nothing can write down.
    url = url.encode("utf-8", "replace").decode()
    try:
        return Held(url, read_stamp(stamp), read_status(status), digests)
    except ValueError as error:
        raise NotUnderstood(str(error)) from error


def _from_key(key: str) -> str:
    try:
        return from_key(key)
    except NotAnAddress as error:
        raise NotUnderstood(str(error)) from error


def _an_object(written: str) -> dict[str, object]:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("what should be JSON is none") from error
    if not isinstance(value, dict):
        raise NotUnderstood("its JSON is not an object")
    return value
