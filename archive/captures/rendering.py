"""Asks Django for an address on behalf of everybody: nothing of one reader's request comes in."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from .delivery import Environ
from .kept import ARCHIVED, FILE, KEEP, Answer, Headers

MOST_HELD = 1024 * 1024
"""Bytes that are read of an answer that comes in pieces. More of it is for Django to stream."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What Django answered. `is_whole` is False where its body was too long to be read; then
    `answer.body` is empty."""

    answer: Answer
    is_whole: bool
    is_to_keep: bool

    @property
    def is_for_one_reader(self) -> bool:
        """Does it set a cookie, or say that it depends on one? Then nobody else may have it."""
        return any(
            name.lower() == "set-cookie" or (name.lower() == "vary" and "cookie" in value.lower())
            for name, value in self.answer.headers
        )


class Renderer:
    """`site_url` is how the request is made: to the site's own host, by its own protocol."""

    def __init__(self, django: Any, site_url: str, most_held: int = MOST_HELD) -> None:
        site = urlsplit(site_url)
        port = site.port or (443 if site.scheme == "https" else 80)
        self._django = django
        self._most_held = most_held
        self._environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "QUERY_STRING": "",
            "SERVER_NAME": site.hostname,
            "SERVER_PORT": str(port),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "REMOTE_ADDR": "",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": site.scheme,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

    def render(self, path: str, *, is_archived: bool = False) -> Rendered:
        """What is answered to a GET of `path`, as the server would hand it over; `is_archived`: by
        a site whose pages are elsewhere."""
        environ: Environ = {
            **self._environ,
            ARCHIVED: is_archived,
            "PATH_INFO": path,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        }
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *exc_info: object) -> None:
            begun.append((status, headers))

        chunks = self._django(environ, start_response)
        try:
            file = environ.get(FILE)
            is_too_long = file is not None and file.size > self._most_held
            body = None if is_too_long else self._whole(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()
        status, headers = begun[-1]
        answer = Answer(int(status[:3]), _as_pairs(headers), body or b"", file)
        return Rendered(answer, body is not None, bool(environ.get(KEEP)))

    def _whole(self, chunks: Iterable[bytes]) -> bytes | None:
        """The body, unless it comes in pieces and is too long. One that comes in one piece is in
        memory already, however long it is."""
        parts: list[bytes] = []
        length = 0
        for chunk in chunks:
            parts.append(chunk)
            length += len(chunk)
            if length > self._most_held and len(parts) > 1:
                return None
        return b"".join(parts)


def _as_pairs(headers: Iterable[tuple[str, str]]) -> Headers:
    return tuple((name, value) for name, value in headers)
