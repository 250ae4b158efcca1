"""Pages and files of this site as they stood at a moment (RFC 7089)."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date
from django.utils.translation import gettext

from archive.captures import link_format, rewriting
from archive.captures.mementos import (
    A_SECOND,
    NotAMoment,
    Versions,
    completed,
    led_into,
    moment_of,
    redirected,
)
from archive.captures.packing import is_text
from archive.captures.texts import content_of
from archive.languages import dressed_in
from archive.models import Capture

from .sending import send
from .takedowns import tombstone_of

FOR_A_WHILE = "public, max-age=600"
"""What stood then will not change, but it may be taken down."""

DRESS = (settings.STATIC_URL, "/pictures/")
"""What pages are dressed with. It may have been kept a little later than they were."""

OF_THIS_ANSWER = {"cache-control", "content-length", "content-type", "link", "location"}
"""Headers that a memento has its own of."""


def memento(request: HttpRequest, digits: str, address: str) -> HttpResponse:
    """What stood at `address` at the moment that `digits` name."""
    try:
        moment = moment_of(digits)
    except NotAMoment:
        return _completed(request, digits, address)
    if moment > timezone.now():
        return HttpResponseRedirect(link_format.in_a_url(address))
    versions = Versions(address)
    capture = versions.at(moment)
    if capture is None:
        return _none_stood(request, versions, moment)
    if capture.body is None:
        return tombstone_of(request, capture.takedown)
    response = _answer(request, capture, moment)
    response["Memento-Datetime"] = link_format.http_date(capture.captured_from)
    response["Link"] = link_format.header(versions.links_around(capture))
    response["Cache-Control"] = FOR_A_WHILE
    return response


def memento_after(request: HttpRequest, moment: str, address: str) -> HttpResponse:
    """Leads to what a change at that moment left at `address`, whenever it was first read."""
    versions = Versions(address)
    try:
        changed_at = moment_of(moment)
    except NotAMoment:
        return not_a_moment(request, address)
    capture = versions.page_since(changed_at) or versions.page_at(changed_at)
    if capture is None:
        return _none_stood(request, versions, changed_at)
    return HttpResponseRedirect(address_of(capture))


def address_of(capture: Capture) -> str:
    stamp = link_format.stamp(capture.captured_from)
    return f"/memento/{stamp}{link_format.in_a_url(capture.address)}"


def not_a_moment(request: HttpRequest, address: str) -> HttpResponse:
    context = {"title": gettext("No such moment"), "past_address": address}
    return render(request, "not_a_moment.html", context, status=404)


def _completed(request: HttpRequest, digits: str, address: str) -> HttpResponse:
    try:
        moment = completed(digits)
    except NotAMoment:
        return not_a_moment(request, address)
    stamp = link_format.stamp(moment)
    return HttpResponseRedirect(f"/memento/{stamp}{link_format.in_a_url(address)}")


def _none_stood(request: HttpRequest, versions: Versions, moment: datetime) -> HttpResponse:
    before, after = versions.before(moment + A_SECOND), versions.after(moment)
    if after and versions.address.startswith(DRESS):
        return HttpResponseRedirect(address_of(after))
    context = {
        "title": gettext("No version of this page from then"),
        "past_address": versions.address,
        "moment": moment,
        "before": before and _elsewhere(before),
        "stood_elsewhere": before and (before.is_standing or before.captured_until > moment),
        "after": after and _elsewhere(after),
    }
    return render(request, "no_version.html", context, status=404)


def _elsewhere(capture: Capture) -> dict[str, str | datetime]:
    """What leads to a capture: its `memento`, from when until when it was, and where it stood."""
    return {
        "memento": address_of(capture),
        "at": capture.captured_from,
        "until": capture.captured_until,
        "stood_at": capture.address,
    }


def _answer(request: HttpRequest, capture: Capture, moment: datetime) -> HttpResponse:
    own = {name.lower(): value for name, value in capture.headers}
    if "location" in own:
        response = HttpResponse(status=capture.status)
        response["Location"] = redirected(own["location"], moment)
    elif capture.content_type.startswith("text/html"):
        response = _page(request, capture, moment)
    elif capture.body.file:
        response = send(
            request, _Stored(capture), content_type=capture.content_type, sha256=capture.body_id
        )
    else:
        response = _whole(request, capture, content_of(capture.body))
    for name, value in own.items():
        if name not in OF_THIS_ANSWER:
            response[name] = value
    if response.status_code in (200, 206) and capture.content_type:
        response["Content-Type"] = capture.content_type
    return response


class _Stored:
    """The file that has a capture's bytes, as `send` wants one."""

    storage = default_storage

    def __init__(self, capture: Capture) -> None:
        self.name, self.size = capture.body.file, capture.body.size

    def open(self) -> File:
        return self.storage.open(self.name)


def _page(request: HttpRequest, capture: Capture, moment: datetime) -> HttpResponse:
    """The page, byte for byte but for its links and for one line on top."""
    page = led_into(content_of(capture.body).decode(errors="surrogateescape"), moment)
    with dressed_in(rewriting.language_of(page)):
        line = render_to_string(
            "components/memento_line.html", {"moment": moment, "past_address": capture.address}
        )
    page = rewriting.with_line(page, " ".join(line.split()))
    return _whole(request, capture, page.encode(errors="surrogateescape"))


def _whole(request: HttpRequest, capture: Capture, content: bytes) -> HttpResponse:
    response = HttpResponse(content, status=capture.status)
    if is_text(capture.content_type):
        response = GZipMiddleware(lambda request: response)(request)
    if capture.status != 200:
        return response
    response["ETag"] = f'W/"{hashlib.sha256(content).hexdigest()}"'
    return get_conditional_response(request, etag=response["ETag"], response=response)


def negotiated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Each public address leads, where it is asked for as of a moment, to its memento."""

    @wraps(view)
    def answer(request: HttpRequest, **named: object) -> HttpResponse:
        asked = request.headers.get("Accept-Datetime")
        if asked is None:
            return view(request, **named)
        try:
            moment = datetime.fromtimestamp(parse_http_date(asked.strip()), UTC)
        except (ValueError, OverflowError):
            return HttpResponse(
                "Accept-Datetime has to be like this: Mon, 23 May 2022 08:00:00 GMT\n",
                status=400,
                content_type="text/plain; charset=utf-8",
            )
        versions = Versions(request.path_info)
        capture = versions.nearest(min(moment, timezone.now()))
        if capture is None:
            response = view(request, **named)
        else:
            response = HttpResponseRedirect(address_of(capture))
            response["Link"] = link_format.header(versions.links_around(capture))
        patch_vary_headers(response, ["Accept-Datetime"])
        return response

    return answer
