"""The demonstration as files: with two days of its past, from the store itself."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import transaction
from django.test import override_settings

from archive.captures.rehearsing import rehearse
from archive.captures.texts import content_of
from archive.freeze.served import Served, Version
from archive.freeze.site import write_site
from archive.importing.folder_import import import_folder
from archive.management.demonstration import days_gone_by, laid_out
from archive.models import Capture, clock
from archive.public_urls import PublicUrls
from archive.search.frozen import WORDS_ADDRESS

from .conftest import THIRD, Files

# Without it nothing would ask for the tests' own database where this file runs alone.
pytestmark = pytest.mark.django_db

DAYS = days_gone_by()[:2]


class Stored:
    """The store as it is now, whole; all of it in memory (archive.freeze.served.Source)."""

    site_url, edition, edition_began_at = settings.SITE_URL, 2, THIRD

    def __init__(self) -> None:
        # Nobody asked for anything since the second day, which is the last that is frozen here.
        captures = Capture.objects.with_bodies().order_by("address", "captured_from", "pk")
        self._served = [_served(capture) for capture in captures]

    def standing(self) -> Iterator[Served]:
        return (served for served in self._served if served.captured_until is None)

    def ever(self) -> Iterator[Served]:
        return iter(self._served)

    def versions(self) -> Iterator[Version]:
        for served in self._served:
            yield Version(
                served.address, served.status, served.content_type, served.sha256,
                served.captured_from, served.captured_until,
            )  # fmt: skip


def _served(capture: Capture) -> Served:
    body = content_of(capture.body)
    return Served(
        capture.address, capture.status, tuple(map(tuple, capture.headers)), capture.content_type,
        capture.body_id, len(body), capture.captured_from, capture.captured_until, lambda: [body],
    )  # fmt: skip


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker, tmp_path_factory):
    """What was written, and what was served."""

    def word(moment):
        with laid_out(moment) as folder:
            assert import_folder(folder).findings == []

    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    files = Files()
    with django_db_blocker.unblock(), media, transaction.atomic():
        rehearse(DAYS, word)
        source = Stored()
        with clock.at(DAYS[-1]):
            public = list(PublicUrls())
        files.figures = write_site(
            source, files, [url.address for url in public], lambda *done: None,
            work=tmp_path_factory.mktemp("work"),
            line_style=Path(finders.find("css/memento.css")).read_bytes(),
            searched=[url.address for url in public if url.is_searched],
        )  # fmt: skip
        transaction.set_rollback(True)
    return files, source


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if "canonical" not in (named.get("rel") or ""):
            self.found += [
                named[name] for name in ("href", "src", "poster", "action") if named.get(name)
            ]


def resolved(path: str, link: str) -> str:
    parts = list(PurePosixPath(path).parts[:-1])
    for part in link.partition("#")[0].split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


class TestTheDemonstration:
    def test_leads_from_each_link_of_each_page_to_a_file(self, demonstration):
        files, _ = demonstration
        for path, content in files.contents.items():
            if path.endswith(".html") and path != "data/site/404.html":
                for link in Links(content.decode()).found:
                    if ":" not in link and not link.startswith("#"):
                        assert resolved(path, link) in files.contents, (path, link)

    def test_leads_nowhere_into_the_site_that_was_its_own(self, demonstration):
        files, _ = demonstration
        for path, content in files.contents.items():
            if path.endswith(".html"):
                links = Links(content.decode()).found
                assert not [link for link in links if link.startswith(settings.SITE_URL)], path

    def test_has_every_answer_that_stands_and_every_older_page(self, demonstration):
        files, source = demonstration
        lines = [line for line in files.inventory if line["sha256"]]
        told = {(line["captured_from"], line["sha256"]) for line in lines}
        for served in source.ever():
            if served.address == WORDS_ADDRESS:
                continue  # the copy has its own in that place
            if served.captured_until is None or served.is_page:
                since = f"{served.captured_from:%Y-%m-%dT%H:%M:%SZ}"
                assert (since, served.sha256) in told, served.address

    def test_has_the_bytes_of_what_is_no_page(self, demonstration):
        files, source = demonstration
        by_address = {line["address"]: line for line in files.inventory}
        for served in source.standing():
            line = by_address[served.address]
            if not line["is_rewritten"]:
                assert files.contents[f"data/site/{line['file']}"] == served.body()

    def test_has_a_page_for_each_day_and_word_for_word_comparisons(self, demonstration):
        files, _ = demonstration
        assert dict(files.figures.files)["day"] == 1 + len(DAYS)
        assert dict(files.figures.files)["comparison"] > 10

    def test_finds_records_people_and_questions_and_no_lists(self, demonstration):
        files, _ = demonstration
        script = files.page("search/pages/0.js").partition(" = ")[2].rstrip(";\n")
        found = {row[1] for row in json.loads(script)}
        assert {"faqs/index.html", "boards/secretariat/index.html"} < found
        assert any(file.startswith("people/") for file in found)
        assert not found & {
            "index.html", "news/index.html", "faqs/all/index.html", "site-map/index.html",
            "search/index.html", "topics/index.html", "boards/index.html",
        }  # fmt: skip
