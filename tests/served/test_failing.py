"""The store fails, or Django does: no reader has to know."""

import pytest

from archive.captures.kept import StoreAway


class TestTheStoreFails:
    @pytest.mark.parametrize(
        "fault", [StoreAway("away"), OSError(28, "No space left on device")], ids=["away", "full"]
    )
    def test_while_keeping_and_the_reader_is_served(self, get, store, site, fault, caplog):
        store.fault_of_keeping = fault
        answers = [get(ACCEPT_ENCODING="gzip") for _ in range(3)]

        assert {answer.status for answer in answers} == {200}
        assert answers[2].how == "hit; detail=memory"
        assert site.rendered["/"] == 1
        assert "/ could not be kept" in caplog.text

    def test_while_keeping_and_it_is_kept_once_the_store_can(self, get, layer, store, editions):
        store.fault_of_keeping = OSError("full")
        get()
        layer.watch.then(editions.known)
        store.fault_of_keeping = None
        layer.watch.then(editions.known)

        assert store.kept["/"][0] == editions.known.number

    def test_while_keeping_and_it_is_not_kept_in_the_next_edition(
        self, get, layer, store, editions
    ):
        store.fault_of_keeping = OSError("full")
        get()
        store.fault_of_keeping = None
        editions.begin_next()
        layer.watch.then(editions.known)

        assert store.kept == {}

    def test_while_keeping_and_the_edition_is_over_so_nothing_is_held(
        self, get, store, site, editions
    ):
        store.fault_of_keeping = OSError("full")
        site.while_rendering = editions.begin_next
        get()

        assert get().how == "fwd=miss"

    def test_while_looking_and_the_reader_is_served(self, get, store, caplog):
        store.fault = OSError("broken")

        assert get().body == b"<h1>Hello</h1>"
        assert "/ could not be looked for in the store" in caplog.text

    def test_while_ending_and_the_reader_is_served(self, get, store):
        get()
        store.fault = OSError("broken")

        assert get("/junk/").status == 404


class TestDjangoFails:
    @pytest.fixture
    def broken(self, get, learn, put, editions):
        """The home page was kept, and fails in the next edition."""
        get()
        page = put(body=b"Sorry", status="500 Internal Server Error", is_kept=False)
        editions.begin_next()
        learn()
        return page

    def test_and_the_public_is_served_what_the_page_was_last(self, get, broken, layer, caplog):
        response = get()

        assert (response.status, response.body) == (200, b"<h1>Hello</h1>")
        assert response["Cache-Control"] == "max-age=0"
        assert response.how == "fwd=stale; fwd-status=500; detail=failed"
        assert layer.finder.failures == 1
        assert "/ failed, and what it answered last is served (1 such" in caplog.text

    def test_and_is_asked_again_by_the_next_reader(self, get, broken, put):
        get()
        put(body=b"mended")

        assert get().body == b"mended"

    def test_with_an_exception_and_the_public_is_served_the_same(self, get, broken):
        broken.fault = OSError("a file is gone")

        assert get().body == b"<h1>Hello</h1>"

    def test_and_there_is_nothing_to_serve_instead(self, get, put):
        put("/new/", b"Sorry", status="500 Internal Server Error", is_kept=False)
        response = get("/new/")

        assert (response.status, response.body) == (500, b"Sorry")
        assert response["Cache-Control"] == "no-cache"
