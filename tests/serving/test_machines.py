"""What machines are told: sitemap, robots, where to report a weakness, whether all is well."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.db import OperationalError, connection

from archive.models import Review
from archive.public_urls import PublicUrls
from archive.views.machines import half_year_after_next

NAMES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(autouse=True)
def at_an_address_of_its_own(settings):
    """Whatever host a machine asks, it is told the site's own address."""
    settings.SITE_URL = "https://review.example.org"


class TestTheSitemap:
    def test_has_every_public_page_with_its_last_change(self, client, make_page, make_post):
        changed_at = datetime(2023, 3, 10, 17, 0, tzinfo=UTC)
        make_page("About us", public_updated_at=changed_at)
        make_post(published_at=None)
        response = client.get("/sitemap.xml")
        entries = ElementTree.fromstring(response.content).findall("url", NAMES)  # noqa: S314
        told = {
            entry.findtext("loc", None, NAMES): entry.findtext("lastmod", None, NAMES)
            for entry in entries
        }

        assert response["Content-Type"] == "application/xml; charset=utf-8"
        assert told["https://review.example.org/about-us/"] == "2023-03-10T17:00:00+00:00"
        assert told["https://review.example.org/"] is None
        assert [*told] == [f"https://review.example.org{p.address}" for p in PublicUrls().pages()]

    def test_names_nothing_twice(self, client, make_topic, make_publication):
        for _ in range(25):
            make_publication(topics=[make_topic()])
        addresses = [page.address for page in PublicUrls()]

        assert len(addresses) == len(set(addresses))


class TestRobots:
    def test_are_shut_out_of_earlier_days_alone_and_told_of_the_sitemap(self, client):
        response = client.get("/robots.txt")

        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response.text.splitlines() == [
            "User-agent: *",
            "Disallow: /memento/",
            "Disallow: /changes/",
            "Disallow: /on/",
            "",
            "Sitemap: https://review.example.org/sitemap.xml",
        ]


class TestWhereToReportAWeakness:
    """RFC 9116."""

    @time_machine.travel(datetime(2026, 11, 22, tzinfo=UTC))
    def test_is_the_reviews_own_mailbox(self, client, db):
        Review.objects.create(name="The review", contact_email="contact@review.example.org")
        response = client.get("/.well-known/security.txt")

        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert response.text.splitlines() == [
            "Contact: mailto:contact@review.example.org",
            "Expires: 2027-07-01T00:00:00Z",
            "Preferred-Languages: en",
            "Canonical: https://review.example.org/.well-known/security.txt",
        ]

    def test_is_the_home_page_where_there_is_no_mailbox(self, client, db):
        assert (
            "Contact: https://review.example.org/\n" in client.get("/.well-known/security.txt").text
        )

    @pytest.mark.parametrize(
        ("day", "expires_on"),
        [
            (date(2026, 1, 1), date(2027, 1, 1)),
            (date(2026, 6, 30), date(2027, 1, 1)),
            (date(2026, 7, 1), date(2027, 7, 1)),
            (date(2026, 12, 31), date(2027, 7, 1)),
        ],
    )
    def test_holds_for_six_to_twelve_months_and_changes_twice_a_year(self, day, expires_on):
        assert half_year_after_next(day) == expires_on


class TestHealth:
    def test_is_well_while_the_database_answers(self, client, db):
        response = client.get("/healthz")

        assert (response.status_code, response.text) == (200, "ok\n")
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_is_not_well_while_it_does_not(self, client, monkeypatch, caplog):
        def gone():
            raise OperationalError("could not connect to server")

        monkeypatch.setattr(connection, "cursor", gone)
        response = client.get("/healthz")

        assert (response.status_code, response.text) == (503, "The database does not answer.\n")
        assert "could not connect to server" in caplog.text
        assert "could not connect" not in response.text

    def test_is_told_under_the_sites_own_host_name_only(self, client, db):
        assert client.get("/healthz", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/healthz", "/feed/",
                "/podcast/feed/"],
)  # fmt: skip
class TestEachOfThem:
    def test_answers_head(self, address, client, db):
        assert client.head(address).status_code == 200

    def test_sets_no_cookie(self, address, client, db):
        response = client.get(address, headers={"cookie": "session=somebody"})

        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
