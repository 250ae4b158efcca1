"""Lists of records, paged by path so that each page of them can be kept."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from archive.models import POST_KINDS, PUBLICATION_KINDS, Call, Episode, Kind, Record, Topic
from archive.models.record_queryset import RecordQuerySet
from archive.public_urls import PER_PAGE, publications_on


def news(request: HttpRequest, page_number: int = 1) -> HttpResponse:
    records = Record.objects.published().of_kind(*POST_KINDS).newest_first()
    context = {"title": gettext("News and blogs"), **_ways_through(POST_KINDS)}
    return _list(request, "news.html", records, page_number, context)


def news_of_kind(request: HttpRequest, kind: str, page_number: int = 1) -> HttpResponse:
    chosen = _one_of(POST_KINDS, kind)
    records = Record.objects.published().of_kind(chosen).newest_first()
    context = {"title": chosen.plural, "chosen": chosen, **_ways_through(POST_KINDS)}
    context["above"] = [(reverse("news"), gettext("News and blogs"))]
    return _list(request, "news.html", records, page_number, context)


def publications(request: HttpRequest, page_number: int = 1) -> HttpResponse:
    records = Record.objects.published().of_kind(*PUBLICATION_KINDS).newest_first()
    context = {"title": gettext("Publications"), **_ways_through(PUBLICATION_KINDS)}
    return _list(request, "publications.html", records, page_number, context)


def publications_of_kind(request: HttpRequest, kind: str, page_number: int = 1) -> HttpResponse:
    chosen = _one_of(PUBLICATION_KINDS, kind)
    records = Record.objects.published().of_kind(chosen).newest_first()
    context = {"title": chosen.plural, "chosen": chosen, **_ways_through(PUBLICATION_KINDS)}
    context["above"] = [(reverse("publications"), gettext("Publications"))]
    return _list(request, "publications.html", records, page_number, context)


def publications_about(request: HttpRequest, slug: str, page_number: int = 1) -> HttpResponse:
    chosen = get_object_or_404(Topic.objects.with_public_records(*PUBLICATION_KINDS), slug=slug)
    records = Record.objects.published().of_kind(*PUBLICATION_KINDS).about(chosen).newest_first()
    context = {"title": publications_on(chosen), "chosen": chosen}
    context |= _ways_through(PUBLICATION_KINDS)
    context["above"] = [(reverse("publications"), gettext("Publications"))]
    return _list(request, "publications.html", records, page_number, context)


def calls(request: HttpRequest, page_number: int = 1) -> HttpResponse:
    found = Call.objects.published().latest_closing_first()
    return _list(request, "calls.html", found, page_number, {"title": gettext("Calls")})


def podcast(request: HttpRequest, page_number: int = 1) -> HttpResponse:
    episodes = Episode.objects.published().with_series().newest_first()
    return _list(request, "podcast.html", episodes, page_number, {"title": gettext("Podcast")})


def topics(request: HttpRequest) -> HttpResponse:
    context = {"title": gettext("Topics"), "topics": Topic.objects.with_public_counts().by_name()}
    return render(request, "topics.html", context)


def topic(request: HttpRequest, slug: str, page_number: int = 1) -> HttpResponse:
    found = get_object_or_404(Topic.objects.with_public_records(), slug=slug)
    records = Record.objects.published().about(found).newest_first()
    context = {"title": found.name, "description": found.description}
    context |= {"above": [(reverse("topics"), gettext("Topics"))], "about": [found.slug]}
    return _list(request, "topic.html", records, page_number, context)


def _one_of(kinds: tuple[Kind, ...], value: str) -> Kind:
    if value not in kinds:
        raise Http404
    return Kind(value)


def _ways_through(kinds: tuple[Kind, ...]) -> dict[str, object]:
    """The shorter lists that a long one offers: by kind and by topic."""
    present = set(Record.objects.published().of_kind(*kinds).kinds())
    return {
        "kinds": [kind for kind in kinds if kind in present],
        "topics": Topic.objects.with_public_records(*kinds).by_name(),
    }


def _list(
    request: HttpRequest, template: str, records: RecordQuerySet, number: int, context: dict
) -> HttpResponse:
    """One page of a list. A page beyond the end was never there, nor a kind with nothing in it."""
    pages = Paginator(records.for_lists(), PER_PAGE)
    if number > pages.num_pages or ("chosen" in context and not pages.count):
        raise Http404
    match = request.resolver_match
    arguments = {name: value for name, value in match.kwargs.items() if name != "page_number"}
    address = reverse(match.url_name, kwargs=arguments)
    context |= {
        "page": pages.page(number),
        "page_numbers": list(pages.get_elided_page_range(number)),
        "list_address": address,
    }
    return render(request, template, context)
