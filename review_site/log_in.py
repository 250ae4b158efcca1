"""What somebody is told whose log-in failed too often."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, credentials: dict | None = None) -> HttpResponse:
    wait = settings.AXES_COOLOFF_TIME
    return render(
        request,
        "admin/locked_out.html",
        {"failures": settings.AXES_FAILURE_LIMIT, "minutes": int(wait.total_seconds() // 60)},
        status=429,
        headers={"Retry-After": int(wait.total_seconds())},
    )
