"""What the production server hands to the site, and what it makes of the site's answers."""

import json
import time

import pytest

SHOW = """
import json, os, time

class Portion:
    def __init__(self, left):
        self.left = left

    def __iter__(self):
        while self.left > 0:
            self.left -= 65536
            yield b"x" * 65536

    def close(self):
        with open(os.environ["STATE_DIR"] + "/closed", "a") as file:
            file.write(f"{self.left}\\n")

def application(environ, start_response):
    match environ["PATH_INFO"]:
        case "/large/":
            start_response("200 OK", [("Content-Length", str(200 * 2**20))])
            return Portion(200 * 2**20)
        case "/part/":
            part = [("Content-Range", "bytes 0-65535/131072"), ("Content-Length", "65536")]
            start_response("206 Partial Content", part)
            return Portion(65536)
        case "/unchanged/":
            start_response("304 Not Modified", [("ETag", environ["HTTP_IF_NONE_MATCH"])])
            return [b""]
        case "/slow/":
            time.sleep(1)
        case "/fails/":
            raise RuntimeError("on purpose")
    seen = {name: value for name, value in environ.items() if isinstance(value, str)}
    seen["body"] = environ["wsgi.input"].read().decode()
    start_response("200 OK", [("Content-Type", "application/json"), ("X-Two", "1"), ("X-Two", "2")])
    return [json.dumps(seen).encode()]
"""


@pytest.fixture
def server(serve, tmp_path):
    (tmp_path / "show.py").write_text(SHOW)
    return serve("show:application", WEB_CONCURRENCY="1", SECRET_KEY="s" * 50)


def seen_by_the_site(answer):
    return json.loads(answer.body)


class TestARequest:
    def test_has_its_path_decoded_once_and_otherwise_as_it_was_sent(self, server):
        seen = seen_by_the_site(server.get("//a%2Fb%20c/%C3%A9/%2541/../?q=%20a"))
        assert seen["PATH_INFO"] == "//a/b c/\u00c3\u00a9/%41/../"
        assert seen["QUERY_STRING"] == "q=%20a"
        assert seen["SCRIPT_NAME"] == ""

    def test_cannot_say_where_the_site_lies(self, server):
        seen = seen_by_the_site(server.get("/", **{"SCRIPT_NAME": "/a", "Script-Name": "/b"}))
        assert (seen["SCRIPT_NAME"], seen["PATH_INFO"]) == ("", "/")

    def test_has_what_proxies_added_in_the_order_of_the_lines(self, server):
        with server.connect() as connection:
            connection.sendall(
                b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                b"X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n"
            )
            answer = connection.makefile("rb").read()
        assert b'"HTTP_X_FORWARDED_FOR": "192.0.2.1,192.0.2.2"' in answer

    def test_may_come_in_chunks(self, server):
        answer = server.ask("POST", "/", body=iter([b"one ", b"two"]), encode_chunked=True)
        assert seen_by_the_site(answer)["body"] == "one two"

    def test_may_wait_to_be_asked_for_its_body(self, server):
        with server.connect() as connection:
            connection.sendall(
                b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
            )
            assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
            connection.sendall(b"abc")
            assert b'"body": "abc"' in connection.recv(10_000)

    def test_does_not_carry_the_secrets_of_the_server(self, server):
        assert "SECRET_KEY" not in seen_by_the_site(server.get("/"))

    def test_with_heads_that_are_too_large_is_refused(self, server):
        assert server.get("/", Cookie="a" * 600_000).status == 431


class TestAnAnswer:
    def test_to_head_has_no_body(self, server):
        answer = server.ask("HEAD", "/large/")
        assert (answer.status, answer.body) == (200, b"")
        assert answer.headers["Content-Length"] == str(200 * 2**20)

    def test_that_nothing_changed_has_no_body(self, server):
        answer = server.get("/unchanged/", **{"If-None-Match": '"a"'})
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == '"a"'

    def test_may_be_a_part(self, server):
        answer = server.get("/part/", Range="bytes=0-65535")
        assert (answer.status, len(answer.body)) == (206, 65536)
        assert answer.headers["Content-Range"] == "bytes 0-65535/131072"

    def test_keeps_two_headers_of_one_name(self, server):
        assert server.get("/").headers.get_all("X-Two") == ["1", "2"]

    def test_that_fails_is_an_error_of_the_server_and_the_next_is_none(self, server):
        assert server.get("/fails/").status == 500
        assert server.get("/").status == 200


class TestALargeFile:
    def test_is_never_in_memory_as_a_whole(self, server):
        assert len(server.get("/large/").body) == 200 * 2**20
        assert server.most_memory < 100

    def test_is_closed_when_the_reader_goes_away(self, server, tmp_path):
        with server.connect() as connection:
            connection.sendall(b"GET /large/ HTTP/1.1\r\nHost: a\r\n\r\n")
            connection.recv(1000)
        end = time.monotonic() + 10
        while not (tmp_path / "closed").exists():
            assert time.monotonic() < end, "not closed after 10 seconds"
            time.sleep(0.05)
        assert int((tmp_path / "closed").read_text()) > 0


class TestOtherReaders:
    def test_are_answered_while_a_page_takes_its_time(self, server):
        with server.connect() as slow:
            slow.sendall(b"GET /slow/ HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.1)
            asked = time.monotonic()
            assert server.get("/").status == 200
            assert time.monotonic() - asked < 0.5

    def test_are_answered_while_many_say_half_a_sentence(self, server):
        halves = [server.connect() for _ in range(200)]
        for half in halves:
            half.sendall(b"GET / HTTP/1.1\r\nHost:")
        try:
            assert server.get("/").status == 200
        finally:
            for half in halves:
                half.close()
