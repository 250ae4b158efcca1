"""The layer before the whole site, with the real store: readers notice nothing but the speed."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive import urls
from archive.lifecycle import make_link, revoke_link
from archive.models import Capture, Record
from archive.public_urls import EXCUSED, PublicUrls
from review_site.wsgi import OWN_ROUTES, served
from tests.whole_site import make_site

__all__ = ["make_site"]

pytestmark = pytest.mark.django_db(transaction=True)
HTTPS = {"SITE_URL": "https://testserver", "IS_HTTPS": True, "SECURE_SSL_REDIRECT": True}


class Reader:
    """Asks one process of the server, as a browser would."""

    def __init__(self, ask) -> None:
        self._ask = ask
        self.layer = served(WSGIHandler())
        # No thread looks at the edition here: `learn` does.
        self.layer.watch.look = lambda: self.layer.watch.standing or self.learn()

    def learn(self):
        self.layer.watch.read()
        return self.layer.watch.standing

    def get(self, path="/", method="GET", **facts):
        facts = {"HOST": "testserver", "wsgi.url_scheme": "http", "wsgi.input": BytesIO()} | facts
        return self._ask(self.layer, path, method, **facts)


@pytest.fixture
def make_reader(ask_of):
    return lambda: Reader(ask_of)


@pytest.fixture
def reader(make_reader):
    return make_reader()


def test_every_public_address_answers_what_django_answers(make_reader, make_site):
    make_site(2)
    reader, other, django = make_reader(), make_reader(), Client()
    addresses = [url.address for url in PublicUrls()]
    for address in addresses:
        direct = django.get(address)
        body = direct.getvalue()
        answers = [reader.get(address), reader.get(address), other.get(address)]

        assert [answer.how for answer in answers[1:]] == [
            "hit; detail=memory",
            "hit; detail=store",
        ], address
        for answer in answers:
            assert answer.status == direct.status_code == 200
            assert answer.body == body
            own = {"Content-Type", "Content-Security-Policy", "Content-Disposition"}
            for name in own & direct.headers.keys():
                assert answer[name] == direct[name]
    assert len(addresses) > 60


class TestQuestionsToTheDatabase:
    @pytest.fixture
    def asked(self, reader):
        def count(**facts) -> tuple[int, str]:
            with CaptureQueriesContext(connection) as captured:
                how = reader.get(**facts).how
            return len(captured), how

        return count

    def test_none_for_a_page_in_memory(self, reader, asked):
        reader.get()

        assert asked() == (0, "hit; detail=memory")
        assert asked(IF_NONE_MATCH="*") == (0, "hit; detail=memory")

    def test_two_for_a_page_in_the_store(self, make_reader, reader, asked):
        make_reader().get()
        reader.learn()

        assert asked() == (2, "hit; detail=store")


def test_what_is_published_is_there_once_the_edition_is_known(reader, make_post):
    assert reader.get("/news/").status == 200
    assert reader.get("/news/hello/").status == 404
    make_post("Hello", slug="hello")
    before = reader.get("/news/")
    reader.learn()

    assert b"Hello" not in before.body
    assert b"Hello" in reader.get("/news/").body
    assert reader.get("/news/hello/").status == 200


def test_what_is_scheduled_appears_at_its_moment(reader, make_post):
    at = timezone.now() + timedelta(hours=1)
    make_post("Hello", slug="hello", published_at=at)
    assert reader.get("/news/hello/").status == 404
    assert reader.get("/news/")["Cache-Control"].startswith("public, max-age=10,")
    with time_machine.travel(at, tick=False):
        reader.learn()

        assert reader.get("/news/hello/").status == 200
        assert b"Hello" in reader.get("/news/").body


def test_what_is_withdrawn_to_a_draft_is_gone_and_has_ended(reader, make_page):
    page = make_page("About us")
    address = page.address
    assert reader.get(address).status == 200
    page.published_at = None
    page.save()
    reader.learn()

    assert reader.get(address).status == 404
    assert not Capture.objects.of(address).standing().exists()


def test_an_editor_is_answered_by_django_and_nothing_of_it_is_kept(reader, make_user):
    editor = Client()
    editor.force_login(make_user("Editors"))
    [session] = editor.cookies.values()
    response = reader.get(COOKIE=f"{session.key}={session.value}")

    assert (response.status, response.how) == (200, "")
    assert not Capture.objects.exists()


def test_a_drafts_file_answers_as_if_it_had_never_been(reader, make_page, make_attachment):
    file = make_attachment(make_page(published_at=None), b"0123456789" * 1000)
    secret, never = reader.get(file.get_absolute_url()), reader.get("/attachments/never/was.txt")

    assert (secret.status, secret.headers) == (never.status, never.headers)
    assert secret.body == never.body
    assert not Capture.objects.exists()


def test_a_file_is_sent_in_parts_from_memory(reader, make_page, make_attachment):
    file = make_attachment(make_page(), b"0123456789" * 1000)
    reader.get(file.get_absolute_url())
    part = reader.get(file.get_absolute_url(), RANGE="bytes=10-12")

    assert (part.status, part.body, part.how) == (206, b"012", "hit; detail=memory")
    assert part["Cache-Control"] == "no-cache"


def test_a_large_file_is_sent_in_parts_by_django(reader, make_page, make_attachment):
    file = make_attachment(make_page(), b"0123456789" * 200_000)
    answers = [reader.get(file.get_absolute_url(), RANGE="bytes=10-12") for _ in range(2)]

    assert [(part.status, part.body) for part in answers] == [(206, b"012")] * 2
    assert Capture.objects.of(file.get_absolute_url()).get().body.size == 2_000_000


class TestASiteByHttps:
    @pytest.fixture
    def reader(self, settings, make_reader):
        for name, value in HTTPS.items():
            setattr(settings, name, value)
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        return make_reader()

    def test_redirects_those_who_come_by_http_and_nobody_else(self, reader):
        answers = [
            reader.get(X_FORWARDED_PROTO=protocol)
            for protocol in ("http", "https", "http", "https")
        ]

        assert [answer.status for answer in answers] == [301, 200, 301, 200]
        assert answers[0]["Location"] == answers[2]["Location"] == "https://testserver/"
        assert [capture.status for capture in Capture.objects.of("/")] == [200]

    def test_believes_nobody_about_it_where_no_proxy_is_trusted(
        self, settings, reader, make_reader
    ):
        settings.SECURE_PROXY_SSL_HEADER = None
        alone = make_reader()

        assert alone.get(X_FORWARDED_PROTO="https").status == 301
        assert alone.get(**{"wsgi.url_scheme": "https"}).status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [("testserver", 200), ("testserver:8000", 200), ("TestServer", 200), ("localhost", 200),
     ("evil.example", 400), ("testserver.evil.example", 400), ("", 400), ("testserver, a", 400)],
)  # fmt: skip
def test_hosts_are_answered_as_django_answers_them(reader, host, status):
    reader.get()
    response = reader.get(HOST=host)

    assert response.status == status
    assert (response.how == "hit; detail=memory") is (status == 200)


@pytest.mark.parametrize(
    "route",
    [route for route in urls.urlpatterns if route.name in EXCUSED.keys() - {"people", "picture"}],
    ids=lambda route: route.name,
)
def test_routes_that_answer_each_reader_by_himself_are_never_kept(route):
    assert f"/{route.pattern}".startswith(OWN_ROUTES)


def test_a_draft_shown_outside_is_remembered_by_no_process(reader, make_post, make_user):
    draft = Record.objects.get(pk=make_post(published_at=None, body="To be weighed.").pk)
    today, by = timezone.localdate(), make_user()
    link, secret = make_link(draft, shown_to="Jane Smith", until=today, by=by)
    address = f"/unpublished/{secret}/"

    answers = [reader.get(address), reader.get(address, "HEAD"), reader.get(address)]
    revoke_link(link, by=by)
    after = reader.get(address)

    assert [answer.status for answer in answers] == [200, 200, 200]
    assert b"To be weighed." in answers[2].body
    assert after.status == 404
    assert after.body == reader.get("/unpublished/never-was/").body
    assert not Capture.objects.exists()
