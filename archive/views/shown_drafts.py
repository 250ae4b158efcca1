"""A draft as somebody outside sees it, by a link that is theirs. Nothing of it is kept anywhere,
and every link that shows nothing is answered alike."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from archive.captures import rewriting
from archive.languages import dressed_in
from archive.lifecycle import as_published, fit_to_show, opened_by
from archive.models import Attachment, DraftLink, Picture
from archive.models.shown_pictures import is_for_everybody, is_on_page_of

from . import files
from .parts import Parts
from .records import page_for

NOT_FOR_OTHERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
PICTURES = "/pictures/"


def by_its_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view`, given the link that has the secret of the address."""

    @wraps(view)
    def answer(request: HttpRequest, secret: str, **named: str) -> HttpResponse:
        link = opened_by(secret)
        try:
            response = view(request, link, secret, **named) if link else _nothing(request)
        except Http404:
            response = _nothing(request)
        for name, value in NOT_FOR_OTHERS.items():
            response[name] = value
        return response

    return answer


@by_its_link
def shown_draft(request: HttpRequest, link: DraftLink, secret: str) -> HttpResponse:
    with as_published(link.record) as record:
        parts = Parts.of(record)
        parts.attachments = fit_to_show(parts.attachments)
        shown = page_for(record, request, parts, is_unlisted=True)
    own = [each.get_absolute_url() for each in parts.attachments if each.file]
    page = rewriting.rewritten(
        shown.content.decode(),
        rewriting.Moment(
            reverse("shown_draft", args=[secret]).rstrip("/"),
            urlsplit(settings.SITE_URL).netloc,
            touched=(PICTURES, *own),
        ),
    )
    with dressed_in(link.record.written_in):
        line = render_to_string("components/draft_line.html", {"link": link})
    if request.method == "GET":
        DraftLink.objects.open(link)
    return HttpResponse(rewriting.with_line(page, " ".join(line.split())))


@by_its_link
def shown_file(
    request: HttpRequest, link: DraftLink, secret: str, slug: str, name: str
) -> HttpResponse:
    """A file of that draft: no other's, and none that is held back."""
    found = fit_to_show(Attachment.objects.of_record(link.record).called(name))
    stands = link.record.draft_of or link.record
    if not found or slug != stands.slug:
        raise Http404
    return files.sent(request, found[0])


@by_its_link
def shown_picture(request: HttpRequest, link: DraftLink, secret: str, name: str) -> HttpResponse:
    """A picture on the page of that draft. Asked for here, nothing keeps it."""
    picture = get_object_or_404(Picture.objects.served_as(name))
    if not (is_on_page_of(link.record, picture) or is_for_everybody(picture)):
        raise Http404
    return files.sent_picture(request, picture, name)


def _nothing(request: HttpRequest) -> HttpResponse:
    title = gettext("There is nothing to be seen here")
    return render(request, "no_draft.html", {"title": title}, status=404)
