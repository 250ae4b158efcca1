"""Where the links of a frozen page lead: to a file of the copy, or truly outside."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from archive.verification.inventory import SITE
from archive.verification.ledger import Ledger

SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
NOT_SEEN = re.compile(r"[\t\n\r]")
"""What a browser takes out of an address."""
USUAL = re.compile(r"((?:\.\./)*)((?:[\w-]+/)*[\w-]+\.\w+)(?:#([\w-]+))?", re.A)
"""What most links of a frozen page look like: to a file, by folders that have no other signs."""
NOT_FOUND = "404.html"
"""What a server shows at any address, so that its links can only begin at the server's root."""
HOST = re.compile(r"[^\s\"<>\\^`{|}]+")
ADDRESSES = ("http", "https")
OTHERS = {
    # Without an address it asks the reader for one, as a way to pass a page on does.
    "mailto": re.compile(r"[^@?\s]+@[^@?\s]+(\?.*)?|\?.+", re.S),
    "tel": re.compile(r"[+0-9][0-9().\s-]*"),
}


class LeadsNowhere(Exception):
    """What is wrong with where a link leads."""


class LeadsOutside(Exception):
    """It leads, or is fetched from, outside of the copy."""


class NotAnAddress(Exception):
    """What leads outside, and is none of the ways to do so."""


class Target(NamedTuple):
    """A file of the copy, by its number in the ledger, and the part of it."""

    file: int
    fragment: str


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the static site, by its number in the ledger. `folders` are the one that it lies
    in and those above, each with a slash at its end but the last, which is empty."""

    file: str
    identity: int
    folders: tuple[str, ...]


def place_of(file: str, identity: int) -> Place:
    parts = file.split("/")[:-1]
    folders = ("".join(f"{part}/" for part in parts[:depth]) for depth in range(len(parts), -1, -1))
    return Place(file, identity, tuple(folders))


def target_of(link: str, place: Place, ledger: Ledger) -> Target:
    """Where `link` leads from a file of the static site.

    Raises LeadsOutside, NotAnAddress and LeadsNowhere.
    """
    if (usual := USUAL.fullmatch(link)) and len(usual[1]) // 3 < len(place.folders):
        folder = place.folders[len(usual[1]) // 3]
        if found := ledger.file_id(f"{SITE}{folder}{usual[2]}"):
            return Target(found, usual[3] or "")
    link = link.strip()
    if not link.isprintable():
        link = NOT_SEEN.sub("", link)
    if ":" in link and (scheme := SCHEME.match(link)):
        if wrong := _wrong_outside(link, scheme[1].lower()):
            raise NotAnAddress(wrong)
        raise LeadsOutside
    if link.startswith(("//", "\\\\", "/\\", "\\/")):
        raise NotAnAddress(f"“{link}” has no https in front")
    link, _, fragment = link.partition("#")
    link = link.partition("?")[0].replace("\\", "/")
    if not link:
        return Target(place.identity, fragment)
    if link.startswith("/") and place.file != NOT_FOUND:
        raise LeadsNowhere(
            f"“{link}” begins at the root of a server, and the copy may lie elsewhere"
        )
    to = _joined(place.folders, unquote(link.removeprefix("/")))
    if to.endswith("/") or not to:
        raise LeadsNowhere(f"“{link}” leads to a folder, and no page opens from a folder")
    found = ledger.file_id(SITE + to)
    if not found:
        raise LeadsNowhere(f"“{link}” leads to {to}, which is not in the copy")
    return Target(found, fragment)


@lru_cache(maxsize=2048)
def _wrong_outside(link: str, scheme: str) -> str:
    """What is wrong with a link that leads outside; nothing where it is a true one."""
    if scheme in ADDRESSES:
        try:
            host = urlsplit(link).hostname or ""
        except ValueError:
            host = ""
        if re.match(r"https?://", link, re.I) and HOST.fullmatch(host):
            return ""
    elif scheme in OTHERS and OTHERS[scheme].fullmatch(unquote(link.partition(":")[2]).strip()):
        return ""
    return f"“{link}” is no address that leads outside"


def _joined(folders: tuple[str, ...], link: str) -> str:
    rest, up = link, 0
    while rest.startswith("../"):
        rest, up = rest[3:], up + 1
    if up >= len(folders):
        raise LeadsNowhere(f"“{link}” leads out of the copy")
    if rest.startswith(".") or "/." in rest or "//" in rest:
        return _joined_by_parts(folders[up] + rest, link)
    return folders[up] + rest


def _joined_by_parts(place: str, link: str) -> str:
    parts: list[str] = []
    for part in place.split("/"):
        if part == "..":
            if not parts:
                raise LeadsNowhere(f"“{link}” leads out of the copy")
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    ends_in_folder = place.endswith(("/", "/.", "/..")) or place in (".", "..")
    return "/".join(parts) + ("/" if ends_in_folder and parts else "")
