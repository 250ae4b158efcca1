"""Redirects as pages: a static host has no other way to lead on."""

from html import escape

from .index import File
from .leading import upwards
from .site import Site


def find_formers(site: Site) -> None:
    """Where a page had another address before, what it was there belongs to it, too."""
    rows = site.index.ask(
        "SELECT address, location FROM location JOIN file ON file.number = location.file"
        " WHERE kind = 'redirect' ORDER BY address"
    )
    for address, location in rows:
        if target := _end_of_chain(site, address, location):
            site.index.add_former(target, address)
    site.index.forget()


def write_redirects(site: Site) -> None:
    """Those that stand; the titles of what they lead to are known by now."""
    for file in site.index.to_write("redirect"):
        write_redirect(site, file, file.address)


def write_redirect(site: Site, file: File, base: str, second: int | None = None) -> None:
    """The redirect of the address `base`, to what stands there, or to what stood in that second."""
    (location,) = next(site.index.ask("SELECT location FROM location WHERE file = ?", file.number))
    links: set[int] = set()
    way = site.leading.from_page(base, upwards(file.path), links, second)(location)
    own = site.leading.own(location, base)
    standing = site.index.standing(own[0]) if own else None
    title = (standing.title if standing else "") or location
    canonical = f"{site.source.site_url}{location}" if location[:1] == "/" else location
    # Where it leads on this site, `way` has its entities already.
    to = escape(location) if way is None else way
    site.write(
        file.path,
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={to}">\n'
        f'<link rel="canonical" href="{escape(canonical)}">\n</head>\n<body>\n<main>\n'
        f'<p>This page has moved to <a href="{to}">{escape(title)}</a>.</p>\n'
        "</main>\n</body>\n</html>\n",
    )
    site.index.wrote(file.number, links, title=title)


def _end_of_chain(site: Site, address: str, location: str) -> str:
    """The address on this site that a redirect leads to in the end; nothing where it leads away, or
    round in a circle."""
    seen = {address}
    own = site.leading.own(location, address)
    while own and own[0] not in seen:
        known = site.index.standing(own[0])
        if known is None or known.status not in (301, 308):
            return own[0]
        seen.add(own[0])
        (further,) = next(
            site.index.ask("SELECT location FROM location WHERE file = ?", known.file)
        )
        own = site.leading.own(further, own[0])
    return ""
