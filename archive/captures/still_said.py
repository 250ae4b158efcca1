"""Whether the site says words today, at addresses that said them before."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from archive.captures.kept import FILE
from archive.captures.words import Words


def still_said(words: Words, addresses: Iterable[str], files: Iterable[str]) -> Iterator[str]:
    """Those of `addresses` whose answer has the words in it: pages that are made anew for this, as
    the transaction has the record now, and files with one of these SHA-256s."""
    said_in = set(files)
    for address in addresses:
        found = answer_of(address)
        if found is None:
            continue
        request, response = found
        if FILE in request.META:
            if request.META[FILE].sha256 in said_in:
                yield address
        elif words.are_in(BytesIO(response.content), response.get("Content-Type", "")):
            yield address


def answer_of(address: str) -> tuple[HttpRequest, HttpResponse] | None:
    """What an anonymous reader is answered at `address`; None where there is nothing.

    Asked by HEAD: a page is made all the same, and a file is not opened.
    """
    site = urlsplit(settings.SITE_URL)
    request = HttpRequest()
    request.method = "HEAD"
    request.path = request.path_info = address
    request.META = {
        "SERVER_NAME": site.hostname or "localhost",
        "SERVER_PORT": str(site.port or (443 if site.scheme == "https" else 80)),
        "wsgi.url_scheme": site.scheme,
        "QUERY_STRING": "",
    }
    try:
        match = request.resolver_match = resolve(address)
        response = match.func(request, *match.args, **match.kwargs)
    except (Resolver404, Http404):
        return None
    return (request, response) if response.status_code == 200 else None
