"""Writes the static site: what stands, then what stood, then the pages that lead there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from archive.freeze.served import Bag, Source

from . import names, wording
from .compared import Compared
from .crawl import check
from .days import Days
from .index import SECOND, File, Index
from .leading import end_of, upwards
from .listing import Listing
from .made import Page
from .mementos import write_mementos, write_other_files
from .naming import name_files
from .not_found import write_not_found
from .redirects import find_formers, write_redirects
from .searching import Searching
from .shell import NoHomePage, Shell
from .site import Progress, Site, text_of, title_of
from .wording import ENGLISH, LineWords

IS_A_PAGE = "status = 200 AND sha256 != '' AND content_type LIKE 'text/html%'"
INVENTORY = "data/inventory.jsonl"


@dataclass(frozen=True)
class SiteFigures:
    """`files` counts what was written by kind, as in the inventory; `renamed` are the addresses
    whose usual file was another's, with the file that they have."""

    files: tuple[tuple[str, int], ...]
    links: int
    renamed: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        return sum(count for _, count in self.files)


@dataclass(frozen=True)
class Told:
    """What readers were told of a change of the page at `address`: since when they can have seen
    it, when it was made, and the note."""

    address: str
    shown_at: datetime
    made_at: datetime
    note: str


def write_site(
    source: Source,
    bag: Bag,
    inventory: Iterable[str],
    progress: Progress,
    *,
    work: Path,
    line_style: bytes,
    lines: Sequence[LineWords] = (ENGLISH,),
    told: Iterable[Told] = (),
    searched: Iterable[str] = (),
) -> SiteFigures:
    """Write data/site and data/inventory.jsonl into the bag.

    `inventory` are the public addresses; `work` is a folder for what need not be kept, `line_style`
    the style sheet of the line on top of old pages, which no page of the site asks for itself, and
    `lines` are the words of that line in each language, the site's own first.
    `searched` are the addresses of the pages whose words its search is to find.
    Raises LinkToNothing, NotTheInventory or NoHomePage.
    """
    with Index(work) as index:
        index.add_versions(source.versions())
        index.add_standing(source.standing())
        index.add_told((each.address, each.shown_at, each.made_at, each.note) for each in told)
        for address in inventory:
            index.keep("listed", (address,))
        index.leave_out_what_is_not_listed()
        for address in searched:
            index.keep("searched", (address,))
        name_files(index)
        _count_days(index)
        if index.standing("/") is None:
            raise NoHomePage(
                "No home page is kept in this edition. Open the site’s first page once, and "
                "freeze again."
            )
        site = Site(source, bag, index, progress, lines)
        searching = Searching(site, bag, work)
        _write_standing(site, searching)
        searching.write()
        find_formers(site)
        write_redirects(site)
        write_mementos(site)
        _write_made(site)
        write_other_files(site)
        site.write_added(names.LINE_STYLE, line_style)
        index.wrote(site.line_style, ())
        write_not_found(site)
        links = check(index)
        bag.write(INVENTORY, map(_line, index.files()))
        return _figures(index, links)


def _write_standing(site: Site, searching: Searching) -> None:
    for served, known in site.known(site.source.standing()):
        site.tell("Pages and files")
        if served.is_redirect:
            site.index.keep("location", (known.file, served.header("Location")))
        elif served.is_page:
            page = text_of(served)
            if served.address == "/":
                site.shell = Shell(page, site.leading)
            links: set[int] = set()
            new = site.rewritten(page, known, links)
            site.write(known.path, new)
            site.index.wrote(known.file, links, title=title_of(page), is_rewritten=new != page)
            searching.add(known, page)
        elif not searching.takes_the_place_of(known):
            site.write_file(served, known)


def _write_made(site: Site) -> None:
    """Pages about the past: those that something leads to. To write one may ask for another."""
    site.leading.to("/on/")
    kinds = {"day": _day, "versions": _versions, "comparison": _comparison}
    is_done = False
    while not is_done:
        is_done = True
        for kind, made in kinds.items():
            for file in site.index.to_write(kind):
                is_done = False
                site.tell("Pages about the past")
                (title, main), links = made(site, file)
                site.write_dressed(file.number, file.path, title, main, links)


def _day(site: Site, file: File) -> tuple[Page, set[int]]:
    days = Days(site.index, site.leading, upwards(file.path))
    day = file.address.removeprefix("/on/").rstrip("/")
    return days.one(day) if day else days.all(), days.links


def _versions(site: Site, file: File) -> tuple[Page, set[int]]:
    listing = Listing(site.index, site.leading, upwards(file.path))
    return listing.page(file.address.removeprefix("/timemap")), listing.links


def _comparison(site: Site, file: File) -> tuple[Page, set[int]]:
    compared = Compared(site.index, site.leading, upwards(file.path))
    question = "SELECT before, after, of FROM comparison WHERE file = ?"
    before, after, of = next(site.index.ask(question, file.number))
    both = {known.number: known for known in (*site.index.versions(of), *site.index.pages(of))}
    if before:
        return compared.page(both[before], both[after], of), compared.links
    return compared.first_version(both[after], of), compared.links


def _count_days(index: Index) -> None:
    """The days, in London, on which pages were new or changed."""
    ends = -1
    question = f"SELECT since FROM capture WHERE {IS_A_PAGE} ORDER BY since"  # noqa: S608
    for (since,) in index.ask(question):
        if since <= ends:
            continue
        day = date.fromisoformat(wording.iso_day(since))
        begins = (end_of(day - timedelta(days=1)) + 1) * SECOND
        ends = (end_of(day) + 1) * SECOND - 1
        index.tell(
            "INSERT INTO day SELECT ?, count(DISTINCT address), ?, ? FROM capture"  # noqa: S608
            f" WHERE {IS_A_PAGE} AND since BETWEEN ? AND ?",
            *(day.isoformat(), begins, ends),
            *(begins, ends),
        )


def _line(file: File) -> bytes:
    """A line of the inventory."""
    line = {
        "address": file.address,
        "file": file.path,
        "kind": file.kind,
        "status": file.status,
        "content_type": file.content_type,
        "captured_from": file.since,
        "sha256": file.sha256,
        "is_rewritten": bool(file.is_rewritten),
        "title": file.title,
    }
    return json.dumps(line, ensure_ascii=False).encode(errors="replace") + b"\n"


def _figures(index: Index, links: int) -> SiteFigures:
    kinds = index.ask(
        "SELECT kind, count(*) FROM file WHERE is_written GROUP BY kind ORDER BY kind"
    )
    named = index.ask("SELECT address, content_type, file FROM name ORDER BY 1, 2")
    renamed = [
        (address, path)
        for address, content_type, path in named
        if path != names.usual(address, content_type)
    ]
    return SiteFigures(tuple((kind, count) for kind, count in kinds), links, tuple(renamed))
