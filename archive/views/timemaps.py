"""All versions of an address: a page for people, a list of links for machines (RFC 7089)."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from archive.captures import link_format
from archive.captures.link_format import CONTENT_TYPE, Link
from archive.captures.listing import Version, compare
from archive.captures.mementos import Versions, link_to
from archive.captures.texts import is_page

ON_A_PAGE = 50


def timemap(request: HttpRequest, address: str, page_number: int = 1) -> HttpResponse:
    versions = Versions(address)
    listed = versions.listed()
    pages = Paginator(listed, ON_A_PAGE)
    # A record's page leads here from its first minute, before a reader has come and it is kept.
    if not (listed or versions.record) or page_number > pages.num_pages:
        raise Http404
    page = pages.page(page_number)
    if request.get_preferred_type([CONTENT_TYPE, "text/html"]) == "text/html":
        compare(page.object_list)
        context = {
            "title": gettext("All versions of this page")
            if not listed or is_page(listed[0].content_type)
            else gettext("All versions of this"),
            "description": versions.called,
            "past_title": versions.title,
            "past_address": address,
            "record": versions.record,
            "moved_to": versions.moved_to,
            "versions": page.object_list,
            "page": page,
            "page_numbers": list(pages.get_elided_page_range(page_number)),
            "is_whole": pages.num_pages == 1,
        }
        response = render(request, "timemap.html", context)
    else:
        links = _links(versions, listed, page.object_list, page_number)
        response = HttpResponse(link_format.document(links), content_type=CONTENT_TYPE)
    patch_vary_headers(response, ["Accept"])
    return response


def _links(
    versions: Versions, listed: list[Version], shown: list[Version], page_number: int
) -> list[Link]:
    """The links of one part of the list, the oldest version first, and those to its other parts."""
    count = -(-len(listed) // ON_A_PAGE)
    parts = range(1, count + 1)
    return [
        link_format.original(settings.SITE_URL, versions.address),
        _part(versions.address, page_number, shown, "self"),
        *(
            _part(versions.address, part, listed[(part - 1) * ON_A_PAGE : part * ON_A_PAGE])
            for part in parts
            if part != page_number
        ),
        *(
            link_to(version.address, version.begun_at, _rel(version, listed))
            for version in reversed(shown)
        ),
    ]


def _rel(version: Version, listed: list[Version]) -> str:
    ends = ["first"] * (version is listed[-1]) + ["last"] * (version is listed[0])
    return " ".join([*ends, "memento"])


def _part(address: str, number: int, shown: list[Version], rel: str = "timemap") -> Link:
    named = {"address": address}
    path = (
        reverse("timemap", kwargs=named)
        if number == 1
        else reverse("timemap_page", kwargs=named | {"page_number": number})
    )
    facts = [("type", CONTENT_TYPE)]
    if shown:
        facts += [
            ("from", link_format.http_date(shown[-1].begun_at)),
            ("until", link_format.http_date(shown[0].begun_at)),
        ]
    return Link(f"{settings.SITE_URL}{path}", rel, tuple(facts))
