"""Writes the static site: what stands, then what stood, then the pages that lead there."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape, unescape
from pathlib import Path

from archive.captures.page_text import paragraphs
from archive.captures.rewriting import LINE_BEGINS, LINE_ENDS, SKIP_LINK
from archive.freeze.served import Bag, Served, Source

from . import names, wording
from .crawl import check
from .index import File, Index, Known, microseconds
from .leading import Leading, LinkToNothing, end_of
from .made import Writer
from .shell import Shell, message
from .tags import rewritten, styled

Progress = Callable[[str, int, int], None]
"""What is being done, how many are done, of how many; 0 where nobody knows yet."""

FOLDER = "data/site"
INVENTORY = "data/inventory.jsonl"
LINE_STYLE = "added/memento.css"
TITLE = re.compile(r"<title>([^<]*)</title>", re.IGNORECASE)
BODY = re.compile(r"<body(?=[\s>])[^>]*>", re.IGNORECASE)
MAIN = re.compile(r"<main(?=[\s>]).*</main>", re.DOTALL)
OFTEN = 200
"""After how many files whoever waits is told."""


@dataclass(frozen=True)
class SiteFigures:
    """`files` counts what was written by kind, as in the inventory; `renamed` are the addresses
    whose usual file another one had, or could not be, with the file that they have."""

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
    told: Iterable[Told] = (),
) -> SiteFigures:
    """Write data/site and data/inventory.jsonl into the bag.

    `inventory` are the public addresses; `work` is a folder for what need not be kept, `line_style`
    the style sheet of the line on top of old pages. Raises LinkToNothing, NotTheInventory or
    NoHomePage.
    """
    with Index(work) as index:
        index.add_versions(source.versions())
        index.add_standing(source.standing())
        index.add_told((each.address, each.shown_at, each.made_at, each.note) for each in told)
        for address in inventory:
            index.keep("listed", (address,))
        index.name_files()
        site = _Site(source, bag, index, progress)
        site.write_standing()
        site.write_past()
        site.write_made()
        site.write_other_files()
        site.write_added(line_style)
        links = check(index)
        site.write_inventory()
        return site.figures(links)


class _Site:
    def __init__(self, source: Source, bag: Bag, index: Index, progress: Progress) -> None:
        self._source = source
        self._bag = bag
        self._index = index
        self._progress = progress
        self._leading = Leading(index, source.site_url)
        self._style = index.made("added", f"/{LINE_STYLE}", LINE_STYLE)
        self._done = 0
        self._shell: Shell | None = None

    # What stands.

    def write_standing(self) -> None:
        for served in self._source.standing():
            known = self._known(served)
            if served.address == "/" and served.is_page:
                self._shell = Shell(served.body().decode(errors="surrogateescape"), self._leading)
            if served.is_redirect:
                self._index.keep("location", (known.file, served.header("Location")))
            elif served.is_page:
                self._write_page(served, known)
            else:
                self._write_file(served, known)
            self._tell("Pages and files")
        self._find_formers()
        self._index.forget()
        for file in list(self._index.to_write("redirect")):
            self._write_redirect(file)

    def _write_page(self, served: Served, known: Known) -> None:
        page = served.body().decode(errors="surrogateescape")
        links: set[int] = set()
        led = self._leading.from_page(served.address, known.path, links)
        new = rewritten(page, led)
        self._write(known.path, new)
        self._index.wrote(known.file, links, title=_title(page), is_rewritten=new != page)
        self._keep_text(page, known)

    def _write_file(self, served: Served, known: Known) -> None:
        links: set[int] = set()
        if served.content_type.startswith("text/css"):
            sheet = served.body().decode(errors="surrogateescape")
            led = self._leading.from_page(served.address, known.path, links)
            new = styled(sheet, led)
            self._write(known.path, new)
            self._index.wrote(known.file, links, is_rewritten=new != sheet)
        else:
            self._bag.write(f"{FOLDER}/{known.path}", served.chunks())
            self._index.wrote(known.file, links, is_rewritten=False)

    def _find_formers(self) -> None:
        """Where a page had another address, what it was there belongs to it, too."""
        rows = self._index.ask(
            "SELECT address, location FROM location JOIN file ON file.number = location.file"
        )
        for address, location in list(rows):
            seen = {address}
            own = self._leading.own(location, address)
            while own and own[0] not in seen:
                known = self._index.standing(own[0])
                if known is None or known.status not in (301, 308):
                    self._index.add_former(own[0], address)
                    break
                seen.add(own[0])
                further = next(
                    self._index.ask("SELECT location FROM location WHERE file = ?", known.file)
                )
                own = self._leading.own(further[0], own[0])

    def _write_redirect(self, file: File, second: int | None = None, base: str = "") -> None:
        (location,) = next(
            self._index.ask("SELECT location FROM location WHERE file = ?", file.number)
        )
        links: set[int] = set()
        base = base or file.address
        way = self._leading.from_page(base, file.path, links, second)(location)
        own = self._leading.own(location, base)
        standing = self._index.standing(own[0]) if own else None
        title = (standing.title if standing else "") or location
        canonical = f"{self._source.site_url}{location}" if location[:1] == "/" else location
        to = escape(location if way is None else way)
        page = (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(title)}</title>\n"
            f'<meta http-equiv="refresh" content="0; url={to}">\n'
            f'<link rel="canonical" href="{escape(canonical)}">\n</head>\n<body>\n<main>\n'
            f'<p>This page has moved to <a href="{to}">{escape(title)}</a>.</p>\n'
            "</main>\n</body>\n</html>\n"
        )
        self._write(file.path, page)
        self._index.wrote(file.number, links, title=title)

    # What stood.

    def write_past(self) -> None:
        self._count_days()
        for served in self._source.ever():
            known = self._known(served)
            if known.stands or not known.is_page:
                continue
            self._tell("Older versions of pages")
            second = known.since // 1_000_000
            if served.is_redirect:
                self._index.keep("location", (known.file, served.header("Location")))
                row = next(self._index.ask("SELECT address FROM file WHERE number = ?", known.file))
                file = File(known.file, row[0], known.path, "memento", served.status, "", "", "", 1, "")
                self._write_redirect(file, second, served.address)
            elif self._is_last_of_its_second(known):
                self._write_memento(served, known, second)
        self._index.forget()

    def _write_memento(self, served: Served, known: Known, second: int) -> None:
        page = served.body().decode(errors="surrogateescape")
        links: set[int] = set()
        led = self._leading.from_page(served.address, known.path, links, second)
        place = BODY.search(page)
        cut = place.end() if place else 0
        skip = SKIP_LINK.match(page, cut)
        cut = skip.end() if skip else cut
        new = rewritten(page, led)
        at = BODY.search(new)
        cut = at.end() if at else 0
        skip = SKIP_LINK.match(new, cut)
        cut = skip.end() if skip else cut
        line = f"{LINE_BEGINS}{self._line(known, links)}{LINE_ENDS}"
        self._write(known.path, f"{new[:cut]}{line}{new[cut:]}")
        self._index.wrote(known.file, links, title=_title(page))
        self._keep_text(page, known)

    def _line(self, known: Known, links: set[int]) -> str:
        """The line on top: from when until when the page stood, and where to go from there."""
        prefix = "../" * known.path.count("/")
        ways = [
            (self._leading.to(known.address), "See it now", ""),
            (self._leading.versions(known.address), "All versions", ' rel="nofollow"'),
            (self._leading.to("/on/"), "Another day", ' rel="nofollow"'),
        ]
        links.add(self._style[0])
        links.update(target[0] for target, _, _ in ways if target)
        shown = " ".join(
            f'<a class="memento-line-way" href="{prefix}{target[1]}"{rel}>{words}</a>'
            for target, words, rel in ways
            if target
        )
        until = f" until {_time(known.until)}" if known.until is not None else " on"
        return (
            f'<link rel="stylesheet" href="{prefix}{LINE_STYLE}">'
            '<aside class="memento-line" aria-label="An earlier version" lang="en-GB">'
            '<div class="memento-line-row"><p class="memento-line-words">This is the page as it'
            f" stood from {_time(known.since)}{until}.</p>"
            f'<p class="memento-line-ways">{shown}</p></div></aside>'
        )

    def _count_days(self) -> None:
        """The days, in London, on which pages were new or changed."""
        day, pages, moment = "", set[str](), 0
        rows = self._index.ask(
            "SELECT since, address FROM capture WHERE status = 200 AND sha256 != ''"
            " AND content_type LIKE 'text/html%' ORDER BY since, number"
        )
        found: list[tuple[str, int, int]] = []
        for since, address in rows:
            if (on := wording.iso_day(since)) != day:
                if day:
                    found.append((day, len(pages), moment))
                day, pages, moment = on, set(), since
            pages.add(address)
        if day:
            found.append((day, len(pages), moment))
        for on, count, since in found:
            ends = end_of(date.fromisoformat(on))
            begins = end_of(date.fromordinal(date.fromisoformat(on).toordinal() - 1)) + 1
            row = (on, count, since, begins * 1_000_000, ends * 1_000_000 + 999_999)
            self._index.keep("day", row)

    def _is_last_of_its_second(self, known: Known) -> bool:
        same = (each for each in self._index.versions(known.address) if each.file == known.file)
        return list(same)[-1].number == known.number

    def _keep_text(self, page: str, known: Known) -> None:
        """What a reader reads of it, where there is another version to compare it with."""
        if len(self._index.versions(known.address)) < 2:
            return
        if next(self._index.ask("SELECT 1 FROM text WHERE sha256 = ?", known.sha256), None):
            return
        main = MAIN.search(page)
        words = paragraphs(f"<body>{main[0]}" if main else page)
        text = "\n".join(words).encode(errors="replace").decode()
        self._index.keep("text", (known.sha256, text))

    # What leads there.

    def write_made(self) -> None:
        """Pages about the past. To write one may ask for another."""
        self._leading.to("/on/")
        wrote = True
        while wrote:
            wrote = False
            for kind in ("day", "versions", "comparison"):
                for file in self._index.to_write(kind):
                    wrote = True
                    self._tell("Pages about the past")
                    self._write_made(file)

    def _write_made(self, file: File) -> None:
        writer = Writer(self._index, self._leading, file.path)
        if file.kind == "day":
            day = file.address.removeprefix("/on/").rstrip("/")
            title, main = writer.day(day) if day else writer.days()
        elif file.kind == "versions":
            title, main = writer.versions(file.address.removeprefix("/timemap"))
        else:
            rows = self._index.ask("SELECT before, after, of FROM comparison WHERE file = ?", file.number)
            before, after, of = next(rows)
            both = {known.number: known for known in self._index.versions(of)}
            both |= {known.number: known for known in self._index.pages(of)}
            if before:
                title, main = writer.comparison(both[before], both[after], of)
            else:
                title, main = writer.first_version(both[after], of)
        self._write_dressed(file.number, file.path, title, main, writer.links)

    def _write_dressed(
        self, number: int, path: str, title: str, main: str, links: set[int]
    ) -> None:
        dressed = self._dress().at(path)
        self._bag.write(f"{FOLDER}/{path}", [dressed.around(title, main)])
        self._index.wrote(number, links | dressed.links, title=title)

    def _dress(self) -> Shell:
        if self._shell is None:
            raise LinkToNothing("/", "/", "no home page is kept")
        return self._shell

    def write_other_files(self) -> None:
        """Files of the past that an old page shows or leads to, where their bytes are others."""
        if not any(True for _ in self._index.to_write("memento")):
            return
        for served in self._source.ever():
            known = self._known(served)
            if known.is_page or known.stands:
                continue
            if next(
                self._index.ask(
                    "SELECT 1 FROM file WHERE number = ? AND is_wanted AND NOT is_written",
                    known.file,
                ),
                None,
            ):
                self._write_file(served, known)

    def write_added(self, line_style: bytes) -> None:
        """What is there for the frozen copy alone."""
        self._bag.write(f"{FOLDER}/{LINE_STYLE}", [line_style])
        self._index.wrote(self._style[0], ())
        number, path = self._leading.not_found
        writer_links: set[int] = set()
        main = message("There is no page at this address", self._ways_on(writer_links))
        self._write_dressed(number, path, "There is no page at this address", main, writer_links)

    def _ways_on(self, links: set[int]) -> str:
        items = ""
        for address, words in (("/", "The home page"), ("/site-map/", "The site map")):
            if target := self._leading.to(address):
                links.add(target[0])
                items += f'<li><a href="{target[1]}">{words}</a></li>'
        return (
            "    <p>If you typed the address, check it. If you followed a link, it may be wrong or"
            f" incomplete.</p>\n    <p>These lead on:</p>\n    <ul>{items}</ul>"
        )

    def write_inventory(self) -> None:
        self._bag.write(INVENTORY, self._lines())

    def _lines(self) -> Iterator[bytes]:
        for file in self._index.files():
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
            yield json.dumps(line, ensure_ascii=True).encode() + b"\n"

    def figures(self, links: int) -> SiteFigures:
        kinds = self._index.ask(
            "SELECT kind, count(*) FROM file WHERE is_written GROUP BY kind ORDER BY kind"
        )
        renamed = self._index.ask("SELECT address, content_type, file FROM name ORDER BY 1, 2")
        return SiteFigures(
            tuple((kind, count) for kind, count in kinds),
            links,
            tuple(
                (address, path)
                for address, content_type, path in renamed
                if path != names.usual(address, content_type)
            ),
        )

    # Small things.

    def _known(self, served: Served) -> Known:
        since = microseconds(served.captured_from)
        return next(
            known
            for known in self._index.versions(served.address)
            if known.since == since and known.sha256 == served.sha256
        )

    def _write(self, path: str, text: str) -> None:
        self._bag.write(f"{FOLDER}/{path}", [text.encode(errors="surrogateescape")])

    def _tell(self, what: str) -> None:
        self._done += 1
        if self._done % OFTEN == 0:
            self._progress(what, self._done, 0)


def _title(page: str) -> str:
    """What a page calls itself, without the name of the site behind it."""
    found = TITLE.search(page)
    called = " ".join(unescape(found[1]).split()) if found else ""
    return called.rpartition(" – ")[0] or called


def _time(moment: int) -> str:
    return (
        f'<time class="memento-line-time" datetime="{wording.machine_readable(moment)}">'
        f"{wording.moment(moment)}</time>"
    )
