"""The store filled in one go: everything public is kept, and nothing else is."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from archive.captures.dress import Dress
from archive.captures.editions import DatabaseEditions
from archive.captures.embedded import embedded_in
from archive.captures.filling import NotInItsDress, fill, public_addresses
from archive.captures.kept import Answer
from archive.captures.store import DatabaseStore
from archive.captures.texts import content_of
from archive.models import Capture, Edition, Page, Review
from archive.public_urls import PublicUrls
from archive.views.records import page_for


@pytest.fixture
def asked():
    """The addresses that Django was asked for, in order, by whoever is given `asked.django`."""

    class Asked(list):
        def django(self, environ, start_response):
            self.append(environ["PATH_INFO"])
            return WSGIHandler()(environ, start_response)

    return Asked()


def standing() -> set[str]:
    return set(Capture.objects.standing().values_list("address", flat=True))


def edition() -> int:
    return DatabaseEditions().read().number


def next_edition() -> None:
    """As the database begins one when a change is committed, which a test's own never is."""
    Edition.objects.begin_next(Edition.objects.current().number, began_at=timezone.now())


class TestFilling:
    def test_keeps_every_public_address(self, make_site):
        make_site(2)
        filled = fill()

        assert {url.address for url in PublicUrls()} <= standing()
        assert filled.failed == []
        assert filled.edition == edition()
        assert not filled.is_over

    def test_keeps_former_addresses_and_pictures(self, make_page, make_redirect, make_picture):
        picture = make_picture()
        make_redirect("/old/", to_record=make_page(picture=picture))
        fill()

        assert {"/old/", "/people/", picture.get_absolute_url()} <= standing()

    def test_keeps_what_every_kept_page_needs(self, make_site):
        make_site(2)
        fill()
        missing = {
            (capture.address, needed)
            for capture in Capture.objects.with_bodies().of_types("text/html", "text/css")
            for needed in embedded_in(
                content_of(capture.body), settings.SITE_URL + capture.address, capture.content_type
            )
            if needed not in standing()
        }

        assert missing == set()
        assert any(address.endswith(".css") for address in standing())

    def test_keeps_nothing_of_drafts(self, make_page, make_attachment, make_redirect):
        draft = make_page("A draft", published_at=None)
        attachment = make_attachment(draft)
        make_redirect("/old/", to_record=draft)
        fill()

        assert not {draft.address, attachment.get_absolute_url(), "/old/"} & standing()

    def test_of_what_is_filled_asks_django_for_nothing(self, make_site, asked):
        make_site(2)
        fill()
        again = fill(django=asked.django)

        assert asked == []
        assert (again.kept, again.there) == (0, len(set(public_addresses())))

    def test_after_a_change_makes_no_capture_of_what_is_the_same(self, make_page, make_topic):
        page = make_page("About us")
        fill()
        Page.objects.get(pk=page.pk).save()
        next_edition()
        fill()

        assert [c.address for c in Capture.objects.all() if not c.is_standing] == []

    def test_ends_what_is_not_public_any_more(self, make_page):
        page = make_page("About us")
        fill()
        Page.objects.update(published_at=timezone.now() + timedelta(days=1))
        next_edition()
        filled = fill()

        assert filled.ended == 4  # the page, its card, and the two files that cite it
        assert page.address not in standing()
        assert Capture.objects.of(page.address).count() == 1

    def test_ends_no_style_sheet_that_pages_wore_once(self, make_page):
        make_page("About us")
        old = f"{settings.STATIC_URL}css/site.0123456789ab.css"
        sheet = Answer(200, (("Content-Type", "text/css"),), b"body { color: red }")
        DatabaseStore().keep(old, sheet, edition())
        next_edition()
        fill()

        assert old in standing()

    def test_tells_how_far_it_is(self, make_page):
        make_page()
        told = []
        filled = fill(progress=lambda *news: told.append(news))
        pages = [news for news in told if news[0] == "Pages and files"]

        assert [done for _, done, _ in pages] == list(range(1, filled.kept + 1))
        assert {total for _, _, total in pages} == {filled.kept}

    def test_names_what_django_cannot_answer_and_keeps_the_rest(
        self, make_page, make_post, monkeypatch, caplog
    ):
        broken, sound = make_page("About us"), make_post()
        monkeypatch.setattr("archive.views.records.page_for", failing_at(broken.address))
        filled = fill()

        assert filled.failed == [broken.address]
        assert sound.address in standing()
        assert "A page that Django cannot make." in caplog.text


class TestWhileSomebodyPublishes:
    def test_it_begins_anew_and_ends_with_one_edition(self, make_page, make_post):
        make_page()
        published = []

        def publishes_once(what: str, done: int, total: int) -> None:
            if not published:
                published.append(make_post("In the middle of it"))
                next_edition()

        filled = fill(progress=publishes_once)

        assert filled.edition == edition()
        assert not filled.is_over
        good = Capture.objects.standing().of_edition(filled.edition)
        assert {url.address for url in PublicUrls()} <= {capture.address for capture in good}

    def test_again_and_again_it_says_that_it_is_over(self, make_page):
        make_page()

        assert fill(progress=lambda *news: next_edition()).is_over


class TestAProcessWithAnotherDress:
    def test_may_not_fill(self, make_page):
        make_page()
        here = DatabaseEditions(Worn("of today"))
        here.read()
        DatabaseEditions(Worn("of tomorrow")).read()

        with pytest.raises(NotInItsDress, match="other templates, style sheets, code or settings"
                           ".* SITE_URL is http://testserver:"):  # fmt: skip
            fill(editions=here)
        assert not Capture.objects.exists()


class Worn(Dress):
    """The dress of a process with that digest."""

    def __init__(self, digest: str) -> None:
        super().__init__()
        self.digest = lambda: digest


def dress() -> set[str]:
    return {address for address in standing() if address.startswith(settings.STATIC_URL)}


def failing_at(address: str):
    """The view's page of a record, but for one."""

    def page(record, request, parts=None):
        if record.address == address:
            raise RuntimeError("A page that Django cannot make.")
        return page_for(record, request, parts)

    return page


def test_a_review_that_says_nothing_yet_has_its_pages_kept(db):
    assert Review.objects.count() == 0
    assert fill().failed == []
    assert {"/", "/news/", "/feed/"} <= standing()
