"""Charts: `::: chart Its title`, a table, `:::`. The table's rows as bars, and the table below.

The first column names the bars, the last one says how long they are: in each of its cells the
first number counts, with a million or a billion behind it; what is shown is what was written. A
row in bold, such as a total, stands in the table alone. The drawing is made here and put in after
the sanitiser was done: no SVG is let through that, whoever wrote it.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from archive.markdown.headings import words_of
from archive.markdown.words import Words

MOST_BARS = 40
BAR_HEIGHT = 20
NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?|\d{1,15}(?:\.\d{1,6})?")
SCALE = re.compile(r"\s{0,3}(thousand|million|billion|trillion|k|m|bn|tn)\b", re.I)
SCALES = {
    "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
NEGATIVE = re.compile(r"[-−–][£$€]?$")
PLACE = '<p class="chart-place">{}</p>'
PLACES = re.compile(r'<p class="chart-place">(\d{1,6})</p>')


@dataclass(frozen=True)
class Bar:
    """One row: its words, its figure as it was written, and the number that this comes to."""

    label: str
    written: str
    number: float


class NoChart(Exception):
    """A table that no chart can be drawn of; the text says why and what to do."""


def number_in(written: str) -> float:
    """The number in a cell. Raises NoChart."""
    found = NUMBER.search(written)
    if not found:
        raise NoChart(f"“{written}” has no number, so no bar can be drawn of it. Write one.")
    if NEGATIVE.search(written[: found.start()]):
        raise NoChart(f"“{written}” is less than nothing, which no bar can show. Use a table.")
    scale = SCALE.match(written, found.end())
    return float(found[0].replace(",", "")) * (SCALES[scale[1].lower()] if scale else 1)


def bars_of(rows: Sequence[Sequence[str]]) -> list[Bar]:
    """The bars of a table's rows, each the words of its cells. Raises NoChart."""
    bars = []
    for cells in rows:
        if len(cells) < 2:
            raise NoChart("A chart needs two columns: what each bar is, and its number.")
        bars.append(Bar(cells[0], cells[-1], number_in(cells[-1])))
    if len(bars) < 2:
        raise NoChart("A chart needs a table with two rows or more below its title.")
    if len(bars) > MOST_BARS:
        raise NoChart(f"Nobody reads more than {MOST_BARS} bars. Use a table, or join some rows.")
    return bars


class Charts:
    """The charts of one text, and their drawings, which wait for the sanitiser to be done."""

    def __init__(self, prefix: str, taken: set[str], words: Words) -> None:
        self.prefix = prefix
        self.taken = taken
        self.words = words
        self.drawings: list[str] = []

    def register(self, md: Markdown) -> None:
        md.treeprocessors.register(_ChartDrawing(md, self), "charts", 13.5)

    def draw(self, figure: Element) -> None:
        """Give a figure of a chart its drawing and its table. One that cannot be drawn keeps its
        table as it is."""
        region = next((child for child in figure if child.get("class") == "table-scroll"), None)
        if region is None:
            return
        title = next((words_of(child) for child in figure if child.tag == "figcaption"), "")
        region.set("aria-label", self.words.table_of(title))
        region.attrib.pop("aria-labelledby", None)
        try:
            bars = bars_of(list(_rows(region)))
        except NoChart:
            return
        said = self._free("chart")
        place = list(figure).index(region)
        figure.remove(region)
        described = Element("p", {"class": "visually-hidden", "id": said})
        described.text = self._in_words(bars)
        drawn = Element("p", {"class": "chart-place"})
        drawn.text = str(len(self.drawings))
        folded = Element("details", {"class": "chart-table"})
        SubElement(folded, "summary").text = self.words.figures
        folded.append(region)
        for offset, element in enumerate((drawn, described, folded)):
            figure.insert(place + offset, element)
        self.drawings.append(_drawing(bars, self.words.chart_of(title), said))

    def drawn_into(self, sanitised: str) -> str:
        """The drawings, each in its place."""

        def drawing(found: re.Match[str]) -> str:
            number = int(found[1])
            return self.drawings[number] if number < len(self.drawings) else ""

        return PLACES.sub(drawing, sanitised) if self.drawings else sanitised

    def _in_words(self, bars: Sequence[Bar]) -> str:
        longest = max(bars, key=lambda bar: bar.number)
        shortest = min(bars, key=lambda bar: bar.number)
        return self.words.bars.format(
            count=len(bars),
            longest=f"{longest.label}: {longest.written}",
            shortest=f"{shortest.label}: {shortest.written}",
        )

    def _free(self, wanted: str) -> str:
        number = 1
        while (candidate := f"{self.prefix}{wanted}-{number}") in self.taken:
            number += 1
        self.taken.add(candidate)
        return candidate


class _ChartDrawing(Treeprocessor):
    def __init__(self, md: Markdown, charts: Charts) -> None:
        super().__init__(md)
        self.charts = charts

    def run(self, root: Element) -> None:
        for figure in list(root.iter("figure")):
            if figure.get("class") == "chart":
                self.charts.draw(figure)


def _rows(region: Element) -> list[list[str]]:
    """The words of each row's cells, without those in bold, which sum the others up."""
    rows = []
    for body in region.iter("tbody"):
        for row in body.iter("tr"):
            cells = list(row)
            is_a_sum = bool(cells) and len(cells[0]) == 1 and cells[0][0].tag == "strong"
            if not is_a_sum or (cells[0].text or "").strip():
                rows.append([words_of(cell) for cell in cells])
    return rows


def _drawing(bars: Sequence[Bar], name: str, said: str) -> str:
    """The bars, each below its words: so the longest label has the whole width of a telephone."""
    most = max(bar.number for bar in bars) or 1
    rows = "".join(
        '<div class="chart-row">'
        f'<span class="chart-label">{html.escape(bar.label)}</span> '
        f'<span class="chart-value">{html.escape(bar.written)}</span>'
        f'<svg class="chart-bar" width="100%" height="{BAR_HEIGHT}" aria-hidden="true">'
        f'<rect class="chart-fill" width="{bar.number / most * 100:.2f}%" height="{BAR_HEIGHT}" '
        'fill="currentColor"/></svg></div>'
        for bar in bars
    )
    return (
        f'<div class="chart-bars" role="img" aria-label="{html.escape(name)}" '
        f'aria-describedby="{said}">{rows}</div>'
    )


CELLS = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
A_SUM = re.compile(r"(\*\*|__).+\1")


def table_rows(lines: Sequence[str]) -> list[list[str]]:
    """The rows below a table's heading as they are written, without those in bold: for what is
    said of a chart while it is typed."""
    written = [line for line in lines if "|" in line]
    rule = next((place for place, line in enumerate(written) if RULE.fullmatch(line)), None)
    if rule is None:
        return []
    rows = [_cells(line) for line in written[rule + 1 :]]
    return [[_plain(cell) for cell in row] for row in rows if not A_SUM.fullmatch(row[0].strip())]


def _cells(line: str) -> list[str]:
    return CELLS.split(line.strip().removeprefix("|").removesuffix("|"))


def _plain(cell: str) -> str:
    return re.sub(r"[*_`]", "", cell).strip()
