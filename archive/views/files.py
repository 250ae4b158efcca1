"""The files of records, and pictures."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from archive.models import Attachment, AttachmentVersion, Picture
from archive.models.picture import CONTENT_TYPES
from archive.models.shown_pictures import is_for_everybody

from .sending import send

SHOWN = ("application/pdf", "image/", "audio/", "video/", "text/plain", "text/vtt")
"""Beginnings of the content types that a browser shows itself; it saves the others."""


def attachment(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """A published record's file. A draft's is there for signed-in editors alone: for everybody
    else the same questions lead to the same answer as if there had never been one."""
    named = Attachment.objects.named(slug, name)
    found = named.public().first()
    is_public = found is not None
    if not is_public and _may_see_drafts(request):
        found = named.first()
    if found is None or found.record.is_taken_down:
        raise Http404
    response = sent(request, found)
    # Asked for anew each time, which costs little while it is the same: what should not have
    # been published is gone everywhere once it is taken away.
    response["Cache-Control"] = "no-cache" if is_public else "private, no-store"
    return response


def attachment_version(request: HttpRequest, slug: str, number: int, name: str) -> HttpResponse:
    """What was at a public file's address before another took its place."""
    found = get_object_or_404(AttachmentVersion.objects.public().named(slug, number, name))
    response = sent(request, found)
    response["Cache-Control"] = "no-cache"
    return response


def sent(request: HttpRequest, found: Attachment | AttachmentVersion) -> HttpResponse:
    response = send(request, found.file, content_type=found.content_type, sha256=found.sha256)
    is_saved = not found.content_type.startswith(SHOWN)
    response["Content-Disposition"] = content_disposition_header(is_saved, found.name)
    return response


def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture that a public page shows, or a rendition of it; any other is there for signed-in
    editors alone. Its name stands for its bytes, so browsers may keep it for good."""
    picture = get_object_or_404(Picture.objects.served_as(name))
    is_public = is_for_everybody(picture)
    if not (is_public or _may_see_drafts(request)):
        raise Http404
    response = sent_picture(request, picture, name)
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if is_public else "private, no-store"
    )
    return response


def sent_picture(request: HttpRequest, picture: Picture, name: str) -> HttpResponse:
    """Raises Http404 where `picture` has no file of that name."""
    found = picture.served_as(name)
    if found is None:
        raise Http404
    file, sha256 = found
    content_type = CONTENT_TYPES[name.rpartition(".")[2]]
    return send(request, file, content_type=content_type, sha256=sha256)


def _may_see_drafts(request: HttpRequest) -> bool:
    # The session is looked at only where the reader brings one: the public's answers do not
    # vary by cookie.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.has_perm(
        "archive.view_record"
    )
