"""Numbers within a series: none that a reader would take for a slip."""

import pytest
from django.core.exceptions import ValidationError

from archive.models import Series


@pytest.fixture
def talks(db):
    return Series.objects.create(title="Talks", slug="talks", length=2)


@pytest.mark.parametrize("place", [0, 3])
def test_an_episode_has_a_number_within_its_series(make_episode, talks, place):
    with pytest.raises(ValidationError) as refused:
        make_episode(series=talks, series_position=place).full_clean()
    assert {*refused.value.message_dict} == {"series_position"}


def test_a_draft_may_be_one_more_than_readers_know_of(make_episode, talks):
    make_episode(series=talks, series_position=3, published_at=None).full_clean()


def test_a_series_is_not_shorter_than_what_is_published_of_it(make_episode, talks):
    make_episode(series=talks, series_position=2)
    talks.full_clean()
    talks.length = 1

    with pytest.raises(ValidationError) as refused:
        talks.full_clean()
    assert {*refused.value.message_dict} == {"length"}


def test_a_series_has_at_least_one_episode(db):
    with pytest.raises(ValidationError):
        Series(title="Talks", slug="talks", length=0).full_clean()
