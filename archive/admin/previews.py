"""A record as the public will see it, for signed-in staff, whether it is saved or not."""

from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve

from archive.lifecycle import as_published
from archive.models import Notice, Record, SiteState, Stage


def of_stored(request: HttpRequest, site, record: Record) -> HttpResponse:
    shown = _page(request, site, record)
    return framed(request, shown, f"Preview of “{record.title}”", "As it is saved now.")


def of_unsaved(
    request: HttpRequest, site, record: Record, new_files: list[FieldFile]
) -> HttpResponse:
    """Called once everything was saved, inside the transaction of the save, and takes it all
    back: rows, revision, log, and the files that came with the form."""
    shown = _page(request, site, record)
    transaction.set_rollback(True)
    for file in new_files:
        file.storage.delete(file.name)
    return framed(
        request,
        shown,
        f"Preview of “{record.title}”",
        "Nothing was saved: close this tab to go on.",
    )


def _page(request: HttpRequest, site, record: Record) -> HttpResponse:
    with as_published(record) as found:
        return site.page_for(found, request)


def of_notice(request: HttpRequest, notice: Notice, day: str) -> HttpResponse:
    """The home page under `notice`, as if the site were closing and it were its day."""
    with transaction.atomic():
        SiteState(stage=Stage.CLOSING).save()
        request.notice_to_show = notice
        home = resolve("/")
        request.path = request.path_info = "/"
        shown = home.func(request, *home.args, **home.kwargs)
        transaction.set_rollback(True)
    return framed(
        request,
        shown,
        f"The site on {day}, closing",
        f"Under the notice “{notice.title}”; the page below it as it is now.",
    )


def framed(request: HttpRequest, shown: HttpResponse, title: str, says: str) -> HttpResponse:
    context = {"title": title, "says": says, "page": shown.content.decode()}
    response = render(request, "admin/preview.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
