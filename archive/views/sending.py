"""Sends a stored file over HTTP: all of it, the part that was asked for, or word that it is
unchanged (RFC 9110, sections 13 and 14). Nothing that is sent from here can run in a browser."""

import logging
from collections.abc import Iterator

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from archive.captures.http import Span, Unsatisfiable, asked_span
from archive.captures.kept import FILE, StoredFile

log = logging.getLogger(__name__)

CHUNK = 64 * 1024

# No script runs in a sandbox that does not allow any. A film opened by itself is fetched by a
# page that the browser makes around it, which must be of the same origin.
SANDBOX = (
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; "
    "sandbox allow-same-origin"
)
# A browser's own viewer for PDF does not open in a sandbox at all.
PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'"


def send(request: HttpRequest, file: FieldFile, *, content_type: str, sha256: str) -> HttpResponse:
    """The answer to a GET or HEAD request for `file`. The caller adds how long it may be kept.

    Raises Http404 where the storage has lost the file.
    """
    try:
        changed_at, size = file.storage.get_modified_time(file.name), file.size
    except FileNotFoundError:
        log.error("A file of the record is not in the storage: %s", file.name)
        raise Http404 from None
    etag, last_modified = f'"{sha256}"', http_date(changed_at.timestamp())
    response = get_conditional_response(
        request, etag=etag, last_modified=int(changed_at.timestamp())
    )
    if response is None:
        stored = StoredFile(file.name, sha256, size)
        response = _body(request, file, stored, same={etag, last_modified})
        if response.status_code != 416:
            response["Content-Type"] = content_type + (
                "; charset=utf-8" if content_type.startswith("text/") else ""
            )
    response["ETag"] = etag
    response["Last-Modified"] = last_modified
    response["Accept-Ranges"] = "bytes"
    is_pdf = content_type == "application/pdf"
    response["Content-Security-Policy"] = PDF_VIEWER if is_pdf else SANDBOX
    return response


def _body(
    request: HttpRequest, file: FieldFile, stored: StoredFile, same: set[str]
) -> HttpResponse:
    """`same` are the validators by which a reader with a part of the file says that it is this
    file's (If-Range); with any other the whole file is sent."""
    header = request.headers.get("Range", "")
    if request.method != "GET" or request.headers.get("If-Range", min(same)) not in same:
        header = ""
    try:
        span = asked_span(header, stored.size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    sent = span or Span(0, stored.size)
    headers = {"Content-Length": str(sent.length)}
    if span:
        headers["Content-Range"] = f"bytes {span.first}-{span.end - 1}/{stored.size}"
    else:
        request.META[FILE] = stored
    if request.method == "HEAD":
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(
        _Portion(file.storage.open(file.name), sent), status=206 if span else 200, headers=headers
    )


class _Portion:
    """The bytes of a span, in chunks. Closed by whoever sends them, even if none is wanted."""

    def __init__(self, file: File, span: Span) -> None:
        self._file = file
        self._left = span.length
        file.seek(span.first)

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (chunk := self._file.read(min(CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()
