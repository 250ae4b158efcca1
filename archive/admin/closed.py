"""A closed site in the admin: everything is looked at, and a change that comes late is answered
calmly, with what was written."""

import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive.lifecycle import SITE_CLOSED, SiteClosed, refusing_when_closed
from archive.models import SiteState, Writing

from .typed import as_sent, typed

NOT_WRITTEN = ("csrfmiddlewaretoken", "seen", "known", "post", "window")
"""Fields of a form that hold no words of anybody's."""

FORM = re.compile(r"archive_(?P<model>[a-z]+)_(?:add|change)")
"""The name of the address of a form in which somebody writes."""


def site_state(request: HttpRequest) -> SiteState:
    """The site's state, asked for once a request: each button on a page depends on it."""
    if not hasattr(request, "site_state"):
        request.site_state = SiteState.objects.current()
    return request.site_state


def refuse_when_closed(request: HttpRequest) -> None:
    """Raise SiteClosed where nothing can change any more, ahead of the database."""
    if site_state(request).is_closed:
        raise SiteClosed(SITE_CLOSED)


class OpenToChange:
    """For forms and rows of the record: they can be changed until the site is closed."""

    def has_add_permission(self, request: HttpRequest, *args) -> bool:
        return not site_state(request).is_closed and super().has_add_permission(request, *args)

    def has_change_permission(self, request: HttpRequest, *args) -> bool:
        return not site_state(request).is_closed and super().has_change_permission(request, *args)

    def has_delete_permission(self, request: HttpRequest, *args) -> bool:
        return not site_state(request).is_closed and super().has_delete_permission(request, *args)


def answering_when_closed(site, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view`, with a calm page in the place of the database's refusal."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            with refusing_when_closed():
                return view(request, *args, **kwargs)
        except SiteClosed:
            return nothing_saved(request, site)

    return answer


def nothing_saved(request: HttpRequest, site) -> HttpResponse:
    # It may have been closed while this request was on its way.
    request.__dict__.pop("site_state", None)
    was_sent = request.method == "POST"
    context = site.each_context(request) | {
        "title": "Nothing was saved" if was_sent else "Nothing can be changed",
        "was_sent": was_sent,
        **(given_back(request, site) if was_sent else {}),
    }
    return TemplateResponse(request, "admin/site_closed.html", context, status=403)


def given_back(request: HttpRequest, site) -> dict[str, object]:
    """What was sent and not saved, as `written`, and what of it is kept: `is_kept` where that is
    all of it, `is_kept_in_part` where they went on typing."""
    found = FORM.fullmatch(request.resolver_match.url_name or "")
    model_admin = site.kept_forms.get(found["model"]) if found else None
    if model_admin is None:
        return {"written": written(request)}
    thing = model_admin.get_object(request, request.resolver_match.kwargs.get("object_id", ""))
    words = typed(model_admin, request, request.POST, thing)
    mine = Writing.objects.by(request.user).in_window(request.POST.get("window", ""))
    kept = mine.kept().first()
    is_kept = kept is not None and typed(model_admin, request, as_sent(kept), thing) == words
    return {"written": words, "is_kept": is_kept, "is_kept_in_part": bool(kept) and not is_kept}


def written(request: HttpRequest) -> list[tuple[str, str]]:
    """The words that were sent from a page of another sort, each with the name of its field."""
    return [
        (name.replace("-", " ").replace("_", " ").strip().capitalize(), value)
        for name in request.POST
        if not (name.startswith("_") or "__prefix__" in name or name in NOT_WRITTEN)
        for value in request.POST.getlist(name)
        if any(letter.isalpha() for letter in value) and "password" not in name
    ]
