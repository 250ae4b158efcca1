"""Asking an archive's CDX server which captures it holds of a site: one question a host."""

import http.client
import io
import time
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from .answers import read_answers
from .held import Held

PATIENCE = 120
"""Seconds without a sign of the server."""
MOST_SECONDS = 3600
"""For one whole answer, however slowly it comes."""
AGENT = "review-site-compare-archive (one request a site)"
SAYS_WAIT = (429, 503)


class NoAnswer(Exception):
    """The server could not be asked. The text says why, and what to try."""


def ask(server: str, hosts: Iterable[str]) -> Iterator[Held]:
    """All captures of `hosts`, from a server that understands `url`, `matchType=prefix` and
    `output=json`, as those of pywb, OutbackCDX and the Wayback Machine do.

    Raises NoAnswer, and NotAnswers where it answers with something else.
    """
    if urlsplit(server).scheme not in ("http", "https"):
        raise NoAnswer(f"“{server}” is not the address of a server: it begins with https://.")
    for host in sorted(hosts):
        yield from _asked(server, f"https://{host}/")


def _asked(server: str, site: str) -> Iterator[Held]:
    question = urlencode({"url": site, "matchType": "prefix", "output": "json"})
    address = f"{server}{'&' if '?' in server else '?'}{question}"
    # The scheme was looked at, and urllib follows redirects to the web only.
    request = Request(address, headers={"User-Agent": AGENT})  # noqa: S310
    try:
        with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            slow = cast(BinaryIO, io.BufferedReader(_Slow(response)))
            yield from read_answers(slow, address)
    except HTTPError as error:
        raise NoAnswer(f"{address} answers {error.code}. {_what_to_do(error)}") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = error.reason if isinstance(error, URLError) else error
        raise NoAnswer(f"{address} cannot be asked: {why or type(error).__name__}.") from error


def _what_to_do(error: HTTPError) -> str:
    if error.code == 404:
        return "Either there is no index at that address, or it holds nothing of this site."
    if error.code in SAYS_WAIT:
        wait = error.headers.get("Retry-After", "")
        return f"Try again later{f' (it says in {wait} seconds)' if wait.isdecimal() else ''}."
    if error.code in (401, 403):
        return "It lets no program in: save its answer from a browser, and give the file."
    return "Ask the archive for its answer as a file."


class _Slow(io.RawIOBase):
    """A response, with an end to the patience for the whole of it."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.response = response
        self.until = time.monotonic() + MOST_SECONDS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        if time.monotonic() > self.until:
            raise TimeoutError(f"its answer took more than {MOST_SECONDS // 60} minutes")
        octets = self.response.read1(len(buffer))
        buffer[: len(octets)] = octets
        return len(octets)
