"""Every public page of the site, for people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from archive.public_urls import PublicUrls


def site_map(request: HttpRequest) -> HttpResponse:
    context = {"title": gettext("Site map"), "sections": PublicUrls().sections}
    return render(request, "site_map.html", context)
