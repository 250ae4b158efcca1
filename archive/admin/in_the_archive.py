"""What the web archive has of the site: looked at by people, and compared with the frozen copy.

Nothing is fetched from the archive here: it may ask whether it is a person who asks.
"""

import re
from dataclasses import dataclass
from functools import partial
from itertools import islice
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.captures.link_format import in_a_url
from archive.handover.addresses import NotAnAddress, read_address
from archive.handover.answers import SAYS_NOTHING, NotAnswers, read_answers, says_something
from archive.handover.comparing import CannotCompare, compared
from archive.handover.frozen import NotAFrozenCopy, of_stream
from archive.handover.judging import Finding, Outcome
from archive.lifecycle import fault_of_capture, not_a_past_moment
from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
    WorthLooking,
    clock,
    pages_worth_looking,
)
from archive.web_archive import UK_GOVERNMENT_WEB_ARCHIVE, capture_in, place_of

from .bodies import PlainTextField
from .last_weeks import MAY, SEES
from .moments import DayField
from .without_colons import WithoutColons

ARCHIVED = re.compile(r"https?:/+(?!.*https?:/)", re.DOTALL)
"""The last address that stands within an address; some archives leave out one of its slashes."""
MOST_UPLOADED = 256 << 20
MOST_SHOWN = 200


class CheckForm(WithoutColons, forms.ModelForm):
    """What somebody saw. The page may be given as its whole address."""

    address = forms.CharField(
        label="Page",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=ArchiveCheck._meta.get_field("address").help_text,
    )
    archived_address = forms.URLField(
        label="Address in the archive",
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vURLField"}),
        help_text=ArchiveCheck._meta.get_field("archived_address").help_text,
    )
    verdict = forms.ChoiceField(choices=ArchiveCheck.Verdict, widget=forms.RadioSelect)
    words = PlainTextField(
        label="What you saw",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=ArchiveCheck._meta.get_field("words").help_text,
    )

    class Meta:
        model = ArchiveCheck
        fields = ["address", "archived_address", "verdict", "words", "looked_by", "looked_on"]
        field_classes = {"looked_on": DayField}

    def clean_address(self) -> str:
        written = self.cleaned_data["address"].strip()
        path = unquote(urlsplit(written).path) if "://" in written else written
        return path or "/"

    def clean_archived_address(self) -> str:
        written = self.cleaned_data["archived_address"]
        host = urlsplit(written).hostname
        if host == urlsplit(settings.SITE_URL).hostname:
            raise ValidationError(
                "That is an address of this site. Copy the archive’s from your browser."
            )
        if written.startswith(f"{UK_GOVERNMENT_WEB_ARCHIVE}http"):
            raise ValidationError(
                "There is no date in that address. Open it, and copy the one that your browser "
                "shows then: it names the capture that was looked at."
            )
        return written

    def clean_looked_on(self):
        day = self.cleaned_data["looked_on"]
        if day > clock.today():
            raise ValidationError("That day has not come yet.")
        return day

    def clean(self) -> dict:
        cleaned = super().clean()
        address, archived = cleaned.get("address"), cleaned.get("archived_address")
        if archived and (fault := _fault_of_capture(archived, cleaned.get("verdict", ""))):
            self.add_error("archived_address", fault)
        if address and archived and not _is_of(archived, address):
            self.add_error(
                "archived_address", f"That is not the page {address} in the archive, but another."
            )
        return cleaned


class CompareForm(WithoutColons, forms.Form):
    copy = forms.FileField(
        label="The frozen copy",
        help_text="archive.wacz from the folder data of the frozen copy; or, where that is too "
        "large to send, the file indexes/index.cdx out of it.",
    )
    answers = forms.FileField(
        label="What the archive holds",
        help_text="Its answer as a file: CDX, CDXJ, the JSON of a CDX server, or a TimeMap.",
    )
    keep = forms.BooleanField(label="Keep the figures on the record", required=False, initial=True)

    def clean_answers(self):
        answers = self.cleaned_data["answers"]
        if answers.size > MOST_UPLOADED:
            raise ValidationError(
                f"That is more than {MOST_UPLOADED >> 20} MB. On the server, "
                "manage.py compare_archive takes files of any size."
            )
        if not says_something(answers.file):
            raise ValidationError(f"{answers.name} {SAYS_NOTHING}")
        answers.seek(0)
        return answers


@dataclass(frozen=True)
class Suggested:
    """A page that is worth looking at, where it is in the archive, and what was said of it."""

    page: WorthLooking
    archived: str
    check: ArchiveCheck | None


@dataclass(frozen=True)
class Result:
    figures: list[tuple[str, int]]
    shown: list[Finding]
    faults: int
    elsewhere: int
    hints: list[str]
    all_is_same: bool

    @property
    def not_shown(self) -> int:
        return self.faults - len(self.shown)


def look_view(site, request: HttpRequest) -> HttpResponse:
    """Pages worth looking at, and a form for what was seen."""
    may = _may(request)
    form = CheckForm(initial=_first_of(request))
    if request.method == "POST":
        form = CheckForm(request.POST)
        if form.is_valid():
            check = form.save(commit=False)
            check.recorded_by = request.user
            check.save()
            messages.success(request, f"On the record: {check}.")
            return HttpResponseRedirect(reverse("admin:archive_look"))
    seen = {check.address: check for check in ArchiveCheck.objects.since_the_closing().standing()}
    return _page(
        request,
        site,
        "archive_look",
        title="What was seen in the archive",
        may=may,
        form=form,
        suggested=[
            Suggested(page, _archived(page.address), seen.get(page.address))
            for page in pages_worth_looking()
        ],
        missing=ArchiveCheck.objects.what_is_missing(),
        checks=ArchiveCheck.objects.newest_first(),
    )


def compare_view(site, request: HttpRequest) -> HttpResponse:
    """Hold the frozen copy to the archive's answer, and show where they differ."""
    may = _may(request)
    form = CompareForm()
    result = None
    if request.method == "POST":
        form = CompareForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                result = _compare(request, form)
            except NotAFrozenCopy as refusal:
                form.add_error("copy", str(refusal))
            except (NotAnswers, CannotCompare) as refusal:
                form.add_error("answers", str(refusal))
    return _page(
        request,
        site,
        "archive_compare",
        title="The archive and the frozen copy",
        may=may,
        form=form,
        result=result,
        comparisons=ArchiveComparison.objects.newest_first(),
    )


def _compare(request: HttpRequest, form: CompareForm) -> Result:
    copy, answers = form.cleaned_data["copy"], form.cleaned_data["answers"]
    frozen = of_stream(copy.file, copy.name, MOST_UPLOADED)
    read = partial(read_answers, answers.file, answers.name, MOST_UPLOADED)
    with compared(frozen, lambda hosts: read()) as comparison:
        findings = comparison.findings()
        shown = list(islice((found for found in findings if found.is_fault), MOST_SHOWN))
        for _ in findings:
            pass  # the figures are whole after the last one
    if form.cleaned_data["keep"]:
        ArchiveComparison.objects.keep(
            (frozen.name, frozen.sha256), answers.name, comparison.by_name(), request.user
        )
    return Result(
        [(outcome.value, comparison.figures[outcome]) for outcome in Outcome],
        shown,
        comparison.faults,
        comparison.elsewhere,
        comparison.hints(),
        comparison.all_is_same,
    )


def _first_of(request: HttpRequest) -> dict[str, object]:
    """What the form says before anybody wrote in it."""
    return {
        "address": request.GET.get("address", ""),
        "looked_by": request.user.get_full_name() or request.user.get_username(),
        "looked_on": clock.today(),
    }


def _archived(address: str) -> str:
    """Where its newest capture is."""
    return place_of(address, site_url=settings.SITE_URL, timestamp="")


def _is_of(archived: str, address: str) -> bool:
    """Is that address in an archive one of the page? True where it names no page at all."""
    found = ARCHIVED.search(archived, 1)
    if found is None:
        return True
    try:
        inside = read_address("https://" + archived[found.end() :])
        own = read_address(f"https://{inside.host}{in_a_url(address)}")
    except NotAnAddress:
        return False
    return inside.loose == own.loose


def _fault_of_capture(archived: str, verdict: str) -> str:
    """What is wrong with the digits in that address. That the archive has only an older version of
    a page can be said; that it is as it should be cannot."""
    timestamp = capture_in(archived).timestamp
    if not timestamp:
        return ""
    if verdict != ArchiveCheck.Verdict.WELL:
        return not_a_past_moment(timestamp)
    return fault_of_capture(timestamp)


def _may(request: HttpRequest) -> bool:
    """May this person change something here? Raises PermissionDenied for who may not look, or
    tries to change what they may only look at."""
    may = request.user.has_perm(MAY)
    if not request.user.has_perm(SEES) or (request.method == "POST" and not may):
        raise PermissionDenied
    return may


def _page(request: HttpRequest, site, template: str, **facts) -> HttpResponse:
    return TemplateResponse(request, f"admin/{template}.html", site.each_context(request) | facts)
