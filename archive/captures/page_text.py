"""What a reader reads of a page: the text of its main part, a paragraph a line; and its title.

Of a page that is one article, that is its main part: what stands around it is the site's. Links to
the page's own versions (all that are `nofollow`), and the ways to pass it on, are none of its text.
It knows nothing of Django.
"""

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


Stretch = tuple[int, int | None]
"""From which line until which; the second is None while it goes on."""


def paragraphs(page: str) -> list[str]:
    """The text of the page's article, of its `main`, or of all its body where it has neither."""
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
        classes = (dict(attributes).get("class") or "").split()
        if tag == "section" and (self._sharing or "share" in classes):
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
