"""Welsh is complete: every phrase that the public reads, and nothing else."""

import re

import polib
import pytest

from translating.catalogue import PLURAL_FORMS, compiled, path_of, read
from translating.phrases import Phrase, phrases

SAME_IN_WELSH = {"%(count)s person", "Blog", "CSV", "PDF", "WebVTT"}
BLANK = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
ELEMENT = re.compile(r"</?\w+[^>]*>")
TELLS_TO_RUN = "It is not what is said now. Run `make translations` and translate what it names."


@pytest.fixture(scope="module", params=sorted(PLURAL_FORMS))
def language(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def catalogue(language) -> polib.POFile:
    return read(language)


def said(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_it_has_every_phrase_and_no_other(catalogue):
    kept = {Phrase(entry.msgid, entry.msgid_plural) for entry in catalogue}

    assert kept == set(phrases()), TELLS_TO_RUN


def test_it_says_where_each_phrase_is_said(catalogue):
    kept = {
        Phrase(entry.msgid, entry.msgid_plural): [file for file, _ in entry.occurrences]
        for entry in catalogue
    }

    assert kept == phrases(), TELLS_TO_RUN


def test_it_translates_each_of_them_in_every_form(catalogue, language):
    forms = int(PLURAL_FORMS[language].removeprefix("nplurals=")[0])
    counts = {
        entry.msgid: len([each for each in said(entry) if each.strip()]) for entry in catalogue
    }
    wanted = {entry.msgid: forms if entry.msgid_plural else 1 for entry in catalogue}

    assert counts == wanted
    assert [entry.msgid for entry in catalogue if entry.fuzzy] == []


def test_each_translation_has_the_blanks_and_the_elements_of_its_phrase(catalogue):
    different = [
        (entry.msgid, words)
        for entry in catalogue
        for words in said(entry)
        for part in (BLANK, ELEMENT)
        if sorted(part.findall(words)) != sorted(part.findall(entry.msgid))
    ]

    assert different == []


def test_no_phrase_is_left_in_english(catalogue):
    assert {entry.msgid for entry in catalogue if entry.msgid in said(entry)} <= SAME_IN_WELSH


def test_no_translation_uses_a_typewriters_apostrophe(catalogue):
    """As everywhere on the site: but for those of HTML’s attributes."""
    assert [words for entry in catalogue for words in said(entry) if "'" in words] == []


def test_the_compiled_one_says_the_same(catalogue, language):
    """A machine that installs the site has nothing that could compile it."""
    assert path_of(language).with_suffix(".mo").read_bytes() == compiled(catalogue), TELLS_TO_RUN
