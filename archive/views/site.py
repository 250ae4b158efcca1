"""What every public page says around its own words: the review, its stage, its menus."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from archive.models import Notice, Review

MENU = (
    ("news", "News and blogs"),
    ("publications", "Publications"),
    ("calls", "Calls"),
    ("boards", "People"),
    ("podcast", "Podcast"),
    ("topics", "Topics"),
    ("faqs", "Questions"),
)
"""Route and title of each part of the site. A part that is empty says so on its own page."""

FIRST = 1
"""The place in the footer of the page that leads the menu too: the one about the review."""

ALSO_IN = {"boards": ("/people/",)}
"""Addresses that belong to a part of the site without beginning with its own."""


def site_context(request: HttpRequest) -> dict[str, object]:
    """For public pages. Nothing is asked of the database until a template asks for it, so the
    admin and the pages for errors cost nothing: one question on most pages, one more in the
    closing stage for its notice."""
    review = SimpleLazyObject(Review.objects.current)
    state = SimpleLazyObject(lambda: review.site_state)
    return {
        "review": review,
        "state": state,
        "notice": SimpleLazyObject(
            lambda: Notice.objects.of_the_day() if state.is_closing else None
        ),
        "menu": SimpleLazyObject(lambda: menu(request.path, review.footer_rows)),
        "footer_pages": SimpleLazyObject(lambda: review.footer_rows),
        "help_lines": SimpleLazyObject(lambda: review.help_line_rows),
        "site_url": settings.SITE_URL,
    }


def menu(path: str, footer_pages: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """The entries, each with `title`, `url` and `is_current`: whether `path` lies in that part."""
    entries = [
        {"title": page["title"], "url": page["address"], "is_current": path == page["address"]}
        for page in footer_pages
        if page["menu_position"] == FIRST
    ]
    for route, title in MENU:
        url = reverse(route)
        is_current = path.startswith((url, *ALSO_IN.get(route, ())))
        entries.append({"title": title, "url": url, "is_current": is_current})
    return entries
