"""What was kept, as signed-in people look at it. Nobody can change it there."""

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.captures.kept import Answer
from archive.captures.store import DatabaseStore
from archive.models import Capture, Edition, Takedown

LIST = reverse("admin:archive_capture_changelist")
TYPE = ("Content-Type", "text/html; charset=utf-8")


@pytest.fixture
def keep(db):
    def kept(address: str, body: bytes = b"<p>Hello</p>", status: int = 200) -> Capture:
        answer = Answer(status, (TYPE,), body)
        DatabaseStore().keep(address, answer, Edition.objects.current().number)
        return Capture.objects.of(address).newest_first()[0]

    return kept


@pytest.fixture
def look(client, make_user):
    """The text of a page of the admin, as somebody of a group sees it."""

    def at(address: str, group: str = "Auditors", **asked: str) -> str:
        client.force_login(make_user(group))
        response = client.get(address, asked)
        assert response.status_code == 200
        return response.text

    return at


def form(capture: Capture) -> str:
    return reverse("admin:archive_capture_change", args=[capture.pk])


@pytest.mark.parametrize("group", ["Editors", "Administrators", "Auditors"])
class TestEverybodyOnTheStaff:
    def test_sees_what_was_kept_and_how_large_it_is(self, group, look, keep):
        keep("/news/")
        keep("/news/", b"<p>Hello again</p>")
        page = look(LIST, group)

        assert "2 answers of 1 address," in page
        assert page.count("/news/</a>") == 2

    def test_may_change_none_of_it(self, group, look, keep, client):
        capture = keep("/news/")
        page = look(form(capture), group)

        assert 'name="_save"' not in page
        assert client.post(form(capture), {"address": "/other/"}).status_code == 403
        delete = reverse("admin:archive_capture_delete", args=[capture.pk])
        assert client.post(delete, {"post": "yes"}).status_code == 403
        assert client.get(reverse("admin:archive_capture_add")).status_code == 403


class TestTheList:
    def test_is_searched_by_a_part_of_the_address(self, look, keep):
        keep("/news/")
        keep("/letters/to-families/")
        page = look(LIST, q="letters")

        assert "/letters/to-families/</a>" in page
        assert "/news/</a>" not in page

    def test_tells_what_stands_from_what_stood_once(self, look, keep):
        old = keep("/news/", b"Old")
        new = keep("/news/", b"New")
        now, once = look(LIST, stands="now"), look(LIST, stands="once")

        assert (f"/{new.pk}/change/" in now, f"/{old.pk}/change/" in now) == (True, False)
        assert (f"/{new.pk}/change/" in once, f"/{old.pk}/change/" in once) == (False, True)

    def test_says_so_where_nothing_was_kept_yet(self, look, db):
        assert "0 answers of 0 addresses" in look(LIST)

    def test_asks_no_more_for_many(self, client, make_user, keep, django_assert_max_num_queries):
        for number in range(40):
            keep(f"/{number}/", f"{number}".encode())
        client.force_login(make_user("Auditors"))
        with django_assert_max_num_queries(24):
            client.get(LIST)


class TestOneOfThem:
    def test_says_what_it_is_and_leads_to_the_page_as_it_was(self, look, keep):
        capture = keep("/news/")
        page = look(form(capture))
        moment = f"{capture.captured_from:%Y%m%d%H%M%S}"

        assert f'href="/memento/{moment}/news/"' in page
        assert 'href="/timemap/news/"' in page
        assert capture.body_id in page
        assert "Content-Type: text/html; charset=utf-8" in page

    def test_with_a_name_that_means_something_in_html_is_shown_as_text(self, look, keep):
        page = look(form(keep('/a<b>&"c/')))

        assert "/a<b>" not in page
        assert "/a&lt;b&gt;" in page

    def test_leads_an_administrator_alone_to_taking_it_down(self, look, keep):
        capture = keep("/news/")
        way = f"{reverse('admin:archive_takedown_ask')}?address=/news/"

        assert way in look(form(capture), "Administrators")
        assert way not in look(form(capture), "Editors")

    def test_that_was_emptied_says_so(self, look, keep, make_user):
        capture = keep("/news/")
        asked = {"asked_by": make_user(), "decided_by": make_user(), "decided_at": timezone.now()}
        takedown = Takedown.objects.create(
            address="/news/", reason="A court ordered it.", outcome="done", **asked
        )
        Capture.objects.all().empty(takedown, timezone.now())
        page = look(form(capture), "Administrators")

        assert "A court ordered it." in page
        assert "nowhere any more" in page
