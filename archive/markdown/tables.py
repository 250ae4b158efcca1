"""Tables that can be scrolled with the keyboard and whose headings say what they head."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from archive.markdown.words import Words

ALIGNMENTS = {"left": "align-left", "center": "align-centre", "right": "align-right"}


class Tables(Treeprocessor):
    def __init__(self, md: Markdown, words: Words) -> None:
        super().__init__(md)
        self.words = words

    def run(self, root: Element) -> None:
        tables = [
            (parent, child) for parent in root.iter() for child in parent if child.tag == "table"
        ]
        for number, (parent, table) in enumerate(tables, start=1):
            for cell in table.iter():
                if cell.tag in {"th", "td"}:
                    self._say(cell)
            self._wrap(parent, table, self.words.table.format(number=number))

    def _say(self, cell: Element) -> None:
        alignment = ALIGNMENTS.get(cell.attrib.pop("align", ""))
        if alignment:
            cell.set("class", alignment)
        if cell.tag == "th":
            if len(cell) or (cell.text or "").strip():
                cell.set("scope", "col")
            else:
                cell.tag = "td"  # an empty heading heads nothing

    def _wrap(self, parent: Element, table: Element, name: str) -> None:
        position = list(parent).index(table)
        scroll = Element(
            "div",
            {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": name},
        )
        scroll.tail, table.tail = table.tail, None
        parent[position] = scroll
        scroll.append(table)
