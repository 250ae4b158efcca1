"""Rules for Apache, for a .htaccess file or the server's own configuration: mod_rewrite alone.

It matches the path as it is decoded, without the first slash, byte for byte. The place in the web
archive is handed on as it stands (NE) and without the query that came (QSD).
"""

import re
from collections.abc import Iterator

from .places import A_DAY, OF_EARLIER_DAYS, Place, Places

NAME = "apache.htaccess"

HEAD = """\
# Where each address of this site is in the web archive. Put it into the folder that Apache serves
# as .htaccess. That folder needs "AllowOverride FileInfo Options=FollowSymLinks" (or the wider
# "AllowOverride All"), and the modules rewrite and headers. For thousands of addresses, or without
# AllowOverride, put these lines into <Directory "that folder"> in the configuration of the server
# instead: there they are read once, and not for each request. Put the robots.txt that lies beside
# this file into that folder, too.

Options +FollowSymLinks
RewriteEngine On
# Browsers keep a redirect for ever unless they are told not to: ten minutes can be taken back.
<IfModule mod_headers.c>
Header always set Cache-Control "public, max-age=600" "expr=%{REQUEST_STATUS} == 301"
</IfModule>

"""
AS_IT_WAS = f"(?:(?:{'|'.join(OF_EARLIER_DAYS)})/)?"
SPECIAL = re.compile(r"[][\\^$.|?*+(){} ]")
"""Of regular expressions; and the space, which ends a word: a quoted one could hold no quote."""


def lines(places: Places) -> Iterator[str]:
    yield HEAD
    yield _rule(A_DAY, places.home)
    for place in places:
        yield _rule(f"{AS_IT_WAS}{_path(place)}", place.url)


def _path(place: Place) -> str:
    return SPECIAL.sub(r"\\\g<0>", place.asked.removeprefix("/"))


def _rule(path: str, url: str) -> str:
    # A percent sign before a digit would stand for a part of a condition.
    url = url.replace("%", "\\%")
    return f"RewriteRule ^{path}$ {url} [R=301,L,NE,QSD]\n"
