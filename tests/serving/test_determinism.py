"""A public page is the same bytes for everybody, however often it is made: so it can be kept."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from archive.captures.kept import KEEP
from archive.public_urls import PublicUrls

PROJECT = Path(__file__).resolve().parent.parent.parent
NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)

RENDER = """
import hashlib, json, sys
import django

django.setup()

from django.test import Client

from archive.public_urls import PublicUrls

reader = Client(headers={"host": sys.argv[1]})
answers = {}
for url in PublicUrls():
    response = reader.get(url.address)
    headers = sorted(response.items())
    answers[url.address] = response.status_code, headers, hashlib.sha256(
        response.getvalue()
    ).hexdigest()
print(json.dumps(answers))
"""


def answers(**headers: str) -> dict[str, tuple]:
    """What every public address answers, by its digest; each is one to keep."""
    found = {}
    for url in PublicUrls():
        response = Client(headers=headers).get(url.address)
        body = response.getvalue()
        assert response.wsgi_request.META.get(KEEP), url.address
        told = sorted(response.items())
        found[url.address] = (response.status_code, told, hashlib.sha256(body).hexdigest())
    return found


def differing(one: dict, other: dict) -> list[str]:
    assert one.keys() == other.keys()
    return [address for address in one if one[address] != other[address]]


@pytest.fixture(params=["a whole site", "nothing said yet"])
def site(request, make_site):
    """A site, looked at on a day on which nothing changes by the clock."""
    if request.param == "a whole site":
        with time_machine.travel(NOON - timedelta(days=3)):
            make_site(2)


@pytest.mark.usefixtures("site")
class TestEveryPublicPage:
    def test_is_the_same_when_it_is_made_again(self):
        with time_machine.travel(NOON, tick=False):
            assert differing(answers(), answers()) == []

    def test_is_the_same_at_another_time_of_day(self):
        with time_machine.travel(NOON, tick=False):
            at_noon = answers()
        with time_machine.travel(NOON + timedelta(hours=9, minutes=41, seconds=7), tick=False):
            assert differing(at_noon, answers()) == []

    @pytest.mark.parametrize("host", ["localhost", "TESTSERVER:8000"])
    def test_is_the_same_by_whatever_host_it_is_asked(self, host):
        with time_machine.travel(NOON, tick=False):
            assert differing(answers(), answers(host=host)) == []

    def test_is_the_same_for_whatever_reader_asks(self):
        reader = {
            "accept_language": "cy",
            "user_agent": "Somebody's browser",
            "referer": "https://elsewhere.example/",
            "cookie": "consent=yes; elsewhere=2",
            "x_forwarded_host": "evil.example",
            "x_forwarded_for": "203.0.113.1",
            "accept": "application/json",
            "sec_gpc": "1",
        }
        with time_machine.travel(NOON, tick=False):
            assert differing(answers(), answers(**reader)) == []


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory) -> Path:
    """A folder with a database of its own, which holds the demonstration."""
    folder = tmp_path_factory.mktemp("demonstration")
    for command in (["migrate"], ["import_content", str(PROJECT / "fixtures" / "demo")]):
        run(folder, "manage.py", *command, "--verbosity=0")
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "review_site.settings",
            "SECRET_KEY": "another process signs with this and nothing else ever does",
            "SITE_URL": "http://testserver",
            "ALLOWED_HOSTS": "testserver,localhost",
            "STATIC_FROM_SOURCE": "yes",
            "STATE_DIR": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout


def test_another_process_makes_the_same_bytes(demonstration):
    """The order of a set, and what depends on it, differs from process to process."""
    first, second = (
        json.loads(run(demonstration, "-c", RENDER, host, PYTHONHASHSEED=seed, TZ=zone))
        for host, seed, zone in (
            ("testserver", "1", "UTC"),
            ("localhost", "20261122", "Pacific/Auckland"),
        )
    )

    assert len(first) > 100
    assert differing(first, second) == []
