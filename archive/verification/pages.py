"""A page as a browser reads it: what it says of itself, where it leads, what it fetches."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

LARGEST = 8 * 1024 * 1024
SUSPICIOUS_SIZE = 64 * 1024
SUSPICIOUS_TAGS = 4_000
DEEPEST = 400
LONGEST_TAG = 32 * 1024
"""Beyond these a parser's time grows with the square of what it reads."""

TAG = re.compile(rb"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*+)""")
VOID = frozenset(
    b"area base br col embed hr img input link meta param source track wbr "
    b"circle ellipse image line path polygon polyline rect stop use".split()
)
FETCHING_LINKS = frozenset((
    "apple-touch-icon", "dns-prefetch", "icon", "manifest", "mask-icon", "modulepreload",
    "preconnect", "prefetch", "preload", "prerender", "stylesheet",
))  # fmt: skip
FETCHED = {
    "audio": ("src",), "embed": ("src",), "frame": ("src",), "iframe": ("src",),
    "image": ("href", "xlink:href"), "img": ("src",), "input": ("src",), "object": ("data",),
    "script": ("src",), "source": ("src",), "track": ("src",), "use": ("href", "xlink:href"),
    "video": ("src", "poster"), "body": ("background",), "feimage": ("href", "xlink:href"),
}  # fmt: skip
SELDOM = frozenset(("style", "role", "formaction"))
SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
IN_STYLES = re.compile(
    r"""@import\s++(?:"([^"]*)"|'([^']*)')|url\(\s*+(?:"([^"]*)"|'([^']*)'|([^"')\s]*+))\s*+\)""",
    re.I,
)
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
REFRESH = re.compile(r"\s*[0-9.]*\s*[;,]?\s*(?:url\s*=)?\s*[\"']?([^\"']*)", re.I)


class PageBroken(Exception):
    """Says why a page cannot be read."""


@dataclass(slots=True)
class Page:
    """`links` are where it leads, `fetched` what a browser loads for it, `sent` where its forms
    go, `own` the addresses that it gives itself elsewhere (canonical)."""

    tree: LexborHTMLParser
    title: str = ""
    language: str = ""
    mains: int = 0
    headings: int = 0
    base: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    def text(self) -> str:
        """What its body says, with each stretch of white space as one blank."""
        body = self.tree.body
        return " ".join(body.text(deep=True).split()) if body else ""


def read_page(body: bytes) -> Page:
    """Raises PageBroken for what is no page, or would take a parser too long."""
    if len(body) > LARGEST:
        raise PageBroken(f"it has more than {LARGEST:,} bytes")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise PageBroken(f"it is not UTF-8 from byte {error.start} on") from error
    if len(body) > SUSPICIOUS_SIZE or body.count(b"<") > SUSPICIOUS_TAGS:
        _refuse_what_takes_too_long(body)
    tree = LexborHTMLParser(text)
    page = Page(tree)
    for node in tree.css("*"):
        said = node.attributes
        if said:
            if identity := said.get("id"):
                page.ids.add(identity)
            if not SELDOM.isdisjoint(said):
                _note_seldom(node, said, page)
        if noted := NOTED.get(node.tag or ""):
            noted(node, said, page)
    return page


def _refuse_what_takes_too_long(body: bytes) -> None:
    depth = 0
    opened: Counter[bytes] = Counter()
    for tag in TAG.finditer(body):
        if len(tag[3]) > LONGEST_TAG:
            raise PageBroken(f"a tag in it is longer than {LONGEST_TAG:,} bytes")
        name = tag[2].lower()
        if tag[1]:
            if opened[name]:  # what closes nothing may stand anywhere
                opened[name] -= 1
                depth -= 1
        elif name not in VOID:  # in HTML, `<div/>` opens an element as `<div>` does
            opened[name] += 1
            depth += 1
            if depth > DEEPEST:
                raise PageBroken(f"its elements lie deeper than {DEEPEST}")


Said = dict[str, str | None]


def _note_seldom(node: LexborNode, said: Said, page: Page) -> None:
    """What any element may have."""
    if style := said.get("style"):
        page.fetched += in_styles(style)
    if said.get("role") == "main" and node.tag != "main":
        page.mains += 1
    if action := said.get("formaction"):
        page.sent.append(action)


def _note_fetched(node: LexborNode, said: Said, page: Page) -> None:
    tag = node.tag or ""
    page.fetched += filter(None, (said.get(name) for name in FETCHED.get(tag, ())))
    if candidates := said.get(SETS.get(tag, "")):
        page.fetched += in_set(candidates)


def _note_link(node: LexborNode, said: Said, page: Page) -> None:
    href = said.get("href") or said.get("xlink:href")
    if href is not None:
        page.links.append(href)
    if name := said.get("name"):
        page.ids.add(name)
    if ping := said.get("ping"):
        page.sent += ping.split()


def _note_html(node: LexborNode, said: Said, page: Page) -> None:
    page.language = said.get("lang") or ""


def _note_title(node: LexborNode, said: Said, page: Page) -> None:
    if not page.title and node.parent is not None and node.parent.tag == "head":
        page.title = node.text().strip()


def _note_main(node: LexborNode, said: Said, page: Page) -> None:
    page.mains += 1


def _note_heading(node: LexborNode, said: Said, page: Page) -> None:
    page.headings += 1


def _note_base(node: LexborNode, said: Said, page: Page) -> None:
    page.base = page.base or said.get("href") or ""


def _note_meta(node: LexborNode, said: Said, page: Page) -> None:
    if (said.get("http-equiv") or "").lower() == "refresh":
        found = REFRESH.match(said.get("content") or "")
        if found and found[1]:
            page.links.append(found[1].strip())


def _note_head_link(node: LexborNode, said: Said, page: Page) -> None:
    _note_fetched(node, said, page)
    href = said.get("href") or ""
    relations = set((said.get("rel") or "").lower().split())
    if relations & FETCHING_LINKS:
        page.fetched.append(href)
    elif relations & {"canonical", "shortlink"}:
        page.own.append(href)
    elif href and not relations & {"original", "timegate", "timemap", "memento"}:
        page.links.append(href)


def _note_form(node: LexborNode, said: Said, page: Page) -> None:
    page.sent.append(said.get("action") or "")


def _note_style(node: LexborNode, said: Said, page: Page) -> None:
    page.fetched += in_styles(node.text())


NOTED = dict.fromkeys(FETCHED, _note_fetched) | {
    "a": _note_link, "area": _note_link,
    "html": _note_html, "title": _note_title, "main": _note_main, "h1": _note_heading,
    "base": _note_base, "meta": _note_meta, "link": _note_head_link, "form": _note_form,
    "style": _note_style,
}  # fmt: skip


def in_set(candidates: str) -> Iterator[str]:
    """The addresses of a `srcset`: each may have a width or density behind it, up to a comma."""
    is_address = True
    for word in candidates.split():
        if is_address:
            word = word.lstrip(",")
            is_address = not word or word.endswith(",")
        else:
            _, comma, word = word.rpartition(",")
            is_address = bool(comma) and not word
            word = word if comma else ""
        if address := word.rstrip(","):
            yield address


def in_styles(text: str) -> Iterator[str]:
    """The addresses that a style sheet fetches."""
    for groups in IN_STYLES.findall(COMMENT.sub(" ", text)):
        yield from filter(None, groups)
