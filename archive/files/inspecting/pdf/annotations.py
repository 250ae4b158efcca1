"""What lies on a page without being part of it: comments, marks, shapes over words."""

from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from archive.files.inspecting.pdf.colours import colour_of_array
from archive.files.inspecting.pdf.objects import number, of_array, of_dictionary, resolved
from archive.files.inspecting.pdf.painting import (
    DARK,
    FEWEST,
    Box,
    Colour,
    Painted,
    box_around,
    luminance,
)
from archive.files.inspecting.report import Report, how_many
from archive.files.inspecting.rules import Rule

COMMENTS = {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret",
            "/Ink", "/Stamp", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Line"}  # fmt: skip
MARKED_BLACK = 0.05  # luminance below which a highlighter hides what it marks
MOST_ON_A_PAGE = 5000
HIDDEN = 2  # the flag of what is not shown (ISO 32000-1, 12.5.3)


def look_at_annotations(page: PageObject, painted: Painted, where: str, report: Report) -> None:
    comments = marks = 0
    covered: dict[Rule, int] = {}
    for said in of_array(page.get("/Annots"))[:MOST_ON_A_PAGE]:
        note = of_dictionary(said)
        kind = str(note.get("/Subtype"))
        if kind == "/Redact":
            marks += 1
            continue
        if kind in COMMENTS and str(resolved(note.get("/Contents")) or "").strip():
            comments += 1
            report.read(where, str(resolved(note["/Contents"])))
        colour = _colour(note, kind)
        if colour is None or int(number(note.get("/F"), 0)) & HIDDEN:
            continue
        rule = Rule.BLACK_BOX if luminance(colour) < DARK else Rule.COVERED
        for box in _boxes(note, kind):
            covered[rule] = covered.get(rule, 0) + painted.covered_by(box)
    if marks:
        report.find(Rule.REDACTION_NOT_APPLIED, where, f"{marks} marks")
    if comments:
        report.find(Rule.COMMENTS, where, how_many(comments))
    for rule, count in covered.items():
        if count >= FEWEST:
            report.find(rule, where, f"{count} characters under a shape drawn on the page")


def _colour(note: DictionaryObject, kind: str) -> Colour | None:
    """The colour with which it covers what is under it; None where it covers nothing."""
    if number(note.get("/CA"), 1.0) < 0.9:
        return None
    if kind in ("/Square", "/Circle", "/Polygon"):
        return colour_of_array(of_array(note.get("/IC")))
    colour = colour_of_array(of_array(note.get("/C")))
    if kind == "/Highlight":  # which darkens: only a black one hides
        return colour if colour is not None and luminance(colour) < MARKED_BLACK else None
    return colour if kind == "/FreeText" and _is_empty(note) else None


def _is_empty(note: DictionaryObject) -> bool:
    return not str(resolved(note.get("/Contents")) or "").strip()


def _boxes(note: DictionaryObject, kind: str) -> list[Box]:
    if kind == "/Highlight" and (said := of_array(note.get("/QuadPoints"))):
        numbers = [number(each, 0.0) for each in said]
        return [
            box_around(zip(quad[::2], quad[1::2], strict=True))
            for quad in (numbers[start : start + 8] for start in range(0, len(numbers) - 7, 8))
        ]
    corners: Any = [number(each, 0.0) for each in of_array(note.get("/Rect"))]
    return [box_around(zip(corners[::2], corners[1::2], strict=True))] if len(corners) == 4 else []
