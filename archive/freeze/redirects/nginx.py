"""Rules for nginx: a map from the path that was asked for, and the lines that use it.

nginx looks `$uri` up as it normalises it: decoded, without doubled slashes. It takes capital and
small letters for the same, so two addresses that differ in that alone are told apart by regular
expressions, which it tries in their order where nothing else fits.
"""

import re
from collections.abc import Iterable, Iterator

from .places import A_DAY, OF_EARLIER_DAYS, Place

MAP = "nginx-map.conf"
SERVER = "nginx-server.conf"

HEAD = """\
# Where each address of this site is in the web archive. Include this file in the http block of
# nginx's configuration, and nginx-server.conf in the server block of the site.

# Long addresses need large buckets, and many addresses many of them.
map_hash_bucket_size 4096;
map_hash_max_size 262144;

# The page that is asked for, also where it is one of an earlier day.
map $uri $page_of_any_day {{
  default $uri;
  "~^/(?:{past})(?<page_of_then>/.*)$" $page_of_then;
  "~^/{day}$" "/";
}}

map $page_of_any_day $in_the_web_archive {{
""".format(past="|".join(OF_EARLIER_DAYS), day=A_DAY)
OF_SERVER = """\
# Include this file in the server block of the site; nginx-map.conf belongs in the http block.
# Browsers keep a redirect for ever unless they are told not to: ten minutes can be taken back.

add_header Cache-Control "public, max-age=600";
if ($in_the_web_archive) { return 301 $in_the_web_archive; }
location = /robots.txt { default_type text/plain; return 200 %s; }
"""
SPECIAL = re.compile(r"[][\\^$.|?*+(){}]")


def of_map(places: Iterable[Place]) -> Iterator[str]:
    yield HEAD
    for place in places:
        key = place.asked
        if place.has_twin:
            key = "~^" + SPECIAL.sub(r"\\\g<0>", key) + "$"
        yield f"  {quoted(key)} {quoted(place.url)};\n"
    yield "}\n"


def of_server(robots: str) -> Iterator[str]:
    yield OF_SERVER % quoted(robots)


def quoted(text: str) -> str:
    """As one word of a configuration. A place in the web archive holds no `$`, which would begin
    a variable there."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
