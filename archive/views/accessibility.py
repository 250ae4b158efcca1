"""The accessibility statement: what the law wants it to say, and what the last check found."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from archive.models import AccessibilityCheck, Record, Tombstone
from archive.models.review import STATEMENT

from .moved import find_redirect
from .records import page_for


def accessibility(request: HttpRequest) -> HttpResponse:
    """What is on the record at that address goes before it, with the figures at its end; so does
    the word that something there moved or was taken down."""
    check = AccessibilityCheck.objects.last()
    if found := Record.objects.published().at(STATEMENT).for_pages().first():
        return page_for(found, request, check=check)
    try:
        return find_redirect(STATEMENT)
    except Http404:
        if Tombstone.objects.at(STATEMENT).exists():
            raise
    context = {
        "title": gettext("Accessibility statement"),
        "description": gettext(
            "How this site is meant to work for everybody, what does not work yet, and what to do "
            "about it."
        ),
        "check": check,
    }
    return render(request, "accessibility.html", context)
