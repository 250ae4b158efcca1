"""What an archived site answers in the place of its pages: where they are now, and who answers
questions. Everybody gets the same; what was taken down is pointed to nowhere."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext

from archive.captures.kept import ARCHIVED
from archive.captures.remembered import Remembered, remembered
from archive.languages import dressed_in
from archive.lifecycle.archiving import ENDED, ROBOTS
from archive.models import ArchivedSite, StageChange, Tombstone
from archive.models.address import KEPT_FOR_FILES

from .takedowns import tombstone_of

TEN_MINUTES = "public, max-age=600"
"""How long browsers keep what they are told here. Of itself a permanent redirect is kept for ever:
a site that was archived by mistake could not be brought back to those who had been there."""

OF_EARLIER_DAYS = {
    "changes",
    "changes_after",
    "memento",
    "memento_after",
    "timemap",
    "timemap_page",
}
AS_EVER = {"security", "look", "icon", "favicon", "touch_icon"}
"""No pages: where a weakness is reported, and what the signposts themselves are dressed in."""

Answer = Callable[[HttpRequest], HttpResponse]


def instead_of_pages(get_response: Answer) -> Answer:
    """Middleware: answers in the place of the view where the layer in front of Django says that
    the site is archived. It asks the database nothing by itself."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.META.get(ARCHIVED):
            return get_response(request)
        try:
            route = resolve(request.path_info)
        except Resolver404:
            return _unknown(request)
        if route.url_name in AS_EVER:
            return get_response(request)
        if route.url_name == "robots":
            return _robots()
        if route.url_name in OF_EARLIER_DAYS:
            return _pointed(request, route.kwargs["address"])
        if route.url_name in ("days", "day"):
            return _pointed(request, reverse("home"))
        return _pointed(request, request.path_info, has_ended=route.url_name in ENDED)

    return middleware


def _pointed(request: HttpRequest, address: str, *, has_ended: bool = False) -> HttpResponse:
    """To where `address` is now, by a redirect or a signpost; to nowhere what was taken down. A
    slash that is missing at the end is no other address: the site led on to the one that has it."""
    for each in (address, f"{address}/"):
        tombstone = Tombstone.objects.at(each).first()
        if found := remembered(each, only_if_it_stands=tombstone is not None):
            break
        if tombstone is not None:
            return tombstone_of(request, tombstone.takedown)
    else:
        return _unknown(request)
    archived = ArchivedSite.objects.of_the_last_move().first()
    if has_ended:
        return _signpost(request, archived, Remembered(reverse("home")), has_ended=True)
    if archived.leads_on:
        response = HttpResponsePermanentRedirect(archived.place_of(found.address))
        response["Cache-Control"] = TEN_MINUTES
        return response
    return _signpost(request, archived, found)


def _unknown(request: HttpRequest) -> HttpResponse:
    archived = ArchivedSite.objects.of_the_last_move().first()
    return _signpost(request, archived, Remembered(reverse("home")), is_known=False)


def _signpost(
    request: HttpRequest,
    archived: ArchivedSite,
    found: Remembered,
    *,
    is_known: bool = True,
    has_ended: bool = False,
) -> HttpResponse:
    """In the language of what was here. 410 for that: for people a page like any other, for search
    engines and checkers of links the word that it is not here any more, and for the crawler of a
    web archive nothing that would take the place of what it holds. 404 for what never was."""
    with dressed_in(found.language):
        context = {
            "title": _title(found, archived, is_known=is_known, has_ended=has_ended),
            "archived": archived,
            "closing": StageChange.objects.last_closing(),
            "found": found,
            "place": archived.place_of(found.address),
            "is_known": is_known,
            "has_ended": has_ended,
            "is_home": found.address == reverse("home"),
            "ways": _ways(archived, found),
        }
        response = render(request, "signpost.html", context, status=410 if is_known else 404)
    response["Cache-Control"] = TEN_MINUTES
    response["X-Robots-Tag"] = "noindex"
    return response


def _ways(archived: ArchivedSite, found: Remembered) -> list[tuple[str, str]]:
    """Title and place of the pages from which everything else in the web archive is found."""
    ways = (
        ("home", gettext("The home page of the review")),
        ("publications", gettext("Everything that it published")),
        ("site_map", gettext("A list of all its pages")),
    )
    return [
        (title, archived.place_of(reverse(route)))
        for route, title in ways
        if reverse(route) != found.address
    ]


def _title(found: Remembered, archived: ArchivedSite, *, is_known: bool, has_ended: bool) -> str:
    if not is_known:
        return gettext("There was no page at this address")
    if has_ended:
        return gettext("Nothing new comes here any more")
    archive = {"archive": archived.name}
    if found.address == reverse("home"):
        return gettext("This website is in %(archive)s now") % archive
    if found.title:
        return found.title
    if found.address.startswith(KEPT_FOR_FILES):
        return gettext("This file is in %(archive)s now") % archive
    return gettext("This page is in %(archive)s now") % archive


def _robots() -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
