"""The language that an answer speaks around the record's own words.

It follows from what is shown, never from who asks: each address has one answer, which is kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation


def bcp_47(code: str) -> str:
    """The name of a language as pages say it: en-GB for Django's en-gb."""
    language, _, region = code.partition("-")
    return f"{language}-{region.upper()}" if region else language


@contextmanager
def dressed_in(language: str) -> Iterator[None]:
    """The language of a record's words, for as long as an answer about it is made: the next one
    begins in the site's own. One that the site does not speak changes nothing. `language` may name
    a country, as pages do."""
    base = language.partition("-")[0]
    spoken = (code for code, _ in settings.LANGUAGES if code.partition("-")[0] == base)
    with translation.override(next(spoken, translation.get_language())):
        yield
