"""A capture as an index tells of it: where, when, with which answer, and the digest of what."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import NamedTuple

STAMP = re.compile(r"[0-9]{4,17}")
SHA1_SIZE, SHA256_SIZE = 20, 32
IN_BASE32 = re.compile(r"[A-Z2-7]{32}")
IN_HEX = re.compile(r"[0-9a-fA-F]+")
NO_STATUS = 0


class Digests(NamedTuple):
    """Of a payload; each empty where an index does not give it."""

    sha1: str = ""
    """In base32, as archives write it."""
    sha256: str = ""
    """In hexadecimal figures."""


class Held(NamedTuple):
    """`stamp` has 14 figures (UTC). `status` is 0 where the index does not say it. TimeMaps give
    neither status nor digests."""

    url: str
    stamp: str
    status: int
    digests: Digests


def read_stamp(written: str) -> str:
    """14 figures; what is left out counts as the beginning: 2023 is 20230101000000.
    Raises ValueError."""
    if not STAMP.fullmatch(written):
        raise ValueError(f"“{written}” is not a moment of 14 figures")
    return written[:14] + "00000101000000"[len(written[:14]) :]


def moment_in_words(stamp: str) -> str:
    """`10 March 2023, 09:00:00 UTC`; the figures themselves where there is no such moment."""
    try:
        moment = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return stamp
    return f"{moment.day} {moment:%B %Y, %H:%M:%S} UTC"


def read_status(written: object) -> int:
    """The status of an answer; 0 for `-` and for what is none."""
    text = str(written)
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 3 else NO_STATUS


def read_digest(written: str) -> Digests:
    """A digest as indexes write it: `sha1:…`, `sha256:…`, `sha-256:…`, or base32 alone. None of
    ours where it is of another kind."""
    kind, named, value = written.strip().partition(":")
    if not named:
        kind, value = "", kind
    octets = _octets(value.strip())
    if kind.lower() in ("", "sha1", "sha-1") and len(octets) == SHA1_SIZE:
        return Digests(sha1=base64.b32encode(octets).decode())
    if kind.lower() in ("", "sha256", "sha-256") and len(octets) == SHA256_SIZE:
        return Digests(sha256=octets.hex())
    return Digests()


def _octets(value: str) -> bytes:
    if IN_BASE32.fullmatch(value.upper()):
        return base64.b32decode(value.upper())
    if IN_HEX.fullmatch(value) and len(value) in (2 * SHA1_SIZE, 2 * SHA256_SIZE):
        return bytes.fromhex(value)
    try:
        return base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (binascii.Error, ValueError):
        return b""
