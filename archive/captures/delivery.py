"""An answer made ready for its readers: each coding's headers and bytes, laid out once."""

import gzip
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from http.client import responses
from time import monotonic
from typing import Any

from .http import PREFERRED, Unsatisfiable, codings, condition_fails, http_date, span_of
from .kept import Headers, Kept

Environ = dict[str, Any]
StartResponse = Callable[..., object]

OF_ONE_DELIVERY = {
    "accept-ranges", "age", "connection", "content-encoding", "content-length", "date", "etag",
    "last-modified", "server", "transfer-encoding", "vary",
}  # fmt: skip
"""Headers that are made anew for each delivery, whatever the answer said in them."""

CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
)
NOT_FOR_OTHERS = ("Cache-Control", "no-store")
"""With what is so for one reader's request only, and not for the address."""

# What Python takes for a header beside its letters, for a form, and for all else.
A_HEADER, A_FORM, ALL_ELSE = 170, 1200, 1200


@dataclass(slots=True)
class Form:
    """One coding of an answer. `body` is None where it is unpacked when it is asked for."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes | None


@dataclass(slots=True)
class Prepared:
    """What an address answers in one edition: `edition` is the number that it is held under.

    `is_page` where the site says how long others may keep it, because the answer does not.
    `changed_at` is in seconds since 1970; `made_at` is of the clock that only ever goes on;
    `cost` is the bytes of memory that it takes; `used` is when it was last wanted, in steps of
    the memory that holds it.
    """

    edition: int
    code: int
    status: str
    is_page: bool
    changed_at: int
    forms: Mapping[str, Form]
    packed: bytes
    size: int
    cost: int
    made_at: float
    used: int = 0


def prepare(kept: Kept, edition: int, of_pages: Headers = ()) -> Prepared:
    """Make a capture ready. `of_pages` are headers that a page has beside the capture's own."""
    since = kept.stands_since
    changed_at = 0 if since is None else int(since.timestamp())
    own = tuple(pair for pair in kept.headers if pair[0].lower() not in OF_ONE_DELIVERY)
    is_page = not any(name.lower() == "cache-control" for name, _ in own)
    bodies = {"br": kept.brotli, "gzip": kept.gzip, "identity": kept.plain}
    held = {coding: body for coding, body in bodies.items() if body is not None}
    vary = ["Accept-Encoding"] if held.keys() != {"identity"} else []
    vary += ["Accept-Datetime"] if is_page else []
    shared = (
        *((("Last-Modified", http_date(changed_at)),) if changed_at else ()),
        *((("Vary", ", ".join(vary)),) if vary else ()),
        *(of_pages if is_page else ()),
    )
    forms = {
        coding: _form(coding, kept, own, shared, held.get(coding))
        for coding in PREFERRED
        if coding in held or coding == "identity"
    }
    letters = sum(A_HEADER + len(name) + len(value) for name, value in (*own, *shared))
    return Prepared(
        edition=edition,
        code=kept.status,
        status=f"{kept.status} {phrase(kept.status)}",
        is_page=is_page,
        changed_at=changed_at,
        forms=forms,
        packed=kept.gzip or b"",
        size=kept.size,
        cost=ALL_ELSE + A_FORM * len(forms) + letters + sum(map(len, held.values())),
        made_at=monotonic(),
    )


def _form(coding: str, kept: Kept, own: Headers, shared: Headers, body: bytes | None) -> Form:
    is_plain = coding == "identity"
    etag = f'"{kept.sha256}"' if is_plain else f'"{kept.sha256}-{coding}"'
    caching = tuple(pair for pair in own if pair[0].lower() == "cache-control")
    headers = [*own, ("Content-Length", str(kept.size if body is None else len(body)))]
    if not is_plain:
        headers.append(("Content-Encoding", coding))
    elif body is not None and kept.status == 200:
        headers.append(("Accept-Ranges", "bytes"))
    return Form(
        etag=etag,
        headers=(*headers, ("ETag", etag), *shared),
        unchanged=(("ETag", etag), *shared, *caching),
        body=body,
    )


def phrase(code: int) -> str:
    return responses.get(code, "Unknown")


def deliver(
    prepared: Prepared, environ: Environ, start_response: StartResponse, more: Headers
) -> Iterable[bytes]:
    """Answer a GET or HEAD request; `more` are the headers of this one delivery."""
    forms = prepared.forms
    for coding in codings(environ.get("HTTP_ACCEPT_ENCODING", "")):
        if coding in forms:
            break
    form = forms[coding]
    if prepared.code == 200:
        for condition in CONDITIONS:
            if condition in environ:
                return _deliver_on_condition(prepared, form, environ, start_response, more)
    return _deliver_whole(prepared, form, environ, start_response, more)


def _deliver_whole(
    prepared: Prepared, form: Form, environ: Environ, start_response: StartResponse, more: Headers
) -> Iterable[bytes]:
    start_response(prepared.status, [*form.headers, *more])
    if environ["REQUEST_METHOD"] == "HEAD":
        return ()
    return (plain_body(prepared) if form.body is None else form.body,)


def _deliver_on_condition(
    prepared: Prepared, form: Form, environ: Environ, start_response: StartResponse, more: Headers
) -> Iterable[bytes]:
    if "HTTP_RANGE" in environ and environ["REQUEST_METHOD"] == "GET":
        # Parts are of the bytes as they are, so the conditions are about these too.
        form = prepared.forms["identity"]
    failed = condition_fails(environ, form.etag, prepared.changed_at)
    if failed == 304:
        start_response("304 Not Modified", [*form.unchanged, *more])
        return ()
    if failed is not None:
        none = [("Content-Length", "0"), NOT_FOR_OTHERS]
        start_response(f"{failed} {phrase(failed)}", none)
        return ()
    try:
        span = span_of(environ, form.etag, prepared.size)
    except Unsatisfiable:
        size = ("Content-Range", f"bytes */{prepared.size}")
        none = [size, ("Content-Length", "0"), NOT_FOR_OTHERS]
        start_response("416 Range Not Satisfiable", none)
        return ()
    if span is None:
        return _deliver_whole(prepared, form, environ, start_response, more)
    headers = [pair for pair in form.headers if pair[0] != "Content-Length"]
    part = f"bytes {span.first}-{span.end - 1}/{prepared.size}"
    headers += [("Content-Length", str(span.length)), ("Content-Range", part)]
    start_response("206 Partial Content", [*headers, *more])
    return (plain_body(prepared)[span.first : span.end],)


def plain_body(prepared: Prepared) -> bytes:
    body = prepared.forms["identity"].body
    return gzip.decompress(prepared.packed) if body is None else body
