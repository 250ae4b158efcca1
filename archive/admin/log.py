"""The log of what is no record: who did what, with the words that each save replaced.

An entry's message is the list that Django writes, with parts of ours in it: `outcome`, a
sentence; `event`, for the site's own memory; and `replaced`, pairs of a field's label and the
words that stood there before.
"""

import json

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.models.log import logged

ON_A_PAGE = 30


def replaced(entry: LogEntry) -> list[tuple[str, str]]:
    """The words that stood there before, each with the label of its field."""
    return [(label, words) for part in _parts(entry) for label, words in part.get("replaced", [])]


def said(entry: LogEntry) -> str:
    """What was done, in a sentence."""
    outcomes = [part["outcome"] for part in _parts(entry) if "outcome" in part]
    return " ".join(outcomes) or entry.get_change_message() or entry.get_action_flag_display()


def _parts(entry: LogEntry) -> list[dict]:
    if not entry.change_message.startswith("["):
        return []
    return json.loads(entry.change_message)


def words_of(thing: models.Model) -> list[tuple[str, str]]:
    """All that was written in `thing`, field by field."""
    written = (models.CharField, models.TextField)
    fields = [field for field in thing._meta.concrete_fields if isinstance(field, written)]
    values = [
        (str(field.verbose_name).capitalize(), str(field.value_from_object(thing) or ""))
        for field in fields
    ]
    return [(label, value) for label, value in values if value]


def log_view(editor: admin.ModelAdmin, request: HttpRequest, thing: models.Model) -> HttpResponse:
    request.current_app = editor.admin_site.name
    context = {
        **editor.admin_site.each_context(request),
        "title": "History",
        "subtitle": str(thing),
        "opts": editor.opts,
        "original": thing,
        "entries": Paginator(logged(thing), ON_A_PAGE).get_page(request.GET.get("p")),
    }
    return TemplateResponse(request, "admin/log_of_thing.html", context)
