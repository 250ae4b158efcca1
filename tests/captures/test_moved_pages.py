"""A page that moved keeps its past: what is kept of it at its former addresses is found from the
one that it has now."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.admin.addresses import move
from archive.models import Redirect, Revision

MARCH = datetime(2022, 3, 1, 8, 0, tzinfo=UTC)
MAY = datetime(2022, 5, 23, 8, 0, tzinfo=UTC)
JUNE = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)
JULY = datetime(2022, 7, 1, 8, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)
BROWSER = {"Accept": "text/html"}


def page_of(words: str, around: str = "") -> bytes:
    return (
        f"<title>About – The Review</title><body>{around}<main><article><h1>About</h1><p>{words}"
    ).encode()


@pytest.fixture
def page(make_page):
    return make_page("About", address="/old/", published_at=MARCH)


@pytest.fixture
def moved(page, make_capture):
    """At /old/ in March and, corrected, in May; since June at /new/, and corrected in July."""
    make_capture("/old/", page_of("ten"), captured_from=MARCH, captured_until=MAY)
    make_capture("/old/", page_of("twenty"), captured_from=MAY, captured_until=JUNE + A_DAY)
    make_capture("/old/", b"", status=301, headers=[["Location", "/new/"]],
                 captured_from=JUNE + A_DAY)  # fmt: skip
    make_capture("/new/", page_of("twenty"), captured_from=JUNE, captured_until=JULY)
    make_capture("/new/", page_of("thirty"), captured_from=JULY)
    page.address = "/new/"
    move(page, left="/old/")
    return page


@pytest.fixture
def tell(page):
    def told(note: str, at: datetime) -> None:
        Revision.objects.create(record=page, change_note=note, is_major=True)
        Revision.objects.update(made_at=at)

    return told


def versions(client, address: str = "/new/") -> str:
    return client.get(f"/timemap{address}", headers=BROWSER).text


class TestAllVersions:
    def test_reach_back_to_the_former_address(self, client, moved):
        page = versions(client)

        places = [
            page.index(f'href="/memento/{place}"')
            for place in ("20220701080000/new/", "20220601080000/new/", "20220523080000/old/",
                          "20220301080000/old/")
        ]  # fmt: skip
        assert places == sorted(places)
        assert "at its former address /old/" in page

    def test_say_until_when_the_page_stood_at_its_former_address(self, client, moved):
        page = versions(client)

        assert page.count("Stood until") == 3
        assert "2 June 2022" not in page
        assert page.count("What readers see now") == 1

    def test_leave_out_what_the_former_address_answered_since(self, client, moved):
        assert "led to another address" not in versions(client)

    def test_tell_of_a_change_with_the_version_that_had_it(self, client, moved, tell):
        tell("The figure was wrong.", MAY - timedelta(seconds=2))
        page = versions(client)

        told = page.index("The figure was wrong.")
        assert page.index("/memento/20220523080000/old/") < told
        assert told < page.index("/memento/20220301080000/old/")

    def test_say_that_a_page_moved_where_no_word_differs(self, client, moved):
        page = versions(client)

        assert "The text is the same; the page moved." in page
        assert "/changes/20220523080000/20220601080000/" not in page

    def test_say_so_of_a_page_as_it_is_served(self, client, page, keep):
        keep("/old/", captured_from=MARCH, captured_until=JUNE)
        page.address = "/new/"
        move(page, left="/old/")
        keep("/new/", captured_from=JUNE)

        assert "The text is the same; the page moved." in versions(client)

    def test_reach_across_several_moves(self, client, moved, make_capture):
        make_capture("/older/", page_of("one"), captured_from=MARCH - A_DAY)
        Redirect.objects.create(address="/older/", to_record=moved)
        page = versions(client)

        assert 'href="/memento/20220228080000/older/"' in page
        assert page.count("What readers see now") == 1

    def test_of_a_page_that_nobody_has_read_since_are_those_before(
        self, client, page, make_capture
    ):
        make_capture("/old/", page_of("ten"), captured_from=MARCH)
        page.address = "/new/"
        move(page, left="/old/")
        listed = versions(client)

        assert "Stood until the page moved" in listed
        assert "What readers see now" not in listed

    def test_of_a_page_that_came_back_are_in_one_list(self, client, moved, make_capture):
        moved.address = "/old/"
        move(moved, left="/new/")
        page = versions(client, "/old/")

        assert "/memento/20220701080000/new/" in page
        assert "/memento/20220301080000/old/" in page

    def test_of_the_former_address_lead_to_the_page(self, client, moved):
        page = versions(client, "/old/")

        assert "has moved to" in page
        assert 'href="/timemap/new/"' in page
        assert "/memento/20220701080000/new/" not in page

    def test_of_what_is_no_longer_public_stay_apart(self, client, moved):
        moved.taken_down_at = JULY
        moved.save()

        assert "/old/" not in versions(client)

    def test_are_listed_for_machines_too(self, client, moved):
        text = client.get("/timemap/new/").text

        assert '/memento/20220301080000/old/>; rel="first memento"' in text
        assert '/memento/20220701080000/new/>; rel="last memento"' in text

    def test_ask_at_most_eight_questions(self, client, moved, django_assert_max_num_queries):
        for address in ("/new/", "/old/"):
            with django_assert_max_num_queries(8):
                versions(client, address)


class TestAMoment:
    def asked(self, client, moment: datetime):
        said = moment.strftime("%a, %d %b %Y %H:%M:%S GMT")
        return client.get("/new/", headers={"Accept-Datetime": said})

    @pytest.mark.parametrize(
        ("moment", "place"),
        [
            (MARCH - A_DAY, "20220301080000/old/"),
            (MARCH + A_DAY, "20220301080000/old/"),
            (MAY, "20220523080000/old/"),
            (JUNE + A_DAY, "20220601080000/new/"),
            (JULY + A_DAY, "20220701080000/new/"),
        ],
    )
    def test_asked_for_leads_to_where_the_page_was_then(self, client, moved, moment, place):
        response = self.asked(client, moment)

        assert response["Location"] == f"/memento/{place}"
        assert "/memento/20220301080000/old/" in response["Link"]

    def test_before_the_move_is_found_from_the_page_that_says_there_is_none(self, client, moved):
        response = client.get("/memento/20220401000000/new/")

        assert response.status_code == 404
        assert (
            'href="/memento/20220301080000/old/" rel="nofollow">The page as it stood then'
            in response.text
        )

    def test_after_a_change_before_the_move_is_found(self, client, moved):
        response = client.get("/memento/after/20220501000000/new/")

        assert response["Location"] == "/memento/20220523080000/old/"

    def test_asks_at_most_eight_questions(self, client, moved, django_assert_max_num_queries):
        for address in ("/memento/20220701080000/new/", "/memento/20220401000000/new/"):
            with django_assert_max_num_queries(8):
                client.get(address)


class TestWhatChanged:
    def test_before_the_move_is_shown_at_the_new_address(self, client, moved):
        page = client.get("/changes/20220301080000/20220523080000/new/")

        assert page.status_code == 200
        assert page.text.index("</span>ten<") < page.text.index("</span>twenty<")
        assert 'href="/memento/20220301080000/old/"' in page.text

    def test_across_the_move_is_shown(self, client, moved):
        page = client.get("/changes/20220301080000/20220701080000/new/").text

        assert page.index("</span>ten<") < page.index("</span>thirty<")
        assert "/memento/20220301080000/old/" in page
        assert "/memento/20220701080000/new/" in page

    def test_by_the_move_alone_is_said_to_be_that(self, client, moved):
        page = client.get("/changes/20220523080000/20220601080000/new/").text

        assert "The text is the same; the page moved from /old/ to /new/." in page

    def test_by_a_change_before_the_move_is_found(self, client, moved):
        response = client.get("/changes/after/20220501000000/new/")

        assert response["Location"] == "/changes/20220301080000/20220523080000/new/"

    def test_is_read_from_the_page_that_nobody_asked_for_since_it_moved(
        self, client, page, make_capture
    ):
        make_capture("/old/", page_of("ten"), captured_from=MARCH)
        make_capture("/new/", page_of("twenty"), captured_from=JUNE)
        page.address = "/new/"
        move(page, left="/old/")
        shown = client.get("/changes/20220301080000/20220601080000/new/").text

        assert shown.index("</span>ten<") < shown.index("</span>twenty<")

    def test_asks_at_most_eight_questions(self, client, moved, django_assert_max_num_queries):
        with django_assert_max_num_queries(8):
            client.get("/changes/20220301080000/20220701080000/new/")
