"""Answers that are not in the store: handed on as they are, or held in memory alone."""

import gzip
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from .delivery import NOT_FOR_OTHERS, Environ, StartResponse, phrase
from .http import codings
from .kept import Answer, Headers, Kept
from .packing import is_text, pack

SMALL = 500  # bytes that are not worth compressing
QUICK = 6  # gzip's level for what is sent once

AGAIN_IN = ("Retry-After", "30")
PLAIN_TEXT = ("Content-Type", "text/plain; charset=utf-8")
POLICIES = (
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
)

BUSY = Answer(
    503,
    (PLAIN_TEXT, *POLICIES, AGAIN_IN, NOT_FOR_OTHERS),
    b"This page cannot be shown just now. Please try again in half a minute.\n",
)
"""Told at once, where waiting would take a thread from those who can be served."""

NOT_DONE = replace(
    BUSY,
    body=b"This could not be done just now, and nothing was changed.\n\n"
    b"What you wrote is not lost: leave this page open, wait for half a minute and reload it.\n"
    b"Your browser asks whether to send it again: say yes.\n",
)
"""Told to who sends something, whose text a page that is asked for again would not have."""

HEALTHY = Answer(200, (PLAIN_TEXT, *POLICIES, NOT_FOR_OTHERS), b"ok\n")
UNHEALTHY = Answer(
    503, (PLAIN_TEXT, *POLICIES, AGAIN_IN, NOT_FOR_OTHERS), b"The database does not answer.\n"
)


def only_in_memory(answer: Answer, address: str, stands_since: datetime | None) -> Kept:
    """An answer as the store would have kept it, if it were one to keep or the store could."""
    packed = pack(answer.body, header_of(answer.headers, "content-type"))
    return Kept(
        address=address,
        status=answer.status,
        headers=answer.headers,
        sha256=sha256(answer.body).hexdigest(),
        size=len(answer.body),
        plain=packed.plain,
        gzip=packed.gzip,
        brotli=packed.brotli,
        stands_since=stands_since,
    )


def unavailable(answer: Answer) -> Answer:
    """What failed because the database is away: it is worth asking again soon."""
    said = ("retry-after", "cache-control")
    others = tuple(pair for pair in answer.headers if pair[0].lower() not in said)
    return replace(answer, status=503, headers=(*others, AGAIN_IN, NOT_FOR_OTHERS))


def hand_on(
    answer: Answer, environ: Environ, start_response: StartResponse, more: Headers
) -> Iterable[bytes]:
    """Answer a GET or HEAD request with an answer that stands for nothing but this moment."""
    body = answer.body
    left_out = {"content-length"}
    added: list[tuple[str, str]] = [*more]
    if not header_of(answer.headers, "cache-control"):
        added.append(("Cache-Control", "no-cache"))
    if len(body) > SMALL and is_text(header_of(answer.headers, "content-type")):
        left_out.add("vary")
        vary = header_of(answer.headers, "vary")
        added.append(("Vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"))
        if "gzip" in codings(environ.get("HTTP_ACCEPT_ENCODING", "")):
            # What names these bytes, or parts of them, does not name the compressed ones.
            left_out |= {"etag", "accept-ranges"}
            body = gzip.compress(body, QUICK, mtime=0)
            added.append(("Content-Encoding", "gzip"))
    headers = [pair for pair in answer.headers if pair[0].lower() not in left_out]
    headers += [("Content-Length", str(len(body))), *added]
    start_response(f"{answer.status} {phrase(answer.status)}", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def header_of(headers: Headers, wanted: str) -> str:
    return ", ".join(value for name, value in headers if name.lower() == wanted)
