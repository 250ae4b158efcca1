"""The closed site's refusal: the database says it, and here it gets a name."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

SITE_CLOSED = (
    "The site is closed: nothing on the record can change. Reopen it first (docs/closing.md)."
)
"""What the database's guards answer to any change of the record."""


class SiteClosed(Exception):
    """The database refused a change, because the site is closed. The text says so."""


@contextmanager
def refusing_when_closed() -> Iterator[None]:
    """Raise SiteClosed where the database refuses what is done inside; nothing of it is kept."""
    try:
        yield
    except DatabaseError as error:
        # SQLite and PostgreSQL give it different kinds of error, and the same words.
        if SITE_CLOSED in str(error):
            raise SiteClosed(SITE_CLOSED) from error
        raise
