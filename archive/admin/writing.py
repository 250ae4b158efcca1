"""What is typed in a form and not saved: kept for its person every few seconds, told of on opening
the form, put back or thrown away as they wish. And who else has the form open.

It is kept beside the record: no save, no revision, no edition, and for nobody else's eyes.
"""

import copy
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.contrib.admin.helpers import AdminErrorList
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.utils import ErrorDict, ErrorList
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from archive.models import Record, Writing
from archive.models.writing import MOST_KEPT

from . import conflicts
from .closed import site_state
from .moments import in_words
from .typed import as_sent, is_of_its_draft

PUT_BACK = "_put_back"
MEANWHILE = "meanwhile"
"""The code of what is said of a form whose thing was changed or published by somebody else."""

WINDOW = re.compile(r"[0-9a-f]{16}")
NUMBER = re.compile(r"[0-9]{1,18}")
LONGEST = 4_000_000  # characters of a form; the longest transcript has a tenth of that
MOST_FIELDS = 20_000
SOONEST = timedelta(milliseconds=500)  # between two beats of one window
OFFERED = 3
CLOSED = "the site was closed."
ANOTHER = "somebody else is signed in to this browser now."
TOO_LONG = "there is more of it than can be kept."
TOO_MANY = f"{MOST_KEPT} of your texts are kept already. Look at “Kept, not saved” first."


def new_window() -> str:
    return secrets.token_hex(8)


@dataclass(frozen=True)
class Offer:
    """What is kept of a form, and where that differs from what is saved."""

    writing: Writing
    differences: list[conflicts.Difference]


# --- Beside a form ------------------------------------------------------------------------


def beside(request: HttpRequest, form: forms.ModelForm, formsets: list) -> dict:
    """What the form's page needs to keep what is typed, and to say who is there."""
    facts = form_facts(form.instance)
    window = form["window"].value() or ""
    kept = [] if form.is_bound else _kept(request, facts)
    of_draft = [each for each in kept if is_of_its_draft(as_sent(each), form.instance)]
    of_form = [each for each in kept if each not in of_draft]
    return {
        "writing": facts | {"window": window, "number": facts["number"] or ""},
        # Of one's own windows the script tells: one that is left just now cannot be told apart yet.
        "others_here": _others(request, window, facts, with_own=False),
        "offers": list(_offers(of_form, form, formsets)),
        "of_draft": [each for each in of_draft if _is_other_than(each, form.instance)],
        "put_back_at": request.get_full_path(),
    }


def form_facts(thing: models.Model) -> dict:
    kind = thing.kind if thing.pk is None and isinstance(thing, Record) else ""
    return {"model": thing._meta.model_name, "number": thing.pk, "kind": kind}


def _kept(request: HttpRequest, facts: dict) -> list[Writing]:
    return list(Writing.objects.by(request.user).of_form(**facts).kept()[:OFFERED])


def _is_other_than(kept: Writing, record: Record) -> bool:
    """Are there words in it that the public does not have?"""
    data = as_sent(kept)
    texts = {name: said for name, said in record.words().items() if isinstance(said, str)}
    return any(data[name].split() != said.split() for name, said in texts.items() if name in data)


def _offers(all_kept: list[Writing], form, formsets: list) -> Iterator[Offer]:
    for kept in all_kept:
        if differences := _differences(kept, form, formsets):
            yield Offer(kept, differences)


def _differences(kept: Writing, form, formsets: list) -> list[conflicts.Difference]:
    data = as_sent(kept)
    thing = copy.copy(form.instance)
    bound = type(form)(data, instance=thing)
    rows = []
    for each in formsets:
        row = type(each)(data, instance=thing, prefix=each.prefix)
        row._queryset = each.get_queryset()  # asked for already: nothing here changes a row
        rows.append(row)
    return conflicts.differences(bound, rows, beside_the_text=True)


def put_back(request: HttpRequest, model: str, number: str | None) -> bool:
    """Let the request be one that sends what was kept of this form. Whether there was anything.

    It goes to a window of its own: the one that it was typed in may still be open."""
    asked = Writing.objects.by(request.user).in_window(request.POST[PUT_BACK])
    kept = asked.kept().first()
    if kept is None or (kept.model, str(kept.number or "")) != (model, number or ""):
        return False
    kept.window = new_window()
    kept.save(update_fields=["window"])
    data = as_sent(kept)
    data["window"] = kept.window
    data[PUT_BACK] = "1"
    request.POST = data
    return True


def without_faults(form, formsets: list) -> AdminErrorList:
    """Nobody asked to save what was put back: its faults are not told yet. What others did
    meanwhile is."""
    left = ErrorDict()
    if said := [each for each in form.non_field_errors().as_data() if each.code == MEANWHILE]:
        left["__all__"] = form.error_class(said, error_class="nonfield")
    form._errors = left
    for formset in formsets:
        formset._non_form_errors = ErrorList()
        formset._errors = [{} for _ in formset.forms]
        for row in formset.forms:
            row._errors = ErrorDict()
    return AdminErrorList(form, formsets)


def saved(request: HttpRequest, form: forms.ModelForm) -> None:
    """Once a form is saved nothing of it is kept beside the record."""
    Writing.objects.by(request.user).in_window(form.cleaned_data.get("window") or "").delete()


# --- While somebody writes ----------------------------------------------------------------


@require_POST
def beat_view(request: HttpRequest, site) -> JsonResponse:
    """A window says that it is open, and what was typed in it; it is told who else is there."""
    sent, now = request.POST, timezone.now()
    window = sent.get("window", "")
    if not WINDOW.fullmatch(window):
        raise Http404
    if sent.get("editor") != str(request.user.pk):
        return JsonResponse({"refused": ANOTHER}, status=409)
    mine = Writing.objects.by(request.user).in_window(window)
    if "left" in sent:
        mine.leave()
        return JsonResponse({})
    if site_state(request).is_closed:
        return JsonResponse({"refused": CLOSED}, status=409)
    last = mine.values_list("beat_at", flat=True).first()
    if last is not None and timedelta() <= now - last < SOONEST:
        return JsonResponse({"wait": True}, status=429)
    thing = _thing(request, site)
    facts = form_facts(thing)
    changes = {}
    if words := sent.get("words", ""):
        if refusal := _refusal(request, words, is_known=mine.kept().exists()):
            return JsonResponse({"refused": refusal}, status=413)
        changes = {"words": words, "kept_at": now, "typed_at": now}
    if "late" in sent:
        changes["typed_at"] = None
    Writing.objects.beat(request.user, window, now, changes, **facts)
    if "late" in sent:
        mine.leave()
    return JsonResponse(
        {
            "kept": f"{timezone.localtime(now):%H:%M}" if words else "",
            "others": _others(request, window, facts, with_own=True),
            "saved": _saved_meanwhile(thing, sent.get("seen", "")),
        }
    )


def _thing(request: HttpRequest, site) -> models.Model:
    """What the form is of, if who asks may change it."""
    sent = request.POST
    model_admin = site.kept_forms.get(sent.get("model", ""))
    if model_admin is None:
        raise Http404
    if number := sent.get("number", ""):
        if not NUMBER.fullmatch(number):
            raise Http404
        thing = get_object_or_404(model_admin.get_queryset(request), pk=number)
        may = model_admin.has_change_permission(request, thing)
    else:
        thing = model_admin.model()
        may = model_admin.has_add_permission(request)
        if isinstance(thing, Record):
            if sent.get("kind") not in model_admin.kinds:
                raise Http404
            thing.kind = sent["kind"]
    if not may:
        raise PermissionDenied
    return thing


def _refusal(request: HttpRequest, words: str, *, is_known: bool) -> str:
    """Why they cannot be kept; empty where they can."""
    if len(words) > LONGEST:
        return TOO_LONG
    try:
        fields = json.loads(words)
    except (ValueError, RecursionError):
        raise Http404 from None
    if not isinstance(fields, list) or not all(map(_is_field, fields)):
        raise Http404
    if len(fields) > MOST_FIELDS:
        return TOO_LONG
    if not all(_has_its_rows(name, value, fields) for name, value in fields):
        raise Http404
    if not is_known and Writing.objects.by(request.user).kept().count() >= MOST_KEPT:
        return TOO_MANY
    return ""


def _has_its_rows(name: str, value: str, fields: list) -> bool:
    """A form that says it has many rows sends them: each costs something to show."""
    prefix, _, said = name.rpartition("-")
    if said != "TOTAL_FORMS":
        return True
    sent = {each.removeprefix(f"{prefix}-").split("-")[0] for each, _ in fields}
    return value.isdecimal() and len(value) < 6 and int(value) <= len(sent)


def _is_field(field: object) -> bool:
    is_pair = isinstance(field, list) and len(field) == 2
    return is_pair and all(isinstance(each, str) for each in field)


def _others(request: HttpRequest, window: str, facts: dict, *, with_own: bool) -> list[str]:
    """Who else has this form open, in sentences. A new thing is open to its own person alone."""
    if facts["number"] is None:
        return []
    now = timezone.now()
    people: dict = {}
    for other in Writing.objects.beside(request.user, window, now, **facts):
        if with_own or other.editor != request.user:
            people.setdefault(other.editor, []).append(other)
    return [
        _is_here(editor, windows, now)
        if editor != request.user
        else "You have this open in another window, too."
        for editor, windows in people.items()
    ]


def _is_here(editor, windows: list[Writing], now: datetime) -> str:
    opened = timezone.localtime(windows[0].opened_at)
    day = "" if opened.date() == timezone.localdate(now) else f" on {opened:%A}"
    typing = " and is typing" if any(each.is_typing(now) for each in windows) else ""
    name = editor.get_full_name() or editor.get_username()
    return f"{name} has had this open since {opened:%H:%M}{day}{typing}."


def _saved_meanwhile(thing: models.Model, seen: str) -> str:
    if not (seen and thing.pk and isinstance(thing, Record)) or conflicts.mark(thing) == seen:
        return ""
    last = conflicts.last_save(thing)
    at = f" on {in_words(last.at)}" if last.at else ""
    return (
        f"{last.by or 'Somebody'} saved this{at}, after you opened it. When you save, you will see "
        "both texts before anything is replaced."
    )
