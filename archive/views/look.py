"""The review's own look: its small style sheet, its icons, and its card for social media."""

from contextlib import ExitStack

from django.http import HttpRequest, HttpResponse

from archive.look import drawing
from archive.look.style_sheet import style_sheet
from archive.models import Review


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


def _sent(body: str | bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Cache-Control"] = "public, max-age=600"
    return response
