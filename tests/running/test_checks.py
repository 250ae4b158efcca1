"""Checks over the settings: each finds its fault, and is silent without it."""

import pytest

from review_site import checks


def ids(messages):
    return [message.id for message in messages]


class TestSiteUrlIsHttps:
    def test_a_site_without_encryption_is_an_error(self, settings):
        settings.SITE_URL, settings.IS_HTTPS = "http://review.example", False
        assert ids(checks.site_url_is_https()) == ["review_site.E001"]

    def test_an_encrypted_site_is_fine(self, settings):
        settings.IS_HTTPS = True
        assert checks.site_url_is_https() == []


class TestSiteUrlIsAnAllowedHost:
    def test_a_site_that_would_refuse_its_own_address_is_an_error(self, settings):
        settings.SITE_URL = "https://review.example"
        settings.ALLOWED_HOSTS = ["other.example", "view.example"]
        assert ids(checks.site_url_is_an_allowed_host()) == ["review_site.E002"]

    @pytest.mark.parametrize("allowed", ["www.review.example", ".review.example", "*"])
    def test_a_name_that_covers_it_is_fine(self, settings, allowed):
        settings.SITE_URL = "https://www.review.example"
        settings.ALLOWED_HOSTS = [allowed]
        assert checks.site_url_is_an_allowed_host() == []


class TestAllowedHostsAreNamed:
    def test_letting_every_host_in_is_an_error(self, settings):
        settings.ALLOWED_HOSTS = ["review.example", "*"]
        assert ids(checks.allowed_hosts_are_named()) == ["review_site.E003"]

    def test_names_are_fine(self, settings):
        settings.ALLOWED_HOSTS = ["review.example"]
        assert checks.allowed_hosts_are_named() == []


class TestSomethingEndsTheEncryption:
    def test_https_without_a_proxy_is_a_warning(self, settings):
        settings.IS_HTTPS, settings.TRUSTED_PROXIES = True, 0
        assert ids(checks.something_ends_the_encryption()) == ["review_site.W001"]

    def test_https_behind_a_proxy_is_fine(self, settings):
        settings.IS_HTTPS, settings.TRUSTED_PROXIES = True, 1
        assert checks.something_ends_the_encryption() == []


class TestStaticFilesAreCollected:
    def test_serving_them_from_the_source_is_a_warning(self, settings):
        settings.STATIC_FROM_SOURCE = True
        assert ids(checks.static_files_are_collected()) == ["review_site.W002"]

    def test_serving_what_was_collected_is_fine(self, settings):
        settings.STATIC_FROM_SOURCE = False
        assert checks.static_files_are_collected() == []
