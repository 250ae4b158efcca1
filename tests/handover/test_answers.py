"""What archives answer, in each of the forms in which they give it."""

import gzip
import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.handover.answers import NotAnswers, read_answers, read_folder
from archive.handover.held import Digests, Held, read_digest, read_stamp

from .small_site import ANSWERS, AS_CRAWLED, CRAWLED_AT, SITE, stamp

DIGEST = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
HELD = Held("https://a.org/", "20230310090000", 200, Digests(sha1=DIGEST))


def read(text: str | bytes, **limits: int) -> list[Held]:
    octets = text.encode() if isinstance(text, str) else text
    return list(read_answers(BytesIO(octets), "answers", **limits))


class TestWhatPywbGave:
    @pytest.mark.parametrize(
        "name",
        ["eleven-columns.cdx", "nine-columns.cdx", "index.cdxj", "cdx-server.json",
         "cdx-server.cdxj"],
    )  # fmt: skip
    def test_is_read_alike_in_each_form(self, name):
        captures = list(read_folder(ANSWERS / name))

        assert {(each.url, each.stamp, each.status, each.digests.sha1) for each in captures} == {
            (SITE + kept.path, stamp(CRAWLED_AT), int(kept.status[:3]), kept.sha1)
            for kept in AS_CRAWLED
        }

    def test_as_timemaps_tells_when_alone(self):
        captures = list(read_folder(ANSWERS / "timemaps"))

        assert len(captures) == 5
        assert {each.stamp for each in captures} == {stamp(CRAWLED_AT)}
        assert {each.digests for each in captures} == {Digests()}
        assert f"{SITE}/caf%C3%A9/" in {each.url for each in captures}


class TestOtherForms:
    @pytest.mark.parametrize(
        "text",
        [
            f"org,a)/ 20230310090000 https://a.org/ text/html 200 {DIGEST} - - 12 0 a.warc.gz\n",
            f"org,a)/ 20230310090000 https://a.org/ text/html 200 {DIGEST} 12\n",
            f" CDX A b a m s k\n- 20230310090000 https://a.org/ text/html 200 {DIGEST}\n",
            f" CDX N b s k m\norg,a)/ 20230310090000 200 sha1:{DIGEST} text/html\n",
            f'!OpenWayback-CDXJ 1.0\norg,a)/ 20230310090000 {{"status": "200", "digest": '
            f'"sha1:{DIGEST}"}}\n',
            json.dumps([["urlkey", "timestamp", "original", "statuscode", "digest"],
                        ["org,a)/", "20230310090000", "https://a.org/", "200", DIGEST]]),
            json.dumps([["org,a)/", "20230310090000", "https://a.org/", "text/html", "200",
                         DIGEST, "12"]]),
            json.dumps([{"url": "https://a.org/", "timestamp": 20230310090000, "status": 200,
                         "digest": f"sha1:{DIGEST}"}], indent=2),
            "\ufeff" + json.dumps({"urlkey": "org,a)/", "timestamp": "20230310090000",
                                   "status": "200", "digest": DIGEST}),
        ],
    )  # fmt: skip
    def test_are_read_alike(self, text):
        assert read(text) == [HELD]

    def test_may_be_compressed(self):
        text = (ANSWERS / "eleven-columns.cdx").read_bytes()

        assert read(gzip.compress(text)) == read(text)

    @pytest.mark.parametrize(
        "mementos",
        [{"list": [{"datetime": "2023-03-10T09:00:00Z", "uri": "https://x.example/"}]},
         [{"datetime": "2023-03-10T10:00:00+01:00"}]],
    )  # fmt: skip
    def test_a_timemap_may_be_json(self, mementos):
        text = json.dumps({"original_uri": "https://a.org/", "mementos": mementos}, indent=1)

        assert read(text) == [Held("https://a.org/", "20230310090000", 0, Digests())]

    def test_a_timemap_may_stand_on_one_line(self):
        text = (
            '<https://a.org/>;rel="original",<https://x.example/1>;rel="first last memento"'
            ';datetime="Fri, 10 Mar 2023 09:00:00 GMT"'
        )

        assert read(text) == [Held("https://a.org/", "20230310090000", 0, Digests())]

    def test_an_empty_answer_holds_nothing(self):
        assert read("") == read("\n") == read("[]") == []


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("<!DOCTYPE html><title>Are you a person?</title>", "web page"),
            ("<html>", "web page"),
            ("Some words of somebody\n", "line 1"),
            (" CDX N m s k\norg,a)/ text/html 200 X\n", "names no column"),
            (" CDX N b a m s k\norg,a)/ 20230310090000\n", "line 2"),
            ("org,a)/ soon https://a.org/ text/html 200 X\n", "soon"),
            ("org,a)/ 20230310090000 {broken\n", "line 1"),
            ('[["urlkey", "timestamp"], ["org,a)/"]]', "1 columns"),
            ('[["org,a)/", "20230310090000"', "cut off|broken"),
            ("[1, 2]", "tells of no captures"),
            pytest.param("[" * 100_000, "too deeply|no end|broken", id="nested lists"),
            pytest.param('{"a": ' * 100_000, "too deeply|no end|broken", id="nested objects"),
            ('<https://x.example/1>; rel="memento"; datetime="x"', "before the address"),
            ('<https://a.org/>; rel="self"', "names no original"),
            ('<https://a.org/>; rel="original", <https://x>; rel="memento"; datetime="soon"',
             "not a date"),
            ('<https://a.org/>; rel="original", nonsense', "broken"),
            (gzip.compress(b"org,a)/ 20230310090000 https://a.org/ - 200 X\n", mtime=0)[:-9],
             "cut off"),
            (b"\x1f\x8bnonsense", "compressed"),
        ],
    )  # fmt: skip
    def test_is_refused_in_a_sentence(self, text, says):
        with pytest.raises(NotAnswers, match=says):
            read(text)

    def test_is_refused_where_it_swells(self):
        bomb = gzip.compress(b"\n" * (4 << 20))

        with pytest.raises(NotAnswers, match="more than 1 MiB"):
            read(bomb, most=1 << 20)

    def test_a_line_without_an_end_is_not_taken_into_memory(self):
        with pytest.raises(NotAnswers, match="has no end"):
            read(b"a" * (3 << 20))

    def test_a_value_without_an_end_is_not_either(self):
        with pytest.raises(NotAnswers, match="no end"):
            read(b'["' + b"a" * (20 << 20))

    def test_a_link_that_is_broken_at_length_takes_no_time(self):
        with pytest.raises(NotAnswers, match="broken"):
            read("<https://a.org/>" + "; a=    " * 20_000 + '; b="')

    def test_an_empty_folder_is_said_to_be_empty(self, tmp_path: Path):
        with pytest.raises(NotAnswers, match="no file"):
            list(read_folder(tmp_path))

    @given(st.binary(max_size=300))
    def test_any_bytes_are_read_or_refused(self, octets):
        try:
            captures = read(octets)
        except NotAnswers:
            return

        assert all(each.url.encode() and len(each.stamp) == 14 for each in captures)

    def test_half_a_character_in_json_is_read_as_none(self):
        (held,) = read('[{"url": "https://a.org/\\ud800", "timestamp": "2023"}]')

        assert held.url == "https://a.org/?"


class TestDigests:
    def test_have_one_form_each(self):
        sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

        assert read_digest(DIGEST.lower()) == Digests(sha1=DIGEST)
        assert read_digest("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709") == Digests(sha1=DIGEST)
        assert read_digest(f"sha-256:{sha256.upper()}") == Digests(sha256=sha256)
        assert (
            read_digest("sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====")
            == Digests(sha256=sha256)
        )  # fmt: skip

    @pytest.mark.parametrize("written", ["-", "", "md5:d41d8cd98f00b204e9800998ecf8427e", "sha1:x"])
    def test_of_other_kinds_are_none(self, written):
        assert read_digest(written) == Digests()


def test_a_short_moment_counts_from_its_beginning():
    assert read_stamp("2023") == "20230101000000"
    assert read_stamp("20230310") == "20230310000000"
