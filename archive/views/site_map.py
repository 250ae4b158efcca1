"""Every public page of the site, for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.public_urls import PublicUrls


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    context = {"title": "Site map", "sections": PublicUrls().sections}
    return render(request, "site_map.html", context)
