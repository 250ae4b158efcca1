"""Tables that can be scrolled with the keyboard, whose names and headings say what they hold."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from archive.markdown.headings import words_of
from archive.markdown.words import Words

ALIGNMENTS = {"left": "align-left", "center": "align-centre", "right": "align-right"}
CAPTION = re.compile(r"\s*Table:\s+(?=\S)")
LONGEST_NAME = 150


class Tables(Treeprocessor):
    """A paragraph right before a table that begins with “Table:” is its caption, and names it. A
    table without one is named by its headings."""

    def __init__(self, md: Markdown, prefix: str, taken: set[str], words: Words) -> None:
        super().__init__(md)
        self.prefix = prefix
        self.taken = taken
        self.words = words

    def run(self, root: Element) -> None:
        tables = [
            (parent, child) for parent in root.iter() for child in parent if child.tag == "table"
        ]
        for number, (parent, table) in enumerate(tables, start=1):
            for cell in table.iter():
                if cell.tag in {"th", "td"}:
                    self._say(cell)
            caption = self._caption(parent, table, number)
            self._wrap(parent, table, {"aria-labelledby": caption} if caption else
                       {"aria-label": self._name(table, number)})  # fmt: skip

    def _say(self, cell: Element) -> None:
        alignment = ALIGNMENTS.get(cell.attrib.pop("align", ""))
        if alignment:
            cell.set("class", alignment)
        if cell.tag == "th":
            if len(cell) or (cell.text or "").strip():
                cell.set("scope", "col")
            else:
                cell.tag = "td"  # an empty heading heads nothing

    def _caption(self, parent: Element, table: Element, number: int) -> str:
        """Moves the paragraph that names the table into it; answers the caption's id, if any."""
        position = list(parent).index(table)
        before = parent[position - 1] if position else None
        if before is None or before.tag != "p" or not CAPTION.match(before.text or ""):
            return ""
        anchor = f"{self.prefix}table-{number}"
        if anchor in self.taken:
            return ""
        self.taken.add(anchor)
        parent.remove(before)
        before.tag, before.tail = "caption", None
        before.text = CAPTION.sub("", before.text or "", count=1)
        before.set("id", anchor)
        table.insert(0, before)
        return anchor

    def _wrap(self, parent: Element, table: Element, name: dict[str, str]) -> None:
        position = list(parent).index(table)
        scroll = Element("div", {"class": "table-scroll", "tabindex": "0", "role": "region"} | name)
        scroll.tail, table.tail = table.tail, None
        parent[position] = scroll
        scroll.append(table)

    def _name(self, table: Element, number: int) -> str:
        """Table 2: Year, Children. Tables with the same headings are told apart by their number."""
        headings = ", ".join(filter(None, (words_of(cell) for cell in table.iter("th"))))
        name = self.words.table.format(number=number)
        name = f"{name}: {headings}" if headings else name
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
