"""What a reader's headers ask for: codings, conditions, parts (RFC 9110, sections 8, 12 to 14)."""

import re
from calendar import timegm
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

PREFERRED = ("br", "gzip", "identity")
"""The codings that the site has, the smallest first."""

Environ = Mapping[str, Any]

# --- Which coding ---------------------------------------------------------------------------

MOST_REMEMBERED = 512
_remembered: dict[str, tuple[str, ...]] = {}


def codings(accept_encoding: str) -> tuple[str, ...]:
    """The codings that are acceptable, the best first. It ends with `identity` even where that is
    refused: a reader who can take nothing at all is better served with it than not served.

    Browsers send a handful of different headers, which are read once each. What others make up
    does not fill the memory.
    """
    found = _remembered.get(accept_encoding)
    if found is None:
        found = _read_codings(accept_encoding)
        if len(_remembered) < MOST_REMEMBERED and len(accept_encoding) < 200:
            _remembered[accept_encoding] = found
    return found


def _read_codings(accept_encoding: str) -> tuple[str, ...]:
    weights: dict[str, float] = {}
    for member in accept_encoding.lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        if name:
            weights["gzip" if name == "x-gzip" else name] = _weight(parameters)
    others = weights.get("*", 0.0)
    weighed = {
        "br": weights.get("br", others),
        "gzip": weights.get("gzip", others),
        # Acceptable unless refused by name, or with all others; the last choice unless wanted.
        "identity": weights.get("identity", others if "*" in weights else 0.0001),
    }
    wanted = [coding for coding in PREFERRED if weighed[coding] > 0]
    wanted.sort(key=lambda coding: -weighed[coding])
    return tuple(wanted) if "identity" in wanted else (*wanted, "identity")


WEIGHT = re.compile(r"q[ \t]*=[ \t]*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.ASCII)


def _weight(parameters: list[str]) -> float:
    """The `q` of a member; a member whose `q` is not one is passed over, as if refused."""
    if not parameters:
        return 1.0
    match = WEIGHT.fullmatch(parameters[0])
    return float(match[1]) if match else 0.0


# --- Times ----------------------------------------------------------------------------------

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TIME = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"\w{{3}}, (?P<day>\d\d) (?P<month>\w{{3}}) (?P<year>\d{{4}}) {TIME} GMT",
        rf"\w{{6,9}}, (?P<day>\d\d)-(?P<month>\w{{3}})-(?P<year>\d\d) {TIME} GMT",
        rf"\w{{3}} (?P<month>\w{{3}}) (?P<day>[ \d]\d) {TIME} (?P<year>\d{{4}})",
    )
)
"""The three forms of a date in HTTP, of which two are of the last century."""


def http_date(seconds: int) -> str:
    return formatdate(seconds, usegmt=True)


def seconds_of(date: str) -> int | None:
    """The moment that an HTTP date names, in seconds since 1970; None where it is not a date."""
    match = next(filter(None, (form.fullmatch(date.strip()) for form in DATES)), None)
    if match is None or match["month"].lower() not in MONTHS:
        return None
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 70 else 1900
    numbers = (int(match[part]) for part in ("day", "hour", "minute", "second"))
    try:
        return timegm((year, MONTHS.index(match["month"].lower()) + 1, *numbers))
    except ValueError:
        return None


# --- Conditions -----------------------------------------------------------------------------

TAG = re.compile(r'(W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def names_weakly(header: str, etag: str) -> bool:
    """Is `etag` one of a list of tags, weak or strong? `*` stands for any (If-None-Match)."""
    if header == etag:  # as nearly always
        return True
    return header.strip() == "*" or any(tag == etag for _, tag in TAG.findall(header))


def names_strongly(header: str, etag: str) -> bool:
    """Is `etag` one of a list of tags, as a strong one? `*` stands for any (If-Match)."""
    return header.strip() == "*" or any(
        tag == etag and not weak for weak, tag in TAG.findall(header)
    )


def condition_fails(environ: Environ, etag: str, changed_at: int) -> int | None:
    """304 or 412 where a condition of a GET or HEAD request says so, else None.

    `etag` and `changed_at`, in seconds, are those of what would be sent.
    """
    if "HTTP_IF_MATCH" in environ:
        if not names_strongly(environ["HTTP_IF_MATCH"], etag):
            return 412
    elif "HTTP_IF_UNMODIFIED_SINCE" in environ:
        moment = seconds_of(environ["HTTP_IF_UNMODIFIED_SINCE"])
        if moment is not None and changed_at > moment:
            return 412
    if "HTTP_IF_NONE_MATCH" in environ:
        return 304 if names_weakly(environ["HTTP_IF_NONE_MATCH"], etag) else None
    if "HTTP_IF_MODIFIED_SINCE" in environ:
        moment = seconds_of(environ["HTTP_IF_MODIFIED_SINCE"])
        return 304 if moment is not None and changed_at <= moment else None
    return None


# --- Parts ----------------------------------------------------------------------------------

ONE_RANGE = re.compile(r"bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*", re.ASCII | re.IGNORECASE)


class Unsatisfiable(Exception):
    """The part that was asked for begins after the end of what there is."""


@dataclass(frozen=True)
class Span:
    """Bytes from `first` up to, and not including, `end`."""

    first: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.first


def asked_span(header: str, size: int) -> Span | None:
    """The part of `size` bytes that a Range header asks for.

    None where the header is to be ignored: none, not understood, or several parts at once,
    which no player asks for. Raises Unsatisfiable.
    """
    asked = ONE_RANGE.fullmatch(header)
    if asked is None or asked[1] == asked[2] == "":
        return None
    if asked[1] == "":
        span = Span(max(size - int(asked[2]), 0), size)
    else:
        first, last = int(asked[1]), int(asked[2]) if asked[2] else size - 1
        if asked[2] and last < first:
            return None
        span = Span(first, min(last + 1, size))
    if span.length <= 0:
        raise Unsatisfiable
    return span


def span_of(environ: Environ, etag: str, size: int) -> Span | None:
    """The part that a GET request asks for, of what has `etag` now. Raises Unsatisfiable.

    If-Range with a date never holds: two versions may be of the same second.
    """
    if "HTTP_RANGE" not in environ or environ["REQUEST_METHOD"] != "GET":
        return None
    if "HTTP_IF_RANGE" in environ and environ["HTTP_IF_RANGE"].strip() != etag:
        return None
    return asked_span(environ["HTTP_RANGE"], size)
