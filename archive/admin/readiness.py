"""Ready to close: what stands between the site and its closing, to be worked through by editors."""

from collections import Counter
from typing import NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from archive.captures.closing import StillKeeping, until
from archive.models import Waiver
from archive.readiness.finding import Finding
from archive.readiness.looking import CannotLook, look
from archive.readiness.report import Report, WaiverRefused, take_back, waive
from archive.readiness.rules import RULES, Part, Rule

from .bodies import PlainTextField
from .closed import site_state

SECONDS = 20
"""For how long one request keeps pages before it says how far it came."""
SHOWN = 25
"""Findings of one rule that the whole list shows; its own page shows MOST_SHOWN."""
MOST_SHOWN = 200


class WaiveForm(forms.Form):
    place = forms.CharField(max_length=64)
    reason = PlainTextField(required=False)


class NotWaived(NamedTuple):
    """What somebody sent to waive a finding and was refused: it is shown at its place again."""

    place: str
    reason: str
    says: str


class Group(NamedTuple):
    """The findings of one rule: those that are shown, and how many there are."""

    rule: Rule
    count: int
    findings: list[Finding]


def readiness_view(request: HttpRequest, site) -> HttpResponse:
    """Show what stands in the way; look again, waive, take a waiver back."""
    if not request.user.has_perm("archive.view_sitestate"):
        raise PermissionDenied
    if request.method != "POST":
        return _shown(request, site)
    try:
        level, said = (_looked if "look" in request.POST else _decided)(request)
    except WaiverRefused as refusal:
        messages.error(request, str(refusal))
        sent = (request.POST.get("place", ""), request.POST.get("reason", ""))
        return _shown(request, site, NotWaived(*sent, str(refusal)))
    messages.add_message(request, level, said)
    query = urlencode({name: value for name, value in request.GET.items() if value})
    back = reverse("admin:readiness")
    return HttpResponseRedirect(f"{back}?{query}" if query else back)


def may_look(request: HttpRequest) -> bool:
    return request.user.has_perm("archive.change_record") or may_waive(request)


def may_waive(request: HttpRequest) -> bool:
    return request.user.has_perm("archive.move_stage")


def _looked(request: HttpRequest) -> tuple[int, str]:
    if not may_look(request):
        raise PermissionDenied
    try:
        looked = look(until(SECONDS))
    except StillKeeping as still:
        return messages.WARNING, (
            f"{still.left} pages and files are still to be read. Press “Look at the pages again” "
            "once more: it goes on from there."
        )
    except CannotLook as fault:
        return messages.ERROR, str(fault)
    return messages.SUCCESS, f"All {looked.pages} pages were looked at."


def _decided(request: HttpRequest) -> tuple[int, str]:
    """Raises WaiverRefused."""
    if not may_waive(request):
        raise PermissionDenied
    if "take_back" in request.POST:
        take_back(_number(request.POST["take_back"]), by=request.user)
        return messages.SUCCESS, "The waiver is taken back: the finding stands again."
    form = WaiveForm(request.POST)
    if not form.is_valid():
        faults = (fault for listed in form.errors.values() for fault in listed)
        raise WaiverRefused(" ".join(faults))
    waive(form.cleaned_data["place"], by=request.user, reason=form.cleaned_data["reason"])
    return messages.SUCCESS, "It is waived, with your reason. That can be taken back below."


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise WaiverRefused("That was not understood. Look at the list again.")
    return int(text)


def _shown(request: HttpRequest, site, not_waived: NotWaived | None = None) -> HttpResponse:
    report = Report()
    rule = RULES.get(request.GET.get("rule", ""))
    at = request.GET.get("at", "")
    chosen = [
        each
        for each in report.standing
        if (rule is None or each.rule == rule.id) and (not at or each.address == at)
    ]
    pages = Counter(each.address for each in report.standing)
    context = site.each_context(request) | {
        "title": _title(request),
        "is_readiness_page": True,
        "report": report,
        "count": len(report.standing),
        "parts": [
            {"part": part, "rules": [(r, n) for r, n in report.counted() if r.part == part]}
            for part in Part
        ],
        "pages": sorted(pages.items(), key=lambda each: (-each[1], each[0])),
        "groups": _groups(chosen, MOST_SHOWN if rule or at else SHOWN),
        "chosen_rule": rule,
        "chosen_page": at,
        "is_open": rule is not None or bool(at),
        "history": Waiver.objects.newest_first().with_people(),
        "asked_outside": [link for link in report.look.outside if link["answer"]]
        if report.look
        else [],
        "not_waived": not_waived,
        "may_look": may_look(request),
        "may_waive": may_waive(request),
    }
    return TemplateResponse(request, "admin/readiness.html", context)


def _title(request: HttpRequest) -> str:
    return "What is left after the closing" if site_state(request).is_closed else "Ready to close"


def _groups(findings: list[Finding], most: int) -> list[Group]:
    by_rule: dict[str, list[Finding]] = {}
    for each in findings:
        by_rule.setdefault(each.rule, []).append(each)
    return [Group(RULES[rule], len(found), found[:most]) for rule, found in by_rule.items()]


def quoted(finding: Finding) -> SafeString:
    """The text at its place, with the words that are meant marked in it."""
    before, found, after = finding.quote.partition(finding.words) if finding.words else ("", "", "")
    if not found:
        return conditional_escape(finding.quote)
    return format_html("{}<mark>{}</mark>{}", before, found, after)


def in_the_way(count: int) -> str:
    """How much stands between the site and its closing, as a sentence."""
    if not count:
        return "Nothing stands between the site and its closing."
    things = "One thing stands" if count == 1 else f"{count} things stand"
    return f"{things} between the site and its closing."


def counted_as_wrong(count: int) -> str:
    if not count:
        return "Nothing was wrong"
    return "One thing was wrong" if count == 1 else f"{count} things were wrong"


def left_over(count: int) -> str:
    """How much of it is left in a site that has closed, as a sentence."""
    if not count:
        return "Nothing was left to mend when the site closed."
    things = "One thing was" if count == 1 else f"{count} things were"
    return f"{things} not mended when the site closed."
