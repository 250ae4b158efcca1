"""The review's own look: its small style sheet, its icons, and its cards for social media."""

from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from archive.look import cards, drawing
from archive.look.style_sheet import style_sheet
from archive.models import Kind, Record, Review
from archive.templatetags.wording import day


def look(request: HttpRequest) -> HttpResponse:
    review = Review.objects.current()
    return _sent(style_sheet(review.name, review.palette), "text/css; charset=utf-8")


def icon(request: HttpRequest) -> HttpResponse:
    return _sent(drawing.icon(Review.objects.current().palette), "image/svg+xml")


def favicon(request: HttpRequest) -> HttpResponse:
    return _sent(drawing.favicon(Review.objects.current().palette), "image/x-icon")


def touch_icon(request: HttpRequest) -> HttpResponse:
    return _sent(drawing.touch_icon(Review.objects.current().palette), "image/png")


def card(request: HttpRequest) -> HttpResponse:
    """The crest is drawn where the storage has it; a card without is better than none."""
    review = Review.objects.current()
    with ExitStack() as opened:
        crest = None
        if review.crest and review.crest.file.storage.exists(review.crest.file.name):
            crest = opened.enter_context(review.crest.file.open("rb"))
        drawn = drawing.card(review.family_name, review.given_name, review.palette, crest)
    return _sent(drawn, "image/png")


def record_card(request: HttpRequest, address: str) -> HttpResponse:
    """The card of one record."""
    record = get_object_or_404(Record.objects.published().at(f"/{address}/"))
    review = Review.objects.current()
    kind = "" if record.kind == Kind.PAGE else Kind(record.kind).label
    return _sent(
        cards.record_card(kind, record.title, day(record.shown_on), review.name, review.palette),
        "image/png",
    )


def _sent(body: str | bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, max-age=600"
    return response
