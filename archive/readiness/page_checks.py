"""What each page is looked at for by itself. Knows nothing of Django."""

import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlsplit

from .finding import Finding
from .page import Page

LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
SHUT_OUT = re.compile(r"\b(?:noindex|nofollow|noarchive|none)\b", re.I)
TELL = "Tell whoever looks after the site’s templates."

Check = Callable[[Page], Iterator[Finding]]


def titles(page: Page) -> Iterator[Finding]:
    if not page.title:
        yield Finding("page-title", page.address, "The page has no title.", "Give it one.")


def languages(page: Page) -> Iterator[Finding]:
    if not LANGUAGE.match(page.language):
        said = f"“{page.language}” is no language" if page.language else "The page says none"
        yield Finding("page-language", page.address, f"{said}.", TELL)


def pictures(page: Page) -> Iterator[Finding]:
    for source in dict.fromkeys(page.undescribed):
        yield Finding(
            "picture-alt",
            page.address,
            f"The picture {_short(source)} has no words for those who cannot see it.",
            "Write what it shows: in the text, between the square brackets; else at the picture.",
            quote=source,
        )


def licences(page: Page) -> Iterator[Finding]:
    if not page.says_licence:
        yield Finding(
            "licence",
            page.address,
            "The page does not say how it may be used again.",
            "Name the licence among the facts of the review.",
        )


def frames(page: Page) -> Iterator[Finding]:
    for address in dict.fromkeys(page.framed):
        yield Finding(
            "no-frames",
            page.address,
            f"{_host(address)} is shown in a frame: the web archive will have a hole there.",
            "Put what it shows on this page, or link to it by its name.",
            quote=address,
        )


def plays(page: Page) -> Iterator[Finding]:
    for address in dict.fromkeys(page.played):
        yield Finding(
            "media-held",
            page.address,
            f"Sound or film is played from {_host(address)}, and is not held here.",
            "Attach the file itself.",
            quote=address,
        )


def fetches(page: Page) -> Iterator[Finding]:
    yield from _fetched(page.address, page.fetched)


def of_a_style_sheet(address: str, fetched: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with a style sheet that fetches those addresses from other hosts."""
    yield from _fetched(address, fetched)


def _fetched(where: str, fetched: Iterable[str]) -> Iterator[Finding]:
    for address in dict.fromkeys(fetched):
        yield Finding(
            "nothing-from-elsewhere",
            where,
            f"A part of it is fetched from {_host(address)}.",
            f"Hold it on this site. {TELL}",
            quote=address,
        )


def scripts(page: Page) -> Iterator[Finding]:
    for what in dict.fromkeys(page.needs_script):
        yield Finding(
            "no-script", page.address, f"Only a script can follow {what}.", f"Link to it. {TELL}"
        )
    if not page.text:
        yield Finding(
            "no-script",
            page.address,
            "Without a script there is nothing to read on the page.",
            f"Put its text into the page itself. {TELL}",
        )


def robots_named(page: Page) -> Iterator[Finding]:
    if found := SHUT_OUT.search(page.robots):
        yield Finding(
            "robots", page.address, f"The page tells robots “{found[0]}”.", f"Take that out. {TELL}"
        )


CHECKS: tuple[Check, ...] = (
    titles, languages, pictures, licences, frames, plays, fetches, scripts, robots_named,
)  # fmt: skip


def _host(address: str) -> str:
    return urlsplit(address).netloc


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
