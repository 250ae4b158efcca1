"""Finds the links of a page as a browser would, with one regular expression over all of it.

It passes over comments, over elements whose content is text (a script, a title …), and over a `>`
that stands within quotes. archive.captures.rewriting does the same for live mementos, a tag at a
time; this one is for thousands of pages, and remembers the tags that it has met.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape

from archive.captures.rewriting import ADDRESSES, IN_A_SET, SETS

SPACE = r"[ \t\n\f\r]"
NAME_ENDS = r"(?=[ \t\n\f\r/>])"
ATTRIBUTE = (
    r"[ \t\n\f\r/]*+(?P<name>[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)"
    rf"(?:{SPACE}*+={SPACE}*+"
    r"""(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^ \t\n\f\r"'>][^ \t\n\f\r>]*+)))?+"""
)
REST = rf"{NAME_ENDS}(?:{re.sub('[?]P<[a-z]+>', '?:', ATTRIBUTE)})*+[ \t\n\f\r/]*+>"
"""Of a tag, behind its name."""

LINKING = "a|area|audio|button|embed|form|image|img|input|link|meta|object|source|track|use|video"
LINKING_WITH_TEXT = "iframe|script"
WITH_TEXT = ("noembed", "noframes", "style", "textarea", "title", "xmp")
"""Elements whose content is text to a browser, whatever it looks like."""

PASSED_OVER = "|".join(
    (
        r"[^<]++",
        r"</[^>]*+>",
        r"<(?![/!?a-z])",
        r"<!--(?:-?>|(?:[^-]++|-(?!-!?>)|(?!))*+(?:--!?>)?)",
        r"<(?!!--)[!?][^>]*+>?",
        rf"<(?!(?:{LINKING}|{LINKING_WITH_TEXT}|{'|'.join(WITH_TEXT)}){NAME_ENDS})"
        rf"[a-z][^ \t\n\f\r/>]*+{REST}",
        *(rf"<{name}{REST}(?:[^<]++|<(?!/{name}{NAME_ENDS})|(?!))*+" for name in WITH_TEXT),
        r"(?!)",
    )
)
FIND = re.compile(
    rf"(?:{PASSED_OVER})*+(?:"
    rf"(?P<tag><(?:{LINKING}){REST})"
    rf"|(?P<outer><(?P<inner>{LINKING_WITH_TEXT}){REST})"
    rf"(?:[^<]++|<(?!/(?P=inner){NAME_ENDS})|(?!))*+"
    r")",
    re.IGNORECASE | re.ASCII,
)
"""From anywhere between two tags to behind the next one that may lead somewhere.

`(?!)` matches nothing: before Python 3.11.5 a possessive repeat goes on from where its last attempt
failed, so that has to be where it began (CPython's issue 106052).
"""

EACH_ATTRIBUTE = re.compile(ATTRIBUTE)
TAG_NAME = re.compile(r"<([a-zA-Z]+)")
REFRESH = re.compile(r"[\s\d.]*[;,\s]\s*(?:url\s*=\s*)?['\"]?(?P<url>[^'\"]*)", re.IGNORECASE)
OF_FORMS = {"form": ("action",), "button": ("formaction",), "input": ("src", "formaction")}
IN_A_STYLE_SHEET = re.compile(
    r"""(/\*.*?\*/)|url\(\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"')]+))\s*\)"""
    r"""|@import\s+(?:"(?P<import>[^"]*)"|'(?P<import1>[^']*)')""",
    re.IGNORECASE | re.DOTALL,
)

Led = Callable[[str], str | None]
"""Gives what an address (without entities) is to become; None where it stays as it is."""

Parts = tuple[tuple[str, str, str], ...]
"""A tag in parts: what stands before an address, the address as it is written, and as it is meant.
What stands behind the last one is before an empty address."""


def rewritten(page: str, led: Led) -> str:
    """The page with its links led elsewhere, and with nothing else of it changed."""
    pieces: list[str] = []
    done = position = 0
    find = FIND.match
    while found := find(page, position):
        position = found.end()
        tag = found["tag"] or found["outer"]
        if not (parts := parted(tag)):
            continue
        start, end = found.span("tag" if found["tag"] else "outer")
        pieces.append(page[done:start])
        for before, written, meant in parts:
            pieces.append(before)
            if written:
                other = led(meant)
                pieces.append(written if other is None else other)
        done = end
    pieces.append(page[done:])
    return "".join(pieces)


@lru_cache(maxsize=10_000)
def parted(tag: str) -> Parts:
    """Where its addresses stand in a tag; nothing where it has none that is to be led."""
    name_found = TAG_NAME.match(tag)
    assert name_found is not None  # noqa: S101 - a tag was found by it
    name = name_found[1].lower()
    values: dict[str, tuple[int, int]] = {}
    for found in EACH_ATTRIBUTE.finditer(tag, name_found.end(), len(tag) - 1):
        group = next((each for each in ("double", "single", "bare") if found[each]), None)
        if group:
            values.setdefault(found["name"].lower(), found.span(group))
    spans: list[tuple[int, int]] = []
    for attribute, (start, end) in values.items():
        if attribute in OF_FORMS.get(name, ADDRESSES.get(name, ())):
            spans.append((start, end))
        elif attribute in SETS.get(name, ()):
            spans += [found.span("url") for found in IN_A_SET.finditer(tag, start, end)]
    if name == "link" and "canonical" in _value(tag, values, "rel").split():
        return ()
    if name == "meta" and _value(tag, values, "http-equiv") == "refresh" and "content" in values:
        found_url = REFRESH.match(tag, *values["content"])
        spans = [found_url.span("url")] if found_url and found_url["url"] else []
    return _parts(tag, sorted(spans))


def styled(sheet: str, led: Led) -> str:
    """A style sheet with what it fetches led elsewhere."""

    def replaced(found: re.Match[str]) -> str:
        groups = ("double", "single", "bare", "import", "import1")
        group = next((each for each in groups if found[each]), None)
        other = led(found[group]) if group else None
        if group is None or other is None:
            return found[0]
        start, end = (place - found.start() for place in found.span(group))
        return f"{found[0][:start]}{other}{found[0][end:]}"

    return IN_A_STYLE_SHEET.sub(replaced, sheet)


def in_an_attribute(url: str) -> str:
    """An address as the value of an attribute has it."""
    return escape(url) if "&" in url or '"' in url or "'" in url or "<" in url else url


def _value(tag: str, values: dict[str, tuple[int, int]], name: str) -> str:
    return tag[slice(*values[name])].strip().lower() if name in values else ""


def _parts(tag: str, spans: list[tuple[int, int]]) -> Parts:
    if not spans:
        return ()
    parts = []
    done = 0
    for start, end in spans:
        parts.append((tag[done:start], tag[start:end], unescape(tag[start:end])))
        done = end
    return (*parts, (tag[done:], "", ""))
