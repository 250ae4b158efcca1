"""What stands where nothing does.

A static host shows 404.html at whatever address was asked for, however deep: so its links cannot be
relative. They begin at the root of the host, which is where a copy stands that has a page for that;
none names the review's old host, which may be somebody else's by then. Opened from a folder it
leads nowhere, but there nobody is ever shown it. Links of old pages that lead to nothing have a
page of their own, which is as any other.
"""

from .leading import upwards
from .made import Made
from .names import NOT_FOUND
from .shell import message
from .site import Site

WAYS = (("/", "The home page"), ("/site-map/", "The site map"), ("/on/", "The site on a past day"))


def write_not_found(site: Site) -> None:
    number, path = site.index.made("added", f"/{NOT_FOUND}", NOT_FOUND)
    title = "There is no page at this address"
    words = "If you typed the address, check it. If you followed a link, it may be wrong."
    _write(site, number, path, "/", title, words)
    title = "Nothing is kept of this address"
    words = "An earlier page led to it, and there was nothing then, or nobody ever opened it."
    for file in site.index.to_write("added"):
        _write(site, file.number, file.path, upwards(file.path), title, words)


def _write(site: Site, number: int, path: str, prefix: str, title: str, words: str) -> None:
    made = Made(site.index, site.leading, prefix)
    ways = made.items([(made.leading.to(address), name) for address, name in WAYS])
    main = message(
        title,
        f"    <p>{words}</p>\n    <p>These lead on:</p>\n    <ul>{ways}</ul>",
    )
    site.write_dressed(number, path, title, main, made.links, prefix)
