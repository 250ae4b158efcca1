"""How to cite a record: the words on its page, and files for reference managers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from archive.captures.link_format import in_a_url
from archive.citation import Citation, Phrases
from archive.languages import dressed_in
from archive.models import LETTER_KINDS, Contributor, Kind, Record, Review
from archive.templatetags.wording import day

FORMS = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
}
"""The forms that a citation comes in, by the ending of its address: its content type."""

BIBTEX_TYPES = {Kind.REPORT: "techreport"}
RIS_TYPES = {
    Kind.REPORT: "RPRT",
    Kind.NEWS: "NEWS",
    Kind.BLOG: "BLOG",
    Kind.EPISODE: "SOUND",
    **dict.fromkeys(LETTER_KINDS, "PCOMM"),
}


def citation(request: HttpRequest, address: str, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    records = Record.objects.published().for_pages()
    record = get_object_or_404(records.at(f"/{address}/"))
    contributors = Contributor.objects.of_record(record).with_people()
    with dressed_in(record.written_in):
        cited = citation_of(record, contributors, Review.objects.current())
        text = cited.bibtex if form == "bib" else cited.ris
    response = HttpResponse(text, content_type=f"{FORMS[form]}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{record.slug}.{form}"'
    return response


def citation_of(record: Record, contributors, review: Review) -> Citation:
    """Of a published record, by those who made it: a transcript's speakers made no page."""
    kind = Kind(record.kind)
    authors = () if kind == Kind.EPISODE else (each.person.name for each in contributors)
    facts = record.facts
    return Citation(
        key=f"{record.slug}-{record.shown_on.year}",
        title=record.title,
        kind=str(kind.label),
        publisher=review.name,
        address=settings.SITE_URL + in_a_url(record.address),
        published_on=record.shown_on,
        version_of=timezone.localdate(record.last_updated_at),
        authors=tuple(authors),
        number=getattr(facts, "reference", ""),
        isbn=getattr(facts, "isbn", ""),
        bibtex_type=BIBTEX_TYPES.get(kind, "misc"),
        ris_type=RIS_TYPES.get(kind, "ELEC"),
        phrases=Phrases(gettext("Version of %(day)s"), gettext("%(names)s and %(last)s"), day),
    )
