"""What tests of pages need: a moment of the closing, and a page's words without its tags."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.utils.html import strip_tags

from archive.lifecycle import move_stage
from archive.models import Stage


@pytest.fixture
def began_to_close_on_20_february_2023(make_notice):
    make_notice()
    with time_machine.travel(datetime(2023, 2, 20, tzinfo=UTC), tick=False):
        move_stage(Stage.CLOSING, by=None)


@pytest.fixture
def words_of():
    """What a page says, with one space between its words."""

    def words(html: str) -> str:
        return " ".join(strip_tags(html).split())

    return words
