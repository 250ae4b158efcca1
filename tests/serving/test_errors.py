"""The pages that a reader gets when there is no page to show."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.template.loader import render_to_string
from django.urls import include, path

BARE = ["400.html", "403.html", "403_csrf.html", "500.html"]


def not_allowed(request):
    raise PermissionDenied("A reason that is nobody's business.")


def suspicious(request):
    raise SuspiciousOperation("A reason that is nobody's business.")


def broken(request):
    raise OperationalError("A reason that is nobody's business.")


urlpatterns = [
    path("not-allowed/", not_allowed),
    path("suspicious/", suspicious),
    path("broken/", broken),
    path("", include("review_site.urls")),
]
handler400 = "archive.views.errors.bad_request"
handler403 = "archive.views.errors.permission_denied"
handler404 = "archive.views.errors.not_found"
handler500 = "archive.views.errors.server_error"


class TestAMissingPage:
    def test_says_where_to_go_on_in_the_sites_dress(self, client, db):
        response = client.get("/no-such-page/")

        assert response.status_code == 404
        assert "There is no page at this address" in response.text
        for address in ("/", "/site-map/", "/publications/", "/news/"):
            assert f'href="{address}"' in response.text
        assert "<nav" in response.text

    def test_stands_under_the_notice_of_a_closing_site(self, client, closing_site):
        assert closing_site.title in client.get("/no-such-page/").text

    def test_names_no_address_as_its_own(self, client, db):
        page = client.get("/no-such-page/").text

        assert "canonical" not in page
        assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("template", BARE)
def test_a_page_for_a_fault_asks_nothing_of_the_database(template):
    """Without the `db` fixture a query would fail the test."""
    page = render_to_string(template)

    assert page.count("<h1>") == 1
    assert "{" not in page


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/suspicious/", 400, "That request was not understood"),
        ("/not-allowed/", 403, "You may not do that"),
        ("/broken/", 500, "Something went wrong on our side"),
    ],
)
def test_a_fault_has_its_page_and_keeps_its_reason_to_itself(address, status, heading, client):
    client.raise_request_exception = False
    response = client.get(address)

    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in response.text
    assert "nobody's business" not in response.text
    assert "Content-Security-Policy" in response


def test_a_host_that_is_not_ours_is_not_understood(client):
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "That request was not understood" in response.text


def test_a_form_from_elsewhere_is_told_what_happened(make_user):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/", {"username": "ada", "password": "guess"})

    assert response.status_code == 403
    assert "That form was not taken" in response.text
