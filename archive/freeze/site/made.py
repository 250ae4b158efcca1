"""The pages about the past: lists of versions, comparisons, days. They say what the live site says
(templates/timemap.html, changes.html and days.html) in the same elements, as pages of their own.

Each gives a title, the main part as HTML, and adds the files that it leads to to `links`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from archive.captures.comparing import Is, Passage, passages_of_lines

from . import wording
from .index import SECOND, Index, Known
from .leading import Leading, Target
from .shell import message, plain
from .wording import text

BESIDE = 1
"""How many paragraphs that did not change are shown on each side of one that did."""

MINUTE = 60 * SECOND


class Writer:
    """Writes the main parts of the pages that are below `path`."""

    def __init__(self, index: Index, leading: Leading, path: str) -> None:
        self._index = index
        self._leading = leading
        self._prefix = "../" * path.count("/")
        self.links: set[int] = set()

    def versions(self, address: str) -> tuple[str, str]:
        """All versions of an address, the newest first."""
        listed = self._listed(address)
        begun = Counter(known.since // MINUTE for known, _ in listed)
        notes = self._notes(address, [known for known, _ in listed if known.status == 200])
        items = "\n".join(
            self._version(address, known, before, listed[place - 1][0] if place else None, begun,
                          notes.get(known.number, []))
            for place, (known, before) in enumerate(listed)
        )  # fmt: skip
        is_page = bool(listed) and listed[0][0].is_page
        title = "All versions of this page" if is_page else "All versions of this"
        intro = "Every version that readers were ever shown is kept, the newest first."
        if notes:
            intro += (
                " What the review told its readers of a change stands with the first version that"
                " had it."
            )
        moved = self._moved(address)
        return title, plain(
            title,
            self._called(address),
            self._breadcrumb(address),
            self._ways(address, current=True),
            f"        <p>{intro} All times are London time.</p>{moved}\n"
            f'        <ol class="version-list">\n{items}\n        </ol>',
        )

    def comparison(self, before: Known, after: Known, address: str) -> tuple[str, str]:
        """Two versions as one text."""
        title = "What changed"
        is_exact = before.since // MINUTE == after.since // MINUTE
        has_moved = before.address != after.address
        facts = "".join(
            f'\n<div><dt>{name}</dt><dd><a href="{self._to(self._leading.version(known))}"'
            f' rel="nofollow">{wording.moment(known.since, is_exact=is_exact)}</a>'
            + (f' <span class="quiet">{text(known.address)}</span>' if has_moved else "")
            + "</dd></div>"
            for name, known in (("Earlier version", before), ("Later version", after))
        )
        return title, plain(
            title,
            self._called(address),
            self._breadcrumb(address),
            f'<dl class="facts">{facts}\n</dl>\n{self._ways(address)}',
            self._compared(before, after, has_moved=has_moved),
        )

    def first_version(self, after: Known, address: str) -> tuple[str, str]:
        """Of a change that the first version that is kept has already."""
        title = "Nothing to compare it with"
        ways = [(self._leading.version(after), "That first version")]
        ways += self._ways_on(address)
        return title, message(
            title,
            "    <p>The first version that is kept of this page, from"
            f" {wording.moment(after.since)}, has that change already.</p>\n"
            f"    <p>These lead on:</p>\n    <ul>{self._items(ways)}</ul>",
        )

    def days(self) -> tuple[str, str]:
        """All days on which something changed, the latest first."""
        title = "The site on a past day"
        rows = self._index.ask(
            "SELECT day, pages, moment FROM day ORDER BY day DESC"
        )
        items = "\n".join(
            f'<li class="day-of-change"><p class="day-of-change-title">'
            f'<a href="{self._to(self._leading.day(day))}" rel="nofollow">{wording.day(moment)}</a>'
            f'</p><p class="day-of-change-pages">{wording.counted(pages, "page")} new or changed</p>'
            "</li>"
            for day, pages, moment in rows
        )
        return title, plain(
            title,
            "",
            self._breadcrumb("/"),
            "",
            "        <p>Every page is kept as it was shown. Choose a day to read the site as it"
            " stood when that day ended.</p>\n"
            '        <section aria-labelledby="days-of-change">\n'
            '          <h2 class="section-title" id="days-of-change">Days on which something'
            f' changed</h2>\n          <ol class="day-list">\n{items}\n</ol>\n        </section>',
        )

    def day(self, day: str) -> tuple[str, str]:
        """What was new or changed on one day."""
        rows = self._index.ask(
            "SELECT capture.number, capture.address, moment, capture.since = first.since"
            " FROM day JOIN capture ON capture.since BETWEEN begins AND ends"
            " JOIN (SELECT address, min(since) AS since FROM capture WHERE status = 200"
            "       GROUP BY address) AS first ON first.address = capture.address"
            " WHERE day = ? AND capture.status = 200 AND capture.content_type LIKE 'text/html%'"
            " AND capture.sha256 != '' ORDER BY capture.address, capture.since",
            day,
        )
        items = []
        moment = 0
        for number, address, moment, is_new in rows:  # noqa: B007 - it is the same in each row
            known = next(each for each in self._index.versions(address) if each.number == number)
            items.append(
                f'<li><a href="{self._to(self._leading.version(known))}" rel="nofollow">'
                f'{text(known.title or address)}</a> <span class="quiet">'
                f"{'new' if is_new else 'changed'} at {wording.time_of_day(known.since)}</span></li>"
            )
        title = f"The site on {wording.day(moment)}"
        home = self._leading.home_at_end_of(day)
        return title, plain(
            title,
            "",
            self._breadcrumb("/on/", "The site on a past day"),
            "",
            (
                f'        <p><a href="{self._to(home)}" rel="nofollow">The home page as it stood'
                " when that day ended</a></p>\n"
                if home
                else ""
            )
            + f'        <h2 class="section-title">New or changed on that day</h2>\n'
            f'        <ul class="links">\n{chr(10).join(items)}\n        </ul>',
        )

    # Parts of them.

    def _listed(self, address: str) -> list[tuple[Known, Known | None]]:
        """The versions of an address, the newest first, each with the page that it took the place
        of. Of several in one second at one address it is the last."""
        by_second: dict[tuple[int, str], Known] = {}
        own = {known.number: known for known in self._index.versions(address)}
        own |= {known.number: known for known in self._index.pages(address)}
        for known in sorted(own.values(), key=lambda each: (each.since, each.number)):
            by_second[known.second, known.address] = known
        oldest_first = list(by_second.values())
        for place, (older, newer) in enumerate(pairwise(oldest_first)):
            is_former = older.address != address
            if is_former and (older.until is None or older.until > newer.since):
                oldest_first[place] = older._replace(until=newer.since, stands=0)
        found: list[tuple[Known, Known | None]] = []
        before: Known | None = None
        for known in oldest_first:
            found.append((known, before))
            if known.status == 200:
                before = known
        return found[::-1]

    def _version(
        self,
        address: str,
        known: Known,
        before: Known | None,
        newer: Known | None,
        begun: Counter[int],
        notes: Sequence[tuple[int, str]],
    ) -> str:
        is_exact = begun[known.since // MINUTE] > 1
        is_former = known.address != address
        facts = []
        until = known.until
        if until is None and newer is not None and not known.stands:
            until = newer.since
        if until is not None:
            ends_exactly = begun[until // MINUTE] > 1
            facts.append(
                f'Stood until <time datetime="{wording.machine_readable(until)}">'
                f"{wording.moment(until, is_exact=ends_exactly)}</time>"
            )
        elif is_former:
            facts.append("Stood until the page moved")
        elif known.stands:
            facts.append("The last version that readers saw")
        else:
            facts.append("Nothing took its place")
        if not known.sha256:
            facts.append("taken down for good")
        elif known.status == 410:
            facts.append("said that it was taken down")
        elif known.status in (301, 308):
            facts.append(f"{'led' if until else 'leads'} to another address")
        if is_former:
            facts.append(f"at its former address {text(known.address)}")
        told = "".join(
            f'<li>{text(note)} <span class="quiet">{wording.day(made_at)}</span></li>'
            for made_at, note in notes
        )
        told = f'\n<ul class="version-notes">{told}</ul>' if told else ""
        return (
            '<li class="version"><h2 class="version-title">'
            f'<a href="{self._to(self._leading.version(known))}" rel="nofollow">'
            f'{wording.day(known.since)}<span class="version-clock"> at'
            f" {wording.time_of_day(known.since, is_exact=is_exact)}</span></a></h2>\n"
            f'<p class="version-facts">{" · ".join(facts)}</p>{told}'
            f"{self._way_to_changes(address, known, before, is_exact=is_exact)}</li>"
        )

    def _way_to_changes(
        self, address: str, known: Known, before: Known | None, *, is_exact: bool
    ) -> str:
        if before is None or not _can_be_compared(before, known):
            return ""
        has_moved = before.address != known.address
        said = ""
        if before.sha256 == known.sha256 and not has_moved:
            said = "The same as the version before it."
        elif self._text(before) == self._text(known):
            if has_moved:
                said = "The text is the same; the page moved."
            else:
                said = "The text is the same; what stands around it changed."
        if said:
            return f'\n<p class="version-way quiet">{said}</p>'
        target = self._leading.comparison(before, known, address)
        return (
            f'\n<p class="version-way"><a href="{self._to(target)}" rel="nofollow">What changed'
            f'<span class="visually-hidden"> on {wording.moment(known.since, is_exact=is_exact)}'
            "</span></a></p>"
        )

    def _text(self, known: Known) -> str:
        row = next(self._index.ask("SELECT lines FROM text WHERE sha256 = ?", known.sha256), None)
        return row[0] if row else ""

    def _compared(self, before: Known, after: Known, *, has_moved: bool) -> str:
        if not _can_be_compared(before, after):
            return (
                "        <p>These two versions cannot be shown word by word. Open both to compare"
                " them.</p>"
            )
        lines = [self._text(known).split("\n") for known in (before, after)]
        found = [] if lines[0] == lines[1] else passages_of_lines(*lines)
        count = sum(1 for passage in found if not passage.unchanged)
        if not count and has_moved:
            places = f"from {text(before.address)} to {text(after.address)}"
            return f"        <p>The text is the same; the page moved {places}.</p>"
        if not count and before.sha256 == after.sha256:
            return "        <p>Both versions are the same.</p>"
        if not count:
            return "        <p>The text is the same; what stands around it changed.</p>"
        return (
            f"        <p>The page differs in {wording.counted(count, 'place')}."
            ' <del class="change-gone">Words like these</del> went, <ins class="change-new">words'
            ' like these</ins> came.</p>\n        <div class="change-text">\n'
            f"{_stretches(found)}\n        </div>"
        )

    def _notes(self, address: str, newest_first: list[Known]) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        rows = self._index.ask(
            "SELECT shown_at, made_at, note FROM told WHERE address = ?"
            " ORDER BY made_at DESC, rowid DESC",
            address,
        )
        for shown_at, made_at, note in rows:
            later = (known for known in reversed(newest_first) if known.since >= shown_at)
            if first := next(later, None):
                found.setdefault(first.number, []).append((made_at, note))
        return found

    def _moved(self, address: str) -> str:
        row = next(self._index.ask("SELECT address FROM former WHERE former = ?", address), None)
        if row is None:
            return ""
        now, versions = self._leading.to(row[0]), self._leading.versions(row[0])
        return (
            f'\n        <p>The page has moved to <a href="{self._to(now)}">{text(row[0])}</a>.'
            f' <a href="{self._to(versions)}" rel="nofollow">All its versions, before and after'
            "</a></p>"
        )

    def _title(self, address: str) -> str:
        titles = (known.title for known in reversed(self._index.pages(address)) if known.title)
        return next(titles, "") or address

    def _called(self, address: str) -> str:
        title = self._title(address)
        return text(title if title == address else f"{title} · {address}")

    def _breadcrumb(self, address: str, title: str = "") -> str:
        home, here = self._leading.to("/"), self._leading.to(address)
        items = [(home, "Home")]
        if address != "/" and here:
            items.append((here, title or self._title(address)))
        return (
            f'<nav class="breadcrumb" aria-label="Breadcrumb"><ol>{self._items(items)}</ol></nav>'
        )

    def _ways_on(self, address: str) -> list[tuple[Target | None, str]]:
        return [
            (self._leading.to(address), "The page now"),
            (self._leading.versions(address), "All versions"),
            (self._leading.to("/on/"), "The site on a past day"),
        ]

    def _ways(self, address: str, *, current: bool = False) -> str:
        items = self._items(self._ways_on(address))
        if current:
            items = items.replace(">All versions<", ' aria-current="page">All versions<')
        return f'<nav aria-label="Versions"><ul class="ways">{items}</ul></nav>'

    def _items(self, ways: Sequence[tuple[Target | None, str]]) -> str:
        return "".join(
            f'<li><a href="{self._to(target)}">{text(words)}</a></li>'
            for target, words in ways
            if target
        )

    def _to(self, target: Target | None) -> str:
        if target is None:
            target = self._leading.not_found
        self.links.add(target[0])
        return self._prefix + target[1]


def _can_be_compared(*versions: Known) -> bool:
    return all(known.status == 200 and known.sha256 and known.is_page for known in versions)


def _stretches(found: list[Passage]) -> str:
    """Passages as they are shown: of long stretches that did not change only the ends."""
    shown = []
    for number, passage in enumerate(found):
        lines = passage.unchanged
        if not lines:
            shown.append(f'<div class="change">{_pieces(passage)}</div>')
            continue
        head = BESIDE if number > 0 else 0
        tail = BESIDE if number < len(found) - 1 else 0
        left_out = len(lines) - head - tail
        if left_out <= 1:
            shown += map(_beside, lines)
            continue
        shown += map(_beside, lines[:head])
        left = wording.counted(left_out, "paragraph")
        shown.append(f'<p class="change-left-out">… {left} unchanged …</p>')
        shown += map(_beside, lines[len(lines) - tail :])
    return "\n".join(shown)


def _beside(line: str) -> str:
    return f'<p class="change-beside">{text(line)}</p>'


def _pieces(passage: Passage) -> str:
    """Neighbours of one sort as one, with an empty line between paragraphs."""
    joined: list[tuple[str, Is]] = []
    for words, what in passage.together:
        if joined and joined[-1][1] == what:
            joined[-1] = (joined[-1][0] + words, what)
            continue
        if what == Is.NEW and joined and not joined[-1][0][-1:].isspace():
            joined.append((" ", Is.SAME))
        joined.append((words, what))
    return "".join(MARKED[what](text(words.replace("\n", "\n\n"))) for words, what in joined)


MARKED: dict[Is, Callable[[str], str]] = {
    Is.SAME: str,
    Is.GONE: lambda words: (
        '<del class="change-gone"><span class="visually-hidden">(removed: </span>'
        f'{words}<span class="visually-hidden">) </span></del>'
    ),
    Is.NEW: lambda words: (
        '<ins class="change-new"><span class="visually-hidden">(added: </span>'
        f'{words}<span class="visually-hidden">) </span></ins>'
    ),
}
