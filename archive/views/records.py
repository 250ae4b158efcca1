"""A record's own page, whatever its kind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from archive.languages import dressed_in
from archive.models import LETTER_KINDS, POST_KINDS, PUBLICATION_KINDS, Kind, Record

from .moved import find_redirect
from .parts import Parts

TEMPLATES = {
    **dict.fromkeys(PUBLICATION_KINDS, "records/publication.html"),
    **dict.fromkeys(LETTER_KINDS, "records/letter.html"),
    Kind.SPEECH: "records/speech.html",
    **dict.fromkeys(POST_KINDS, "records/post.html"),
    Kind.CALL: "records/call.html",
    Kind.EPISODE: "records/episode.html",
    Kind.PAGE: "records/page.html",
}
LISTS = {
    **dict.fromkeys(PUBLICATION_KINDS, ("publications", gettext_lazy("Publications"))),
    **dict.fromkeys(POST_KINDS, ("news", gettext_lazy("News and blogs"))),
    Kind.CALL: ("calls", gettext_lazy("Calls")),
    Kind.EPISODE: ("podcast", gettext_lazy("Podcast")),
}
"""Route and title of the list that a record of each kind stands in."""


def record(request: HttpRequest, address: str) -> HttpResponse:
    found = Record.objects.published().at(f"/{address}").for_pages().first()
    if found is None:
        return find_redirect(f"/{address}")
    return page_for(found, request)


def page_for(
    record: Record, request: HttpRequest, parts: Parts | None = None, **beside: object
) -> HttpResponse:
    """The page of `record` in its real dress, and in its language, whether the public may see it
    or not.

    `record` is a Record or a row of its kind (Publication, Post …), saved or not: its fields are
    shown as they are in memory. `parts` are the rows around it; where they are not given they
    are read from the database, which an unsaved record has none in. What is `beside` them goes
    to the template as it is.
    """
    with dressed_in(record.written_in):
        return _page(record, request, parts or Parts.of(record), beside)


def _page(
    record: Record, request: HttpRequest, parts: Parts, beside: dict[str, object]
) -> HttpResponse:
    kind = Kind(record.kind)
    context = {
        "title": record.title,
        "description": record.summary,
        "address": record.address or record.usual_address,
        "above": _above(record),
        "record": record,
        "facts": record.facts,
        "kind": kind,
        "parts": parts,
        "card": reverse("record_card", args=[record.cited_as]) if record.is_public else "",
        "about": [topic["slug"] for topic in parts.topics],
    }
    return render(request, TEMPLATES[kind], context | beside)


def _above(record: Record) -> list[tuple[str, ...]]:
    """Address and title of what stands above the record, from the home page down, and the language
    of a title that is a record's."""
    if record.kind == Kind.PAGE:
        parent = record.facts.parent
        return (
            [(parent.address, parent.title, parent.written_in)]
            if parent and parent.is_public
            else []
        )
    kind = Kind(record.kind)
    route, title = LISTS[kind]
    above: list[tuple[str, ...]] = [(reverse(route), title)]
    if kind in PUBLICATION_KINDS:
        above.append((reverse("publications_of_kind", args=[kind.value]), kind.plural))
    return above
