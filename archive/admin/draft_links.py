"""Links that show one draft to somebody outside: made on the draft's page, listed, revoked."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import (
    USUAL_DAYS,
    LinkRefused,
    hindrances_of_words,
    make_link,
    revoke_link,
)
from archive.models import DraftLink, Kind, Record

from .closed import refuse_when_closed, site_state
from .moments import DayField, in_words
from .permissions import is_within
from .without_colons import WithoutColons

SEES = "archive.view_draftlink"
MAY = "archive.show_outside"
TITLES = {False: "Show it to somebody outside", True: "Links that showed it outside"}
"""By whether the site is closed."""


class LinkForm(WithoutColons, forms.ModelForm):
    class Meta:
        model = DraftLink
        fields = ("shown_to", "until")
        field_classes = {"until": DayField}
        labels = {"shown_to": "For whom", "until": "Until"}
        widgets = {"shown_to": forms.TextInput(attrs={"class": "vTextField"})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["until"] = timezone.localdate() + timedelta(days=USUAL_DAYS)


def may_show(request: HttpRequest) -> bool:
    return request.user.has_perm(MAY) and not site_state(request).is_closed


def record_view(editor: admin.ModelAdmin, request: HttpRequest, record: Record) -> HttpResponse:
    """The links of one draft, and the form for another. A new one's address is on the answer to
    its making, and nowhere after that."""
    if not request.user.has_perm(SEES):
        raise PermissionDenied
    is_draft = not record.is_public and not record.is_taken_down
    may = may_show(request) and editor.has_change_permission(request, record)
    form, address = LinkForm(), ""
    if request.method == "POST":
        refuse_when_closed(request)
        if not may:
            raise PermissionDenied
        form = LinkForm(request.POST)
        if form.is_valid():
            try:
                link, secret = make_link(record, **form.cleaned_data, by=request.user)
            except LinkRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                address = settings.SITE_URL + reverse("shown_draft", args=[secret])
                editor.log_change(
                    request, record, [{"outcome": f"Made a link for {link.shown_to}."}]
                )
                form = LinkForm()
    request.current_app = editor.admin_site.name
    links = DraftLink.objects.of_record(record).with_facts().newest_first()
    context = editor.admin_site.each_context(request) | {
        "title": TITLES[site_state(request).is_closed],
        "opts": editor.opts,
        "record": record,
        "links": list(links),
        "form": form if is_draft and may else None,
        "address": address,
        "in_the_way": hindrances_of_words(record) if links else [],
    }
    return TemplateResponse(request, "admin/draft_links_of.html", context)


def links_view(request: HttpRequest, site) -> HttpResponse:
    """Every link, whatever it shows, is a report."""
    if not request.user.has_perm(SEES):
        raise PermissionDenied
    return HttpResponseRedirect(reverse("admin:report", args=["shown-outside"]))


def revoke_view(request: HttpRequest, site, pk: int) -> HttpResponse:
    """End a link; then back to the draft’s page, where that is done."""
    if request.method != "POST":
        raise Http404
    refuse_when_closed(request)
    if not may_show(request):
        raise PermissionDenied
    link = get_object_or_404(DraftLink.objects.with_facts(), pk=pk)
    if not is_within(request.user, link.record):
        raise PermissionDenied
    revoke_link(link, by=request.user)
    messages.success(request, f"The link for {link.shown_to} shows nothing any more.")
    return HttpResponseRedirect(page_of(link))


def page_of(link: DraftLink) -> str:
    """The page of its draft on which its links stand."""
    table = Kind(link.record.kind).table
    return reverse(f"admin:archive_{table}_links", args=[link.record_id])


def standing(link: DraftLink, *, is_closed: bool) -> str:
    """What has become of a link, in words; in a closed site none shows anything."""
    if link.is_revoked:
        by = link.revoked_by.get_full_name() or link.revoked_by.get_username()
        return f"Revoked on {in_words(link.revoked_at)} by {by}"
    if link.is_over:
        return f"Ended after {in_words(link.until)}"
    if not link.shows_a_draft:
        return "Ended: the draft went out"
    if is_closed:
        return "Ended when the site closed"
    return f"Until {in_words(link.until)}"


def opened(link: DraftLink) -> str:
    """How often a link was opened, and when last."""
    if not link.openings:
        return "Not opened yet"
    times = "once" if link.openings == 1 else f"{link.openings} times"
    return f"Opened {times}, last on {in_words(link.last_opened_at)}"
