"""A page without what a frozen copy may change of it: the values of its link attributes, and the
line on top of a page of the past. What is left must be what was served, byte for byte."""

import hashlib
import re

LINKS = tuple(
    f' {name}="'.encode()
    for name in (
        "href", "src", "srcset", "imagesrcset", "poster", "action", "formaction", "data", "cite",
        "xlink:href", "background", "ping",
    )
)  # fmt: skip
MARK = b"\0"
LINE_BEGINS = b"<!-- The line from here on is not part of the page as it was served. -->"
LINE_ENDS = b"<!-- The page as it was served goes on from here. -->"
IN_STYLES = re.compile(rb"""(@import\s++|url\(\s*+)(?:"[^"]*"|'[^']*'|[^"')\s]*)""", re.I)
TAG = re.compile(rb"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*+>?""")
ATTRIBUTE = re.compile(
    rb"""([\s"'/](?:href|src|srcset|imagesrcset|poster|action|formaction|data|cite|xlink:href"""
    rb"""|background|ping)\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s"'>]+)""",
    re.I,
)


def skeleton(page: bytes) -> bytes:
    """The digest of a page without the values of its link attributes.

    Takes a value for a link's only within a tag, behind one blank and in double quotes, so where
    two differ they may still be the same to `is_same`; where they are equal, the pages are. It
    goes by the places of attributes, which takes a tenth of the time of a look at every tag.
    """
    if MARK in page:
        return hashlib.sha256(page).digest()
    for name in LINKS:
        if name in page:
            page = page.replace(name, MARK + name)
    before, *pieces = page.split(MARK)
    kept = [before]
    is_in_tag = False
    for piece in pieces:
        opened, closed = before.rfind(b"<"), before.rfind(b">")
        if opened != closed:
            is_in_tag = opened > closed
        if is_in_tag:
            begins = piece.find(b'"') + 1
            piece = piece[:begins] + piece[piece.find(b'"', begins) :]
        kept.append(piece)
        before = piece
    return hashlib.sha256(b"".join(kept)).digest()


def is_same(served: bytes, frozen: bytes) -> bool:
    """Are they the same but for the values of link attributes, however those are quoted?"""
    return _without_links(served) == _without_links(frozen)


def _without_links(page: bytes) -> bytes:
    return TAG.sub(lambda tag: ATTRIBUTE.sub(rb"\1", tag[0]), page)


def without_line(page: bytes) -> bytes:
    """A page of the past without the line on its top."""
    begins = page.find(LINE_BEGINS)
    ends = page.find(LINE_ENDS, begins)
    return page if -1 in (begins, ends) else page[:begins] + page[ends + len(LINE_ENDS) :]


def is_same_style(served: bytes, frozen: bytes) -> bool:
    """Are two style sheets the same but for the addresses that they fetch?"""
    return IN_STYLES.sub(rb"\1", served) == IN_STYLES.sub(rb"\1", frozen)
