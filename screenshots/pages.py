"""Which pages are looked at, in which stage of the site, and in which dress."""

from dataclasses import dataclass

REPORT = "/publications/final-report/"
LETTER = "/publications/letter-to-government-on-spending-review/"
TAKEN_DOWN = "/news/spring-workshop-dates/"
"""Taken down for good, once the pages of the open site have been looked at."""


@dataclass(frozen=True)
class Dress:
    """How a page is shown: at a width in pixels, by light or by night, on screen or on paper."""

    name: str
    width: int
    scheme: str = "light"
    is_print: bool = False

    @property
    def height(self) -> int:
        return 844 if self.width < 600 else 900


DRESSES = (
    Dress("wide", 1280),
    Dress("narrow", 390),
    Dress("wide-dark", 1280, "dark"),
    Dress("narrow-dark", 390, "dark"),
    # As wide as the words on A4; the pages themselves are in the PDF beside it.
    Dress("print", 660, is_print=True),
)

OPEN = {
    "home": "/",
    "news": "/news/",
    "news-later-page": "/news/page/2/",
    "news-of-a-kind": "/news/kind/blog/",
    "news-item": "/news/final-report-published/",
    "blog": "/news/reading-a-long-report/",
    "publications": "/publications/",
    "report": REPORT,
    "footnote": f"{REPORT}#footnote-2",
    "letter": LETTER,
    "open-letter": "/publications/open-letter-to-parents-and-families/",
    "speech": "/publications/speech-ncasc-2021/",
    "statement": "/publications/statement-on-evidence/",
    "terms-of-reference": "/publications/terms-of-reference/",
    "version-for-children": "/publications/final-report-children-and-young-people/",
    "version-in-welsh": "/publications/adroddiad-terfynol-crynodeb/",
    "calls": "/calls/",
    "call-before": "/calls/the-review-ten-years-on/",
    "call-while": "/calls/memories-of-old-websites/",
    "call-after": "/calls/call-for-ideas/",
    "podcast": "/podcast/",
    "episode": "/podcast/what-was-the-review/",
    "questions": "/faqs/",
    "an-answer": "/faqs/#when-does-this-website-close",
    "questions-all-open": "/faqs/all/",
    "boards": "/boards/",
    "board": "/boards/experts-by-experience-board/",
    "person": "/people/josh-macalister/",
    "topics": "/topics/",
    "topic": "/topics/kinship-care/",
    "page": "/support/",
    "timeline": "/timeline/",
    "site-map": "/site-map/",
    "past-days": "/on/",
    "past-day-refused": "/on/?day=yesterday",
    "versions": f"/timemap{REPORT}",
    "memento": f"/memento/20220601120000{REPORT}",
    "changes": f"/changes/after/20230301120000{REPORT}",
    "no-version": f"/memento/20200101000000{REPORT}",
    "not-found": "/nowhere/",
}
TOMBSTONE = {"taken-down": TAKEN_DOWN}
CLOSING = {
    "closing-home": "/",
    "closing-letter": LETTER,
    "closing-calls": "/calls/",
    "closing-call": "/calls/memories-of-old-websites/",
    "closing-questions": "/faqs/",
}
FIRST_WORDING = {"closing-first-wording": "/news/", "closing-first-wording-home": "/"}
