"""The log of an outage: it is said once, whatever number of requests fail because of it."""

import logging

import pytest
from django.conf import settings
from django.db import OperationalError

from review_site.outages import SayOnce


@pytest.fixture
def say():
    """What reaches the log of `say(fault)`."""
    said_once = SayOnce()
    formatter = logging.Formatter("%(message)s")

    def say(fault: Exception | None = None, name="django.request", words="Failed: /") -> list[str]:
        about = (type(fault), fault, None) if fault else None
        record = logging.LogRecord(name, logging.ERROR, "", 0, words, (), about)
        return formatter.format(record).splitlines() if said_once.filter(record) else []

    return say


@pytest.fixture
def wait(monkeypatch):
    steps = [1000.0]
    monkeypatch.setattr("review_site.outages.monotonic", lambda: steps[0])

    def go_on(seconds: float) -> None:
        steps[0] += seconds

    return go_on


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(SayOnce, "is_away", staticmethod(lambda: True))


GONE = OperationalError("connection refused")


class TestWhileTheDatabaseIsAway:
    def test_a_request_that_fails_is_one_line(self, say, away):
        assert say(GONE) == ["A request failed because the database is away: Failed: /"]

    def test_no_other_is_said_for_a_minute(self, say, away):
        say(GONE)

        assert [say(GONE) for _ in range(100)] == [[]] * 100
        assert say(words="Service Unavailable: /healthz") == []

    def test_the_next_one_says_how_many_there_were(self, say, away, wait):
        for _ in range(4):
            say(GONE)
        wait(61)

        assert say(GONE) == [
            "A request failed because the database is away: Failed: / (and 3 more before)"
        ]

    def test_what_has_nothing_to_do_with_it_is_said(self, say, away):
        assert say(name="archive.captures.watching") == ["Failed: /"]
        assert say(ValueError("else"), name="archive.files")[0] == "Failed: /"


class TestAFaultOfTheDatabase:
    def test_is_said_with_where_it_was_and_then_not_for_a_minute(self, say):
        assert "django.db.utils.OperationalError: connection refused" in say(GONE)
        assert say(GONE) == []

    def test_is_known_by_what_was_raised_because_of_it(self, say):
        fault = ValueError("because of it")
        fault.__cause__ = GONE
        say(GONE)
        other = ValueError("of its own")

        assert say(fault) != []
        assert say(fault) == []
        assert say(other) != []
        assert say(other) != []

    def test_does_not_hide_another(self, say):
        say(GONE)

        assert say(OperationalError("no such table: archive_record")) != []


def test_a_wrong_host_is_written_nowhere(run_with):
    answer = run_with(
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'review_site.settings';"
        "import django; django.setup(); from django.test import Client;"
        "assert Client(headers={'host': 'evil.example'}).get('/healthz').status_code == 400",
        SECRET_KEY="k" * 60,
        SITE_URL="http://review.example",
        STATIC_FROM_SOURCE="yes",
    )

    assert (answer.returncode, answer.stderr) == (0, "")


def test_no_logger_is_without_a_way_out():
    """Python writes what finds no handler to standard error, as it is."""
    mute = [
        name
        for name, facts in settings.LOGGING["loggers"].items()
        if facts.get("propagate") is False and not facts.get("handlers")
    ]

    assert mute == []
