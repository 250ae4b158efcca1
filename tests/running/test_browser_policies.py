"""What every answer tells a browser, whoever asked and whatever for."""

import pytest
from django.http import HttpResponse

from review_site.middleware import browser_policies

REFUSED = {"headers": {"Host": "elsewhere.example"}}


@pytest.fixture(
    params=[
        ("/", {}),
        ("/admin/login/", {}),
        ("/no-such-page/", {}),
        ("/static/admin/css/base.css", {}),
        ("/", REFUSED),
    ],
    ids=["page", "log-in", "missing", "style sheet", "wrong host"],
)
def response(request, client, db):
    address, more = request.param
    response = client.get(address, **more)
    response.getvalue()  # reading a file to its end closes it
    return response


class TestEveryAnswer:
    def test_lets_nothing_in_from_elsewhere_and_nothing_inline(self, response):
        policy = response["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "data:" not in policy

    def test_can_be_framed_by_nobody(self, response):
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]

    def test_is_what_its_type_says(self, response):
        assert response["X-Content-Type-Options"] == "nosniff"

    def test_tells_other_sites_nothing_of_where_the_reader_was(self, response):
        assert response["Referrer-Policy"] == "same-origin"

    def test_shares_no_window_with_other_sites(self, response):
        assert response["Cross-Origin-Opener-Policy"] == "same-origin"

    def test_switches_the_sensors_off(self, response):
        assert "camera=()" in response["Permissions-Policy"]
        assert "geolocation=()" in response["Permissions-Policy"]


def test_a_stricter_policy_of_a_view_stays(rf):
    def strict(request):
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert browser_policies(strict)(rf.get("/"))["Content-Security-Policy"] == "sandbox"
