"""A site of a few answers, made by hand, and where its frozen copy is written to."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from archive.freeze.served import Served, Version
from archive.freeze.site import SiteFigures, write_site
from archive.freeze.site.wording import ENGLISH

SITE_URL = "https://review.example.org"
FIRST = datetime(2021, 3, 12, 12, tzinfo=UTC)
SECOND = datetime(2022, 5, 23, 8, tzinfo=UTC)
THIRD = datetime(2023, 3, 1, 12, tzinfo=UTC)
HTML = "text/html; charset=utf-8"


def page(main: str, title: str = "A page") -> str:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">\n'
        f"<title>{title} – The Review of Examples</title>\n"
        '<link rel="stylesheet" href="/static/css/site.css"></head>\n'
        '<body><a class="skip-link" href="#main">Skip</a><header class="masthead">'
        f'<a href="/">Home</a></header><main id="main">{main}</main>'
        '<footer><a href="/on/">Past days</a></footer></body></html>\n'
    )


@dataclass
class Sites:
    """A source (archive.freeze.served.Source) that answers are put into."""

    site_url: str = SITE_URL
    edition: int = 3
    edition_began_at: datetime = THIRD
    answers: list[Served] = field(default_factory=list)
    emptied: list[Version] = field(default_factory=list)

    def answer(
        self,
        address: str,
        body: str | bytes,
        content_type: str = HTML,
        *,
        status: int = 200,
        since: datetime = FIRST,
        until: datetime | None = None,
        location: str = "",
    ) -> Served:
        content = body.encode() if isinstance(body, str) else body
        headers = (("Content-Type", content_type),) + (
            (("Location", location),) if location else ()
        )
        served = Served(
            address, status, headers, content_type, hashlib.sha256(content).hexdigest(),
            len(content), since, until, lambda: [content],
        )  # fmt: skip
        self.answers.append(served)
        return served

    def takes_down(self, address: str, since: datetime, until: datetime) -> None:
        self.emptied.append(Version(address, 200, HTML, "", since, until))

    def standing(self) -> Iterator[Served]:
        return (served for served in self.ever() if served.captured_until is None)

    def ever(self) -> Iterator[Served]:
        yield from sorted(self.answers, key=lambda each: (each.address, each.captured_from))

    def versions(self) -> Iterator[Version]:
        kept = [
            Version(
                served.address, served.status, served.content_type, served.sha256,
                served.captured_from, served.captured_until,
            )
            for served in self.answers
        ]  # fmt: skip
        yield from sorted(kept + self.emptied, key=lambda each: (each.address, each.captured_from))


@dataclass
class Files:
    """A bag (archive.freeze.served.Bag) in memory; `figures` are of the last writing."""

    contents: dict[str, bytes] = field(default_factory=dict)
    figures: SiteFigures | None = None

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        assert path not in self.contents, f"{path} is written twice"
        self.contents[path] = b"".join(chunks)

    def has(self, path: str) -> bool:
        return path in self.contents

    def page(self, path: str) -> str:
        return self.contents[f"data/site/{path}"].decode()

    @property
    def inventory(self) -> list[dict]:
        return [json.loads(line) for line in self.contents["data/inventory.jsonl"].splitlines()]

    def file_of(self, address: str) -> str:
        return next(line["file"] for line in self.inventory if line["address"] == address)

    def line_of(self, file: str) -> dict:
        return next(line for line in self.inventory if line["file"] == file)


@pytest.fixture
def site() -> Sites:
    """With a style sheet; each test gives it its home page."""
    made = Sites()
    made.answer("/static/css/site.css", "body { color: black }", "text/css")
    return made


@pytest.fixture
def write(tmp_path):
    """Write the site; its inventory is what stands, but for what pages are dressed with."""

    def written(
        site: Sites,
        *,
        inventory: Iterable[str] | None = None,
        told=(),
        searched=(),
        lines=(ENGLISH,),
    ) -> Files:
        files = Files()
        listed = inventory or [
            served.address
            for served in site.standing()
            if served.status == 200 and not served.address.startswith(("/static/", "/pictures/"))
        ]
        files.figures = write_site(
            site, files, listed, lambda *done: None,
            work=tmp_path, line_style=b".memento-line {}", told=told, searched=searched,
            lines=lines,
        )  # fmt: skip
        return files

    return written
