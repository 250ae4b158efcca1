"""What matters of a page as it was served, read once. It knows nothing of Django."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.captures.embedded import CANDIDATE, FETCHED, FETCHED_LINKS, IN_STYLES

FILE_NAME = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|heic)$|^(?:img|dsc)[\s_-]*\d+$", re.I)
RUNS_BY_ITSELF = ",".join(
    f"[on{event}]" for event in ("click", "change", "input", "load", "submit")
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. `path` is decoded, and empty on another host; `fragment` is what it
    points at within the page; `href` is what stands there."""

    href: str
    words: str
    host: str
    path: str
    query: str
    fragment: str


@dataclass(frozen=True, slots=True)
class Form:
    action: str
    method: str


@dataclass(frozen=True, slots=True)
class Page:
    """`links` lead away or on; `fetched` are absolute addresses on other hosts that a browser
    fetches by itself, `framed` those that it shows in a frame, `played` those that it plays."""

    address: str
    title: str
    language: str
    robots: str
    names: frozenset[str]
    links: tuple[Target, ...]
    fetched: tuple[str, ...]
    framed: tuple[str, ...]
    played: tuple[str, ...]
    forms: tuple[Form, ...]
    needs_script: tuple[str, ...]
    undescribed: tuple[str, ...]
    says_licence: bool
    text: str


class Reader:
    """Reads the pages of the site at `site_url`."""

    def __init__(self, site_url: str) -> None:
        self.site = urlsplit(site_url)
        self._menus: dict[str, tuple[str, str, str, str] | None] = {}

    def page(self, address: str, body: bytes, *, with_text: bool = False) -> Page:
        """`with_text` keeps the text of its main part; of other pages only whether there is one."""
        tree = LexborHTMLParser(body.decode(errors="replace"))
        base = f"{self.site.scheme}://{self.site.netloc}{address}"
        main = tree.css_first("main") or tree.body
        text = " ".join(main.text(separator=" ").split()) if main else ""
        fetched = {tag: tuple(self._fetched(tree, tag, base)) for tag in FETCHED}
        frames = ("iframe", "object", "embed")
        media = ("audio", "video", "source", "track")
        return Page(
            address=address,
            title=_text(tree.css_first("head > title")),
            language=_attribute(tree.css_first("html"), "lang"),
            robots=_attribute(tree.css_first('meta[name="robots"]'), "content"),
            names=frozenset(_names(tree)),
            links=tuple(self._links(tree, base)),
            fetched=tuple(
                each for tag, found in fetched.items() if tag not in (*frames, *media)
                for each in found
            ) + tuple(self.elsewhere(base, styles(_text(tree.css_first("style"))))),
            framed=tuple(each for tag in frames for each in fetched[tag]),
            played=tuple(each for tag in media for each in fetched[tag]),
            forms=tuple(
                Form(urljoin(base, _attribute(node, "action")),
                     _attribute(node, "method").lower() or "get")
                for node in tree.css("form")
            ),
            needs_script=tuple(_needing_script(tree)),
            undescribed=tuple(_undescribed(tree)),
            says_licence=_says_licence(tree),
            text=text if with_text else text[:40],
        )  # fmt: skip

    def elsewhere(self, base: str, addresses: Iterator[str]) -> Iterator[str]:
        """Those of `addresses` that lie on another host than the site's."""
        for address in addresses:
            try:
                found = urlsplit(urljoin(base, address.strip()))
            except ValueError:  # brackets that no address has
                continue
            if found.scheme in ("http", "https") and found.netloc != self.site.netloc:
                yield found.geturl()

    def fetched_by_styles(self, address: str, body: bytes) -> Iterator[str]:
        """What the style sheet at `address` fetches from other hosts."""
        base = f"{self.site.scheme}://{self.site.netloc}{address}"
        yield from self.elsewhere(base, styles(body.decode(errors="replace")))

    def _fetched(self, tree: LexborHTMLParser, tag: str, base: str) -> Iterator[str]:
        for node in tree.css(tag):
            if tag == "link":
                rel = set(_attribute(node, "rel").lower().split())
                if not rel & FETCHED_LINKS:
                    continue
            for name in FETCHED[tag]:
                value = _attribute(node, name)
                several = CANDIDATE.findall(value) if name.endswith("srcset") else [value]
                yield from self.elsewhere(base, iter(several))

    def _links(self, tree: LexborHTMLParser, base: str) -> Iterator[Target]:
        passing_on = {node.mem_id for node in tree.css(".share a")}
        for node in tree.css('a[href], area[href], link[rel~="alternate"], audio[src], video[src]'):
            href = _attribute(node, "href") or _attribute(node, "src")
            place = self._place(href, base)
            if place is not None and place[0] and node.mem_id in passing_on:
                continue  # a way to pass the page on, of the site's own making
            if place is not None:
                words = " ".join(node.text().split())[:120]
                yield Target(href, words, *place)

    def _place(self, href: str, base: str) -> tuple[str, str, str, str] | None:
        """Host, path, query and fragment; None for mail, telephones and what is no address."""
        if href.startswith("/") and href in self._menus:
            return self._menus[href]
        try:
            found = urlsplit(urljoin(base, href.strip()))
        except ValueError:  # brackets that no address has
            return None
        place = None
        if found.scheme in ("http", "https"):
            place = (
                "" if (found.scheme, found.netloc) == (self.site.scheme, self.site.netloc)
                else found.netloc.lower(),
                unquote(found.path) or "/",
                found.query,
                unquote(found.fragment),
            )  # fmt: skip
        if href.startswith("/"):
            self._menus[href] = place
        return place


def styles(text: str) -> Iterator[str]:
    """The addresses that a style sheet fetches."""
    for groups in IN_STYLES.findall(text):
        yield from filter(None, groups)


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node is not None else ""


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""


def _names(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css("[id], a[name]"):
        yield _attribute(node, "id") or _attribute(node, "name")


def _needing_script(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css('a[href^="javascript:"]'):
        yield f"the link “{_text(node)}”"
    for node in tree.css(RUNS_BY_ITSELF):
        yield f"“{_text(node)[:60]}” ({node.tag})"


def _undescribed(tree: LexborHTMLParser) -> Iterator[str]:
    """Pictures whose words are missing, or are the name of a file. One beside the words that it
    would repeat may have none, so that it is passed over when it is read out."""
    shown = {node.mem_id for node in tree.css("figure.picture:not(.picture--decorative) img")}
    for node in tree.css("img"):
        alt = node.attributes.get("alt")
        is_shown = node.mem_id in shown
        is_missing = "alt" not in node.attributes or (is_shown and not alt)
        if is_missing or FILE_NAME.search((alt or "").strip()):
            yield _attribute(node, "src")


def _says_licence(tree: LexborHTMLParser) -> bool:
    if tree.css_first('[rel~="license"]') is not None:
        return True
    footer = _text(tree.css_first("footer")).lower()
    return "licence" in footer or "copyright" in footer or "©" in footer
