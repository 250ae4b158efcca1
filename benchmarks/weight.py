"""Bytes and requests of a first visit, over the demonstration: everything but pictures.

Counted as the site sends it, through the layer in front of Django, to a reader who knows brotli and
to one who knows gzip alone. Ends with 1 where a page is heavier than it may be for either.
"""

import gzip
import re
import sys
from collections.abc import Callable
from io import BytesIO, StringIO
from urllib.parse import urljoin

import brotli

from benchmarks.surroundings import MOST_KILOBYTES, MOST_REQUESTS, PROJECT, empty_site

IN_PAGES = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script[^>]* src="([^"]+)"')
IN_STYLES = re.compile(r'@import (?:url\()?["\']?([^"\')]+)|url\(["\']?([^"\')]+)')


CODINGS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


def first_visit(application: Callable, address: str, coding: str) -> dict[str, int]:
    """By address, the bytes on the wire of everything that a browser fetches for a page."""
    weights: dict[str, int] = {}
    waiting = [address]
    while waiting:
        path = waiting.pop()
        if path in weights or path.startswith("data:"):
            continue
        headers, sent = get(application, path, coding)
        content = CODINGS[headers.get("Content-Encoding", "")](sent)
        weights[path] = len(sent)
        is_page = headers["Content-Type"].startswith("text/html")
        if is_page or headers["Content-Type"].startswith("text/css"):
            links = (IN_PAGES if is_page else IN_STYLES).findall(content.decode())
            waiting += [urljoin(path, next(filter(None, link))) for link in links]
    return weights


def get(application: Callable, path: str, coding: str) -> tuple[dict[str, str], bytes]:
    told: dict[str, str] = {}

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        assert status.startswith("200"), path  # noqa: S101
        told.update(headers)

    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_ENCODING": coding,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    chunks = application(environ, start_response)
    sent = b"".join(chunks)
    if hasattr(chunks, "close"):
        chunks.close()
    return told, sent


def main() -> int:
    with empty_site():
        from django.core.management import call_command

        from archive.models import Kind, Record
        from review_site.wsgi import application

        call_command("import_content", str(PROJECT / "fixtures" / "demo"), stdout=StringIO())
        letters = Record.objects.published().of_kind(Kind.LETTER, Kind.OPEN_LETTER)
        pages = {"home": "/", "a letter": letters.newest_first()[0].address}
        visits = {
            f"{name}, {coding}": first_visit(application, address, coding)
            for name, address in pages.items()
            for coding in ("br", "gzip")
        }
    wrong = []
    for name, weights in visits.items():
        total = sum(weights.values())
        print(f"\n{name}: {total / 1000:.1f} KB in {len(weights)} requests")
        for path, weight in weights.items():
            print(f"  {weight:7,}  {path}")
        if total > MOST_KILOBYTES * 1000 or len(weights) > MOST_REQUESTS:
            wrong.append(name)
    most = f"{MOST_KILOBYTES} KB and {MOST_REQUESTS} requests"
    print(f"\nHeavier than {most}: {', '.join(wrong) or 'none'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
