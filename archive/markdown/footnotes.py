"""Footnotes: `[^1]` in the text, `[^1]: the note` anywhere, and links there and back."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from archive.markdown.lists import straightened
from archive.markdown.words import Words

NOTE = re.compile(r"^ {0,3}\[\^([^\[\]\s^]{1,80})\]:[ \t]*(.*)$")
REFERENCE = r"\[\^([^\[\]\s^]{1,80})\]"
ENDS_A_NOTE = re.compile(r"^(?:#| {0,3}:::)")
LABEL = "data-note"


def take_notes(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without their notes, and the notes by label.

    A note goes on to the next blank line, and beyond it where lines are indented. The second
    note of one label stays in the text, for nothing that was written may vanish.
    """
    kept: list[str] = []
    notes: dict[str, str] = {}
    index = 0
    while index < len(lines):
        found = NOTE.match(lines[index])
        if not found or found[1] in notes or not (found[2].strip() or _goes_on(lines, index + 1)):
            kept.append(lines[index])
            index += 1
            continue
        text = [found[2]]
        index += 1
        while index < len(lines) and _belongs(lines, index):
            text.append(lines[index].removeprefix("    ") if text else lines[index])
            index += 1
        notes[found[1]] = "\n".join(text).strip()
        kept.append("")
    return kept, notes


def _goes_on(lines: Sequence[str], index: int) -> bool:
    return index < len(lines) and bool(lines[index].strip()) and _belongs(lines, index)


def _belongs(lines: Sequence[str], index: int) -> bool:
    """Whether this line goes on with the note of the line before it."""
    line = lines[index]
    if not line.strip():
        return index + 1 < len(lines) and lines[index + 1].startswith("    ")
    if line.startswith("    "):
        return True
    after_blank = not lines[index - 1].strip()
    return not (after_blank or NOTE.match(line) or ENDS_A_NOTE.match(line))


class Footnotes:
    """The notes of one body, from their lines to the list at its end."""

    def __init__(self, prefix: str, taken: set[str], words: Words) -> None:
        self.prefix = prefix
        self.taken = taken
        self.words = words
        self.notes: dict[str, str] = {}

    def register(self, md: Markdown) -> None:
        md.preprocessors.register(NoteTaker(md, self), "notes", 22)
        md.inlinePatterns.register(ReferenceProcessor(self, md), "footnote", 175)
        md.treeprocessors.register(NoteList(md, self), "note_list", 24)
        md.treeprocessors.register(NoteNumbers(md, self), "note_numbers", 12)


class NoteTaker(Preprocessor):
    def __init__(self, md: Markdown, footnotes: Footnotes) -> None:
        super().__init__(md)
        self.footnotes = footnotes

    def run(self, lines: list[str]) -> list[str]:
        kept, self.footnotes.notes = take_notes(lines)
        return kept


class ReferenceProcessor(InlineProcessor):
    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, footnotes: Footnotes, md: Markdown) -> None:
        super().__init__(REFERENCE, md)
        self.footnotes = footnotes

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        if m[1] not in self.footnotes.notes:
            return None, None, None
        return Element("sup", {"class": "footnote-mark", LABEL: m[1]}), m.start(0), m.end(0)


class NoteList(Treeprocessor):
    """Puts the notes at the end before their words are read, so that they may hold marks."""

    def __init__(self, md: Markdown, footnotes: Footnotes) -> None:
        super().__init__(md)
        self.parser = md.parser
        self.footnotes = footnotes

    def run(self, root: Element) -> None:
        if not self.footnotes.notes:
            return
        section = SubElement(
            root,
            "section",
            {
                "class": "footnotes",
                "role": "doc-endnotes",
                "aria-label": self.footnotes.words.footnotes,
            },
        )
        items = SubElement(section, "ol")
        for label, text in self.footnotes.notes.items():
            item = SubElement(items, "li", {LABEL: label})
            self.parser.parseChunk(item, "\n".join(straightened(text.split("\n"))))


class NoteNumbers(Treeprocessor):
    """Numbers the notes as the reader meets them; notes that nothing refers to come last."""

    def __init__(self, md: Markdown, footnotes: Footnotes) -> None:
        super().__init__(md)
        self.prefix = footnotes.prefix
        self.footnotes = footnotes

    def run(self, root: Element) -> None:
        if not self.footnotes.notes:
            return
        section = root[-1]
        items = {item.get(LABEL, ""): item for item in section[0]}
        references: dict[str, list[Element]] = {}
        for part in list(root)[:-1]:
            _collect(part, references)
        order: list[str] = []
        while len(order) < len(references):  # notes may lead to further notes
            found = list(references)[len(order) :]
            for label in found:
                _collect(items[label], references)
            order += found
        unmentioned = [label for label in items if label not in references]
        section[0][:] = [items[label] for label in [*order, *unmentioned]]
        for number, label in enumerate([*order, *unmentioned], start=1):
            self._join(number, items[label], references.get(label, []))

    def _join(self, number: int, item: Element, references: list[Element]) -> None:
        del item.attrib[LABEL]
        item.set("id", self._claimed(f"footnote-{number}"))
        words = self.footnotes.words
        last = item[-1] if len(item) and item[-1].tag == "p" else SubElement(item, "p")
        for count, reference in enumerate(references, start=1):
            suffix = "" if count == 1 else f"-{count}"
            anchor = self._claimed(f"footnote-{number}-text{suffix}")
            del reference.attrib[LABEL]
            link = SubElement(
                reference,
                "a",
                {"id": anchor, "href": f"#{item.get('id')}", "role": "doc-noteref"},
            )
            link.text = AtomicString("[")
            hidden = SubElement(link, "span", {"class": "visually-hidden"})
            hidden.text, hidden.tail = f"{words.footnote} ", AtomicString(f"{number}]")
            name = words.back if count == 1 else words.back_to_mention
            back = SubElement(
                last,
                "a",
                {
                    "class": "footnote-back",
                    "href": f"#{anchor}",
                    "role": "doc-backlink",
                    "aria-label": name.format(number=number, mention=count),
                },
            )
            back.text = "↩\ufe0e"
            _space_before(last, back)

    def _claimed(self, name: str) -> str:
        anchor = f"{self.prefix}{name}"
        self.footnotes.taken.add(anchor)
        return anchor


def _collect(part: Element, references: dict[str, list[Element]]) -> None:
    for mark in part.iter("sup"):
        label = mark.get(LABEL)
        if label:
            references.setdefault(label, []).append(mark)


def _space_before(parent: Element, child: Element) -> None:
    siblings = list(parent)
    position = siblings.index(child)
    if position:
        siblings[position - 1].tail = (siblings[position - 1].tail or "") + " "
    elif parent.text:
        parent.text += " "
