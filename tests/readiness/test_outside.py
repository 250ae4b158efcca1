"""Other sites are asked only when told to: politely, and with their unwillingness in mind."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from archive.models import Review
from archive.readiness import outside
from archive.readiness.looking import look
from archive.readiness.report import Report

ANSWERS = {"/there": 200, "/gone": 404, "/closed": 403, "/broken": 500}


class Elsewhere(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]]

    def do_HEAD(self) -> None:
        self.asked.append((self.command, self.path))
        is_get_only = self.path == "/get-only" and self.command == "HEAD"
        self.send_response(404 if is_get_only else ANSWERS.get(self.path, 200))
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def elsewhere():
    """Where another site is, and what it was asked."""
    handler = type("Asked", (Elsewhere,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler.asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/there", ""),
        ("/get-only", ""),
        ("/closed", ""),
        ("/gone", "answers 404: it is not there."),
        ("/broken", "answers 500: it is not there."),
    ],
)
def test_an_answer_is_understood(elsewhere, path, says):
    assert outside.answer_of(elsewhere[0] + path) == says


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://[broken/", "http://a b/"])
def test_no_answer_is_said_as_such(address):
    assert outside.answer_of(address).startswith("does not answer (")


@pytest.fixture
def linked(elsewhere, make_post, make_page):
    Review.objects.create(name="The Review", licence_url="")
    make_page(address="/accessibility/")  # the site's own statement links to other sites, too
    site = elsewhere[0]
    return make_post(body=f"[A]({site}/there), [B]({site}/gone)")


def test_nobody_is_asked_by_a_look(linked, elsewhere):
    look()
    assert elsewhere[1] == []


def test_what_is_gone_is_found_where_it_is_linked_to(linked, elsewhere):
    outside.ask_outside(look(), pause=0)
    (finding,) = Report().standing
    assert (finding.rule, finding.address) == ("links-outside", linked.address)
    assert finding.quote == f"{elsewhere[0]}/gone"


def test_what_goes_beyond_the_limit_is_said_to_be_unasked(linked, monkeypatch, elsewhere):
    monkeypatch.setattr(outside, "MOST", 1)
    outside.ask_outside(look(), pause=0)
    said = [each.what for each in Report().standing]
    assert sum("was not asked" in what for what in said) == 1
    assert len({path for _, path in elsewhere[1]}) == 1
