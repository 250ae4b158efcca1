"""Questions and answers, every word of them in the page whether folded or not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from archive.models import FaqCategory

STAND_OPEN = 12
"""Up to so many answers stand open; more are folded, and have a page where all stand open."""


def faqs(request: HttpRequest) -> HttpResponse:
    context = {"title": gettext("Frequently asked questions"), **_questions()}
    return render(request, "faqs.html", context | {"are_folded": context["count"] > STAND_OPEN})


def faqs_all(request: HttpRequest) -> HttpResponse:
    context = {"title": gettext("All questions and answers"), **_questions()}
    context["above"] = [(reverse("faqs"), gettext("Frequently asked questions"))]
    return render(request, "faqs.html", context | {"are_folded": False})


def _questions() -> dict[str, object]:
    """The groups with their questions. A single group's introduction introduces the page."""
    categories = list(FaqCategory.objects.with_published_entries())
    is_grouped = len(categories) > 1
    return {
        "categories": categories,
        "count": sum(len(category.published_entries) for category in categories),
        "is_grouped": is_grouped,
        "description": "" if is_grouped or not categories else categories[0].introduction,
    }
