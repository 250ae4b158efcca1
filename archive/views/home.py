"""The home page: what the review is, what it published, and what it asks of people now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.models import POST_KINDS, PUBLICATION_KINDS, Board, Call, Episode, Publication, Record

LATEST = 4
"""How many news, blogs and publications the home page shows."""


def home(request: HttpRequest) -> HttpResponse:
    key = list(Publication.objects.current().key().for_lists().newest_first())
    dated = Record.objects.current().of_kind(*POST_KINDS, *PUBLICATION_KINDS)
    newest = dated.for_lists().newest_first()[: LATEST + len(key)]
    shown_below = {publication.pk for publication in key}
    report = next((publication for publication in key if publication.is_report), None)
    context = {
        "report": report,
        "key_publications": [publication for publication in key if publication != report],
        "latest": [record for record in newest if record.pk not in shown_below][:LATEST],
        "calls": Call.objects.current().open().for_lists().first_to_close_first(),
        "boards": Board.objects.with_member_counts().in_order(),
        "episode": Episode.objects.current().with_series().for_lists().newest_first().first(),
    }
    return render(request, "home.html", context)
