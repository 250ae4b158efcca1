"""Rules in the form of Netlify's `_redirects`, which other hosts of static sites read too.

A line is parted at white space; in its first part `*` and `:` have a meaning, and `#` begins a
remark. Some hosts compare a rule with the path as it was sent, some with the path decoded: an
address that the two differ for has a line for each, as far as it can be written so.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from .places import Place

NAME = "_redirects"

HEAD = """\
# Where each address of this site is in the web archive. Put this file into the folder that is
# published, under its name: _redirects

"""
MEANS_SOMETHING = re.compile(r"[\s*:#%]")


def lines(places: Iterable[Place]) -> Iterator[str]:
    yield HEAD
    for place in places:
        sent = quote(place.address, safe="/")
        yield f"{sent} {place.url} 301\n"
        if sent != place.address and not MEANS_SOMETHING.search(place.address):
            yield f"{place.address} {place.url} 301\n"
