"""The database does not answer: what is in memory is served, and says how old it is."""

import logging
from datetime import UTC, datetime

import pytest


class TestWhatIsInMemory:
    def test_is_served_with_how_old_it_is(self, get, database_goes, site):
        get()
        database_goes(seconds_ago=7)
        response = get()

        assert (response.status, response.body) == (200, b"<h1>Hello</h1>")
        assert response["Age"] == "7"
        assert response["Cache-Control"] == "max-age=0"
        assert response.how == "hit; detail=away"
        assert site.rendered["/"] == 1

    def test_keeps_what_it_says_of_itself(self, get, put, database_goes):
        headers = {"Content-Type": "image/png", "Cache-Control": "public, max-age=31536000"}
        put("/pictures/a.png", b"PNG", headers=headers)
        get("/pictures/a.png")
        database_goes()
        response = get("/pictures/a.png")

        assert response["Cache-Control"] == "public, max-age=31536000"
        assert response["Age"] == "7"

    def test_still_answers_conditions_and_head(self, get, database_goes):
        tag = get()["ETag"]
        database_goes()

        assert get(IF_NONE_MATCH=tag).status == 304
        assert get(method="HEAD").headers == get().headers

    def test_is_served_of_an_older_edition_too(self, get, learn, editions, database_goes):
        get()
        editions.begin_next()
        learn()
        database_goes()

        assert get().body == b"<h1>Hello</h1>"
        assert int(get()["Age"]) >= 0

    def test_is_forgotten_once_anything_was_taken_down(
        self, get, learn, editions, database_goes, site
    ):
        """Nobody asks which page it was."""
        get()
        editions.begin_next(takedowns=1)
        learn()
        database_goes()
        get()

        assert site.rendered["/"] == 2

    @pytest.mark.parametrize(
        "facts",
        [{"number": 1}, {"began_at": datetime(2022, 5, 24, tzinfo=UTC)}],
        ids=["with a lower number", "with the same number"],
    )
    def test_is_forgotten_once_an_older_database_was_brought_back(
        self, get, learn, editions, database_goes, site, facts
    ):
        editions.begin_next()
        learn()
        get()
        editions.begin_next(**{"number": 2} | facts)
        learn()
        database_goes()
        get()

        assert site.rendered["/"] == 2

    def test_is_served_where_only_the_next_question_finds_out(self, get, learn, editions, store):
        """The watch has not noticed yet, and a new edition has begun."""
        get()
        editions.begin_next()
        learn()
        store.fault = editions.fault = store.fault or ConnectionError("gone")

        assert get().how == "hit; detail=away"

    def test_is_fresh_again_when_the_database_is_back(self, get, learn, editions, database_goes):
        get()
        database_goes()
        get()
        editions.fault = None
        learn()

        assert get().how == "hit; detail=memory"
        assert "Age" not in get().headers


class TestWhatIsNot:
    @pytest.fixture
    def broken(self, put):
        return put(body=b"Sorry", status="500 Internal Server Error", is_kept=False)

    def test_is_said_to_be_away_for_now(self, get, broken, database_goes):
        get("/junk/")
        database_goes()
        response = get()

        assert (response.status, response.body) == (503, b"Sorry")
        assert response["Retry-After"] == "30"
        assert response["Cache-Control"] == "no-store"

    def test_is_said_so_before_anything_was_learnt(self, get, broken, editions):
        editions.fault = ConnectionError("gone")

        assert get().status == 503

    def test_is_said_so_when_it_goes_while_a_page_is_made(self, get, broken, site, editions):
        get("/junk/")
        site.while_rendering = lambda: setattr(editions, "fault", ConnectionError("gone"))

        assert get().status == 503

    def test_is_said_so_to_editors_too(self, get, broken, put, database_goes):
        database_goes()
        put("/admin/", status="500 Internal Server Error")
        response = get("/admin/", COOKIE="__Host-session=abc")

        assert (response.status, response["Retry-After"]) == (503, "30")

    def test_is_still_asked_of_django_which_may_need_no_database(self, get, put, database_goes):
        database_goes()
        put("/static/site.css", b"p {}", is_kept=False)

        assert get("/static/site.css").status == 200

    def test_stays_an_error_where_the_database_is_well(self, get, broken, put):
        put("/admin/", status="500 Internal Server Error")

        assert get("/admin/").status == 500
        assert get().status == 500


def test_it_is_said_once_in_the_log_and_once_when_it_is_over(get, learn, layer, editions, caplog):
    caplog.set_level(logging.INFO)
    get()
    editions.fault = ConnectionError("refused")
    for _ in range(5):
        get("/junk/")
    editions.fault = None
    learn()

    assert [record.message for record in caplog.records] == [
        "The database does not answer, and pages come from memory: refused",
        "The database answers again.",
    ]
