"""What every public page says around its own words: the review, its stage, its menus."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext, gettext_lazy

from archive.models import Notice, Review

MENU = (
    ("news", gettext_lazy("News and blogs"), "has_news"),
    ("publications", gettext_lazy("Publications"), "has_publications"),
    ("calls", gettext_lazy("Calls"), "has_calls"),
    ("boards", gettext_lazy("People"), "has_people"),
    ("podcast", gettext_lazy("Podcast"), "has_episodes"),
    ("topics", gettext_lazy("Topics"), "has_topics"),
    ("faqs", gettext_lazy("Questions"), "has_questions"),
)
"""Route and title of each part of the site, and what of the review tells that it is not empty."""

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
            lambda: (
                getattr(request, "notice_to_show", None)
                or (Notice.objects.of_the_day() if state.is_ending else None)
            )
        ),
        "menu": SimpleLazyObject(lambda: menu(request.path, review)),
        "footer_pages": SimpleLazyObject(lambda: footer(review)),
        "help_lines": SimpleLazyObject(lambda: review.help_line_rows),
        "about": [],  # the topics of the page, by slug; a page that has any says so
        "site_url": settings.SITE_URL,
    }


def footer(review: Review) -> list[dict[str, object]]:
    """Its pages, each with `title` and `address`: the review's own, and the accessibility
    statement where no page of the review has its address."""
    if not review.has_statement:
        return review.footer_rows
    statement = {"title": gettext("Accessibility statement"), "address": reverse("accessibility")}
    return [*review.footer_rows, statement]


def menu(path: str, review: Review) -> list[dict[str, object]]:
    """The entries, each with `title`, `url` and `is_current`: whether `path` lies in that part; and
    with the `language` of a title that is a page's."""
    entries = [
        {
            "title": page["title"],
            "url": page["address"],
            "is_current": path == page["address"],
            "language": page["language"],
        }
        for page in review.footer_rows
        if page["menu_position"] == FIRST
    ]
    for route, title, is_there in MENU:
        if not getattr(review, is_there):
            continue
        url = reverse(route)
        is_current = path.startswith((url, *ALSO_IN.get(route, ())))
        entries.append({"title": title, "url": url, "is_current": is_current})
    return entries
