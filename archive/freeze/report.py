"""The page of a frozen copy that says to people what is in it, how to open it, and what it
promises. One file, which needs no other. It knows nothing of Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

from archive.files.names import human_size
from archive.freeze.figures import Figures, Kind, Part

STYLE = Path(__file__).with_name("report.css")
NAMED = 50
"""How many tombstones are named one by one."""

WHAT_IT_IS = {
    "data/site/": 'the site as files: open <a href="site/index.html">site/index.html</a>',
    "data/archive.wacz": "every version of every page that was kept, for web archives",
    "data/content/": "the texts as Markdown with their files, to be brought into another site",
    "data/redirects/": "for each address, where it lives in the UK Government Web Archive",
}
HOW_TO_OPEN = (
    '<b>To read the site</b>, open <a href="site/index.html">site/index.html</a> with a '
    "double click. It needs no server, no network and no script. Any static web server can "
    "serve the folder, at any address; <code>manage.py serve_frozen</code> does so on your "
    "own machine.",
    '<b>To see it as it stood on a past day</b>, open <a href="archive.wacz">archive.wacz</a> '
    "in ReplayWeb.page (replayweb.page), which runs in a browser, or add it to a collection "
    "of pywb.",
    "<b>To prove that nothing has changed</b>, use any BagIt tool, such as the Library of "
    "Congress’s <code>bagit.py --validate</code> on the folder above this one, or "
    "<code>sha256sum --check manifest-sha256.txt</code> in it. <code>manage.py "
    "verify_freeze</code> also follows every link, and compares the three parts with one "
    "another.",
    "<b>To bring the content into another site</b> that runs Review Site, <code>manage.py "
    "import_content</code> reads <code>data/content/</code>.",
)
PROMISED = (
    "Everything here was public. Drafts, what was to come, accounts and correspondence are "
    "not in it.",
    "Pages are what readers were served, byte for byte, apart from the values of links, which "
    'lead from file to file here; <a href="inventory.jsonl">inventory.jsonl</a> says of each '
    "file whether it was changed so.",
    "The same site and the same version of the software give the same bytes on any day and "
    "any machine, so the SHA-256 of <code>tagmanifest-sha256.txt</code> stands for the whole "
    "copy.",
)
NOT_PROMISED = (
    "Records in <code>archive.wacz</code> are compressed with gzip. Another build of the zlib "
    "library may write the same content in other bytes; the digests inside it, of what was "
    "served, stay the same.",
    "Links to other sites are as they were. Where they lead is nobody’s to promise.",
    "What a past page looked like is as complete as what was kept then: pages are kept when "
    "they are first read, and the whole site is kept when it closes.",
)


@dataclass(frozen=True)
class Report:
    """What is said of a frozen copy. `day` is the one on which its edition began, in London."""

    review: str
    site_url: str
    description: str
    day: date
    edition: int
    figures: Figures
    kinds: tuple[Kind, ...]
    parts: tuple[Part, ...]
    findings: tuple[str, ...]

    def html(self) -> str:
        title = f"What is in this copy – {self.review}"
        return (
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n"
            f"</head>\n<body>\n<header>{escape(self.review)}</header>\n<main>\n"
            + "\n".join(self._sections())
            + "\n</main>\n</body>\n</html>\n"
        )

    def _sections(self) -> Iterable[str]:
        yield "<h1>What is in this copy</h1>"
        yield (
            f'<p class="lede">This is the website of {escape(self.review)} as it has stood since '
            f"{_written(self.day)}, with every version of its pages that was kept before. It was "
            f"served at {escape(self.site_url)}.</p>"
        )
        yield self._in_figures()
        if self.findings:
            yield "<h2>To put right</h2>"
            yield _list(map(escape, self.findings), "findings")
        yield "<h2>How to open it</h2>"
        yield _list(HOW_TO_OPEN)
        yield "<h2>What lies where</h2>"
        yield _table(
            "Folders and files of the bag",
            ("Place", "Files", "Size"),
            (
                (
                    f"<code>{escape(part.path)}</code><br>{WHAT_IT_IS[part.path]}",
                    f"{part.files:,}",
                    human_size(part.size),
                )
                for part in self.parts
            ),
        )
        yield "<h2>What the site holds</h2>"
        yield _table(
            "What its addresses answer now, by kind",
            ("Kind", "Addresses", "Size"),
            (
                (escape(kind.name), f"{kind.addresses:,}", human_size(kind.size))
                for kind in self.kinds
            ),
        )
        yield "<h2>What was taken down</h2>"
        yield from self._taken_down()
        yield "<h2>What is promised</h2>"
        yield _list(PROMISED)
        yield "<h2>What is not</h2>"
        yield _list(NOT_PROMISED)
        yield f"<p>Edition {self.edition} of the site.</p>"

    def _in_figures(self) -> str:
        figures = self.figures
        cells = [
            f"<div><dt>{what}</dt><dd>{count:,}</dd></div>"
            for count, what in (
                (figures.pages, "pages stand"),
                (figures.versions, "versions of pages were kept"),
                (figures.days, "days on which pages were new or changed"),
            )
        ]
        if figures.first_on:
            first = _written(figures.first_on)
            cells.append(f'<div><dt>is how far back it goes</dt><dd class="day">{first}</dd></div>')
        return f'<dl class="figures">{"".join(cells)}</dl>'

    def _taken_down(self) -> Iterable[str]:
        emptied, tombstones = self.figures.emptied, self.figures.tombstones
        if not emptied and not tombstones:
            yield "<p>Nothing was taken down for good: every version that was kept is here.</p>"
            return
        versions = "One version was" if emptied == 1 else f"{emptied:,} versions were"
        yield (
            f"<p>{versions} taken down for good, and are not here. Where a page went with them, "
            "its address answers with a page that says why:</p>"
        )
        named = [f"<code>{escape(address)}</code>" for address in tombstones[:NAMED]]
        if len(tombstones) > NAMED:
            named.append(f"and {len(tombstones) - NAMED:,} more")
        yield _list(named) if named else "<p>None did.</p>"


def _list(items: Iterable[str], kind: str = "") -> str:
    opened = f'<ul class="{kind}">' if kind else "<ul>"
    return opened + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    first, *others = heads
    head = f'<th scope="col">{first}</th>' + "".join(
        f'<th scope="col" class="number">{each}</th>' for each in others
    )
    body = "".join(
        f"<tr><td>{name}</td>"
        + "".join(f'<td class="number">{each}</td>' for each in figures)
        + "</tr>"
        for name, *figures in rows
    )
    return (
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
