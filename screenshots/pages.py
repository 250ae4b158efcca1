"""Which pages are looked at, at which step of the site's life, and in which dress."""

from dataclasses import dataclass

from demonstration.pages import LETTER, REPORT, SEARCHED, TAKEN_DOWN


@dataclass(frozen=True)
class Dress:
    """How a page is shown: at a width in pixels, by light or by night, on screen or on paper, or in
    colours of the reader's own, which browsers call forced."""

    name: str
    width: int
    scheme: str = "light"
    is_print: bool = False
    has_own_colours: bool = False

    @property
    def height(self) -> int:
        return 844 if self.width < 600 else 900


DRESSES = (
    Dress("wide", 1280),
    Dress("narrow", 390),
    Dress("wide-dark", 1280, "dark"),
    Dress("narrow-dark", 390, "dark"),
    Dress("wide-forced", 1280, has_own_colours=True),
    # As wide as the words on A4; the pages themselves are in the PDF beside it.
    Dress("print", 660, is_print=True),
)

TOMBSTONE = {"taken-down": TAKEN_DOWN}
CLOSING = {
    "closing-home": "/",
    "closing-letter": LETTER,
    "closing-calls": "/calls/",
    "closing-call": "/calls/memories-of-old-websites/",
    "closing-questions": "/faqs/",
}
FIRST_WORDING = {
    "closing-first-wording": "/news/",
    "closing-first-wording-home": "/",
}
CLOSED = {
    "closed-home": "/",
    "closed-report": REPORT,
    "closed-calls": "/calls/",
    "closed-search": SEARCHED,
}
ARCHIVED = {
    "archived-home": "/",
    "archived-report": REPORT,
    "archived-questions": "/faqs/",
    "archived-nowhere": "/nowhere/",
}
