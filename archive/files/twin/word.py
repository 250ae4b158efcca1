"""The text of a Word document as Markdown, so that readers need no file to read it.

Headings, lists, tables, links, footnotes and what is bold or italic come along. What was deleted,
hidden or said in comments does not, and pictures are for a person to put in and describe.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from archive.files.inspecting.office.package import (
    UNREADABLE,
    Package,
    TooLarge,
    attribute,
    is_on,
    local,
)
from archive.files.twin.text import (
    SAFE_LINKS,
    Block,
    Twin,
    as_heading,
    as_item,
    as_paragraph,
    as_table,
    escaped,
    joined,
)
from archive.files.types import FileRefused

LARGEST = 10_000_000  # bytes of the document's own XML


@dataclass
class _Document:
    headings: dict[str, int] = field(default_factory=dict)  # by the id of the style
    bullets: dict[tuple[str, str], bool] = field(default_factory=dict)  # by list and depth
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    noted: list[str] = field(default_factory=list)
    pictures: int = 0


def twin_of_word(file: BinaryIO) -> Twin:
    """The text of a .docx file. Raises FileRefused, with a sentence."""
    file.seek(0)
    try:
        package = Package(file)
        document = _Document()
        _read_styles(package, document)
        _read_lists(package, document)
        _read_links(package, document)
        _read_notes(package, document)
        body = _first(_root(package, "word/document.xml"), "body")
        blocks = list(_blocks(body, document)) if body is not None else []
    except (*UNREADABLE, TooLarge, RecursionError):
        raise FileRefused("The text of this document cannot be read. Copy it by hand.") from None
    finally:
        file.seek(0)
    notes = [f"[^{number}]: {document.notes[key]}" for number, key in enumerate(document.noted, 1)]
    return Twin("\n\n".join([*joined(blocks), *notes]).strip(), document.pictures)


def _root(package: Package, name: str) -> Element:
    if name not in package.names:
        return Element("none")
    data = package.bytes_of(name, LARGEST)
    if data is None:
        raise TooLarge
    root: Element = fromstring(data, forbid_dtd=True)
    return root


def _first(element: Element, name: str) -> Element | None:
    return next((each for each in element if local(each.tag) == name), None)


def _all(element: Element, name: str) -> list[Element]:
    return [each for each in element if local(each.tag) == name]


def _value(element: Element | None, *way: str) -> str:
    """The `val` of what lies that way below."""
    for name in way:
        element = _first(element, name) if element is not None else None
    return attribute(element, "val") if element is not None else ""


def _read_styles(package: Package, document: _Document) -> None:
    for style in _all(_root(package, "word/styles.xml"), "style"):
        name = _value(style, "name").lower()
        level = _value(style, "pPr", "outlineLvl")
        if found := re.match(r"heading (\d)$", name):
            document.headings[attribute(style, "styleId")] = int(found[1])
        elif level.isdigit() and int(level) < 9:
            document.headings[attribute(style, "styleId")] = int(level) + 1


def _read_lists(package: Package, document: _Document) -> None:
    root = _root(package, "word/numbering.xml")
    kinds: dict[str, dict[str, bool]] = {}
    for abstract in _all(root, "abstractNum"):
        kinds[attribute(abstract, "abstractNumId")] = {
            attribute(level, "ilvl"): _value(level, "numFmt") == "bullet"
            for level in _all(abstract, "lvl")
        }
    for number in _all(root, "num"):
        for depth, is_bullet in kinds.get(_value(number, "abstractNumId"), {}).items():
            document.bullets[attribute(number, "numId"), depth] = is_bullet


def _read_links(package: Package, document: _Document) -> None:
    for link in _root(package, "word/_rels/document.xml.rels"):
        target = attribute(link, "Target")
        if attribute(link, "TargetMode") == "External" and target.startswith(SAFE_LINKS):
            document.links[attribute(link, "Id")] = target


def _read_notes(package: Package, document: _Document) -> None:
    for note in _all(_root(package, "word/footnotes.xml"), "footnote"):
        if not attribute(note, "type"):
            words = [_words(paragraph, document) for paragraph in _all(note, "p")]
            document.notes[attribute(note, "id")] = " ".join(filter(None, words))


def _blocks(body: Element, document: _Document) -> Iterator[Block]:
    for element in body:
        name = local(element.tag)
        if name == "p":
            yield from _paragraph(element, document)
        elif name == "tbl":
            yield from _table(element, document)
        elif name == "sdt":
            content = _first(element, "sdtContent")
            yield from _blocks(content, document) if content is not None else ()


def _paragraph(element: Element, document: _Document) -> Iterator[Block]:
    words = _words(element, document)
    if not words:
        return
    level = document.headings.get(_value(element, "pPr", "pStyle"), 0)
    number = _value(element, "pPr", "numPr", "numId")
    if level:
        yield as_heading(level + 1, words)
    elif number and number != "0":
        depth = _value(element, "pPr", "numPr", "ilvl") or "0"
        mark = "-" if document.bullets.get((number, depth), True) else "1."
        yield as_item(words, mark, int(depth))
    else:
        yield as_paragraph(words)


def _table(element: Element, document: _Document) -> Iterator[Block]:
    rows = []
    for row in _all(element, "tr"):
        cells = (_all(cell, "p") for cell in _all(row, "tc"))
        rows.append([" ".join(filter(None, (_words(p, document) for p in cell))) for cell in cells])
    yield from as_table(rows)


def _words(paragraph: Element, document: _Document) -> str:
    pieces = list(_pieces(paragraph, document, ""))
    words = "".join(f"{mark}{text}{mark[::-1]}" if mark else text for mark, text in _runs(pieces))
    return re.sub(r"\s+", " ", words).strip()


def _runs(pieces: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours of one dress as one, with the blanks at its edges outside of its marks."""
    dressed: list[tuple[str, str]] = []
    for mark, text in pieces:
        if dressed and (dressed[-1][0] == mark or not text.strip()):
            dressed[-1] = (dressed[-1][0], dressed[-1][1] + text)
        else:
            dressed.append((mark, text))
    for mark, text in dressed:
        bare = text.strip()
        if not mark or not bare:
            yield "", text
            continue
        start = text.index(bare)
        yield "", text[:start]
        yield mark, bare
        yield "", text[start + len(bare) :]


def _pieces(element: Element, document: _Document, mark: str) -> Iterator[tuple[str, str]]:
    for each in element:
        name = local(each.tag)
        if name == "r":
            yield from _run(each, document, mark)
        elif name == "hyperlink":
            words = "".join(text for _, text in _pieces(each, document, ""))
            target = document.links.get(attribute(each, "id"), "")
            yield "", f"[{words.strip()}]({target})" if target and words.strip() else words
        elif name in ("ins", "smartTag", "fldSimple", "sdt", "sdtContent", "moveTo"):
            yield from _pieces(each, document, mark)


def _run(run: Element, document: _Document, mark: str) -> Iterator[tuple[str, str]]:
    dress = _first(run, "rPr")
    if dress is not None and any(is_on(each) for each in _all(dress, "vanish")):
        return
    is_bold, is_italic = (
        dress is not None and any(is_on(each) for each in _all(dress, name)) for name in ("b", "i")
    )
    mark = ("**" if is_bold else "") + ("*" if is_italic else "") or mark
    for each in run:
        name = local(each.tag)
        if name == "t":
            yield mark, escaped(each.text or "")
        elif name in ("tab", "br", "cr"):
            yield mark, " "
        elif name == "noBreakHyphen":
            yield mark, "-"
        elif name == "footnoteReference" and (key := attribute(each, "id")) in document.notes:
            if key not in document.noted:
                document.noted.append(key)
            yield "", f"[^{document.noted.index(key) + 1}]"
        elif name in ("drawing", "pict", "object"):
            document.pictures += 1
