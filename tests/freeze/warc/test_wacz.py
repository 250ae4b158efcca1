"""The file that is written: what is in it, in which order, and always the same."""

import gzip
import hashlib
import io
import json
import subprocess
import sys
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.freeze.warc import NothingToArchive, write_wacz
from archive.freeze.warc.lists import Index
from archive.freeze.warc.uris import Keys

from .conftest import ON_FRIDAY, ON_MONDAY, MadeSource

ODD = ["/two words/", "/100%/", "/über/", "/Capital/", "/capital/", f"/{'long/' * 90}"]


@pytest.fixture
def site(make_served):
    """A home page with a past, a page with an odd address of each kind, a file and a redirect."""
    return [
        make_served("/", b"<main>Before</main>", captured_until=ON_FRIDAY),
        make_served("/", b"<main>Now</main>", captured_from=ON_FRIDAY),
        *(make_served(address, address.encode()) for address in ODD),
        make_served("/report.pdf", b"%PDF-" * 700_000, content_type="application/pdf"),
        make_served("/old/", b"", 301, headers=(("Location", "/"),)),
    ]


class TestTheArchive:
    def test_passes_the_check_of_warcio(self, write, site, tmp_path):
        path = tmp_path / "data.warc.gz"
        path.write_bytes(write(*site).warc)
        checked = subprocess.run(
            [sys.executable, "-m", "warcio.cli", "check", "-v", path],
            capture_output=True,
            text=True,
            check=True,
        )
        assert checked.stdout.count("digest pass") == 1 + 2 * len(site)
        assert "digest present but not checked" not in checked.stdout

    def test_has_a_request_and_a_response_for_each_capture(self, write, site):
        written = write(*site)
        assert len(written.records("request")) == len(written.records("response")) == len(site)

    def test_has_each_version_at_its_own_date(self, write, site):
        dated = [
            (record.headers["WARC-Date"], record.body)
            for record in write(*site).records("response")
            if record.headers["WARC-Target-URI"] == "https://review.example.org/"
        ]
        assert dated == [
            ("2022-05-23T09:00:00Z", b"<main>Before</main>"),
            ("2022-05-27T09:00:00Z", b"<main>Now</main>"),
        ]

    def test_has_no_moment_and_no_system_in_its_compression(self, write, make_served):
        assert write(make_served()).warc[:10] == b"\x1f\x8b\x08\0\0\0\0\0\0\xff"

    def test_that_would_be_empty_is_refused(self, write):
        with pytest.raises(NothingToArchive):
            write()


class TestTheIndex:
    def test_leads_to_the_record(self, write, site):
        written = write(*site)
        assert len(written.index) == len(site)
        for _, _, facts in written.index:
            begins, length = int(facts["offset"]), int(facts["length"])
            record = gzip.decompress(written.warc[begins : begins + length])
            assert record.startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
            assert f"WARC-Target-URI: {facts['url']}\r\n".encode() in record
            assert f"WARC-Payload-Digest: {facts['digest']}\r\n".encode() in record
            assert facts["filename"] == "data.warc.gz"

    def test_says_type_and_status(self, write, make_served):
        written = write(make_served("/feed/", content_type="application/atom+xml; charset=utf-8"))
        ((key, stamp, facts),) = written.index
        assert (key, stamp) == ("org,example,review)/feed", "20220523090000")
        assert (facts["mime"], facts["status"]) == ("application/atom+xml", "200")

    def test_is_sorted_as_bytes_though_addresses_are_sorted_otherwise(self, write, make_served):
        written = write(*map(make_served, ["/Zebra/", "/_/", "/a/", "/a b/", "/a!/", "/é/"]))
        lines = written.files["indexes/index.cdx"].splitlines()
        assert lines == sorted(lines)
        assert len(lines) == 6

    def test_has_every_version_within_one_second_the_later_last(self, write, make_served):
        moments = [ON_MONDAY + timedelta(milliseconds=each) for each in (0, 400, 800)]
        bodies = [b"one", b"two", b"three"]
        written = write(
            *(
                make_served("/", body, captured_from=moment)
                for body, moment in zip(bodies, moments, strict=True)
            )
        )
        offsets = [int(facts["offset"]) for _, _, facts in written.index]
        assert [stamp for _, stamp, _ in written.index] == ["20220523090000"] * 3
        assert offsets == sorted(offsets)
        assert [record.body for record in written.records("response")] == bodies

    @given(st.lists(st.text(max_size=12).map("/{}".format), max_size=20))
    def test_is_sorted_whatever_the_addresses(self, tmp_path_factory, addresses):
        index, keys = Index(tmp_path_factory.mktemp("index")), Keys("https://review.example.org")
        for offset, address in enumerate(sorted(addresses)):
            index.add(keys.key(address), ON_MONDAY, {"offset": str(offset)}, offset)
        lines = [tuple(line.split(b" ", 2)[:2]) for line in index.lines()]
        index.close()
        assert lines == sorted(lines)
        assert len(lines) == len(addresses)


class TestThePages:
    def test_have_what_is_read_of_them(self, write, make_served):
        body = b'<html lang="en-GB"><title>Questions</title><main><p>Who decides?</p></main>'
        (page,) = write(make_served("/faqs/", body)).pages
        assert page.pop("id")
        assert page == {
            "url": "https://review.example.org/faqs/",
            "ts": "2022-05-23T09:00:00Z",
            "title": "Questions",
            "text": "Who decides?",
            "language": "en-GB",
            "size": len(body),
        }

    def test_that_stand_come_before_earlier_versions(self, write, make_served):
        written = write(
            make_served("/a/", b"<p>a before", captured_until=ON_FRIDAY),
            make_served("/a/", b"<p>a now", captured_from=ON_FRIDAY),
            make_served("/b/", b"<p>b now"),
        )
        assert [page["text"] for page in written.pages] == ["a now", "b now", "a before"]

    def test_are_those_that_had_something_to_read(self, write, make_served):
        written = write(
            make_served("/a/"),
            make_served("/gone/", status=410),
            make_served("/old/", status=301),
            make_served("/data.csv", content_type="text/csv"),
        )
        assert [page["url"] for page in written.pages] == ["https://review.example.org/a/"]

    def test_without_a_title_are_called_by_their_address(self, write, make_served):
        (page,) = write(make_served("/a/", b"<p>Hello")).pages
        assert page["title"] == "https://review.example.org/a/"

    def test_have_the_text_of_a_very_long_one(self, write, make_served):
        words = "word " * 300_000
        (page,) = write(make_served("/a/", f"<main>{words}</main>".encode())).pages
        assert page["text"] == words.strip()

    def test_begin_with_a_line_that_says_what_they_are(self, write, make_served):
        first = write(make_served()).files["pages/pages.jsonl"].splitlines()[0]
        assert json.loads(first) == {
            "format": "json-pages-1.0",
            "id": "pages",
            "title": "All pages",
            "hasText": True,
        }


class TestThePackage:
    def test_is_a_zip_that_compresses_nothing_and_has_no_clock(self, write, site):
        with zipfile.ZipFile(io.BytesIO(write(*site).content)) as opened:
            assert opened.testzip() is None
            files = opened.infolist()
        assert [file.filename for file in files] == [
            "archive/data.warc.gz",
            "indexes/index.cdx",
            "pages/pages.jsonl",
            "datapackage.json",
            "datapackage-digest.json",
        ]
        assert {file.compress_type for file in files} == {zipfile.ZIP_STORED}
        assert all(file.extra for file in files)  # ReplayWeb.page needs one to find a file
        assert {file.date_time for file in files} == {(1980, 1, 1, 0, 0, 0)}
        assert {file.external_attr >> 16 for file in files} == {0o100644}

    def test_says_the_digest_and_the_length_of_each_file(self, write, site):
        written = write(*site)
        for resource in written.package["resources"]:
            content = written.files[resource["path"]]
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert len(written.package["resources"]) == 3

    def test_says_the_digest_of_what_it_says(self, write, make_served):
        written = write(make_served())
        digest = hashlib.sha256(written.files["datapackage.json"]).hexdigest()
        assert json.loads(written.files["datapackage-digest.json"]) == {
            "path": "datapackage.json",
            "hash": f"sha256:{digest}",
        }

    def test_says_what_it_is_and_where_to_begin(self, write, site):
        package = write(*site, title="A “Review”").package
        del package["resources"]
        assert package == {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "title": "A “Review”",
            "description": "All of it",
            "created": "2022-06-01T12:00:00Z",
            "software": "Review Site 1",
            "mainPageURL": "https://review.example.org/",
            "mainPageDate": "2022-05-27T09:00:00Z",
        }

    def test_is_the_same_bytes_each_time(self, write, site):
        assert write(*site).content == write(*site).content

    def test_leaves_nothing_in_the_work_folder(self, write, site, tmp_path):
        write(*site)
        assert list(tmp_path.iterdir()) == []

    def test_leaves_nothing_in_the_work_folder_where_it_fails(self, write, make_served, tmp_path):
        def broken():
            yield b"<p>Hel"
            raise OSError("The disk is gone")

        with pytest.raises(OSError, match="The disk is gone"):
            write(make_served("/a/"), make_served("/b/", chunks=broken))
        assert list(tmp_path.iterdir()) == []


class TestWhatIsToldOfIt:
    def test_counts_what_there_is(self, write, site):
        figures = write(*site).figures
        assert figures.captures == len(site)
        assert figures.addresses == len(site) - 1
        assert figures.pages == 2 + len(ODD)
        assert figures.served_bytes == sum(one.size for one in site)

    def test_progress_ends_with_all_of_them(self, write, site):
        told = []
        write(*site, progress=lambda *step: told.append(step))
        assert told[-1] == ("Captures into the web archive file", len(site), len(site))


def test_memory_does_not_hold_a_large_file(make_served, tmp_path):
    chunk = b"\xff" * 65536
    sha256 = hashlib.sha256(chunk * 512).hexdigest()
    film = make_served(
        "/film.mp4",
        content_type="video/mp4",
        size=512 * len(chunk),
        sha256=sha256,
        chunks=lambda: (chunk for _ in range(512)),
    )
    with (tmp_path / "site.wacz").open("w+b") as to:
        tracemalloc.start()
        about = {"title": "T", "description": "D", "software": "S"}
        write_wacz(MadeSource([film]), to, work=tmp_path, progress=lambda *_: None, **about)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 2 * 1024 * 1024
