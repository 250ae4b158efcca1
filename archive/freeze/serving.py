"""Serves a frozen copy on this machine: what any static web server does with the same folder, the
parts of a film that a player asks for included. It knows nothing of Django."""

from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote, unquote, urlsplit

from archive.captures.http import Span, Unsatisfiable, asked_span

HERE = "127.0.0.1"
INDEXES = ("index.html", "index.xml")
NOT_FOUND = "404.html"
AT_ONCE = 1 << 16
TYPES = {
    "avif": "image/avif",
    "bib": "application/x-bibtex; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml; charset=utf-8",
    "zip": "application/zip",
}
"""By the end of a name: the same on every machine, whatever its own list says."""

ANYTHING = "application/octet-stream"


class NoSiteThere(Exception):
    """The folder holds no frozen copy of a site. The text says what to do."""


def site_in(folder: Path) -> Path:
    """The site in a bag, or the folder itself where it is one. Raises NoSiteThere."""
    for site in (folder / "data" / "site", folder):
        if (site / "index.html").is_file():
            return site.resolve()
    raise NoSiteThere(
        f"There is no frozen site in {folder}. Name a folder that manage.py freeze has made, or "
        "the data/site in it."
    )


def server_of(site: Path, port: int) -> ThreadingHTTPServer:
    """A server of that site, for this machine alone; any free port where it is 0."""

    class Handler(FileHandler):
        root = site

    return ThreadingHTTPServer((HERE, port), Handler)


class FileHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD with files of `root`. It lists no folder, and leads out of none."""

    root: Path
    server_version = "FrozenSite"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        file, is_folder = self._find(path)
        if is_folder and not path.endswith("/"):
            self._lead_to(f"{path}/")
            return
        status = HTTPStatus.OK
        if file is None:
            status, file = HTTPStatus.NOT_FOUND, self.root / NOT_FOUND
        self._send(file, status, with_body=with_body)

    def _find(self, path: str) -> tuple[Path | None, bool]:
        """The file at that path, and whether the path is that of its folder."""
        if not path.startswith("/") or "\x00" in path or "\\" in path:
            return None, False
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") for part in parts if part != ".well-known"):
            return None, False
        place = self.root.joinpath(*parts)
        try:
            if not place.resolve().is_relative_to(self.root):  # it is a link that leads out
                return None, False
            if place.is_dir():
                indexes = (place / name for name in INDEXES)
                return next((index for index in indexes if index.is_file()), None), True
            return place if place.is_file() and not path.endswith("/") else None, False
        except OSError:  # a name that is too long
            return None, False

    def _lead_to(self, path: str) -> None:
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        # One slash: two would be the name of another host.
        self.send_header("Location", "/" + quote(path.strip("/")) + "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, file: Path, status: HTTPStatus, *, with_body: bool) -> None:
        try:
            opened = file.open("rb")
        except OSError:  # a folder without a page of its own for this
            self.send_error(status)
            return
        with opened:
            size = file.stat().st_size
            span = Span(0, size)
            part_of = ""
            if status == HTTPStatus.OK and with_body:
                try:
                    if part := asked_span(self.headers.get("Range", ""), size):
                        status, span = HTTPStatus.PARTIAL_CONTENT, part
                        part_of = f"bytes {part.first}-{part.end - 1}/{size}"
                except Unsatisfiable:
                    status, span = HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, Span(0, 0)
                    part_of = f"bytes */{size}"
            self._send_head(file, status, span.length, part_of)
            if with_body:
                for piece in _pieces(opened, span):
                    self.wfile.write(piece)

    def _send_head(self, file: Path, status: HTTPStatus, length: int, part_of: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(file.suffix[1:].lower(), ANYTHING))
        self.send_header("Content-Length", str(length))
        if part_of:
            self.send_header("Content-Range", part_of)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # whoever asked has gone
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


def _pieces(opened: BinaryIO, span: Span) -> Iterator[bytes]:
    opened.seek(span.first)
    left = span.length
    while left and (piece := opened.read(min(left, AT_ONCE))):
        left -= len(piece)
        yield piece
