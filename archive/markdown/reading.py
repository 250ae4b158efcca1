"""What a reader reads: the words of a body without its marks, their number, the time they take."""

import math
from html.parser import HTMLParser

# Adults read English non-fiction silently at 238 words a minute on average (Brysbaert, 2019,
# "How many words do we read per minute?", Journal of Memory and Language 109). Rounded down,
# for these pages are read by people to whom they matter, and not only by the practised.
WORDS_A_MINUTE = 200

BLOCKS = {
    "p", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "figure",
    "figcaption", "pre", "table", "caption", "tr", "aside", "section", "div", "hr", "summary",
}  # fmt: skip
LEFT_OUT = {"visually-hidden", "footnote-back", "chart-bars"}
"""What is said once more elsewhere: the table of a chart has its words."""


def minutes_for(words: int) -> int:
    """Whole minutes that so many words take, at least one."""
    return max(1, math.ceil(words / WORDS_A_MINUTE))


def text_of(html: str) -> str:
    """The reading text of sanitised HTML: a line a block, footnote marks as ` [1]`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"br", "img", "hr"}:
            self.pieces.append("\n")
            return
        classes = set((dict(attrs).get("class") or "").split())
        hidden = bool(classes & LEFT_OUT)
        self.open.append((tag, hidden))
        self.left_out += hidden
        if tag in BLOCKS:
            self.pieces.append("\n")
        elif "footnote-mark" in classes or tag in {"td", "th"}:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            self.left_out -= self.open.pop()[1]
        if tag in BLOCKS:
            self.pieces.append("\n")
        elif tag in {"td", "th"}:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if self.left_out:
            return
        # Line breaks between the rows and cells of a table stand for nothing.
        is_between_cells = bool(self.open) and self.open[-1][0] in {"table", "thead", "tbody", "tr"}
        self.pieces.append(" " if is_between_cells else data)

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self.pieces).split("\n"))
        return "\n".join(line for line in lines if line)
