"""A whole PDF: what it says of itself, what it carries, and each of its pages."""

import io
import logging
import re
import time
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, RectangleObject

from archive.files.inspecting.pdf.annotations import look_at_annotations
from archive.files.inspecting.pdf.carried import look_at_carried
from archive.files.inspecting.pdf.objects import UNREADABLE, of_array, of_dictionary, resolved
from archive.files.inspecting.pdf.page import read_page
from archive.files.inspecting.pdf.painting import (
    FEWEST,
    Box,
    Hidden,
    Painted,
    TooMuch,
    box_around,
)
from archive.files.inspecting.report import Report
from archive.files.inspecting.rules import Rule

logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MOST_PAGES = 2000
MOST_REVISIONS = 20
LONGEST_COMPARED = 400  # pages of an earlier version that are compared word by word
ENDS = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
HOW = {
    Hidden.UNDER_BLACK: Rule.BLACK_BOX,
    Hidden.COVERED: Rule.COVERED,
    Hidden.SAME_COLOUR: Rule.UNSEEN_WORDS,
    Hidden.NOT_PAINTED: Rule.NOBODY_SEES,
    Hidden.CUT_OFF: Rule.NOBODY_SEES,
    Hidden.TOO_SMALL: Rule.NOBODY_SEES,
}
WHY = {
    Hidden.NOT_PAINTED: " that are not painted",
    Hidden.CUT_OFF: " outside of what is shown",
    Hidden.TOO_SMALL: " smaller than a point",
}


def inspect_pdf(file: BinaryIO, report: Report, *, until: float) -> None:
    """Look through a PDF. `until` is when to stop, by `time.process_time()`."""
    file.seek(0)
    data = file.read()
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            report.find(Rule.LOCKED)
            return
        _facts(reader, report)
        look_at_carried(reader, report)
        _layers(reader, report)
    except UNREADABLE:
        report.find(Rule.NOT_LOOKED_INTO, detail="it is broken, or made in an unusual way")
        return
    words = _pages(reader, report, until)
    _earlier_versions(data, words, report, until)
    report.can_be_stripped = bool({"Author", "Made with", "Made by"} & report.facts.keys())


def _facts(reader: PdfReader, report: Report) -> None:
    root = reader.root_object
    report.say("Pages", str(len(reader.pages)))
    said: dict[str, Any] = dict(reader.metadata or {})
    names = {"/Title": "Title", "/Author": "Author", "/Creator": "Made with",
             "/Producer": "Made by", "/Company": "Company"}  # fmt: skip
    for key, name in names.items():
        report.say(name, str(said.get(key) or ""))
    _xmp(reader, report)
    is_tagged = bool(resolved(of_dictionary(root.get("/MarkInfo")).get("/Marked")))
    is_tagged = is_tagged and "/StructTreeRoot" in root
    report.say("Tagged for screen readers", "yes" if is_tagged else "no")
    report.say("Language", str(resolved(root.get("/Lang")) or ""))
    if not is_tagged:
        report.find(Rule.UNTAGGED)
    if "Title" not in report.facts:
        report.find(Rule.UNTITLED)
    if "Language" not in report.facts:
        report.find(Rule.NO_LANGUAGE)
    if made_by := [report.facts[name] for name in ("Author", "Company") if name in report.facts]:
        report.find(Rule.AUTHOR, detail=", ".join(made_by))
    if tools := [report.facts[name] for name in ("Made with", "Made by") if name in report.facts]:
        report.find(Rule.TOOL, detail=", ".join(dict.fromkeys(tools)))


def _xmp(reader: PdfReader, report: Report) -> None:
    try:
        said = reader.xmp_metadata
        if said is None:
            return
        report.say("Author", ", ".join(str(each) for each in said.dc_creator or ()))
        report.say("Title", str(next(iter((said.dc_title or {}).values()), "")))
        report.say("Made with", str(said.xmp_creator_tool or ""))
        report.say("Made by", str(said.pdf_producer or ""))
    except UNREADABLE:
        return  # what nobody can read names nobody


def _layers(reader: PdfReader, report: Report) -> None:
    layers = of_dictionary(reader.root_object.get("/OCProperties"))
    off = of_array(of_dictionary(layers.get("/D")).get("/OFF"))
    for each in off[:20]:
        report.find(Rule.HIDDEN_LAYER, detail=f"layer “{of_dictionary(each).get('/Name', '')}”")


def _pages(reader: PdfReader, report: Report, until: float) -> set[str]:
    """Look at each page; the words of all of them."""
    words: set[str] = set()
    has_pictures = has_words = False
    for number, page in enumerate(reader.pages, 1):
        where = f"page {number}"
        if number > MOST_PAGES or time.process_time() > until:
            report.find(Rule.NOT_ALL_LOOKED_AT, where, "from there on nothing was looked at")
            break
        try:
            paper = _box(page.cropbox).meet(_box(page.mediabox))
            painted = read_page(page, paper)
            _hidden(painted.painted, where, report)
            look_at_annotations(page, painted.painted, where, report)
            text = page.extract_text()
        except TooMuch:
            report.find(Rule.NOT_ALL_LOOKED_AT, where, "there is more on it than can be checked")
            continue
        except UNREADABLE:
            report.find(Rule.NOT_LOOKED_INTO, where)
            continue
        report.read(where, text)
        words.update(text.split())
        has_words = has_words or bool(text.strip())
        has_pictures = has_pictures or painted.has_pictures
    if has_pictures and not has_words:
        report.find(Rule.ONLY_PICTURES)
    return words


def _hidden(painted: Painted, where: str, report: Report) -> None:
    for how, count in painted.hidden().items():
        report.find(HOW[how], where, f"{count} characters{WHY.get(how, '')}")
    if (count := painted.outside()) >= FEWEST:
        report.find(Rule.OFF_THE_PAGE, where, f"{count} characters")


def _box(said: RectangleObject) -> Box:
    """It may be said from any corner to the one across."""
    x0, y0, x1, y1 = (float(each) for each in said)
    return box_around(((x0, y0), (x1, y1)))


def _earlier_versions(data: bytes, words: set[str], report: Report, until: float) -> None:
    """Whether bytes that were saved earlier still make a PDF with words that are in it no more.

    A PDF that is made for the web has two ends from its first day on, the first of them naming 0.
    """
    ends = [found for found in ENDS.finditer(data) if int(found[1]) > 0][:-1]
    for number, end in enumerate(ends[-MOST_REVISIONS:], 1):
        where = f"version {number} of {len(ends) + 1}"
        try:
            lost = _lost_words(data[: end.end()], words, until)
        except UNREADABLE:
            continue  # those bytes are no whole file, so nobody can open them as one
        if lost is None:
            report.find(Rule.EARLIER_VERSION, where, "it is too long to be compared")
        elif lost:
            report.find(Rule.EARLIER_VERSION, where, f"{len(lost)} words in it are gone since")


def _lost_words(data: bytes, words: set[str], until: float) -> set[str] | None:
    reader = PdfReader(io.BytesIO(data), strict=False)
    root: DictionaryObject = reader.root_object
    if "/Pages" not in root or len(reader.pages) > LONGEST_COMPARED:
        return None if "/Pages" in root else set()
    lost: set[str] = set()
    for page in reader.pages:
        if time.process_time() > until:
            return None
        lost.update(set(page.extract_text().split()) - words)
    return lost
