"""Former addresses, addresses without their last slash, and those that lead nowhere."""

from datetime import timedelta
from urllib.parse import unquote_to_bytes

import pytest
from django.utils import timezone


class TestAFormerAddress:
    def test_leads_to_its_record_for_good(self, client, make_page, make_redirect):
        make_redirect("/old/", to_record=make_page("About us"))
        response = client.get("/old/")

        assert (response.status_code, response["Location"]) == (301, "/about-us/")

    def test_may_be_led_elsewhere_later(self, client, make_page, make_redirect):
        """A browser would keep a permanent redirect for ever."""
        make_redirect("/old/", to_record=make_page())

        assert client.get("/old/")["Cache-Control"] == "max-age=3600"

    def test_may_lead_off_the_site(self, client, make_redirect):
        make_redirect("/old/", to_url="https://example.org/archive/")

        assert client.get("/old/")["Location"] == "https://example.org/archive/"

    def test_of_a_file_of_an_old_site_needs_no_slash(self, client, make_page, make_redirect):
        make_redirect("/wp-content/report.pdf", to_record=make_page("The report"))

        assert client.get("/wp-content/report.pdf")["Location"] == "/the-report/"

    def test_is_found_without_its_last_slash(self, client, make_page, make_redirect):
        make_redirect("/old/", to_record=make_page())

        response = client.get("/old", follow=True)
        assert [step for step, _ in response.redirect_chain] == [
            "/old/",
            response.request["PATH_INFO"],
        ]

    def test_follows_its_record_when_it_moves_again(self, client, make_page, make_redirect):
        page = make_page()
        make_redirect("/old/", to_record=page)
        page.address = "/somewhere-else/"
        page.save()

        assert client.get("/old/")["Location"] == "/somewhere-else/"

    @pytest.mark.parametrize("published_in", [None, timedelta(hours=1)])
    def test_of_a_draft_is_like_one_that_never_was(
        self, published_in, client, make_page, make_redirect
    ):
        published_at = published_in and timezone.now() + published_in
        make_redirect("/old/", to_record=make_page(published_at=published_at))
        former, never = client.get("/old/"), client.get("/was/")

        assert former.status_code == never.status_code == 404
        assert former.headers == never.headers
        assert client.get("/old").status_code == 404


class TestAnAddressWithoutItsLastSlash:
    @pytest.mark.parametrize("address", ["/news", "/publications/kind/letter", "/faqs", "/feed"])
    def test_leads_to_the_one_with_it(self, address, client, db):
        response = client.get(address)

        assert (response.status_code, response["Location"]) == (301, f"{address}/")

    def test_leads_to_a_published_record(self, client, make_page):
        make_page("About us")

        assert client.get("/about-us")["Location"] == "/about-us/"

    def test_does_not_betray_a_draft(self, client, make_page):
        make_page("About us", published_at=None)
        draft, never = client.get("/about-us"), client.get("/about-it")

        assert draft.status_code == never.status_code == 404
        assert draft.headers == never.headers


class TestADraft:
    @pytest.mark.parametrize("headers", [{}, {"cookie": "session=guess"}])
    def test_is_like_a_page_that_never_was(self, headers, client, make_page):
        make_page("About us", published_at=None)
        draft = client.get("/about-us/", headers=headers)
        never = client.get("/about-it/", headers=headers)

        assert draft.status_code == never.status_code == 404
        assert draft.headers == never.headers
        assert draft.text.replace("/about-us/", "") == never.text.replace("/about-it/", "")

    def test_costs_as_many_questions_as_a_page_that_never_was(
        self, client, make_page, django_assert_max_num_queries
    ):
        make_page("About us", published_at=None)
        with django_assert_max_num_queries(8) as draft:
            client.get("/about-us/")
        with django_assert_max_num_queries(8) as never:
            client.get("/about-it/")

        assert len(draft) == len(never)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/",
        "//evil.example",
        "///evil.example/%2e%2e",
        "/\\evil.example",
        "/%5cevil.example/",
        "/%2f%2fevil.example/",
        "/%2fnews",
        "/%00",
        "/a%00b/",
        "/%0d%0aLocation:%20https://evil.example/",
        "/%ff%fe/",
        "/" + "a" * 3000,
        "/" + "a/" * 1500,
        "/%F0%9F%92%A9/",
        "/%E2%80%AE/",
        "/news/page/1/",
        "/news/page/0/",
        "/news/page/99/",
        "/news/page/9999999999999999999/",
        "/.git/config",
        "/wp-login.php",
        "/%7B%7B7*7%7D%7D/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_odd_address_is_a_missing_page_and_leads_nowhere(address, method, client, db):
    # As a server hands it on; the client by itself would take `//evil.example/` for a host.
    path = unquote_to_bytes(address).decode("latin-1")
    response = client.generic(method, "/", PATH_INFO=path)

    assert response.status_code == 404
    assert "Location" not in response
    assert not response.cookies
