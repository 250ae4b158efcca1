"""Bytes and requests of a first visit, over the demonstration: everything but pictures.

Style sheets and scripts are counted as the site sends them, compressed; pages as a proxy in front
of it would compress them (gzip, level 6). Ends with 1 where a page is heavier than it may be.
"""

import gzip
import re
import sys
from io import StringIO
from urllib.parse import urljoin

from benchmarks.surroundings import MOST_KILOBYTES, MOST_REQUESTS, PROJECT, empty_site

IN_PAGES = re.compile(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"|<script[^>]* src="([^"]+)"')
IN_STYLES = re.compile(r'@import (?:url\()?["\']?([^"\')]+)|url\(["\']?([^"\')]+)')


def first_visit(address: str) -> dict[str, int]:
    """By address, the bytes on the wire of everything that a browser fetches for a page."""
    from django.test import Client

    client = Client(headers={"accept-encoding": "gzip"})
    weights: dict[str, int] = {}
    waiting = [address]
    while waiting:
        path = waiting.pop()
        if path in weights or path.startswith("data:"):
            continue
        response = client.get(path)
        sent = response.getvalue()
        assert response.status_code == 200, path  # noqa: S101
        is_compressed = response.get("Content-Encoding") == "gzip"
        content = gzip.decompress(sent) if is_compressed else sent
        content_type = response["Content-Type"]
        is_page = content_type.startswith("text/html")
        weights[path] = len(gzip.compress(sent, 6)) if is_page else len(sent)
        if is_page or content_type.startswith("text/css"):
            links = (IN_PAGES if is_page else IN_STYLES).findall(content.decode())
            waiting += [urljoin(path, next(filter(None, link))) for link in links]
    return weights


def main() -> int:
    with empty_site():
        from django.core.management import call_command

        from archive.models import Kind, Record

        call_command("import_content", str(PROJECT / "fixtures" / "demo"), stdout=StringIO())
        letters = Record.objects.published().of_kind(Kind.LETTER, Kind.OPEN_LETTER)
        pages = {"home": "/", "a letter": letters.newest_first()[0].address}
        visits = {name: first_visit(address) for name, address in pages.items()}
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
