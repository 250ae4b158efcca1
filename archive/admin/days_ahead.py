"""How the site will look at a moment to come: with what is scheduled until then, and by the clock
of then. Nothing of it is kept."""

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from archive.captures.still_said import answer_of
from archive.lifecycle import publish_due, to_come, try_set
from archive.models import Record, ReleaseSet, clock

from .moments import MomentField, in_words
from .previews import framed
from .without_colons import WithoutColons


class AheadForm(WithoutColons, forms.Form):
    at = MomentField(label="Look at the site on")
    address = forms.CharField(label="Page", initial="/", help_text="Its address: / is home.")

    def clean_at(self) -> datetime:
        moment = self.cleaned_data["at"]
        if moment <= timezone.now():
            raise forms.ValidationError(
                f"{in_words(moment)} has passed. Past days are at the foot of each public page."
            )
        return moment

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        return address if address.startswith("/") else f"/{address}"


def ahead_view(site, request: HttpRequest) -> HttpResponse:
    """Choose a moment; what will have gone out by then, and the way to see it."""
    if not request.user.has_perm("archive.view_record"):
        raise PermissionDenied
    form = AheadForm(request.GET if "at_day" in request.GET else None)
    context = site.each_context(request) | {"title": "The site on a day to come", "form": form}
    if form.is_valid():
        moment = form.cleaned_data["at"]
        going = [each for each in to_come() if each.at <= moment]
        context |= {
            "moment": moment,
            "page": page_address(moment, form.cleaned_data["address"]),
            "going": [(each, _seen_at(each.thing, moment)) for each in going],
        }
    return TemplateResponse(request, "admin/days_ahead.html", context)


FIRST_YEAR, LAST_YEAR = 1900, 2999
"""What is shown of other years is nothing, and some of them no clock can tell."""


def page_address(moment: datetime, address: str) -> str:
    return f"{reverse('admin:days_ahead_page')}?{urlencode({'at': moment, 'address': address})}"


def _seen_at(thing: object, moment: datetime) -> str:
    """Where it is seen as it will be; nothing for what has no page of its own."""
    if not isinstance(thing, Record):
        return ""
    return page_address(moment, (thing.draft_of or thing).address)


def page_view(site, request: HttpRequest) -> HttpResponse:
    """One public page as an anonymous reader will get it then."""
    if not request.user.has_perm("archive.view_record"):
        raise PermissionDenied
    try:
        moment = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        raise Http404 from None
    if not timezone.is_aware(moment) or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Http404
    says = "This is {address}, with what is scheduled until then. Links in it lead nowhere."
    return _shown(request, moment, says)


def set_view(site, request: HttpRequest, pk: int) -> HttpResponse:
    """The same once a release set is out: at its moment or, while it has none, as if it were now.
    What is in the way of a thing in it is left out of account as far as it can be shown at all."""
    if not request.user.has_perm("archive.view_record"):
        raise PermissionDenied
    release = get_object_or_404(ReleaseSet.objects.waiting(), pk=pk)
    moment = release.goes_out_at or timezone.now()
    says = (
        f"This is {{address}}, with all that is in “{release}” and what is scheduled until then. "
        "Links in it lead nowhere."
    )
    return _shown(request, moment, says, release)


def _shown(
    request: HttpRequest, moment: datetime, says: str, release: ReleaseSet | None = None
) -> HttpResponse:
    address = request.GET.get("address", "/")
    with transaction.atomic(), clock.at(moment):
        if release is not None:
            try_set(release, moment)
        publish_due(moment)
        found = answer_of(address)
        transaction.set_rollback(True)
    if found is None:
        raise Http404
    _, shown = found
    if not shown.get("Content-Type", "").startswith("text/html"):
        raise Http404
    title = f"The site on {in_words(moment)}"
    return framed(request, shown, title, says.replace("{address}", address))
