"""The page of all versions of an address (templates/timemap.html)."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from . import wording
from .index import Known
from .made import MINUTE, Made, Page, can_be_compared
from .shell import plain
from .wording import text


class Listing(Made):
    def page(self, address: str) -> Page:
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
            self.called(address),
            self.breadcrumb(address),
            self.ways(address, current=True),
            f"        <p>{intro} All times are London time.</p>{moved}\n"
            f'        <ol class="version-list">\n{items}\n        </ol>',
        )

    def _listed(self, address: str) -> list[tuple[Known, Known | None]]:
        """The versions of an address, the newest first, each with the page that it took the place
        of. Of several in one second at one address it is the last."""
        by_second: dict[tuple[int, str], Known] = {}
        own = {known.number: known for known in self.index.versions(address)}
        own |= {known.number: known for known in self.index.pages(address)}
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
            f'<a href="{self.to(self.leading.version(known))}" rel="nofollow">'
            f'{wording.day(known.since)}<span class="version-clock"> at'
            f" {wording.time_of_day(known.since, is_exact=is_exact)}</span></a></h2>\n"
            f'<p class="version-facts">{" · ".join(facts)}</p>{told}'
            f"{self._way_to_changes(address, known, before, is_exact=is_exact)}</li>"
        )

    def _way_to_changes(
        self, address: str, known: Known, before: Known | None, *, is_exact: bool
    ) -> str:
        if before is None or not can_be_compared(before, known):
            return ""
        has_moved = before.address != known.address
        said = ""
        if before.sha256 == known.sha256 and not has_moved:
            said = "The same as the version before it."
        elif self.text(before) == self.text(known):
            if has_moved:
                said = "The text is the same; the page moved."
            else:
                said = "The text is the same; what stands around it changed."
        if said:
            return f'\n<p class="version-way quiet">{said}</p>'
        target = self.leading.comparison(before, known, address)
        return (
            f'\n<p class="version-way"><a href="{self.to(target)}" rel="nofollow">What changed'
            f'<span class="visually-hidden"> on {wording.moment(known.since, is_exact=is_exact)}'
            "</span></a></p>"
        )

    def _notes(self, address: str, newest_first: list[Known]) -> dict[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = {}
        rows = self.index.ask(
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
        row = next(self.index.ask("SELECT address FROM former WHERE former = ?", address), None)
        if row is None:
            return ""
        now, versions = self.leading.to(row[0]), self.leading.versions(row[0])
        return (
            f'\n        <p>The page has moved to <a href="{self.to(now)}">{text(row[0])}</a>.'
            f' <a href="{self.to(versions)}" rel="nofollow">All its versions, before and after'
            "</a></p>"
        )
