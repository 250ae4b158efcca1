"""Two versions of a page as one text, word by word (templates/changes.html)."""

from collections.abc import Callable

from archive.captures.comparing import Is, Passage, passages_of_lines

from . import wording
from .index import Known
from .made import MINUTE, Made, Page, can_be_compared
from .shell import message, plain
from .wording import text

BESIDE = 1
"""How many paragraphs that did not change are shown on each side of one that did."""


class Compared(Made):
    def page(self, before: Known, after: Known, address: str) -> Page:
        """Two versions as one text."""
        title = "What changed"
        is_exact = before.since // MINUTE == after.since // MINUTE
        has_moved = before.address != after.address
        facts = "".join(
            f'\n<div><dt>{name}</dt><dd><a href="{self.to(self.leading.version(known))}"'
            f' rel="nofollow">{wording.moment(known.since, is_exact=is_exact)}</a>'
            + (f' <span class="quiet">{text(known.address)}</span>' if has_moved else "")
            + "</dd></div>"
            for name, known in (("Earlier version", before), ("Later version", after))
        )
        return title, plain(
            title,
            self.called(address),
            self.breadcrumb(address),
            f'<dl class="facts">{facts}\n</dl>\n{self.ways(address)}',
            self._compared(before, after, has_moved=has_moved),
        )

    def first_version(self, after: Known, address: str) -> Page:
        """Of a change that the first version that is kept has already."""
        title = "Nothing to compare it with"
        ways = [(self.leading.version(after), "That first version"), *self.ways_on(address)]
        return title, message(
            title,
            "    <p>The first version that is kept of this page, from"
            f" {wording.moment(after.since)}, has that change already.</p>\n"
            f"    <p>These lead on:</p>\n    <ul>{self.items(ways)}</ul>",
        )

    def _compared(self, before: Known, after: Known, *, has_moved: bool) -> str:
        if not can_be_compared(before, after):
            return (
                "        <p>These two versions cannot be shown word by word. Open both to compare"
                " them.</p>"
            )
        lines = [self.text(known).split("\n") for known in (before, after)]
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
