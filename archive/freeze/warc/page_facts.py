"""What a list of pages says of each: its title, its language, and the text of its main part."""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser

from archive.captures.page_text import INLINE, NOT_READ

TITLE = re.compile(rb"<title[^<>]*>([^<]*)</title", re.IGNORECASE)
LANGUAGE = re.compile(rb"<html\b[^<>]*?\slang=[\"']?([\w-]+)", re.IGNORECASE)
BETWEEN_WORDS = re.compile(rb"<(?!/?(?:%b)\b)" % "|".join(sorted(INLINE)).encode())
"""Where any other tag begins: the templates and the sanitiser write all in small letters."""

UNREAD = sorted(NOT_READ)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Texts are in one line; empty where a page has none."""

    title: str
    language: str
    text: str


def page_facts(body: bytes) -> PageFacts:
    """Only the main part is parsed: what stands around it is half of a page, and the site's own.
    What is folded away in `details`, as the answers to questions are, is text like all else."""
    title = TITLE.search(body)
    language = LANGUAGE.search(body)
    return PageFacts(
        title=_in_one_line(html.unescape(title[1].decode(errors="replace"))) if title else "",
        language=language[1].decode() if language else "",
        text=_text(_main_part(body)),
    )


def _main_part(body: bytes) -> bytes:
    begins, ends = body.find(b"<main"), body.rfind(b"</main>")
    return body[begins:ends] if 0 <= begins < ends else body


@lru_cache(maxsize=1)
def _text(markup: bytes) -> str:
    """Two blocks may follow each other without a space between them: their words are not one. Of
    the versions of a page, a third differ from the one before only around the main part."""
    tree = LexborHTMLParser(BETWEEN_WORDS.sub(b" <", markup))
    tree.strip_tags(UNREAD)
    return _in_one_line(tree.body.text()) if tree.body else ""


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
