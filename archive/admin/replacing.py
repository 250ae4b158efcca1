"""Find and replace over the whole record: seen word by word first, then done as a revision each."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from archive.models import HouseWord
from archive.proofreading.manuscript import spelling_of
from archive.proofreading.replacing import NotReplaced, changes, drafts_saying, replace
from archive.proofreading.sheet import Spelling

from .closed import refuse_when_closed
from .permissions import is_within, may_publish
from .without_colons import WithoutColons

SHOWN = 100
"""So many things are shown, and changed, at once: what a person can look through."""


class ReplaceForm(WithoutColons, forms.Form):
    find = forms.CharField(
        label="Find",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Whole words. Capitals count only where the two differ in nothing else.",
    )
    write = forms.CharField(
        label="Write instead",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def spelling(self) -> Spelling:
        find, write = (" ".join(self.cleaned_data[name].split()) for name in ("find", "write"))
        return Spelling(write, (find,))

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("find") and cleaned.get("find") == cleaned.get("write"):
            self.add_error("write", "That is the same. Write what should stand there instead.")
        return cleaned


def replace_view(request: HttpRequest, site) -> HttpResponse:
    """Show what would change; change what was chosen."""
    if not (request.user.has_perm("archive.change_record") and may_publish(request.user)):
        raise PermissionDenied
    refuse_when_closed(request)
    sent = request.POST if request.method == "POST" else request.GET
    word = _house_word(sent.get("word", ""))
    form = ReplaceForm(sent if "find" in sent else None)
    spelling = spelling_of(word) if word else form.spelling() if form.is_valid() else None
    if spelling and request.method == "POST":
        try:
            return _done(request, spelling)
        except NotReplaced as refusal:
            messages.error(request, str(refusal))
    found = changes(spelling, request.user, _theirs(request)) if spelling else []
    context = site.each_context(request) | {
        "title": "Find and replace",
        "form": form,
        "word": word,
        "spelling": spelling,
        "changes": found[:SHOWN],
        "left_out": max(0, len(found) - SHOWN),
        "drafts": drafts_saying(spelling) if spelling else [],
        "times": sum(each.times for each in found),
    }
    return TemplateResponse(request, "admin/replace.html", context)


def _done(request: HttpRequest, spelling: Spelling) -> HttpResponse:
    chosen = request.POST.getlist("chosen")
    done = replace(spelling, chosen, by=request.user, may=_theirs(request))
    times = sum(each.times for each in done)
    places = "one place" if times == 1 else f"{times} places"
    of = "one page" if len(done) == 1 else f"{len(done)} pages"
    messages.success(
        request, f"“{spelling.write}” stands in {places} of {of} now. Each has it in its history."
    )
    names = ("word",) if "word" in request.POST else ("find", "write")
    query = urlencode({name: request.POST[name] for name in names})
    return HttpResponseRedirect(f"{reverse('admin:replace')}?{query}")


def _theirs(request: HttpRequest) -> Callable[[Model], bool]:
    return partial(is_within, request.user)


def _house_word(number: str) -> HouseWord | None:
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return get_object_or_404(HouseWord, pk=number) if is_number else None
