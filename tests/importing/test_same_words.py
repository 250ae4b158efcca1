"""The format knows nothing of Django, so some facts are told twice. They stay the same here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.importing.fields import CALL_TEXTS, FIELDS, RECORD_MODELS
from archive.importing.format.documents import slug_of, usual_address
from archive.importing.format.keys import KEYS, LETTERS, POSTS, PUBLICATIONS, RECORDS, RELATED
from archive.importing.format.sections import CALL_SECTIONS
from archive.importing.format.values import ADDRESS
from archive.models import (
    LETTER_KINDS,
    POST_KINDS,
    PUBLICATION_KINDS,
    Board,
    Kind,
    Language,
    Link,
    Publication,
    Record,
    Topic,
    free_slug,
)
from archive.models.address import is_address


def choices(kind: str, name: str) -> tuple[str, ...]:
    return next(key.choices for key in KEYS[kind] if key.name == name)


def test_the_types_of_records_are_their_kinds():
    assert set(RECORDS) == set(Kind.values) == set(RECORD_MODELS)
    assert (PUBLICATIONS, POSTS, LETTERS) == (PUBLICATION_KINDS, POST_KINDS, LETTER_KINDS)


def test_the_words_to_choose_from_are_the_models():
    assert choices("letter", "language") == tuple(Language.values)
    assert choices("speech", "delivery") == tuple(Publication.Delivery.values)
    assert choices("board", "kind") == tuple(Board.Kind.values)
    purposes = next(key.choices for key in RELATED if key.name == "kind")
    assert {*purposes, "listen", "subscribe"} == set(Link.Purpose.values)


def test_the_sections_of_a_call_each_have_a_field():
    assert tuple(CALL_TEXTS) == CALL_SECTIONS


def test_an_address_is_the_same_thing_to_both():
    assert ADDRESS.pattern == is_address.regex.pattern


@pytest.mark.parametrize("kind", Kind)
def test_a_record_gets_the_address_that_the_site_would_give_it(kind):
    assert usual_address(kind, "it") == Record(kind=kind, slug="it").usual_address


@pytest.mark.parametrize("kind", Kind)
def test_every_key_that_is_a_field_is_a_key_of_the_type(kind):
    assert set(FIELDS[RECORD_MODELS[kind]]) <= {key.name for key in KEYS[kind]}


@given(st.text(max_size=120) | st.lists(st.text("abc’' -é", max_size=20)).map(" ".join))
def test_a_slug_is_made_as_the_site_makes_it(text):
    assert slug_of(text) == free_slug(text, among=NoRows())


class NoRows:
    """A table without rows, so that the slugs can be made without a database."""

    def filter(self, **conditions):
        return Topic.objects.none()
