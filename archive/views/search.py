"""The search of the live site. Its page is kept without a question; what one is answered is not.

In a frozen copy the same page looks in files instead (archive.search.frozen).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from archive.search.finding import find
from archive.search.words import LONGEST_QUESTION


def search(request: HttpRequest) -> HttpResponse:
    question = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION]
    context: dict[str, object] = {"title": gettext("Search"), "question": question}
    if question:
        context |= {"title": gettext("Search: %(question)s") % context, "found": find(question)}
    response = render(request, "search.html", context)
    if request.META.get("QUERY_STRING"):
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def search_words(request: HttpRequest) -> HttpResponse:
    """In a frozen copy this file says where its words are."""
    says = "/* Here the server answers what is searched for. */\n"
    return HttpResponse(says, content_type="text/javascript; charset=utf-8")
