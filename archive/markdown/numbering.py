"""Numbered paragraphs, as reports have them: `1.12 The words`, each with an anchor of its own."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,2})\.?[ \t\n]+(?=\S)")


class NumberedParagraphs(Treeprocessor):
    """Paragraphs that count on from each other, such as 1.1 and 1.2: a lone “1.5 million children”
    at the start of a paragraph counts nothing. The number stays in the text as it was typed, and
    links to its own paragraph, so that others can cite it.
    """

    def __init__(self, md: Markdown, prefix: str, taken: set[str]) -> None:
        super().__init__(md)
        self.prefix = prefix
        self.taken = taken

    def run(self, root: Element) -> None:
        found = [
            (paragraph, number)
            for paragraph in root
            if paragraph.tag == "p" and (number := NUMBER.match(paragraph.text or ""))
        ]
        counted = {_parts(number[1]) for _, number in found}
        for paragraph, number in found:
            *above, last = _parts(number[1])
            if {(*above, last - 1), (*above, last + 1)} & counted:
                self._link(paragraph, number)

    def _link(self, paragraph: Element, number: re.Match[str]) -> None:
        anchor = f"{self.prefix}paragraph-{number[1].replace('.', '-')}"
        if anchor in self.taken:  # the same number twice: the first one has it
            return
        self.taken.add(anchor)
        text = paragraph.text or ""
        paragraph.text = None
        paragraph.set("class", "numbered")
        paragraph.set("id", anchor)
        link = SubElement(paragraph, "a", {"class": "paragraph-number", "href": f"#{anchor}"})
        link.text = AtomicString(text[: number.end()].rstrip())
        link.tail = f" {text[number.end() :]}"
        paragraph.remove(link)
        paragraph.insert(0, link)


def _parts(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))
