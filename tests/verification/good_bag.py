"""A small frozen copy, made by hand, warcio and zipfile: nothing of it comes from the writers.

What is in it can be changed before it is written, so that its manifests and digests are right
about what is wrong.
"""

import csv
import hashlib
import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import relpath

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.verification.files import ATTACHMENTS, a_picture, a_zip

SITE_URL = "https://review.example.org"
MOMENT = "2022-05-23T09:00:00Z"
EARLIER = "2022-01-10T12:00:00Z"
UKGWA = "https://webarchive.nationalarchives.gov.uk/ukgwa/20230310000000/"
HTML = "text/html; charset=utf-8"
LINE = (
    "<!-- The line from here on is not part of the page as it was served. -->"
    "<p>As it stood on 10 January 2022.</p>"
    "<!-- The page as it was served goes on from here. -->"
)
QUESTIONS = ("Who chairs the review?", "When does “the site” close?")


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>'
        '<link rel="stylesheet" href="/static/site.css">'
        '<link rel="icon" href="/static/icon.svg" type="image/svg+xml">'
        f'<link rel="alternate" href="/feed/"></head><body>'
        f'<a href="#main">Skip</a><nav><a href="/">Home</a> <a href="/faqs/">Questions</a> '
        f'<a href="/report/">Report</a> <a href="/site-map/">Site map</a></nav>'
        f'<main id="main"><h1>{title}</h1>{body}</main></body></html>'
    )


PAGES = {
    "/": page("Home", '<p>Welcome. <a href="https://www.gov.uk/">GOV.UK</a></p>'),
    "/faqs/": page(
        "Questions",
        f'<h2 id="chair">{QUESTIONS[0]}</h2><p>Ada.</p>'
        f'<h2 id="close">{QUESTIONS[1]}</h2><p>Soon.</p>',
    ),
    "/report/": page(
        "Report",
        '<p><a href="/faqs/#chair">The chair</a>, <a href="mailto:team@review.example.org">us</a>, '
        '<a href="tel:+442079460000">a telephone</a>. <a href="/timemap/report/">Versions</a></p>'
        '<img src="/pictures/a.png" alt="A" srcset="/pictures/a.png 1x, /pictures/b.png 2x">'
        + "".join(f'<a href="/attachments/report/{name}">{name}</a>' for name in ATTACHMENTS),
    ),
    "/site-map/": page("Site map", '<p><a href="/late/">Late</a></p>'),
    "/late/": page("Late", "<p>A page that few things lead to.</p>"),
}
OLD_REPORT = page("Report", '<p>What we <b>will</b> report. <a href="/faqs/">Questions</a></p>')


@dataclass
class Capture:
    address: str
    body: bytes
    content_type: str = HTML
    date: str = MOMENT
    status: int = 200
    headers: list[tuple[str, str]] = field(default_factory=list)


LEADING_NOWHERE = ("/gone/", "/robots.txt", "/sitemap.xml", "/feed/")


class GoodBag:
    """`captures` is what was served, `site` the files of the static site, `lines` the inventory by
    file, `content` the record, `forwarding` rows of an address and where it leads. What `parts`,
    `packaged`, `zipped` or `tags` name replaces what would be written there."""

    def __init__(self) -> None:
        self.captures: list[Capture] = []
        self.site: dict[str, bytes] = {}
        self.lines: dict[str, dict] = {}
        self.content: dict[str, bytes] = {}
        self.parts: dict[str, bytes] = {}
        self.packaged: dict[str, bytes] = {}
        self.tags: dict[str, bytes] = {}
        self.other: dict[str, bytes] = {}
        self.wacz: bytes | None = None
        self._serve()
        self._keep_the_past()
        self._export()
        self.forwarding = [
            (each.address, UKGWA + SITE_URL + each.address)
            for each in self.captures
            if each.date == MOMENT and each.address not in LEADING_NOWHERE
        ]

    # --- What is in it --------------------------------------------------------------------

    def _serve(self) -> None:
        for address, text in PAGES.items():
            self.serve(address, text.encode(), HTML, f"{address[1:]}index.html", "page")
        for name, (content_type, body) in ATTACHMENTS.items():
            address = f"/attachments/report/{name}"
            self.serve(address, body, content_type, address[1:], "file")
        for name in ("a.png", "b.png"):
            self.serve(f"/pictures/{name}", a_picture(), "image/png", f"pictures/{name}", "dress")
        style = b'@import "other.css"; body { background: url(../pictures/a.png) }'
        self.serve("/static/site.css", style, "text/css", "static/site.css", "dress")
        self.serve(
            "/static/other.css", b"h1 { color: teal }", "text/css", "static/other.css", "dress"
        )
        icon = b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>'
        self.serve("/static/icon.svg", icon, "image/svg+xml", "static/icon.svg", "dress")
        urls = "".join(f"<url><loc>{SITE_URL}{address}</loc></url>" for address in PAGES)
        self.serve("/sitemap.xml", f"<urlset>{urls}</urlset>".encode(), "application/xml",
                   "sitemap.xml", "file")  # fmt: skip
        self.serve("/robots.txt", b"User-agent: *\n", "text/plain", "robots.txt", "file")
        self.serve("/feed/", b"<feed/>", "application/atom+xml", "feed/index.xml", "file")
        gone = page("Gone", "<p>What was here was taken down.</p>")
        self.captures.append(Capture("/gone/", gone.encode(), status=410))
        self.put("/gone/", "gone/index.html", "tombstone", gone, sha256=digest(gone.encode()),
                 status=410)  # fmt: skip
        self.captures.append(
            Capture("/old-report/", b"", HTML, status=301, headers=[("Location", "/report/")])
        )
        moved = (
            '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Moved</title>'
            '<meta http-equiv="refresh" content="0; url=../report/index.html"></head>'
            '<body><a href="../report/index.html">Report</a></body></html>'
        )
        self.put("/old-report/", "old-report/index.html", "redirect", moved, status=301)

    def _keep_the_past(self) -> None:
        self.captures.append(Capture("/report/", OLD_REPORT.encode(), date=EARLIER))
        address = "/memento/20220110120000/report/"
        file = f"{address[1:]}index.html"
        frozen = self.frozen(OLD_REPORT, file).replace("<body>", f"<body>{LINE}")
        self.put(address, file, "memento", frozen, sha256=digest(OLD_REPORT.encode()),
                 captured_from=EARLIER)  # fmt: skip
        versions = page("Versions", f'<p><a href="{address}">10 January 2022</a></p>')
        self.put("/timemap/report/", "timemap/report/index.html", "versions", versions)
        self.put("/404.html", "404.html", "added", page("Not here", "<p>Nothing is here.</p>"))

    def _export(self) -> None:
        attachments = "".join(
            f"  - file: ../files/{name}\n    title: {name}\n" for name in ATTACHMENTS
        )
        self.content = {
            "publications/report.md": (
                "---\ntype: report\ntitle: Report\ndate: 2022-01-10\n"
                f"attachments:\n{attachments}---\n\nWhat we found.\n"
            ).encode(),
            "faqs/general.md": (
                "---\ntype: faqs\ntitle: General\npublished: 2022-01-10T09:00\n---\n\n"
                f"## {QUESTIONS[0]} {{#chair}}\n\nAda.\n\n"
                f"## {QUESTIONS[1]} {{#close published=2022-05-23T10:00}}\n\nSoon.\n"
            ).encode(),
            "review.md": b"---\ntype: review\nname: The Review of Examples\n---\n\nIts remit.\n",
        }
        for name, (_, body) in ATTACHMENTS.items():
            self.content[f"files/{name}"] = body

    def serve(self, address: str, body: bytes, content_type: str, file: str, kind: str) -> None:
        """Something that was served, is kept, and stands in the static site."""
        self.captures.append(Capture(address, body, content_type))
        if content_type == HTML:
            self.put(address, file, kind, body.decode(), sha256=digest(body))
        else:
            self.site[file] = body
            self.lines[file] = line(address, file, kind, content_type, digest(body), False)

    def put(
        self, address: str, file: str, kind: str, text: str, *, sha256: str = "",
        captured_from: str = MOMENT, status: int = 200,
    ) -> None:  # fmt: skip
        """A page of the static site, its links led to files."""
        self.site[file] = self.frozen(text, file).encode()
        self.lines[file] = line(address, file, kind, HTML, sha256, True) | {
            "captured_from": captured_from, "status": status,
        }  # fmt: skip

    def frozen(self, text: str, file: str) -> str:
        folder = file.rpartition("/")[0] or "."

        def led(found: re.Match[str]) -> str:
            address, mark, fragment = found[0].partition("#")
            if address.startswith("//") or address.endswith(".html"):
                return found[0]
            place = address[1:] if not address.endswith("/") else f"{address[1:]}index.html"
            place = "feed/index.xml" if address == "/feed/" else place
            return f"{relpath(place, folder)}{mark}{fragment}"

        return re.sub(r'(?<=")/[^"\s,]*(?=")|(?<=["\s])/pictures/[^"\s,]*', led, text)

    def change_page(self, file: str, old: str, new: str) -> None:
        """Change a page in what was served and in the site alike, so that they agree."""
        address = self.lines[file]["address"]
        found = next(c for c in self.captures if (c.address, c.date) == (address, MOMENT))
        assert old in found.body.decode()
        changed = found.body.decode().replace(old, new)
        found.body = changed.encode()
        self.put(address, file, "page", changed, sha256=digest(found.body))

    def change_file(self, file: str, old: str, new: str) -> None:
        """Change a file of the site, and leave what was served as it was."""
        assert old.encode() in self.site[file]
        self.site[file] = self.site[file].replace(old.encode(), new.encode())

    # --- How it is written ----------------------------------------------------------------

    def write(self, folder: Path) -> Path:
        files = {f"data/site/{file}": body for file, body in self.site.items()}
        files |= {f"data/content/{file}": body for file, body in self.content.items()}
        files["data/inventory.jsonl"] = self._inventory()
        files["data/redirects/redirects.csv"] = self._forwarding()
        files["data/report.html"] = b"<!doctype html><title>Report</title>"
        files["data/archive.wacz"] = self._wacz()
        files |= self.other
        for path, body in files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)
        make_manifests(folder)
        for path, body in self.tags.items():
            (folder / path).write_bytes(body)
        return folder

    def _inventory(self) -> bytes:
        lines = sorted(self.lines.values(), key=lambda each: (each["address"], each["file"]))
        return b"".join(json.dumps(each).encode() + b"\n" for each in lines)

    def _forwarding(self) -> bytes:
        held = io.StringIO()
        csv.writer(held, lineterminator="\n").writerows([("address", "target"), *self.forwarding])
        return held.getvalue().encode()

    def warc(self) -> tuple[bytes, list[tuple[Capture, int, int, str]]]:
        """The WARC file; of each capture its offset, its length and its digest."""
        held = io.BytesIO()
        writer = Writer(held, gzip=True)
        places = []
        for each in sorted(self.captures, key=lambda each: (each.address, each.date)):
            headers = [("Content-Type", each.content_type), *each.headers]
            answer = writer.create_warc_record(
                SITE_URL + each.address, "response", payload=io.BytesIO(each.body),
                http_headers=StatusAndHeaders(f"{each.status} OK", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": each.date},
            )  # fmt: skip
            asked = writer.create_warc_record(
                SITE_URL + each.address, "request",
                http_headers=StatusAndHeaders(
                    f"GET {each.address} HTTP/1.1", [], is_http_request=True
                ),
                warc_headers_dict={
                    "WARC-Date": each.date,
                    "WARC-Concurrent-To": answer.rec_headers["WARC-Record-ID"],
                },
            )  # fmt: skip
            start = held.tell()
            writer.write_record(answer)
            places.append(
                (each, start, held.tell() - start, answer.rec_headers["WARC-Payload-Digest"])
            )
            writer.write_record(asked)
        return held.getvalue(), places

    def wacz_parts(self) -> dict[str, bytes]:
        warc, places = self.warc()
        index = sorted(
            f"org,example,review){each.address.rstrip('/') or '/'} {digits(each.date)} "
            + json.dumps({
                "url": SITE_URL + each.address, "mime": each.content_type.partition(";")[0],
                "status": str(each.status), "digest": taken, "length": str(length),
                "offset": str(start), "filename": "data.warc.gz",
            })
            + "\n"
            for each, start, length, taken in places
        )  # fmt: skip
        pages = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}] + [
            {
                "id": str(number), "url": SITE_URL + each.address, "ts": each.date,
                "title": "A page",
                "text": re.sub("<[^>]*>", " ", each.body.decode(errors="replace")),
            }
            for number, each in enumerate(self.captures)
            if (each.content_type, each.status) == (HTML, 200)
        ]  # fmt: skip
        return {
            "archive/data.warc.gz": warc,
            "indexes/index.cdx": "".join(index).encode(),
            "pages/pages.jsonl": b"".join(json.dumps(each).encode() + b"\n" for each in pages),
        }

    def _wacz(self) -> bytes:
        if self.wacz is not None:
            return self.wacz
        parts = self.wacz_parts() | self.parts
        described = {
            "profile": "data-package", "wacz_version": "1.1.1", "created": MOMENT,
            "resources": [
                {"name": Path(path).name, "path": path, "hash": f"sha256:{digest(body)}",
                 "bytes": len(body)}
                for path, body in parts.items()
            ],
        }  # fmt: skip
        parts["datapackage.json"] = json.dumps(described).encode()
        parts |= self.packaged
        hashed = f"sha256:{digest(parts['datapackage.json'])}"
        stated = json.dumps({"path": "datapackage.json", "hash": hashed}).encode()
        return a_zip({"datapackage-digest.json": stated} | parts)


def line(
    address: str, file: str, kind: str, content_type: str, sha256: str, is_rewritten: bool
) -> dict:
    return {
        "address": address, "file": file, "kind": kind, "status": 200,
        "content_type": content_type, "captured_from": MOMENT, "sha256": sha256,
        "is_rewritten": is_rewritten, "title": "A title",
    }  # fmt: skip


def make_manifests(folder: Path) -> None:
    """Make them right for what lies in the folder, as somebody would who tampers with it."""
    payload = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in payload)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    (folder / "bag-info.txt").write_text(
        f"Source-Organization: The Review of Examples\nPayload-Oxum: {size}.{len(payload)}\n"
    )
    (folder / "manifest-sha256.txt").write_text(_manifest(folder, payload))
    tags = [folder / name for name in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")]
    (folder / "tagmanifest-sha256.txt").write_text(_manifest(folder, tags))


def _manifest(folder: Path, paths: list[Path]) -> str:
    return "".join(f"{digest(path.read_bytes())}  {path.relative_to(folder)}\n" for path in paths)


class Writer(WARCWriter):
    """warcio leaves its own temporary files to the garbage collector, which warns of them."""

    def _create_temp_file(self) -> io.BytesIO:
        return io.BytesIO()


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def digits(date: str) -> str:
    return re.sub("[^0-9]", "", date)
