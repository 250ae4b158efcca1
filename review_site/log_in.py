"""What somebody is told whose log-in failed too often."""

from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, refused: HttpResponse | None, credentials: dict | None
) -> HttpResponse:
    wait = settings.AXES_COOLOFF_TIME
    context = {
        **admin.site.each_context(request),
        "title": "Log-in is paused",
        "failures": settings.AXES_FAILURE_LIMIT,
        "minutes": int(wait.total_seconds() // 60),
    }
    response = render(request, "admin/locked_out.html", context, status=429)
    response.headers["Retry-After"] = int(wait.total_seconds())
    return response
