"""What stands where something was taken down for good."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from archive.models import Takedown, Tombstone
from archive.models.address import KEPT_FOR_FILES


def tombstone(request: HttpRequest) -> HttpResponse:
    """The tombstone at the address that was asked for. Raises Http404 where there is none."""
    found = Tombstone.objects.at(request.path_info).first()
    if found is None:
        raise Http404
    return tombstone_of(request, found.takedown)


def tombstone_of(request: HttpRequest, takedown: Takedown) -> HttpResponse:
    """The reason and the day of a takedown that is done, whatever the address."""
    is_file = any(folder in request.path_info for folder in KEPT_FOR_FILES)
    context = {
        "title": gettext("This file was taken down")
        if is_file
        else gettext("This page was taken down"),
        "takedown": takedown,
    }
    return render(request, "taken_down.html", context, status=410)
