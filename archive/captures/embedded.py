"""What a page needs to look as it does: the addresses of this site that it fetches by itself, and
those of the files that it offers. Knows nothing of Django."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

FETCHED = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src",),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""By element, the attributes whose address a browser fetches without being asked."""

FETCHED_LINKS = {
    "apple-touch-icon", "icon", "manifest", "mask-icon", "modulepreload", "preload", "stylesheet",
}  # fmt: skip

NEEDY = ", ".join([*FETCHED, "style", "[style]"])
"""The elements that may need something, as a selector."""

CANDIDATE = re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?")
"""One picture of a `srcset`: its address, and for what width or density it is meant."""

IN_STYLES = re.compile(
    r"""/\*.*?\*/|@import\s+["']([^"']+)["']|url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)""",
    re.I | re.S,
)


def embedded_in(
    body: str | bytes, base: str, content_type: str = "text/html", offered: Iterable[str] = ()
) -> list[str]:
    """The addresses (paths, decoded, with their first slash) that the page or style sheet at
    `base` needs, each once, in their order.

    `base` is its absolute address; what lies on another site, or has a query, is not ours to
    keep. `offered` are beginnings of addresses whose links count too: those of files.
    """
    text = body if isinstance(body, str) else body.decode(errors="replace")
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        found: Iterable[str] = _in_page(text, base, tuple(offered))
    elif kind == "text/css":
        found = _in_styles(text)
    else:
        found = ()
    addresses = (own_address(address, base) for address in found)
    return list(dict.fromkeys(address for address in addresses if address))


def own_address(address: str, base: str) -> str | None:
    """The path on the site of `base` that `address` means; None where it leads elsewhere."""
    try:
        url, site = urlsplit(urljoin(base, address.strip())), urlsplit(base)
    except ValueError:  # brackets that no address has
        return None
    if (url.scheme, url.netloc) != (site.scheme, site.netloc) or url.query:
        return None
    return unquote(url.path) or "/"


def _in_styles(text: str) -> Iterator[str]:
    for groups in IN_STYLES.findall(text):
        yield from filter(None, groups)


def _in_page(html: str, base: str, offered: tuple[str, ...]) -> Iterator[str]:
    for element in LexborHTMLParser(html).css(f"a, {NEEDY}" if offered else NEEDY):
        said = {name: value for name, value in element.attributes.items() if value}
        tag = element.tag or ""
        yield from _in_styles(said.get("style", ""))
        if tag == "style":
            yield from _in_styles(element.text())
        if tag == "a":
            if (own_address(said.get("href", ""), base) or "").startswith(offered):
                yield said["href"]
            continue
        if tag == "link" and not FETCHED_LINKS & set(said.get("rel", "").lower().split()):
            continue
        for name in FETCHED.get(tag, ()):
            value = said.get(name, "")
            if name.endswith("srcset"):
                yield from CANDIDATE.findall(value)
            elif value and not value.startswith(("#", "data:")):
                yield value
