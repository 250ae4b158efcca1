"""Links: which targets are allowed, and how those that lead away are marked."""

import html
import re
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

# Every repetition is bounded: a page of nothing but brackets is still read in linear time.
_WORDS = r"((?:[^\[\]]|\[[^\[\]]{0,500}\]){1,1000})"
_TARGET = (
    r"\(\s{0,20}(<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s()<>]{0,500}){0,8})"
    r"(?:\s{1,20}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'))?\s{0,20}\)"
)
LINK = rf"(?<!!)\[{_WORDS}\]{_TARGET}"
IMAGE = rf"!\[{_WORDS.replace('{1,1000}', '{0,1000}')}\]{_TARGET}"
BARE_ADDRESS = r"<?\b(https?://[^\s<>\"*\[\]{}|\\^`\x02\x03]{1,2000})>?"
MAIL_ADDRESS = r"<([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})>"
ENTITY = r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});"
# What a browser might read as a scheme: anything before a colon in the first part of the address.
SCHEME = re.compile(r"^[^/?#:]*:")
OUTSIDE_MARK = " (outside link)"


def allowed_target(written: str) -> str | None:
    """The address a link may lead to, or None: http, https, mailto, tel and this site's own.

    Everything is refused that a browser might read differently from us (WHATWG URL drops control
    characters and takes a backslash for a slash), and names before an @ that disguise the host.
    """
    target = html.unescape(written).strip()
    if not target or re.search(r"[\x00-\x20\x7f-\x9f\\]", target) or target.startswith("//"):
        return None
    scheme = SCHEME.match(target)
    if not scheme:
        return target
    if scheme[0].lower() in {"mailto:", "tel:"}:
        return target
    if scheme[0].lower() not in {"http:", "https:"}:
        return None
    try:
        parts = urlsplit(target)
        is_plain = bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return target if is_plain else None


def without_trailing_marks(address: str) -> str:
    """A bare address without the full stop or bracket of the sentence that it stands in."""
    while address:
        if address[-1] in ".,;:!?'’”_~" or (
            address[-1] == ")" and address.count(")") > address.count("(")
        ):
            address = address[:-1]
        else:
            break
    return address


class LinkProcessor(InlineProcessor):
    """`[words](target)`; a target that is not allowed leaves its words behind."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        target = allowed_target(self.unescape(m[2]).removeprefix("<").removesuffix(">"))
        element = Element("a" if target else "span")
        element.text = m[1]
        if target:
            element.set("href", target)
            title = m[3] or m[4]
            if title:
                element.set("title", self.unescape(title))
        return element, m.start(0), m.end(0)


class BareAddressProcessor(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        in_brackets = m[0].startswith("<") and m[0].endswith(">")
        address = m[1] if in_brackets else without_trailing_marks(m[1])
        target = allowed_target(address)
        if target is None:
            return None, None, None
        element = Element("a", href=target)
        element.text = AtomicString(address)
        if in_brackets:
            return element, m.start(0), m.end(0)
        return element, m.start(1), m.start(1) + len(address)


class MailAddressProcessor(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        element = Element("a", href=f"mailto:{m[1]}")
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class EntityProcessor(InlineProcessor):
    """`&copy;` becomes its character; nothing is passed through as markup."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        character = html.unescape(m[0])
        if character == m[0] or character in "\x02\x03":
            character = f"&{m[0][1:]}"
        return character.replace("&", f"{AMP_SUBSTITUTE}amp;"), m.start(0), m.end(0)


class OutsideLinks(Treeprocessor):
    """Marks links that lead away; links to the site's own host become paths."""

    def __init__(self, md: Markdown, own_host: str) -> None:
        super().__init__(md)
        self.own_host = own_host.lower()

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            parts = urlsplit(link.get("href", ""))
            if parts.scheme.lower() not in {"http", "https"}:
                continue
            if self.own_host and parts.netloc.lower() == self.own_host:
                path = "/" + parts.path.lstrip("/")
                link.set("href", parts._replace(scheme="", netloc="", path=path).geturl())
                continue
            link.set("class", "outside")
            link.set("rel", "external")
            mark = SubElement(link, "span", {"class": "visually-hidden"})
            mark.text = OUTSIDE_MARK
