"""What tests of pages need: a moment of the closing, and a page's words without its tags."""

from datetime import UTC, datetime

import pytest
from django.utils.html import strip_tags

from archive.models import StageChange


@pytest.fixture
def began_to_close_on_20_february_2023(closing_site):
    StageChange.objects.update(made_at=datetime(2023, 2, 20, tzinfo=UTC))


@pytest.fixture
def words_of():
    """What a page says, with one space between its words."""

    def words(html: str) -> str:
        return " ".join(strip_tags(html).split())

    return words
