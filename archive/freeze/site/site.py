"""What the writers of the static site share: where they write to, and what they know."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import unescape

from archive.freeze.served import Bag, Served, Source

from . import names
from .index import Index, Known, microseconds
from .leading import Leading, upwards
from .shell import Shell
from .tags import rewritten, styled
from .wording import LineWords

Progress = Callable[[str, int, int], None]
"""What is being done, how many are done, of how many: more may be found on the way."""

FOLDER = "data/site"
STYLE = "text/css; charset=utf-8"
OFTEN = 200
"""After how many files whoever waits is told."""

TITLE = re.compile(r"<title>([^<]*)</title>", re.IGNORECASE)


class Site:
    """The site as it grows. `shell` is there once the home page has been read. `lines` are what old
    pages say on top, in each language, the site's own first."""

    def __init__(
        self,
        source: Source,
        bag: Bag,
        index: Index,
        progress: Progress,
        lines: Sequence[LineWords],
    ) -> None:
        self.source = source
        self.lines = lines
        self.index = index
        self.leading = Leading(index, source.site_url)
        self.line_style = index.add_file(
            f"/{names.LINE_STYLE}", names.LINE_STYLE, "added", 200, STYLE, "", "", is_wanted=True
        )
        self._bag = bag
        self._progress = progress
        self._done = 0
        self.shell: Shell

    def known(self, captures: Iterable[Served]) -> Iterator[tuple[Served, Known]]:
        """Each with the same capture as the index has it: those that are not of the site are left
        out."""
        for served in captures:
            since = microseconds(served.captured_from)
            for known in self.index.versions(served.address):
                if known.since == since and known.sha256 == served.sha256:
                    yield served, known
                    break

    def write(self, path: str, text: str) -> None:
        self._bag.write(f"{FOLDER}/{path}", [text.encode(errors="surrogateescape")])

    def write_dressed(
        self,
        number: int,
        path: str,
        title: str,
        main: str,
        links: Iterable[int],
        prefix: str | None = None,
    ) -> None:
        """A page that is made here, in the dress of the site; its links begin with `prefix`, or
        with the way up from its folder."""
        dressed = self.shell.at(upwards(path) if prefix is None else prefix)
        self._bag.write(f"{FOLDER}/{path}", [dressed.around(title, main)])
        self.index.wrote(number, dressed.links.union(links), title=unescape(title))

    def write_file(self, served: Served, known: Known) -> None:
        """What is no page: as it was served, but for what a style sheet fetches."""
        links: set[int] = set()
        is_rewritten = False
        if served.content_type.startswith("text/css"):
            sheet = text_of(served)
            led = self.leading.from_page(served.address, upwards(known.path), links)
            new = styled(sheet, led)
            is_rewritten = new != sheet
            self.write(known.path, new)
        elif not self._bag.has(f"{FOLDER}/{known.path}"):
            self._bag.write(f"{FOLDER}/{known.path}", served.chunks())
        self.index.wrote(known.file, links, is_rewritten=is_rewritten)

    def write_added(self, path: str, content: bytes) -> None:
        self._bag.write(f"{FOLDER}/{path}", [content])

    def rewritten(self, page: str, known: Known, links: set[int], second: int | None = None) -> str:
        """The page with its links led to what stands, or to what stood in that second."""
        return rewritten(
            page, self.leading.from_page(known.address, upwards(known.path), links, second)
        )

    def tell(self, what: str) -> None:
        self._done += 1
        if self._done % OFTEN == 0:
            self._progress(what, self._done, self.index.count_to_write())


def text_of(served: Served) -> str:
    """A page or a style sheet, in a way that gives its bytes again whatever they are."""
    return served.body().decode(errors="surrogateescape")


def title_of(page: str) -> str:
    """What a page calls itself, without the name of the site behind it."""
    found = TITLE.search(page)
    called = " ".join(unescape(found[1]).split()) if found else ""
    called = called.encode(errors="replace").decode()
    return called.rpartition(" – ")[0] or called
