"""What a reader is told when there is no page to show."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(None, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(None, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same bytes for every address that is not public, whatever lies behind it."""
    return render(request, "404.html", {"title": gettext("Page not found")}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page of its own that asks nothing of anybody: the database may be what failed."""
    return render(None, "500.html", status=500)
