"""What the pages about the past have in common: they say what the live site says
(templates/timemap.html, changes.html and days.html) in the same elements, as files."""

from collections.abc import Sequence

from .index import SECOND, Index, Known
from .leading import Leading, Target
from .wording import text

MINUTE = 60 * SECOND

Page = tuple[str, str]
"""A title, and the main part of a page under it: both are HTML."""


class Made:
    """A page that is made for the frozen copy. `prefix` leads from its folder up to the folder of
    the site; `links` are the files that it leads to, so far."""

    def __init__(self, index: Index, leading: Leading, prefix: str) -> None:
        self.index = index
        self.leading = leading
        self._prefix = prefix
        self.links: set[int] = set()

    def title(self, address: str) -> str:
        titles = (known.title for known in reversed(self.index.pages(address)) if known.title)
        return next(titles, "") or address

    def called(self, address: str) -> str:
        title = self.title(address)
        return text(title if title == address else f"{title} · {address}")

    def breadcrumb(self, address: str, title: str = "") -> str:
        home, here = self.leading.to("/"), self.leading.to(address)
        items = [(home, "Home")]
        if address != "/" and here:
            items.append((here, title or self.title(address)))
        return f'<nav class="breadcrumb" aria-label="Breadcrumb"><ol>{self.items(items)}</ol></nav>'

    def ways_on(self, address: str) -> list[tuple[Target | None, str]]:
        return [
            (self.leading.to(address), "The page now"),
            (self.leading.versions(address), "All versions"),
            (self.leading.to("/on/"), "The site on a past day"),
        ]

    def ways(self, address: str, *, current: bool = False) -> str:
        items = self.items(self.ways_on(address))
        if current:
            items = items.replace(">All versions<", ' aria-current="page">All versions<')
        return f'<nav aria-label="Versions"><ul class="ways">{items}</ul></nav>'

    def items(self, ways: Sequence[tuple[Target | None, str]]) -> str:
        return "\n".join(
            f'<li><a href="{self.to(target)}">{text(words)}</a></li>'
            for target, words in ways
            if target
        )

    def to(self, target: Target | None) -> str:
        if target is None:
            target = self.leading.nothing()
        self.links.add(target[0])
        return self._prefix + target[1]

    def text(self, known: Known) -> str:
        row = next(self.index.ask("SELECT lines FROM text WHERE sha256 = ?", known.sha256), None)
        return row[0] if row else ""


def can_be_compared(*versions: Known) -> bool:
    return all(known.status == 200 and known.sha256 and known.is_page for known in versions)
