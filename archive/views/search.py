"""The search of the live site. Its page is kept without a question; what one is answered is not.

In a frozen copy the same page looks in files instead (archive.search.frozen).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, ngettext

from archive.search.finding import find
from archive.search.words import LONGEST_QUESTION

PLURAL_FORMS = {
    "en": {"one": 1, "other": 2},
    "cy": {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 6, "other": 5},
}
"""The forms that a language has for numbers, as browsers name them (Unicode CLDR), each with a
number that takes it."""


def search(request: HttpRequest) -> HttpResponse:
    question = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:LONGEST_QUESTION]
    context: dict[str, object] = {
        "title": gettext("Search"),
        "question": question,
        "said_by_script": _said_by_script(),
    }
    if question:
        context |= {"title": gettext("Search: %(question)s") % context, "found": find(question)}
    response = render(request, "search.html", context)
    if request.META.get("QUERY_STRING"):
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _said_by_script() -> dict[str, str]:
    """What the script of a frozen copy says, by the name of the attribute that it finds it in."""
    blanks = {"count": "{count}", "question": "{question}"}
    counted = {
        f"found-{form}": ngettext(
            "%(count)s page says “%(question)s”", "%(count)s pages say “%(question)s”", number
        )
        for form, number in PLURAL_FORMS[get_language()[:2]].items()
    }
    said = counted | {
        "found-none": gettext("No page says “%(question)s”"),
        "title": gettext("Search: %(question)s"),
    }
    return {name: words % blanks for name, words in said.items()} | {
        "advice": gettext("Try fewer words, or other ones."),
        "more": gettext("Show more"),
        "unread": gettext(
            "The files with this copy’s words could not be read. The site map lists every page."
        ),
    }


def search_words(request: HttpRequest) -> HttpResponse:
    """In a frozen copy this file says where its words are."""
    says = "/* Here the server answers what is searched for. */\n"
    return HttpResponse(says, content_type="text/javascript; charset=utf-8")
