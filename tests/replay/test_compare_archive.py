"""The demonstration as it was frozen, beside a pywb that crawled it and lacks two of its files."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from http import HTTPStatus
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.freeze.served import Served
from archive.freeze.warc.uris import uri

from .replayers import Pywb

pytestmark = [pytest.mark.replay, pytest.mark.django_db]

LACKING = 2


@pytest.fixture(scope="module")
def last(frozen) -> list[Served]:
    """What each address answered at the end."""
    return list({served.address: served for served in frozen.captures}.values())


@pytest.fixture(scope="module")
def lost(last) -> list[Served]:
    files = [served for served in last if served.status == 200 and not served.is_page]
    return files[:LACKING]


@pytest.fixture(scope="module")
def crawler(frozen, last, lost, tmp_path_factory) -> Iterator[Pywb]:
    folder = tmp_path_factory.mktemp("crawler")
    crawl(folder / "crawl.warc.gz", [each for each in last if each not in lost], frozen.site_url)
    replayer = Pywb(folder / "crawl.warc.gz", folder)
    replayer.start()
    yield replayer
    replayer.stop()


def crawl(warc: Path, served: list[Served], site_url: str) -> None:
    """As a crawler writes what it was answered, a day after the site took its last form."""
    moment = max(each.captured_from for each in served) + timedelta(days=1)
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for each in served:
            status = f"{each.status} {HTTPStatus(each.status).phrase}"
            headers = [("Content-Type", each.content_type)]
            if each.header("Location"):
                headers.append(("Location", each.header("Location")))
            record = writer.create_warc_record(
                uri(site_url, each.address),
                "response",
                payload=BytesIO(each.body()),
                length=each.size,
                http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"},
            )
            writer.write_record(record)


def compared(*arguments: object, **options: object) -> tuple[list[str], int]:
    """The lines of it, and its exit code."""
    out, code = StringIO(), 0
    try:
        call_command("compare_archive", *map(str, arguments), stdout=out, **options)
    except SystemExit as ending:
        code = ending.code
    return out.getvalue().splitlines(), code


def test_two_files_are_not_held_and_all_else_is_the_same(crawler, frozen, last, lost):
    lines, code = compared(frozen.wacz, cdx_server=f"{crawler.url}/site/cdx")

    assert code == 1
    assert {line for line in lines if line.startswith("not held:")} == {
        f"not held: {uri(frozen.site_url, each.address)}" for each in lost
    }
    assert f"held and the same{len(last) - LACKING:>13}" in lines
    assert f"{'held and different':20}{0:>10}" in lines


def test_an_index_of_that_crawl_tells_the_same(crawler, frozen, tmp_path):
    index = tmp_path / "crawl.cdx"
    index.write_text(crawler.run("cdx-indexer", "-s", "collections/site/archive/crawl.warc.gz"))

    by_file, _ = compared(frozen.wacz, index)
    by_server, _ = compared(frozen.wacz, cdx_server=f"{crawler.url}/site/cdx")

    assert by_file == by_server


def test_a_pywb_that_has_the_frozen_copy_itself_holds_everything(pywb, frozen, last):
    lines, code = compared(frozen.wacz, cdx_server=f"{pywb.url}/site/cdx")

    assert code == 0, lines
    assert f"held and the same{len(last):>13}" in lines


def test_its_timemap_tells_of_a_page_that_it_is_held(crawler, frozen, tmp_path):
    home = tmp_path / "home.link"
    home.write_bytes(crawler.get(f"/site/timemap/link/{uri(frozen.site_url, '/')}"))

    lines, code = compared(frozen.wacz, home)

    assert code == 1
    assert any(
        line.startswith(f"held, not compared: {uri(frozen.site_url, '/')}") for line in lines
    )
