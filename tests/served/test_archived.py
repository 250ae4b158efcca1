"""An archived site: what Django says once of where a page is, is told everybody from memory."""

from dataclasses import replace

import pytest

from archive.captures.kept import ARCHIVED

PLACE = "https://archive.example.org/20230310120000/https://review.example.org/"


@pytest.fixture
def archive(site, editions, learn, put):
    """The site is archived, and the layer has heard of it."""

    def archive(number: int = 1) -> None:
        put(
            "/",
            b"",
            status="301 Moved Permanently",
            headers={"Location": PLACE, "Cache-Control": "public, max-age=600"},
            is_kept=False,
        )
        editions.known = replace(editions.known, archived_as=number, is_closed=True)
        learn()

    return archive


class TestAPage:
    def test_is_told_where_it_is_now(self, get, archive, site):
        get()
        archive()
        response = get()

        assert (response.status, response["Location"]) == (301, PLACE)
        assert response["Cache-Control"] == "public, max-age=600"
        assert site.requests[-1][ARCHIVED] is True

    def test_is_told_from_memory_after_that(self, get, archive, site):
        archive()
        get()
        before = site.rendered["/"]

        assert get().how == "hit; detail=memory"
        assert site.rendered["/"] == before

    @pytest.mark.parametrize(
        "facts",
        [
            {"QUERY_STRING": "utm_source=letter"},
            {"COOKIE": "__Host-session=abc"},
            {"AUTHORIZATION": "Basic x"},
            {"ACCEPT_DATETIME": "Mon, 23 May 2022 08:00:00 GMT"},
            {"method": "HEAD"},
        ],
    )
    def test_is_told_the_same_however_it_is_asked_for(self, get, archive, site, facts):
        archive()
        get()
        before = site.rendered["/"]
        response = get(**facts)

        assert (response.status, response["Location"]) == (301, PLACE)
        assert site.rendered["/"] == before

    def test_says_nothing_that_a_reader_could_take_for_newer_than_what_follows(self, get, archive):
        archive()

        assert "Last-Modified" not in get().headers

    def test_is_not_answered_otherwise_by_the_hosts_of_others(self, get, archive, site):
        archive()
        get(HTTP_HOST="elsewhere.example.org")

        assert site.requests[-1][ARCHIVED] is False


class TestBroughtBack:
    def test_it_serves_what_it_served(self, get, archive, editions, learn, put):
        before = get().body
        archive()
        get()
        put("/", before)
        editions.known = replace(editions.known, archived_as=None)
        learn()

        assert (get().status, get().body) == (200, before)

    def test_nothing_of_it_is_left_while_the_database_is_away(
        self, get, archive, put, database_goes
    ):
        get()
        archive()
        put("/", b"It failed.", status="500 Internal Server Error", is_kept=False)
        database_goes()

        assert get().status == 503

    def test_another_capture_takes_the_place_of_the_first(self, get, archive, put):
        archive(1)
        get()
        archive(2)
        put("/", b"", status="301 Moved Permanently", headers={"Location": "https://b.example/"})

        assert get()["Location"] == "https://b.example/"


class TestWhatGoesOn:
    @pytest.mark.parametrize("path", ["/admin/", "/healthz"])
    def test_is_asked_of_django_as_ever(self, get, archive, put, site, path):
        put(path, b"As ever", is_kept=False)
        archive()
        get(path)

        assert site.requests[-1][ARCHIVED] is False

    def test_has_its_style_sheets_from_memory(self, get, archive, put, site):
        put("/static/site.css", b"a {}", headers={"Content-Type": "text/css"}, is_kept=False)
        archive()
        get("/static/site.css")

        assert get("/static/site.css").how == "hit; detail=memory"
        assert site.requests[-1][ARCHIVED] is False

    def test_lets_forms_be_sent_to_django(self, get, archive, site):
        archive()
        get(method="POST")

        assert site.requests[-1][ARCHIVED] is False


def test_a_tombstone_stays_what_it_was(get, archive, put, store, learn):
    put("/gone/", b"Taken down.", status="410 Gone")
    get("/gone/")
    put("/gone/", b"", status="301 Moved Permanently", headers={"Location": PLACE})
    archive()
    response = get("/gone/")

    assert (response.status, response.body) == (410, b"Taken down.")
    assert "Location" not in response.headers


def test_a_page_of_an_earlier_day_is_told_where_it_is_too(get, archive, put, site):
    archive()
    put("/memento/20220523080000/", b"", status="301 Moved", headers={"Location": PLACE})
    get("/memento/20220523080000/")

    assert site.requests[-1][ARCHIVED] is True
    assert get("/memento/20220523080000/").how == "hit; detail=memory"


def test_made_up_addresses_fill_no_memory(get, archive, layer):
    archive()
    for number in range(50):
        assert get(f"/made-up-{number}/").status == 404

    assert not [path for path in layer.memory.held if "made-up" in path]


def test_what_cannot_be_told_is_worth_asking_again(get, archive, put):
    archive()
    put("/", fault=OSError("no room"))
    response = get()

    assert (response.status, response["Retry-After"]) == (503, "30")


def test_several_processes_tell_the_same(make_layer, ask_of, archive, editions):
    archive()
    first, second = make_layer(), make_layer()

    assert ask_of(first).headers == ask_of(second).headers
    assert ask_of(second).status == 301
