"""Signing out: what is said afterwards."""

from django.urls import reverse

from .conftest import text_of


def test_says_so_and_leads_back_to_signing_in(administrator):
    page = text_of(administrator.post(reverse("admin:logout")))

    assert "<h1>You are signed out</h1>" in page
    assert f'href="{reverse("admin:index")}">Sign in again</a>' in page
    assert "quality time" not in page


def test_leaves_nothing_of_what_only_who_is_signed_in_is_shown(administrator):
    page = text_of(administrator.post(reverse("admin:logout")))

    assert 'aria-label="Sections"' not in page
    assert "The site is" not in page
    assert "Log out" not in page
