"""What a reader reads of a page: the text of its main part, a paragraph a line; and its title.

Of a page that is one article, that is its main part: what stands around it is the site's. Links to
the page's own versions (all that are `nofollow`), and the ways to pass it on, are none of its text.
It knows nothing of Django.
"""

import re
from html import unescape
from html.parser import HTMLParser

# fmt: off
INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
))
# fmt: on
"""Elements that a sentence goes on in; all others begin a line of their own."""

NOT_READ = frozenset(("script", "style", "template", "noscript", "svg", "audio", "video"))

PLAIN = re.compile(
    r"(?P<text>[^<]+)|<!doctype html>|<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<attributes>(?:\s+[a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)\s*(?P<empty>/?)>"
)
"""What this site's pages are made of: tags as its templates write them, and text."""

ATTRIBUTE = re.compile(r"\s([a-zA-Z-]+)(?:=\"([^\"]*)\")?")
READ_OTHERWISE = frozenset((
    "script", "style", "textarea", "iframe", "noembed", "noframes", "plaintext", "xmp",
))  # fmt: skip
"""Elements in which a tag is none."""

WITH_ATTRIBUTES = frozenset(("a", "img", "section"))
"""Elements whose attributes say what is read."""


class _NotPlain(Exception):
    """The page has something in it that only a whole parser understands."""


Stretch = tuple[int, int | None]
"""From which line until which; the second is None while it goes on."""


def paragraphs(page: str) -> list[str]:
    """The text of the page's article, of its `main`, or of all its body where it has neither."""
    try:
        reader = _read_plainly(page)
    except _NotPlain:
        reader = _Reader()
        reader.feed(page)
        reader.close()
    return reader.of_article() or reader.of_main() or reader.lines


def title(page: str) -> str:
    """What the page calls itself, as in “News and blogs – The Review of Examples”, without the
    name behind the dash; nothing if it has no title."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    called = " ".join("".join(reader.title).split())
    return called.rpartition(" – ")[0] or called


def _read_plainly(page: str) -> "_Reader":
    """The same as the parser of the standard library tells, in half of its time. Raises
    _NotPlain."""
    reader = _Reader()
    place = 0
    while place < len(page):
        found = PLAIN.match(page, place)
        if found is None:
            raise _NotPlain
        place = found.end()
        if text := found["text"]:
            reader.handle_data(unescape(text) if "&" in text else text)
            continue
        if not found["tag"]:
            continue
        tag = found["tag"].lower()
        if tag in READ_OTHERWISE or (found["end"] and (found["attributes"] or found["empty"])):
            raise _NotPlain
        if not found["end"]:
            reader.handle_starttag(tag, _attributes(found["attributes"], tag))
        if found["end"] or found["empty"]:
            reader.handle_endtag(tag)
    reader.close()
    return reader


def _attributes(written: str, tag: str) -> list[tuple[str, str | None]]:
    if tag not in WITH_ATTRIBUTES:
        return []
    return [
        (found[1].lower(), None if found[2] is None else unescape(found[2]))
        for found in ATTRIBUTE.finditer(written)
    ]


class _Reader(HTMLParser):
    """`lines` are those of the whole body."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.title: list[str] = []
        self._main: Stretch | None = None
        self._articles: list[Stretch] = []
        self._depth = 0
        self._has_heading = False
        self._in_title = False
        self._line: list[str] = []
        self._unread = 0
        self._sharing = 0
        self._leads_to_versions = False
        self._in_body = False

    def of_main(self) -> list[str]:
        return self.lines[slice(*self._main)] if self._main else []

    def of_article(self) -> list[str]:
        """Only where there is one article, which has the page's heading: several are a list."""
        if len(self._articles) != 1 or not self._has_heading:
            return []
        return self.lines[slice(*self._articles[0])]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in NOT_READ:
            self._unread += 1
        if tag not in INLINE:
            self._end_line()
        if tag == "body":
            self._in_body = True
        if tag == "section":
            classes = (dict(attributes).get("class") or "").split()
            if self._sharing or "share" in classes:
                self._sharing += 1
        if tag == "main" and self._main is None:
            self._main = (len(self.lines), None)
        if tag == "article":
            self._depth += 1
            if self._depth == 1:
                self._articles.append((len(self.lines), None))
        if tag == "h1" and self._depth:
            self._has_heading = True
        if tag == "title" and not self._in_body:
            self._in_title = True
        if tag == "a":
            self._leads_to_versions = "nofollow" in (dict(attributes).get("rel") or "")
        if tag == "img" and (text := dict(attributes).get("alt")):
            self.handle_data(f"[{text}]")

    def handle_endtag(self, tag: str) -> None:
        if tag in NOT_READ:
            self._unread = max(0, self._unread - 1)
        if tag == "section":
            self._sharing = max(0, self._sharing - 1)
        if tag == "a":
            self._leads_to_versions = False
        if tag not in INLINE:
            self._end_line()
        if tag == "main" and self._main and self._main[1] is None:
            self._main = (self._main[0], len(self.lines))
        if tag == "article" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._articles[-1] = (self._articles[-1][0], len(self.lines))
        if tag == "title":
            self._in_title = False

    def handle_data(self, text: str) -> None:
        if self._in_title:
            self.title.append(text)
        is_text = self._in_body and not self._unread and not self._sharing
        if is_text and not self._leads_to_versions:
            self._line.append(text)

    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_line(self) -> None:
        if line := " ".join("".join(self._line).split()):
            self.lines.append(line)
        self._line.clear()
