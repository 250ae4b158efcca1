"""Rules in the form of Netlify's `_redirects`, which other hosts of static sites read too.

A line is parted at white space; in its first part `*` and `:` have a meaning, and `#` begins a
remark. Some hosts compare a rule with the path as it was sent, some with the path decoded: an
address that the two differ for has a line for each, as far as it can be written so.

There is no line for each page of an earlier day: hosts take only so many that have a `:` or `*`.
It leads to the page itself on this site, which leads on where it may. The site stands in front, or
else an address with two slashes would lead to any host.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from .places import Places

NAME = "_redirects"

HEAD = """\
# Where each address of this site is in the web archive. Put this file into the folder that is
# published, under its name: _redirects, and the robots.txt that lies beside it.

"""
OF_EARLIER_DAYS = (
    "/memento/after/:moment/*",
    "/memento/:moment/*",
    "/timemap/page/:number/*",
    "/timemap/*",
    "/changes/:before/:after/*",
)
A_DAY = "/on/*"
MEANS_SOMETHING = re.compile(r"[\s*:#%]")


def lines(places: Places) -> Iterator[str]:
    yield HEAD
    for rule in OF_EARLIER_DAYS:
        yield f"{rule} {places.site_url}/:splat 301\n"
    yield f"{A_DAY} {places.home} 301\n"
    for place in places:
        sent = quote(place.asked, safe="/")
        yield f"{sent} {place.url} 301\n"
        if sent != place.asked and not MEANS_SOMETHING.search(place.asked):
            yield f"{place.asked} {place.url} 301\n"
