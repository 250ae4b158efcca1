"""All versions of an address, for people and for machines."""

import html
from datetime import UTC, datetime, timedelta

import pytest
from django.utils.html import escape

from archive.models import Capture, Revision
from archive.views import timemaps

MAY = datetime(2022, 5, 23, 8, 0, 0, 500_000, tzinfo=UTC)
A_DAY = timedelta(days=1)
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture
def make_versions(make_capture):
    """One version a day, from 23 May 2022 on; the last one stands."""

    def make(address: str, count: int) -> None:
        for day in range(count):
            begun = MAY + day * A_DAY
            ended = {} if day == count - 1 else {"captured_until": begun + A_DAY}
            make_capture(address, f"<body>{day}".encode(), captured_from=begun, **ended)

    return make


class TestForPeople:
    def test_lists_each_version_with_its_days_the_newest_first(self, client, make_versions):
        make_versions("/about/", 3)
        page = client.get("/timemap/about/", headers=BROWSER).text

        days = [page.index(f"{day} May 2022<") for day in (25, 24, 23)]
        assert days == sorted(days)
        assert "What readers see now" in page
        assert "Stood until" in page
        assert 'href="/memento/20220525080000/about/" rel="nofollow"' in page

    def test_says_that_what_readers_see_now_is_withdrawn(self, client, make_page, make_versions):
        make_page(
            address="/about/",
            published_at=MAY,
            withdrawn_at=MAY + A_DAY,
            withdrawn_because="It names a child.",
        )
        make_versions("/about/", 2)
        page = client.get("/timemap/about/", headers=BROWSER).text

        assert page.count("withdrawn on") == 1
        assert page.index("24 May 2022<") < page.index("withdrawn on") < page.index("23 May 2022<s")

    def test_leads_to_what_changed_from_each_to_the_next(self, client, make_versions):
        make_versions("/about/", 2)
        page = client.get("/timemap/about/", headers=BROWSER).text

        assert page.count("/changes/") == 1
        assert 'href="/changes/20220523080000/20220524080000/about/"' in page

    def test_says_where_only_what_stands_around_the_text_changed(self, client, make_capture):
        around = b"<body><nav>Menu</nav><main><p>Same</p></main><footer>Foot"
        make_capture("/about/", around, captured_from=MAY, captured_until=MAY + A_DAY)
        make_capture("/about/", around.replace(b"Menu", b"News"), captured_from=MAY + A_DAY)
        page = client.get("/timemap/about/", headers=BROWSER).text

        assert "The text is the same; what stands around it changed." in page
        assert "/changes/" not in page

    def test_offers_no_comparison_of_what_is_no_text(self, client, make_capture):
        make_capture("/a.pdf", b"%PDF-1", "application/pdf", captured_from=MAY)
        make_capture(
            "/a.pdf", b"%PDF-2", "application/pdf", captured_from=MAY - A_DAY, captured_until=MAY
        )

        assert "/changes/" not in client.get("/timemap/a.pdf", headers=BROWSER).text

    def test_compares_a_page_that_was_gone_with_the_one_before(self, client, make_capture):
        make_capture("/a/", b"<body>1", captured_from=MAY, captured_until=MAY + A_DAY)
        make_capture(
            "/a/", b"", status=301, captured_from=MAY + A_DAY, captured_until=MAY + 2 * A_DAY
        )
        make_capture("/a/", b"<body>2", captured_from=MAY + 2 * A_DAY)
        page = client.get("/timemap/a/", headers=BROWSER).text

        assert 'href="/changes/20220523080000/20220525080000/a/"' in page
        assert page.count("/changes/") == 1

    def test_writes_all_its_times_to_the_second_where_two_are_within_a_minute(
        self, client, make_capture
    ):
        began = [MAY - A_DAY, MAY, MAY + timedelta(seconds=7), MAY + timedelta(minutes=1)]
        for at, until in zip(began, [*began[1:], None], strict=True):
            make_capture("/about/", f"<body>{at}".encode(), captured_from=at, captured_until=until)
        page = client.get("/timemap/about/", headers=BROWSER).text

        assert '23 May 2022<span class="version-clock"> at 9:00:07am<' in page
        assert '23 May 2022<span class="version-clock"> at 9:00:00am<' in page
        assert '23 May 2022<span class="version-clock"> at 9:01:00am<' in page
        assert '22 May 2022<span class="version-clock"> at 9:00:00am<' in page
        assert "23 May 2022 at 9:00:07am</time>" in page

    @pytest.mark.parametrize("address", ["/", "/news/"])
    def test_is_called_by_the_title_of_the_page_with_its_address_beside(
        self, client, make_capture, address
    ):
        page = b"<title>News and blogs \xe2\x80\x93 The Review</title><body>"
        make_capture(address, page, captured_from=MAY)
        text = client.get(f"/timemap{address}", headers=BROWSER).text

        assert f"News and blogs · {address}</p>" in text
        assert (f'<a href="{address}">News and blogs</a>' in text) == (address != "/")

    def test_is_called_by_its_address_where_the_page_has_no_title(self, client, make_versions):
        make_versions("/a.txt", 1)

        assert ">/a.txt</a>" in client.get("/timemap/a.txt", headers=BROWSER).text

    def test_says_what_readers_were_told_with_the_version_that_had_it_first(
        self, client, make_page, make_versions
    ):
        page = make_page("About & more", address="/about/", published_at=MAY)
        make_versions("/about/", 3)
        note = Revision.objects.create(record=page, change_note="A <new> chair.", is_major=True)
        Revision.objects.update(made_at=MAY + timedelta(hours=23, minutes=59, seconds=59))
        text = client.get("/timemap/about/", headers=BROWSER).text

        told = text.index(escape(note.change_note))
        assert text.index("24 May 2022<") < told < text.index("23 May 2022<")
        assert "About &amp; more" in text

    def test_says_which_version_was_taken_down(self, client, letter, make_capture, take_down):
        make_capture(letter.address, b"<p>It was Ada Example", captured_from=MAY)
        take_down(letter.address)

        text = client.get(f"/timemap{letter.address}", headers=BROWSER).text
        assert "taken down for good" in text
        assert letter.title not in text

    def test_asks_as_many_questions_for_many_versions_as_for_few(
        self, client, make_page, make_versions, django_assert_max_num_queries
    ):
        make_page("About", address="/about/")
        make_versions("/about/", 40)

        with django_assert_max_num_queries(8):
            client.get("/timemap/about/", headers=BROWSER)


class TestBeforeTheFirstReader:
    """A published page leads to its versions from the first minute, when none is kept yet."""

    def test_people_are_told_so_in_words(self, client, make_page):
        page = make_page("About & more", address="/about/")
        response = client.get("/timemap/about/", headers=BROWSER)

        assert response.status_code == 200
        assert 'No version of <a href="/about/">this page</a> is kept yet.' in response.text
        assert page.title in html.unescape(response.text)
        assert "<ol class=" not in response.text

    def test_machines_are_told_the_page_alone(self, client, make_page):
        make_page(address="/about/")
        response = client.get("/timemap/about/")

        assert response.status_code == 200
        assert response["Content-Type"] == "application/link-format"
        assert 'http://testserver/about/>; rel="original timegate"' in response.text
        assert "memento" not in response.text.replace("timemap", "")

    @pytest.mark.parametrize("headers", [BROWSER, {}])
    def test_nobody_is_told_of_a_draft(self, client, make_page, headers):
        make_page(address="/about/", published_at=None)

        assert client.get("/timemap/about/", headers=headers).status_code == 404


class TestForMachines:
    def test_is_a_document_of_links_with_the_oldest_first(self, client, make_versions):
        make_versions("/about/", 2)
        response = client.get("/timemap/about/")

        assert response["Content-Type"] == "application/link-format"
        assert response["Vary"] == "Accept"
        assert response.text == (
            '<http://testserver/about/>; rel="original timegate",\n'
            '<http://testserver/timemap/about/>; rel="self"; type="application/link-format"; '
            'from="Mon, 23 May 2022 08:00:00 GMT"; until="Tue, 24 May 2022 08:00:00 GMT",\n'
            '<http://testserver/memento/20220523080000/about/>; rel="first memento"; '
            'datetime="Mon, 23 May 2022 08:00:00 GMT",\n'
            '<http://testserver/memento/20220524080000/about/>; rel="last memento"; '
            'datetime="Tue, 24 May 2022 08:00:00 GMT"\n'
        )

    def test_of_one_version_names_it_first_and_last(self, client, make_versions):
        make_versions("/", 1)

        assert 'rel="first last memento"' in client.get("/timemap/").text

    @pytest.mark.parametrize("accept", ["*/*", "application/link-format", "application/json"])
    def test_is_what_all_get_that_do_not_ask_for_a_page(self, client, make_versions, accept):
        make_versions("/", 1)
        response = client.get("/timemap/", headers={"Accept": accept})

        assert response["Content-Type"] == "application/link-format"

    def test_every_link_leads_to_its_version(self, client, make_versions):
        make_versions("/about/", 3)
        listed = client.get("/timemap/about/").text

        for capture in Capture.objects.all():
            stamp = f"{capture.captured_from:%Y%m%d%H%M%S}"
            assert f"/memento/{stamp}/about/>" in listed
            assert client.get(f"/memento/{stamp}/about/").status_code == 200


class TestALongList:
    @pytest.fixture(autouse=True)
    def five_versions_two_on_a_page(self, monkeypatch, make_versions):
        monkeypatch.setattr(timemaps, "ON_A_PAGE", 2)
        make_versions("/about/", 5)

    def test_is_in_pages_by_path(self, client):
        first = client.get("/timemap/about/", headers=BROWSER).text
        last = client.get("/timemap/page/3/about/", headers=BROWSER).text

        assert 'href="/timemap/page/2/about/"' in first
        assert 'href="/timemap/about/"' in last
        assert "27 May 2022<" in first
        assert "27 May 2022<" not in last
        assert client.get("/timemap/page/4/about/").status_code == 404

    def test_names_its_other_parts_with_what_they_hold(self, client):
        text = client.get("/timemap/page/2/about/").text

        assert '<http://testserver/timemap/page/2/about/>; rel="self"' in text
        assert (
            '<http://testserver/timemap/about/>; rel="timemap"; type="application/link-format"; '
            'from="Thu, 26 May 2022 08:00:00 GMT"; until="Fri, 27 May 2022 08:00:00 GMT"' in text
        )
        assert '<http://testserver/timemap/page/3/about/>; rel="timemap"' in text
        assert "first memento" not in text


def test_an_address_of_nothing_that_nothing_is_kept_of_has_no_list(client, db):
    assert client.get("/timemap/about/", headers=BROWSER).status_code == 404
    assert client.get("/timemap/about/").status_code == 404
