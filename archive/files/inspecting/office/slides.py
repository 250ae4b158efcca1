"""Slides: those that are hidden, what the speaker notes, what lies beside the slide."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from archive.files.inspecting.office.package import Package, attribute, local
from archive.files.inspecting.report import Report, how_many
from archive.files.inspecting.rules import Rule

FURNITURE = {"sldNum", "dt", "hdr", "ftr", "sldImg"}
"""Places of a notes page that hold no notes."""


@dataclass
class Shape:
    """One shape with words, where it lies (EMU, the slides' own unit), and for what."""

    text: str = ""
    is_hidden: bool = False
    place: str = ""
    left: int | None = None
    top: int | None = None
    width: int = 0
    height: int = 0


@dataclass
class Slide:
    """A slide's words, and what of it is not seen."""

    is_hidden: bool = False
    crops: int = 0


def look_at_slides(package: Package, report: Report) -> None:
    size = (0, 0)
    order: list[str] = []
    targets = package.targets("ppt/presentation.xml")
    for element in package.elements("ppt/presentation.xml", "sldId", "sldSz"):
        if local(element.tag) == "sldSz":
            size = (int(attribute(element, "cx") or 0), int(attribute(element, "cy") or 0))
        else:
            key = next((key for key in element.attrib if key.endswith("}id")), "")
            order.append(targets.get(element.attrib.get(key, ""), ""))
    numbers = {part: number for number, part in enumerate(order, 1)}
    for part, number in numbers.items():
        _look_at_slide(package, part, f"slide {number}", size, report)
    left_over = [name for name in package.below("ppt/slides/slide", ".xml") if name not in numbers]
    for part in left_over:
        report.find(Rule.HIDDEN_SLIDE, detail="one is in the file and not in its order")
        _look_at_slide(package, part, "a slide that is not in the order", size, report)
    _notes(package, numbers, report)
    _comments(package, report)


def _look_at_slide(
    package: Package, part: str, where: str, size: tuple[int, int], report: Report
) -> None:
    slide = Slide()
    words, unseen, beside = [], 0, 0
    for shape in _shapes(package, part, slide):
        words.append(shape.text)
        count = len("".join(shape.text.split()))
        if shape.is_hidden:
            unseen += count
        elif _is_beside(shape, size):
            beside += count
    report.read(where, "\n".join(words))
    if slide.is_hidden:
        report.find(Rule.HIDDEN_SLIDE, where)
    if unseen:
        report.find(Rule.HIDDEN_WORDS, where, f"{unseen} characters in hidden shapes")
    if beside:
        report.find(Rule.HIDDEN_WORDS, where, f"{beside} characters beside the slide")
    if slide.crops:
        report.find(Rule.CROPPED_PICTURE, where)


def _is_beside(shape: Shape, size: tuple[int, int]) -> bool:
    if shape.left is None or shape.top is None or not all(size):
        return False
    return (
        shape.left >= size[0]
        or shape.top >= size[1]
        or shape.left + shape.width <= 0
        or shape.top + shape.height <= 0
    )


def _shapes(package: Package, part: str, slide: Slide) -> Iterator[Shape]:
    shape: Shape | None = None
    groups = 0  # in a group, places are the group's own
    for step, element in package.steps(part):
        name = local(element.tag)
        if step == "start":
            if name == "sld":
                slide.is_hidden = attribute(element, "show") in ("0", "false")
            elif name == "grpSp":
                groups += 1
            elif name in ("sp", "graphicFrame"):
                shape = Shape()
            elif name == "srcRect" and any(v not in ("0", "") for v in element.attrib.values()):
                slide.crops += 1
            elif shape:
                _place(shape, name, element, is_free=not groups)
            continue
        if name == "grpSp":
            groups -= 1
        elif shape and name == "t":
            shape.text += element.text or ""
        elif shape and name in ("p", "br"):
            shape.text += "\n"
        elif shape and name in ("sp", "graphicFrame"):
            yield shape
            shape = None


def _place(shape: Shape, name: str, element: Element, *, is_free: bool) -> None:
    if name == "cNvPr":
        shape.is_hidden = attribute(element, "hidden") in ("1", "true")
    elif name == "ph":
        shape.place = attribute(element, "type")
    elif name == "off" and is_free and shape.left is None:
        shape.left, shape.top = int(attribute(element, "x")), int(attribute(element, "y"))
    elif name == "ext" and "cx" in element.attrib and not shape.width:
        shape.width, shape.height = int(element.attrib["cx"]), int(element.attrib["cy"])


def _notes(package: Package, numbers: dict[str, int], report: Report) -> None:
    for part in package.below("ppt/notesSlides/notesSlide", ".xml"):
        shapes = _shapes(package, part, Slide())
        text = "\n".join(s.text for s in shapes if s.place not in FURNITURE).strip()
        slides = (numbers.get(target) for target in package.targets(part).values())
        number = next(filter(None, slides), None)
        where = f"slide {number}" if number else ""
        report.read(f"notes of {where}" if where else "notes", text)
        if text:
            report.find(Rule.SPEAKER_NOTES, where, f"{len(text)} characters")


def _comments(package: Package, report: Report) -> None:
    count = 0
    for name in package.below("ppt/comments/", ".xml"):
        for step, element in package.steps(name):
            if step == "start" and local(element.tag) == "cm":
                count += 1
            elif step == "end" and local(element.tag) in ("text", "t") and element.text:
                report.read("comments", element.text)
    if count:
        report.find(Rule.COMMENTS, detail=how_many(count))
