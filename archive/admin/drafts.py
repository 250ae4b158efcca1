"""Drafts of what is published: begun, looked at beside what is published, saved, thrown away."""

import re
from collections.abc import Iterator

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from archive.captures.comparing import passages
from archive.lifecycle import (
    DraftRefused,
    begin_draft,
    discard_draft,
    drafted_fields,
    hindrances_of_draft,
    note_of_draft,
    publish_draft,
)
from archive.models import Record, Revision

from .closed import given_back, refuse_when_closed
from .conflicts import Difference
from .moments import in_words
from .publishing import Wish
from .submitting import let_out_saved, submit_saved

DIGEST = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{56}\b")


def keep(form, request: HttpRequest) -> None:
    """Once the draft and its rows were saved: what is known of it, its words in the history, and
    where that was asked for, its publication."""
    draft, drafting = form.instance, form.drafting
    drafting.save()
    if form.wish is Wish.PREVIEW:
        return
    found = hindrances_of_draft(draft) if drafting.goes_out_at is not None else []
    if drafting.goes_out_at is not None and not found:
        found = let_out_saved(form, draft, drafting.goes_out_at, request.user)
    if found:
        drafting.goes_out_at = drafting.scheduled_by = None
        drafting.save()
        draft.held_back = found
    if form.release is not None and form.release.is_scheduled:
        for sentence in hindrances_of_draft(draft):
            messages.error(request, f"“{form.release}” will not go out as it is. {sentence}")
    if form.wish is Wish.PUBLISH:
        try:
            publish_draft(draft, by=request.user, alone_because=form.because)
        except DraftRefused as refusal:
            draft.held_back = [str(refusal)]
    if form.wish is not Wish.PUBLISH or hasattr(draft, "held_back"):
        event = Revision.Event.SCHEDULED if draft.goes_out_at else Revision.Event.DRAFTED
        note_of_draft(draft, event, by=request.user)
        submit_saved(form, request)


def begin_view(request: HttpRequest, record: Record) -> HttpResponseRedirect:
    """Lead to the draft of a published record, which is begun where there is none."""
    refuse_when_closed(request)
    try:
        begin_draft(record, by=request.user)
    except DraftRefused as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect("../change/")


def discard_view(editor: admin.ModelAdmin, request: HttpRequest, draft: Record) -> HttpResponse:
    """Throw a draft away, after a page that says what goes."""
    refuse_when_closed(request)
    if request.method == "POST":
        record = draft.draft_of
        try:
            discard_draft(draft, by=request.user)
        except DraftRefused as refusal:
            messages.error(request, str(refusal))
        else:
            said = f"The draft of “{record}” is thrown away. Its words are in the history."
            messages.success(request, said)
        return HttpResponseRedirect(f"../../{record.pk}/change/")
    context = _context(editor, request, draft) | {"title": "Throw this draft away?"}
    return TemplateResponse(request, "admin/draft_discard.html", context)


def gone(editor: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    """What is answered to words that were written in a draft which is not there any more."""
    request.current_app = editor.admin_site.name
    context = editor.admin_site.each_context(request) | {
        "title": "This draft is gone",
        **given_back(request, editor.admin_site),
        "opts": editor.opts,
    }
    return TemplateResponse(request, "admin/draft_gone.html", context, status=409)


def changes_view(editor: admin.ModelAdmin, request: HttpRequest, draft: Record) -> HttpResponse:
    context = _context(editor, request, draft) | {"title": "What this draft changes"}
    return TemplateResponse(request, "admin/draft_changes.html", context)


def _context(editor: admin.ModelAdmin, request: HttpRequest, draft: Record) -> dict:
    request.current_app = editor.admin_site.name
    return {
        **editor.admin_site.each_context(request),
        "opts": editor.opts,
        "draft": draft,
        "published": draft.draft_of,
        "differences": list(what_it_changes(draft)),
    }


def what_it_changes(draft: Record) -> Iterator[Difference]:
    """Where the draft, a row of its kind, differs from what is published, field by field. What a
    form has set on it counts, saved or not."""
    published = {name: text for name, _, text in words_by_field(draft.draft_of.facts)}
    for name, label, text in words_by_field(draft):
        if text != published.get(name, ""):
            yield Difference(label, passages(published.get(name, ""), text))


def words_by_field(record: Record) -> Iterator[tuple[str, str, str]]:
    """All that a draft can change, in the order of the model: a name, a label and a text each."""
    for field in drafted_fields(type(record)):
        label = str(field.verbose_name).capitalize()
        yield field.name, label, text_of(field, getattr(record, field.name))
    yield "topics", "Topics", ", ".join(topic.name for topic in record.topics.by_name())
    kept = record.words()
    for name in ("people", "files", "links", "transcript"):
        yield name, name.capitalize(), _briefly("\n".join(map(str, kept.get(name, []))))


def _briefly(text: str) -> str:
    """Files by the beginning of their digests: enough to tell that one took another's place."""
    return DIGEST.sub(r"file \1…", text)


def text_of(field: models.Field, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, models.BooleanField):
        return "Yes" if value else "No"
    if isinstance(field, models.DateField):
        return in_words(value)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(dict(field.flatchoices).get(value, value))
