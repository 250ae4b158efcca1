"""All that somebody typed and did not save, in one list: to go on with, to copy, to throw away."""

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from archive.models import Kind, Writing

from .typed import as_sent, typed


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
            _shown(each, site.kept_forms[each.model], request)
            for each in Writing.objects.by(request.user).kept()
            if each.model in site.kept_forms
        ],
    }
    return TemplateResponse(request, "admin/kept.html", context)


def _shown(writing: Writing, model_admin: admin.ModelAdmin, request: HttpRequest) -> dict:
    """What its form is of, which it `says` nothing of where that is gone, and the words."""
    number = writing.number
    thing = None if number is None else model_admin.get_object(request, str(number))
    return {
        "writing": writing,
        "says": _what(writing, model_admin, thing),
        "address": address_of(writing),
        "words": typed(model_admin, request, as_sent(writing), thing),
    }


def _what(writing: Writing, model_admin: admin.ModelAdmin, thing: models.Model | None) -> str:
    if writing.number is None:
        kind = Kind(writing.kind).label if writing.kind else model_admin.opts.verbose_name
        return f"New {str(kind).lower()}"
    return capfirst(str(thing)) if thing else ""
