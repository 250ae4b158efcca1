"""Whether the site says words today, wherever the public can reach it: kept or not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from archive.captures.filling import public_addresses
from archive.captures.kept import FILE
from archive.captures.words import Words
from archive.models import Capture, Edition, clock, next_change_after


@dataclass(frozen=True)
class KeptNow:
    """The addresses whose answers of this very edition are kept: whoever looks through all that
    was kept has looked at these. Asked for before anything changes, since that ends the edition.
    """

    edition: int
    addresses: frozenset[str]

    @classmethod
    def read(cls) -> "KeptNow":
        edition = Edition.objects.current()
        if next_change_after(edition.began_at) <= clock.now():
            return cls(edition.number, frozenset())  # the clock has ended it already
        kept = Capture.objects.standing().of_edition(edition.number)
        return cls(edition.number, frozenset(kept.values_list("address", flat=True)))

    def others(self) -> set[str]:
        """All other addresses that may answer the public."""
        return set(public_addresses()) - self.addresses


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
    """What an anonymous reader is answered at `address`; None where there is nothing, or where it
    cannot be answered, which is logged.

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
    except Resolver404:
        return None

    def view(request: HttpRequest) -> HttpResponse | None:
        try:
            return match.func(request, *match.args, **match.kwargs)
        except Http404:
            return None

    response = convert_exception_to_response(view)(request)
    return (request, response) if response and response.status_code == 200 else None
