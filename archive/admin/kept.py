"""All that somebody typed and did not save, in one list: to go on with, to copy, to throw away."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from archive.models import Kind, Writing

HOLD_NO_WORDS = re.compile(r"(?:seen|known|window)$|.*__prefix__|.*-(?:TOTAL|INITIAL|M\w+)_FORMS$")


@require_POST
def throw_away_view(request: HttpRequest) -> HttpResponse:
    kept = Writing.objects.by(request.user).in_window(request.POST.get("window", ""))
    writing = kept.kept().first()
    kept.delete()
    messages.success(request, "Thrown away. What is saved is as it was.")
    is_in_list = writing is None or request.POST.get("back") == "list"
    address = None if is_in_list else address_of(writing)
    return HttpResponseRedirect(address or reverse("admin:kept"))


def address_of(writing: Writing) -> str:
    """Where its form is, or was."""
    form = f"admin:archive_{writing.model}"
    if writing.number is not None:
        return reverse(f"{form}_change", args=[writing.number])
    return reverse(f"{form}_add") + (f"?kind={writing.kind}" if writing.kind else "")


def kept_view(request: HttpRequest, site) -> HttpResponse:
    """All that somebody typed and did not save, to go on with or to copy."""
    Writing.objects.let_go()
    context = site.each_context(request) | {
        "title": "Kept, not saved",
        "all_kept": [
            {
                "writing": each,
                "says": _what(each, site, request),
                "address": address_of(each),
                "words": [
                    (name.replace("-", " ").replace("_", " ").capitalize(), value)
                    for name, value in each.fields
                    if _is_of_words(name, value)
                ],
            }
            for each in Writing.objects.by(request.user).kept()
            if each.model in site.kept_forms
        ],
    }
    return TemplateResponse(request, "admin/kept.html", context)


def _what(writing: Writing, site, request: HttpRequest) -> str:
    """What its form is of; empty where that is gone."""
    model_admin = site.kept_forms[writing.model]
    if writing.number is None:
        kind = Kind(writing.kind).label if writing.kind else model_admin.opts.verbose_name
        return f"New {str(kind).lower()}"
    try:
        thing = model_admin.get_queryset(request).get(pk=writing.number)
    except model_admin.model.DoesNotExist:
        return ""
    return capfirst(str(thing))


def _is_of_words(name: str, value: str) -> bool:
    return not HOLD_NO_WORDS.match(name) and any(letter.isalpha() for letter in value)
