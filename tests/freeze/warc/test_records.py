"""What a record says of a capture, as warcio reads it."""

import base64
import hashlib
from datetime import timedelta

import pytest

from archive.freeze.warc.records import IN_MEMORY, LengthDiffers

from .conftest import ON_MONDAY


class TestResponse:
    def test_holds_what_was_served(self, write, make_served):
        (record,) = write(make_served("/faqs/", b"<p>Who decides?</p>")).records("response")
        assert record.body == b"<p>Who decides?</p>"
        assert record.http.get_statuscode() == "200"
        assert record.http.headers == [
            ("Content-Type", "text/html; charset=utf-8"),
            ("X-Frame-Options", "DENY"),
            ("Content-Length", "19"),
        ]

    def test_is_dated_when_it_was_first_served(self, write, make_served):
        (record,) = write(make_served(captured_from=ON_MONDAY)).records("response")
        assert record.headers["WARC-Date"] == "2022-05-23T09:00:00Z"

    def test_is_dated_to_the_fraction_of_a_second(self, write, make_served):
        a_little_later = ON_MONDAY + timedelta(microseconds=1500)
        (record,) = write(make_served(captured_from=a_little_later)).records("response")
        assert record.headers["WARC-Date"] == "2022-05-23T09:00:00.001500Z"

    def test_has_the_payload_digest_that_web_archives_compare_by(self, write, make_served):
        (record,) = write(make_served(body=b"<p>Hello</p>")).records("response")
        sha1 = hashlib.sha1(b"<p>Hello</p>", usedforsecurity=False)
        digest = base64.b32encode(sha1.digest()).decode()
        assert record.headers["WARC-Payload-Digest"] == f"sha1:{digest}"

    def test_has_a_block_digest_of_status_headers_and_body(self, write, make_served):
        written = write(make_served(body=b"<p>Hello</p>"))
        (record,) = written.records("response")
        block = written.plain_warc.partition(b"msgtype=response\r\nContent-Length: ")[2]
        block = block.partition(b"\r\n\r\n")[2].partition(b"\r\n\r\nWARC/1.1")[0]
        assert block.startswith(b"HTTP/1.1 200 OK\r\n")
        assert block.endswith(b"<p>Hello</p>")
        digest = hashlib.sha256(block).hexdigest()
        assert record.headers["WARC-Block-Digest"] == f"sha256:{digest}"

    @pytest.mark.parametrize(
        ("status", "line"),
        [
            (301, "301 Moved Permanently"),
            (308, "308 Permanent Redirect"),
            (410, "410 Gone"),
        ],
    )
    def test_has_the_status_that_was_served(self, write, make_served, status, line):
        (record,) = write(make_served(status=status)).records("response")
        assert record.http.statusline == line

    def test_keeps_where_a_redirect_led_to(self, write, make_served):
        leading = make_served("/old/", b"", 301, headers=(("Location", "/new/"),))
        (record,) = write(leading).records("response")
        assert record.http.headers == [("Location", "/new/"), ("Content-Length", "0")]

    def test_of_an_empty_body_is_whole(self, write, make_served):
        (record,) = write(make_served(body=b"")).records("response")
        assert record.body == b""
        assert record.headers["WARC-Payload-Digest"] == "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"

    def test_keeps_a_header_in_latin_1_as_wsgi_sends_it(self, write, make_served):
        named = make_served(headers=(("X-Said", "Café"),))
        assert b"X-Said: Caf\xe9\r\n" in write(named).plain_warc

    def test_keeps_a_header_that_latin_1_has_no_letters_for(self, write, make_served):
        named = make_served(headers=(("X-Said", "Łódź"),))
        assert "X-Said: Łódź\r\n".encode() in write(named).plain_warc

    def test_of_a_large_file_is_written_in_chunks(self, write, make_served):
        body = b"%PDF-" + bytes(range(256)) * 4 * 1024 * 3
        pieces = [body[i : i + 65536] for i in range(0, len(body), 65536)]
        longest = []

        def chunks():
            for piece in pieces:
                longest.append(len(piece))
                yield piece

        served = make_served("/report.pdf", body, content_type="application/pdf", chunks=chunks)
        assert served.size > IN_MEMORY
        (record,) = write(served).records("response")
        assert record.body == body
        assert len(longest) == 2 * len(pieces)  # once for its digests, once to copy it

    def test_refuses_a_body_of_another_length(self, write, make_served):
        with pytest.raises(LengthDiffers, match="/faqs/ cannot be frozen .* 5 bytes .* holds 12"):
            write(make_served("/faqs/", size=5))


class TestRequest:
    def test_is_what_an_anonymous_reader_asks(self, write, make_served):
        plain = write(make_served("/faqs/")).plain_warc
        asked = (
            b"GET /faqs/ HTTP/1.1\r\n"
            b"Host: review.example.org\r\n"
            b"User-Agent: Review Site 1\r\n"
            b"Accept: */*\r\n"
            b"Accept-Encoding: identity\r\n\r\n"
        )
        assert asked in plain

    def test_names_the_response_that_it_got(self, write, make_served):
        written = write(make_served())
        (request,), (response,) = written.records("request"), written.records("response")
        assert request.headers["WARC-Concurrent-To"] == response.headers["WARC-Record-ID"]
        assert request.headers["WARC-Target-URI"] == response.headers["WARC-Target-URI"]
        assert request.headers["WARC-Date"] == response.headers["WARC-Date"]

    def test_names_the_port_that_is_not_its_own(self, write, make_served):
        plain = write(make_served(), site_url="http://127.0.0.1:8000").plain_warc
        assert b"Host: 127.0.0.1:8000\r\n" in plain


class TestInformation:
    def test_is_the_first_record_and_says_what_the_file_is(self, write, make_served):
        written = write(make_served(), title="The Review\nof Examples")
        assert written.plain_warc.startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")
        (record,) = written.records("warcinfo")
        assert b"software: Review Site 1\r\n" in record.body
        assert b"isPartOf: The Review of Examples\r\n" in record.body


class TestRecordIDs:
    def ids(self, written) -> list[str]:
        kinds = ("warcinfo", "request", "response")
        read = (record for kind in kinds for record in written.records(kind))
        return [record.headers["WARC-Record-ID"] for record in read]

    def test_differ(self, write, make_served):
        later = ON_MONDAY + timedelta(microseconds=1)
        captures = [make_served("/a/"), make_served("/b/"), make_served("/b/", captured_from=later)]
        ids = self.ids(write(*captures))
        assert len(set(ids)) == len(ids) == 7

    def test_differ_where_address_and_moment_do_not(self, write, make_served):
        ended = make_served(body=b"one", captured_until=ON_MONDAY)
        ids = self.ids(write(ended, make_served(body=b"one")))
        assert len(set(ids)) == len(ids) == 5

    def test_are_the_same_each_time(self, write, make_served):
        assert self.ids(write(make_served())) == self.ids(write(make_served()))

    def test_do_not_depend_on_what_else_was_captured(self, write, make_served):
        alone = self.ids(write(make_served("/b/")))
        assert set(alone) < set(self.ids(write(make_served("/a/"), make_served("/b/"))))
