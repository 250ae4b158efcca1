"""What a public page asks of the database: as much for a long record as for a short one."""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.lifecycle import move_stage
from archive.models import Stage
from archive.public_urls import PublicUrl, PublicUrls

MOST = 8
FEW, MANY = 6, 9


@pytest.fixture
def questions(client):
    """By kind of page, how many questions the dearest page of that kind asks."""

    def count() -> dict[str, int]:
        asked: dict[str, int] = {}
        for url in some_of_each_route():
            with CaptureQueriesContext(connection) as captured:
                response = client.get(url.address)
                response.getvalue()
            assert response.status_code == 200, url
            kind = response.templates[0].name if url.route == "record" else url.route
            asked[kind] = max(asked.get(kind, 0), len(captured))
        return asked

    return count


def some_of_each_route() -> Iterator[PublicUrl]:
    """The newest three of each, and of records every one: they are of many kinds."""
    seen: Counter[str] = Counter()
    for url in PublicUrls():
        seen[url.route] += 1
        if url.route == "record" or seen[url.route] <= 3:
            yield url


@pytest.fixture
def closing(make_notice):
    make_notice()
    move_stage(Stage.CLOSING, by=None)


def of_dear(asked: dict[str, int]) -> dict[str, int]:
    return {kind: number for kind, number in asked.items() if number > MOST}


class TestEveryPublicPage:
    def test_asks_at_most_eight_questions(self, make_site, questions):
        make_site(FEW)

        assert of_dear(questions()) == {}

    def test_asks_at_most_eight_in_the_closing_stage(self, make_site, closing, questions):
        make_site(FEW)

        assert of_dear(questions()) == {}

    def test_asks_no_more_for_a_long_record(self, make_site, questions):
        make_site(FEW)
        few = questions()
        make_site(MANY)
        many = questions()

        assert {kind: many[kind] for kind in few} == few
        assert of_dear(many) == {}
