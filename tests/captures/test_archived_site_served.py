"""An archived site, with everything behind it: where its pages are, what is gone, what goes on."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import move_stage
from archive.models import Capture, Language, Review, Stage
from archive.public_urls import PublicUrls
from tests.one_process import Server

SITE = "http://testserver"


ASKED_FOR = ("/", "/faqs/", "/feed/", "/podcast/feed/", "/sitemap.xml", "/robots.txt")


@pytest.fixture
def closed(make_letter, make_attachment, make_redirect, make_faq, make_notice, close_site):
    """A small site, closed; what those of its addresses answered then that were asked for."""
    Review.objects.create(name="The Review of Examples", contact_email="end@example.org")
    make_faq()
    letter = make_letter("What we found")
    file, old = make_attachment(letter), make_redirect("/old/", to_record=letter)
    make_notice()
    move_stage(Stage.CLOSING, by=None)
    server = Server()
    addresses = [*ASKED_FOR, letter.address, file.get_absolute_url(), old.address]
    answers = {address: server.get(address) for address in addresses}
    close_site()
    return answers


@pytest.fixture
def signposted(closed, archive_site):
    archive_site()
    return Server()


@pytest.fixture
def led_on(closed, archive_site):
    archive_site(answering="redirects", timestamp=STAMP)
    return Server()


STAMP = "20991231235959"


@pytest.fixture(autouse=True)
def the_archive_may_be_of_any_day(monkeypatch):
    """Its digits are compared with the clock by a test of their own."""
    monkeypatch.setattr("archive.lifecycle.stages.faults_of", lambda archived: {})


def of_pages(answers: dict) -> dict:
    ended = (settings.STATIC_URL, "/feed/", "/podcast/feed/", "/sitemap", "/robots", "/.well-known")
    return {address: said for address, said in answers.items() if not address.startswith(ended)}


class TestRedirects:
    def test_lead_every_address_that_was_ever_public_to_its_place(self, led_on, closed):
        place = f"https://webarchive.nationalarchives.gov.uk/ukgwa/{STAMP}/{SITE}"
        answers = {address: led_on.get(address) for address in of_pages(closed)}

        assert len(answers) == 5
        assert {said[0] for said in answers.values()} == {301}
        assert {address: said[1]["Location"] for address, said in answers.items()} == {
            address: place + address for address in answers
        }

    def test_can_be_taken_back_after_ten_minutes(self, led_on):
        assert led_on.get("/")[1]["Cache-Control"] == "public, max-age=600"

    def test_come_from_memory_the_second_time(self, led_on):
        led_on.get("/faqs/")
        before = led_on.rendered["/faqs/"]

        assert "detail=memory" in led_on.get("/faqs/")[1]["Cache-Status"]
        assert led_on.rendered["/faqs/"] == before

    def test_carry_no_query_along(self, led_on):
        assert led_on.get("/faqs/?page=2")[1]["Location"].endswith(f"{SITE}/faqs/")

    def test_add_the_slash_that_the_site_would_have_added(self, led_on):
        assert led_on.get("/faqs")[1]["Location"].endswith(f"{SITE}/faqs/")

    def test_lead_from_the_past_of_a_page_to_the_page(self, led_on):
        for past in ("/memento/20220523080000", "/timemap", "/changes/after/20220523080000"):
            assert led_on.get(f"{past}/faqs/")[1]["Location"].endswith(f"/{SITE}/faqs/")
        assert led_on.get("/on/2022-05-23/")[1]["Location"].endswith(f"/{SITE}/")

    def test_lead_to_another_archive_where_the_review_is_of_another_country(
        self, closed, archive_site
    ):
        archive_site(answering="redirects", prefix="https://archive.example.org/", timestamp=STAMP)

        place = Server().get("/faqs/")[1]["Location"]
        assert place == f"https://archive.example.org/{STAMP}/{SITE}/faqs/"


class TestSignposts:
    def test_say_where_the_page_is_and_who_answers(self, signposted):
        status, headers, body = signposted.get("/faqs/", HTTP_ACCEPT_ENCODING="identity")
        text = body.decode()

        assert status == 410
        assert headers["X-Robots-Tag"] == "noindex"
        assert "Location" not in headers
        assert f"{SITE}/faqs/" in text
        assert "UK Government Web Archive" in text
        assert "<em>the Department</em>" in text
        assert '<h1 class="page-title">Frequently asked questions</h1>' in text

    def test_are_in_the_language_of_what_stood_there(self, make_post, close_site, archive_site):
        post = make_post("Beth a glywsom", language=Language.WELSH)
        Server().get(post.address)
        close_site()
        archive_site()
        said = Server().get(post.address, HTTP_ACCEPT_ENCODING="identity")[2].decode()

        assert '<html lang="cy">' in said
        assert "<h1>Beth a glywsom</h1>" in said
        assert "Mae’r wefan hon wedi’i harchifo" in said
        other = Server().get("/never/", HTTP_ACCEPT_ENCODING="identity")[2].decode()
        assert '<html lang="en-GB">' in other

    def test_stand_at_every_address(self, signposted, closed):
        answers = {address: signposted.get(address)[0] for address in of_pages(closed)}

        assert set(answers.values()) == {410}

    def test_lead_to_the_lists_from_which_everything_else_is_found(self, signposted):
        text = signposted.get("/faqs/", HTTP_ACCEPT_ENCODING="identity")[2].decode()

        for address in ("/", "/publications/", "/site-map/"):
            assert f'{SITE}{address}" rel="external">' in text

    def test_offer_no_page_of_this_site(self, signposted):
        text = signposted.get("/", HTTP_ACCEPT_ENCODING="identity")[2].decode()

        for address in ("/news/", "/site-map/", "/feed/", "/on/"):
            assert f'href="{address}"' not in text

    def test_are_the_same_for_everybody(self, signposted, client, make_user):
        client.force_login(make_user("Administrators"))
        cookie = (
            f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        )

        assert signposted.get("/faqs/", HTTP_COOKIE=cookie)[2] == signposted.get("/faqs/")[2]

    def test_answer_head_without_a_body(self, signposted):
        status, headers, body = signposted.get("/faqs/", method="HEAD")

        assert (status, body) == (410, b"")
        assert int(headers["Content-Length"]) > 500


@pytest.mark.parametrize("mode", ["signposts", "redirects"])
class TestInEitherWay:
    @pytest.fixture
    def server(self, closed, archive_site, mode):
        archive_site(answering=mode, timestamp=STAMP)
        return Server()

    def test_an_address_that_never_was_is_not_found_and_leads_to_the_home_page(self, server):
        status, headers, body = server.get("/made-up/", HTTP_ACCEPT_ENCODING="identity")

        assert (status, headers.get("Location")) == (404, None)
        assert "There was no page at this address" in body.decode()
        assert f'{STAMP}/{SITE}/"' in body.decode()

    def test_feeds_and_the_sitemap_are_over(self, server):
        for address in ("/feed/", "/podcast/feed/", "/sitemap.xml"):
            assert server.get(address)[0] == 410, address

    def test_robots_that_keep_copies_are_shut_out_and_search_engines_are_not(self, server):
        status, headers, body = server.get("/robots.txt")
        rules = body.decode()

        assert (status, headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
        assert rules.endswith("User-agent: *\nDisallow: /\n")
        assert "User-agent: Googlebot" in rules
        assert "Sitemap" not in rules

    def test_the_server_says_how_it_is_and_where_to_report_a_weakness(self, server):
        assert server.get("/healthz")[::2] == (200, b"ok\n")
        assert b"end@example.org" in server.get("/.well-known/security.txt")[2]

    @pytest.mark.parametrize(
        "address", ["/look.css", "/icon.svg", "/favicon.ico", "/apple-touch-icon.png"]
    )
    def test_wears_what_the_review_wears(self, server, address):
        assert server.get(address)[0] == 200

    def test_people_sign_in(self, server):
        assert server.get(reverse("admin:login"))[0] == 200

    def test_nothing_is_kept(self, server, closed):
        captures = Capture.objects.count()
        for address in closed:
            server.get(address)

        assert Capture.objects.count() == captures

    @pytest.mark.parametrize(
        "address", ["/a//elsewhere.example/", "/a\u2028b/", "/%zz/", "/" + "a" * 900]
    )
    def test_odd_addresses_lead_nowhere_else(self, server, address):
        status, headers, _ = server.get(quote(address))

        assert status in (301, 404)
        if status == 301:
            assert headers["Location"].startswith("https://webarchive.nationalarchives.gov.uk/")


class TestWhatWasTakenDown:
    @pytest.fixture
    def letter(self, make_letter, keep, take_down):
        letter = make_letter("What happened")
        keep(letter.address)
        take_down(letter.address)
        return letter

    @pytest.mark.parametrize("mode", ["signposts", "redirects"])
    @pytest.mark.parametrize("past", ["", "/memento/20220523080000", "/timemap"])
    def test_is_pointed_to_nowhere(self, letter, archive_site, mode, past):
        archive_site(answering=mode, timestamp=STAMP)
        address = f"{past}{letter.address}"
        status, headers, body = Server().get(address, HTTP_ACCEPT_ENCODING="identity")

        assert (status, headers.get("Location")) == (410, None)
        assert b"A court ordered it." in body
        assert b"webarchive" not in body

    def test_is_pointed_to_nowhere_without_its_slash_either(self, letter, archive_site):
        archive_site(answering="redirects", timestamp=STAMP)

        assert Server().get(letter.address.rstrip("/"))[0] == 410

    def test_stays_so_where_something_was_kept_of_it_by_mistake(
        self, letter, archive_site, make_capture
    ):
        long_ago = timezone.now() - timedelta(days=9)
        make_capture(letter.address, b"What happened", captured_until=long_ago)
        archive_site(answering="redirects", timestamp=STAMP)

        assert Server().get(letter.address)[0] == 410

    def test_has_the_tombstone_that_was_kept(self, letter, archive_site):
        before = Server().get(letter.address)[2]
        archive_site(timestamp=STAMP)

        assert Server().get(letter.address)[2] == before


class TestBroughtBack:
    def test_it_is_the_closed_site_byte_for_byte(self, closed, archive_site):
        server = Server()
        archive_site()
        for address in closed:
            server.get(address)
        move_stage(Stage.CLOSED, by=None, reason="The archive’s copy was broken.")
        server.layer.watch.read()  # as it does twice a second

        for each in (server, Server()):
            again = {address: each.get(address) for address in closed}
            assert {a: said[0::2] for a, said in again.items()} == {
                a: said[0::2] for a, said in closed.items()
            }

    def test_it_begins_no_edition(self, closed, archive_site, edition_number):
        before = edition_number()
        archive_site()
        move_stage(Stage.CLOSED, by=None, reason="The archive’s copy was broken.")

        assert edition_number() == before

    def test_it_serves_what_is_written_then_where_it_is_opened(
        self, closed, archive_site, make_post
    ):
        archive_site()
        move_stage(Stage.OPEN, by=None, reason="It goes on.")
        post = make_post("It goes on")

        assert Server().get(post.address)[0] == 200
        assert set(PublicUrls())


def test_a_process_tells_it_without_a_restart(closed, archive_site):
    first, second = Server(), Server()
    assert first.get("/")[0] == second.get("/")[0] == 200
    archive_site(answering="redirects", timestamp=STAMP)
    for each in (first, second):
        each.layer.watch.read()  # as it does twice a second

    assert first.get("/")[0] == second.get("/")[0] == 301


def test_the_database_is_asked_a_few_questions_for_an_address(
    led_on, django_assert_max_num_queries
):
    led_on.get("/")
    with django_assert_max_num_queries(6):
        led_on.get("/faqs/")
