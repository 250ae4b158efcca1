"""What is wrong with a text, beside its form: while it is written, when it is saved, before it goes
out. What stops it is enforced where the form is checked, whatever the browser shows."""

import copy
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from archive.models import Kind, Language, Severity
from archive.proofreading.files import FileFinding
from archive.proofreading.finding import Finding, Proof
from archive.proofreading.manuscript import is_read, texts_of
from archive.proofreading.reading import proof
from archive.proofreading.waiving import waive
from archive.proofreading.watched import RULE as WATCHED
from archive.readiness.report import WaiverRefused

from .moments import DayField, MomentField, in_words
from .permissions import may_publish

LONGEST = 2_000_000  # characters that are read for faults
CAN_STAY = (
    "What stops this can be mended, or left as it is: with a reason, beside the text under “Before "
    "it goes out”."
)


def as_written(form: forms.ModelForm) -> models.Model:
    """What the form holds, with texts that were refused as well: those have to be mended."""
    thing = copy.copy(form.instance)
    for name in texts_of(thing):
        if name in form.fields:
            setattr(thing, name, form[name].value() or "")
    return thing


def hold_back(form: forms.ModelForm, names: Iterable[str]) -> None:
    """Refuse to send out those fields of the form that something is wrong with, each in a
    sentence; what is refused in every draft was said already, and watched names are looked for in
    more than these texts (`watching`)."""
    going_out = set(names)
    if not going_out & set(texts_of(form.instance)):
        return
    said_in_every_draft = set(form.errors)
    can_be_waived = False
    for each in proof(as_written(form)).in_the_way:
        is_said = each.rule.is_fixed and each.field in said_in_every_draft
        is_said |= each.rule.id == WATCHED
        if each.field in going_out and each.field in form.fields and not is_said:
            form.add_error(each.field, f"Line {each.line}: {each.what} {each.do}".strip())
            can_be_waived |= each.can_be_waived
    if can_be_waived:
        form.add_error(None, CAN_STAY)


def proof_beside(form: forms.ModelForm) -> dict:
    """What the panel needs; empty for a form whose texts are not read, or cannot be changed."""
    thing = form.instance
    if not is_read(type(thing)) or not form.fields.keys() & set(texts_of(thing)):
        return {}
    return {"proof": proof(as_written(form)), "proof_of": thing}


def sentences(form: forms.ModelForm) -> list[str]:
    """What readers would stumble over, for the messages after saving."""
    found = proof(as_written(form)).standing
    return [
        f"{each.where}: {each.what} {each.do}".strip()
        for each in found
        if each.severity != Severity.INFORMATION
    ]


@require_POST
def findings_view(request: HttpRequest, site) -> HttpResponse:
    """What is found in the texts of a form as they are at this moment."""
    thing = _sent(request, site)
    return JsonResponse(_as_json(proof(thing), thing))


@require_POST
def waive_view(request: HttpRequest, site) -> HttpResponse:
    """Leave a finding as it is. A script sends the texts along, and is answered with what is left;
    a form sends none, and means the texts as they are saved."""
    is_script = "texts" in request.POST
    thing = _sent(request, site)
    place = request.POST.get("place", "")
    reason = request.POST.get(f"reason-{place}", "")
    if thing.pk is None:
        raise Http404
    try:
        waive(thing, place, by=request.user, reason=reason, may_publish=may_publish(request.user))
    except WaiverRefused as refusal:
        if is_script:
            return JsonResponse({"refused": str(refusal)}, status=409)
        messages.error(request, str(refusal))
    if is_script:
        return JsonResponse(_as_json(proof(thing), thing))
    address = reverse(f"admin:archive_{thing._meta.model_name}_change", args=[thing.pk])
    return HttpResponseRedirect(f"{address}#findings")


def _sent(request: HttpRequest, site) -> models.Model:
    """The thing whose form was sent, with what the form says in the place of what is saved."""
    model_admin = site.proofread.get(request.POST.get("of", ""))
    if model_admin is None:
        raise Http404
    if number := request.POST.get("pk", ""):
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Http404
        thing = get_object_or_404(model_admin.get_queryset(request), pk=number)
        may = model_admin.has_change_permission(request, thing)
    else:
        thing = model_admin.model()
        may = model_admin.has_add_permission(request)
    if not may:
        raise PermissionDenied
    _take_over(thing, request.POST)
    return thing


def _take_over(thing: models.Model, sent: dict[str, str]) -> None:
    """What is not understood stays as it was: the form says so itself when it is saved."""
    if "kind" in sent and sent["kind"] in Kind.values:
        thing.kind = sent["kind"]
    if hasattr(thing, "kind") and not thing.kind:
        raise Http404
    for name in texts_of(thing):
        if name in sent:
            setattr(thing, name, sent[name][:LONGEST])
    if sent.get("language") in Language.values:
        thing.language = sent["language"]
    for field in thing._meta.concrete_fields:
        moment = _moment(field, sent)
        if moment is not None:
            setattr(thing, field.name, moment)


def _moment(field: models.Field, sent: dict[str, str]) -> date | datetime | None:
    if not isinstance(field, models.DateField):
        return None
    kind = MomentField if isinstance(field, models.DateTimeField) else DayField
    asked = kind(required=False)
    try:
        return asked.clean(asked.widget.value_from_datadict(sent, {}, field.name))
    except ValidationError:
        return None


def _as_json(found: Proof, thing: models.Model) -> dict:
    beyond = {name: _beyond(getattr(thing, name) or "") for name in texts_of(thing)}
    return {
        "summary": found.summary,
        "reading": found.reading,
        "findings": [_finding(each, beyond[each.field]) for each in found.all],
        "files": [_file_finding(each) for each in found.files],
    }


def _file_finding(found: FileFinding) -> dict:
    address = reverse("admin:file", args=[found.pk])
    return {"what": found.what, "do": found.do, "stops": found.stops, "address": address}


def _finding(found: Finding, beyond: list[int]) -> dict:
    facts = {
        "place": found.place,
        "rule": found.rule.id,
        "severity": found.severity,
        "field": found.field,
        "where": found.where,
        "start": found.start + bisect_left(beyond, found.start),
        "end": found.end + bisect_left(beyond, found.end),
        "what": found.what,
        "do": found.do,
        "replacement": found.replacement,
        "canBeWaived": found.can_be_waived,
        "waived": None,
    }
    if found.waiver is not None:
        by = found.waiver.waived_by
        facts["waived"] = {
            "reason": found.waiver.reason,
            "by": by.get_full_name() or by.get_username(),
            "at": in_words(found.waiver.waived_at),
        }
    return facts


def _beyond(text: str) -> list[int]:
    """Where the signs stand that JavaScript counts twice: those beyond U+FFFF, such as 😀."""
    plain = text.replace("\r\n", "\n")
    return [place for place, sign in enumerate(plain) if sign > "\uffff"]
