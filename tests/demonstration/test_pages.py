"""The addresses that are looked at in a browser: one of every kind of page that there is."""

from urllib.parse import urlsplit

from django.urls import resolve

from archive import urls
from archive.models import Kind
from demonstration.pages import KINDS

NO_PAGES = {
    "attachment", "attachment_version", "captions", "card", "citation", "day", "favicon", "feed",
    "healthz", "icon", "look", "memento_after", "people", "picture", "podcast_feed", "record_card",
    "robots", "search_words", "security", "sitemap", "touch_icon",
}  # fmt: skip
"""Files, feeds, and addresses that lead on to a page."""
BY_A_LINK = {"shown_draft", "shown_file", "shown_picture"}
"""What only one person outside gets: no page of the demonstration."""
SHOWN_BY = {"changes": "changes_after", "timemap_page": "timemap"}
"""Which other route leads to such a page, whose own address depends on when it was kept."""


def test_every_route_to_a_page_is_among_them():
    routes = {pattern.name for pattern in urls.urlpatterns} - NO_PAGES - BY_A_LINK
    shown = {resolve(urlsplit(address).path).url_name for address in KINDS.values()}

    assert {SHOWN_BY.get(route, route) for route in routes} == shown


def test_every_kind_of_record_is_among_them():
    assert [kind for kind in Kind if not any(name.startswith(kind) for name in KINDS)] == []
