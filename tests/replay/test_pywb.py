"""The WACZ in pywb, the software of national web archives."""

import base64
import gzip
import hashlib
import json
import subprocess
import zipfile

import pytest

from archive.freeze.warc.uris import Keys, uri

from .conftest import as_served, differences, led_elsewhere
from .replayers import PYTHON

# Without django_db, pytest-django would make no database for the tests' captures.
pytestmark = [pytest.mark.replay, pytest.mark.django_db]

ODD = [
    "/", "/faqs/", "/Faqs/", "/two words/", "/100%/", "/100%25/", "/a%2Fb/", "/a%20b/", "/über/",
    "/Über/", "/why?/", "/no#1/", "/a//b///", "/a;b=c/", "/[a]|{b}^`/", "/\\/", "/a/./b/../c/",
    "/!$&'()*+,:@~-._", "/\n\t/", "/\x7f/", "/\U0001f600/", f"/{'long/' * 400}",
]  # fmt: skip
SITES = [
    "https://review.example.org", "https://www.review.example.org", "http://127.0.0.1:8000",
    "http://localhost:8000", "https://review.example.org:443", "http://review.example.org:443",
    "http://[::1]:8000",
]  # fmt: skip
ASK_SURT = "import json, sys, surt; print(json.dumps([surt.surt(u) for u in json.load(sys.stdin)]))"


def sha1(body: bytes) -> str:
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode()}"


def test_finds_each_capture_by_address_and_moment(pywb, frozen):
    for served in frozen.captures:
        found = pywb.found(*frozen.place(served))
        assert (found["timestamp"], found["url"]) == frozen.place(served)
        assert found["digest"] == sha1(served.body())
        assert found["status"] == str(served.status)


def test_gives_each_payload_as_it_was_served(pywb, frozen):
    whole = [one for one in frozen.captures if one.status == 200]
    assert len(whole) > 400
    wrong = [one for one in whole if pywb.payload(*frozen.place(one)) != one.body()]
    assert [frozen.place(one) for one in wrong] == []


def test_shows_every_page_that_stands_as_it_was_served(window, pywb, frozen):
    assert len(frozen.standing) > 150
    assert differences(window, pywb, frozen, frozen.standing) == []


def test_shows_the_questions_as_they_stood_on_three_dates(window, pywb, frozen):
    versions = frozen.versions("/faqs/all/")[:3]
    assert len({as_served(version)["text"] for version in versions}) == 3
    assert differences(window, pywb, frozen, versions) == []


def test_leads_on_where_an_address_led(window, pywb, frozen):
    assert len(frozen.redirects) > 1
    assert led_elsewhere(window, pywb, frozen) == []


def test_makes_the_same_index_of_the_records_itself(pywb, frozen, tmp_path):
    with zipfile.ZipFile(frozen.wacz) as opened:
        opened.extractall(tmp_path)
    own = (tmp_path / "indexes" / "index.cdx").read_text().splitlines()
    theirs = pywb.run("cdx-indexer", "-j", "-s", str(tmp_path / "archive" / "data.warc.gz"))
    assert [parsed(line) for line in theirs.splitlines()] == [parsed(line) for line in own]


def parsed(line: str) -> tuple[str, str, dict]:
    key, stamp, facts = line.split(" ", 2)
    facts = json.loads(facts)
    return key, stamp, facts | {"digest": facts["digest"].removeprefix("sha1:")}


@pytest.mark.parametrize("site", SITES)
def test_looks_for_the_same_keys(site):
    uris = [uri(site, address) for address in ODD]
    asked = subprocess.run(
        [PYTHON / "python", "-c", ASK_SURT],
        input=json.dumps(uris),
        capture_output=True,
        text=True,
        check=True,
    )
    assert [Keys(site).key(address) for address in ODD] == json.loads(asked.stdout)


def test_a_record_can_be_read_without_those_before_it(frozen):
    with zipfile.ZipFile(frozen.wacz) as opened:
        last = opened.read("indexes/index.cdx").decode().splitlines()[-1]
        facts = json.loads(last.split(" ", 2)[2])
        warc = opened.read("archive/data.warc.gz")
    begins = int(facts["offset"])
    record = gzip.decompress(warc[begins : begins + int(facts["length"])])
    assert facts["url"].encode() in record
