"""The demonstration as readers visit it: prepared once, and served by the production server.

Its pages come from outside the test's process, so no test of it asks for a database.
"""

from collections.abc import Iterator

import pytest

from demonstration.life import Life
from demonstration.site import Site


@pytest.fixture(scope="session")
def open_site(tmp_path_factory) -> Iterator[Site]:
    """The open site, which no test changes."""
    site = Site(tmp_path_factory.mktemp("open"))
    site.prepare()
    with site.served():
        yield site


@pytest.fixture(scope="module")
def life(open_site, tmp_path_factory) -> Iterator[Life]:
    """A copy of it, to be taken to the end of its life, step by step, by the tests of a module."""
    copy = open_site.copy(tmp_path_factory.mktemp("life"))
    with copy.served():
        yield Life(copy)
