"""A closed site comes out of the store alone: no view is called for anything that is public."""

import pytest
from django.conf import settings

from archive.captures.closing import close_site
from archive.captures.dress import Dress
from archive.captures.filling import fill
from archive.lifecycle import move_stage
from archive.models import Capture, Post, Stage
from archive.public_urls import PublicUrls
from tests.one_process import Server

END = "The review has ended."


@pytest.fixture
def closed(make_site, make_notice):
    """A whole site, closed; `closed()` is a server that has only just been started."""
    make_site(2)
    for waiting in Post.objects.scheduled():
        waiting.delete()
    make_notice()
    move_stage(Stage.CLOSING, by=None)
    before = {url.address: Server().get(url.address)[2] for url in PublicUrls()}
    close_site(lambda number: move_stage(Stage.CLOSED, by=None, reason=END, edition=number))
    Server.before = before
    return Server


def test_django_is_asked_for_no_public_address(closed):
    server = closed()
    addresses = [url.address for url in PublicUrls()]

    answers = {address: server.get(address)[0] for address in addresses}

    assert len(addresses) > 40
    assert set(answers.values()) == {200}
    assert server.rendered == {}


def test_what_it_serves_is_what_it_served_while_it_was_closing(closed):
    server = closed()

    assert {address: server.get(address)[2] for address in closed.before} == closed.before


def test_former_addresses_pictures_and_style_sheets_come_from_the_store_too(closed):
    server = closed()
    standing = Capture.objects.standing().values_list("address", "status")

    answers = {address: server.get(address)[0] for address, _ in standing}

    assert answers == dict(standing)
    assert any(status == 301 for status in answers.values())
    assert any(address.startswith(settings.STATIC_URL) for address in answers)
    assert any(address.startswith("/pictures/") for address in answers)
    assert server.rendered == {}


class TestANewReleaseOfTheCode:
    @pytest.fixture
    def server(self, closed, monkeypatch):
        monkeypatch.setattr(Dress, "digest", lambda self: "another")
        return closed()

    def test_serves_the_pages_of_the_old_one(self, server, closed, caplog):
        assert {address: server.get(address)[2] for address in closed.before} == closed.before
        assert server.rendered == {}
        assert caplog.text == ""

    def test_serves_its_own_style_sheets_and_keeps_none(self, server, caplog):
        captures = Capture.objects.count()

        status, _, _ = server.get("/static/admin_site/admin.css")

        assert status == 200
        assert server.rendered == {"/static/admin_site/admin.css": 1}
        assert Capture.objects.count() == captures
        assert caplog.text == ""

    def test_has_an_admin(self, server):
        assert server.get("/admin/login/")[0] == 200


def test_nothing_is_kept_or_logged_that_only_now_is_asked_for(closed, caplog):
    captures = Capture.objects.count()

    assert closed().get("/static/admin_site/admin.css")[0] == 200
    assert closed().get("/nothing/")[0] == 404
    assert fill().failed == []

    assert Capture.objects.count() == captures
    assert [each for each in caplog.records if each.name.startswith("archive")] == []


def test_others_may_keep_its_pages_for_an_hour(closed):
    _, headers, _ = closed().get("/")

    assert headers["Cache-Control"].startswith("public, max-age=3600")


def test_reopened_it_serves_what_is_corrected(closed, edition_number):
    server = closed()
    post = Post.objects.published().newest_first().first()
    server.get(post.address)
    move_stage(Stage.CLOSING, by=None, reason="A word was wrong.")

    Post.objects.published().update(body="The word is right now.")
    edition_number()  # as once that is committed
    server.layer.watch.read()  # as it does twice a second

    assert b"The word is right now." in server.get(post.address)[2]
