"""Headings: an outline without gaps, and anchors that stay."""

import html
import re
import unicodedata
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from archive.markdown.links import ENTITY

MARKED = re.compile(r"(?:^|\n) {0,3}(#{1,6})[ \t]+([^\n]*\S[^\n]*)")
CLOSING_MARKS = re.compile(r"(?:^|[ \t])#+[ \t]*$")
ANCHOR = re.compile(r"\{#([A-Za-z0-9][A-Za-z0-9-]{0,79})\}[ \t]*$")
NAMES = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Anchors that the page around a body uses itself.
OF_THE_PAGE = frozenset({"main", "content", "contents", "top"})


@dataclass(frozen=True)
class Heading:
    """One heading of a body: its level as rendered (2 to 6), its anchor, its words."""

    level: int
    id: str
    text: str


def slug(text: str) -> str:
    """Words as an anchor: ASCII lower case and hyphens, at most 80 characters, never empty."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"['`]", "", folded).lower()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:80].rstrip("-") or "section"


class HeadingProcessor(BlockProcessor):
    """`## Words`; the space is required, so that a line may begin with a #hashtag."""

    def test(self, parent: Element, block: str) -> bool:
        return bool(MARKED.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = MARKED.search(block)
        if found is None:
            return
        if block[: found.start()].strip():
            self.parser.parseBlocks(parent, [block[: found.start()]])
        words = CLOSING_MARKS.sub("", found[2].rstrip()).strip()
        SubElement(parent, f"h{len(found[1])}").text = words or found[2].strip()
        rest = block[found.end() :].lstrip("\n")
        if rest:
            blocks.insert(0, rest)


class WrittenAnchors(Treeprocessor):
    """Takes `{#anchor}` from the end of a heading before its words are read."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag in NAMES and element.text:
                anchor = ANCHOR.search(element.text)
                if anchor and element.text[: anchor.start()].strip():
                    element.text = element.text[: anchor.start()].rstrip()
                    element.set("id", anchor[1].lower())


class Outline(Treeprocessor):
    """Gives each heading its level by its depth in the outline, and its anchor.

    The highest heading becomes `headings_from`; no level is skipped on the way down (WCAG 2.2
    technique G141); below h6 everything is h6.
    """

    def __init__(self, md: Markdown, prefix: str, headings_from: int, taken: set[str]) -> None:
        super().__init__(md)
        self.prefix = prefix
        self.headings_from = headings_from
        self.taken = taken
        self.repeats: dict[str, int] = {}
        self.headings: list[Heading] = []

    def run(self, root: Element) -> None:
        elements = [element for element in root.iter() if element.tag in NAMES]
        anchors = self._anchors(elements)
        above: list[int] = []
        for element, anchor in zip(elements, anchors, strict=True):
            written_level = int(element.tag[1])
            while above and above[-1] >= written_level:
                above.pop()
            level = min(self.headings_from + len(above), 6)
            above.append(written_level)
            element.tag = f"h{level}"
            element.set("id", anchor)
            self.headings.append(Heading(level, anchor, words_of(element)))
        self._lead_to(root, {heading.id for heading in self.headings})

    def _anchors(self, elements: list[Element]) -> list[str]:
        """Written anchors first, so that a later heading's words cannot take one away."""
        chosen: dict[int, str] = {}
        for position, element in enumerate(elements):
            written = element.get("id")
            if written:
                chosen[position] = self._free(written)
        for position, element in enumerate(elements):
            if position not in chosen:
                chosen[position] = self._free(slug(words_of(element)))
        return [chosen[position] for position in range(len(elements))]

    def _free(self, wanted: str) -> str:
        candidate = f"{self.prefix}{wanted}"
        while candidate in self.taken or candidate in OF_THE_PAGE:
            self.repeats[wanted] = self.repeats.get(wanted, 1) + 1
            candidate = f"{self.prefix}{wanted}-{self.repeats[wanted]}"
        self.taken.add(candidate)
        return candidate

    def _lead_to(self, root: Element, ids: set[str]) -> None:
        """Links to a heading of this body follow it under its prefix."""
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("#") and self.prefix + target[1:] in ids:
                link.set("href", f"#{self.prefix}{target[1:]}")


def words_of(element: Element) -> str:
    """The words a reader sees in an element, without footnote marks and hidden text."""
    written = "".join(_texts(element)).replace(AMP_SUBSTITUTE, "&")
    return " ".join(re.sub(ENTITY, lambda found: html.unescape(found[0]), written).split())


def _texts(element: Element) -> list[str]:
    texts = [element.text or ""]
    for child in element:
        if child.get("class") not in {"footnote-mark", "visually-hidden"}:
            texts += [child.get("alt", "")] if child.tag == "img" else _texts(child)
        texts.append(child.tail or "")
    return texts
