"""Guessing passwords: ten failures for a name, or from an address, and both have to wait."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from review_site.proxies import reader_address

pytestmark = pytest.mark.django_db

PASSWORD = "a-long-enough-password"


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("anna", password=PASSWORD, is_staff=True)


@pytest.fixture
def log_in(client):
    def attempt(name, password, address="192.0.2.1", **headers):
        return client.post(
            reverse("admin:login"),
            {"username": name, "password": password},
            REMOTE_ADDR=address,
            headers=headers,
        )

    return attempt


@pytest.fixture
def fail(log_in, settings):
    """As many wrong passwords as are allowed, each from an address and for a name of its own."""

    def attempts(names=None, addresses=None):
        for n in range(settings.AXES_FAILURE_LIMIT):
            log_in(names or f"name-{n}", "wrong", addresses or f"198.51.100.{n + 1}")

    return attempts


class TestTheRightPassword:
    def test_logs_in(self, editor, log_in):
        assert log_in("anna", PASSWORD).status_code == 302

    def test_logs_in_after_a_few_wrong_ones(self, editor, log_in, settings):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert log_in("anna", "wrong").status_code == 200
        assert log_in("anna", PASSWORD).status_code == 302

    def test_forgets_the_wrong_ones(self, editor, log_in, settings):
        for _ in range(3):
            for _ in range(settings.AXES_FAILURE_LIMIT - 1):
                log_in("anna", "wrong")
            assert log_in("anna", PASSWORD).status_code == 302


class TestTooManyWrongPasswords:
    def test_for_one_name_pause_it_wherever_they_came_from(self, editor, log_in, fail):
        fail(names="anna")
        assert log_in("anna", PASSWORD, "203.0.113.9").status_code == 429

    def test_for_one_name_leave_others_alone(self, editor, log_in, fail):
        fail(names="somebody-else")
        assert log_in("anna", PASSWORD, "203.0.113.9").status_code == 302

    def test_from_one_address_pause_it_for_every_name(self, editor, log_in, fail):
        fail(addresses="203.0.113.9")
        assert log_in("anna", PASSWORD, "203.0.113.9").status_code == 429

    def test_from_one_address_leave_others_alone(self, editor, log_in, fail):
        fail(addresses="203.0.113.9")
        assert log_in("anna", PASSWORD, "203.0.113.10").status_code == 302

    def test_are_answered_in_plain_words_with_the_time_to_wait(self, editor, log_in, fail):
        fail(names="anna")
        response = log_in("anna", PASSWORD)
        assert response["Retry-After"] == "900"
        assert "Log-in is paused" in response.content.decode()
        assert "15 minutes" in response.content.decode()

    def test_are_forgiven_after_a_quarter_of_an_hour(self, editor, log_in, fail):
        fail(names="anna")
        with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1), tick=False):
            assert log_in("anna", PASSWORD).status_code == 302

    def test_while_waiting_do_not_make_the_wait_longer(self, editor, log_in, fail):
        fail(names="anna")
        start = timezone.now()
        with time_machine.travel(start + timedelta(minutes=14), tick=False):
            assert log_in("anna", "wrong", "203.0.113.9").status_code == 429
        with time_machine.travel(start + timedelta(minutes=15, seconds=1), tick=False):
            assert log_in("anna", PASSWORD).status_code == 302


class TestAReaderBehindProxies:
    """The address that counts is the one that the outermost of our own proxies saw."""

    def test_is_known_by_the_address_that_the_proxy_saw(self, rf, settings):
        settings.TRUSTED_PROXIES = 1
        assert address_of(rf, "203.0.113.9") == "203.0.113.9"

    def test_cannot_hide_behind_an_address_that_it_made_up(self, rf, settings):
        settings.TRUSTED_PROXIES = 1
        assert address_of(rf, "192.0.2.66, 203.0.113.9") == "203.0.113.9"

    def test_is_found_behind_two_of_them(self, rf, settings):
        settings.TRUSTED_PROXIES = 2
        assert address_of(rf, "192.0.2.66, 203.0.113.9, 10.0.0.2") == "203.0.113.9"

    @pytest.mark.parametrize("forwarded", ["", "nonsense", "203.0.113.9:4711"])
    def test_is_the_nearest_one_where_the_header_says_nothing(self, rf, settings, forwarded):
        settings.TRUSTED_PROXIES = 1
        assert address_of(rf, forwarded) == "10.0.0.1"

    def test_is_not_asked_about_when_no_proxy_is_trusted(self, rf, settings):
        settings.TRUSTED_PROXIES = 0
        assert address_of(rf, "203.0.113.9") == "10.0.0.1"


def address_of(rf, forwarded):
    return reader_address(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded))
