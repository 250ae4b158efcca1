"""Word documents: what is deleted and kept, said at the edge, or there and not seen."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from archive.files.inspecting.office.package import Package, attribute, is_on, local
from archive.files.inspecting.pdf.painting import DARK, luminance
from archive.files.inspecting.report import Report, how_many
from archive.files.inspecting.rules import Rule

CHANGES = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"}
PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/header",
         "word/footer", "word/glossary/document.xml")  # fmt: skip
WHITE = 0.95


@dataclass
class Styles:
    """Names of styles whose words are hidden, and of those that stand on a ground of their own."""

    hidden: set[str] = field(default_factory=set)
    shaded: set[str] = field(default_factory=set)


@dataclass
class Run:
    """Words of one dress."""

    is_hidden: bool = False
    is_black_marked: bool = False
    colour: str = ""
    ground: str = ""
    text: str = ""


@dataclass
class Reading:
    """What one part of a document holds."""

    styles: Styles
    changes: int = 0
    comments: int = 0
    hidden: int = 0
    blackened: int = 0
    white: int = 0
    cropped: int = 0
    lines: list[str] = field(default_factory=lambda: [""])
    run: Run | None = None
    within: list[str] = field(default_factory=list)
    paragraph_style: str = ""
    paragraph_ground: str = ""

    def start(self, element: Element) -> None:
        name = local(element.tag)
        self.within.append(name)
        if name in CHANGES:
            self.changes += 1
        elif name == "comment":
            self.comments += 1
        elif name == "p":
            self.paragraph_style = self.paragraph_ground = ""
        elif name == "r" and "p" in self.within:
            self.run = Run()
        elif name == "srcRect" and any(value not in ("0", "") for value in element.attrib.values()):
            self.cropped += 1

    def end(self, element: Element) -> None:
        name = local(element.tag)
        self.within.pop()
        parent = self.within[-1] if self.within else ""
        if name in ("t", "delText") and parent in ("r", "fld"):
            self.lines[-1] += element.text or ""
            if self.run:
                self.run.text += element.text or ""
        elif name in ("p", "br"):
            self.lines.append("")
        elif name in ("tab", "tc"):
            self.lines[-1] += "\t"
        elif name == "pStyle":
            self.paragraph_style = attribute(element, "val")
        elif name == "shd" and parent == "pPr":
            self.paragraph_ground = attribute(element, "fill")
        elif parent == "rPr" and self.run:
            self._dress(self.run, name, element)
        elif name == "r" and self.run:
            self._look_at(self.run)
            self.run = None

    def _dress(self, run: Run, name: str, element: Element) -> None:
        value = attribute(element, "val")
        if name == "vanish":
            run.is_hidden = is_on(element)
        elif name == "rStyle":
            run.is_hidden = run.is_hidden or value in self.styles.hidden
        elif name == "highlight":
            run.is_black_marked = value == "black"
            run.ground = run.ground or value
        elif name == "shd":
            run.ground = attribute(element, "fill")
        elif name == "color":
            run.colour = value

    def _look_at(self, run: Run) -> None:
        count = len("".join(run.text.split()))
        if not count:
            return
        is_dark = _luminance(run.colour, otherwise=0.0) < DARK
        on_dark = _luminance(run.ground, otherwise=1.0) < DARK
        if run.is_hidden or self.paragraph_style in self.styles.hidden:
            self.hidden += count
        elif run.is_black_marked and is_dark:
            self.blackened += count
        elif on_dark and run.colour not in ("", "auto") and is_dark:
            # Without a colour of its own Word writes in white where the ground is dark.
            self.blackened += count
        elif _luminance(run.colour, otherwise=0.0) > WHITE and self._is_on_paper(run):
            self.white += count

    def _is_on_paper(self, run: Run) -> bool:
        """Whether nothing is behind the words that could make white ones seen."""
        has_ground = _luminance(run.ground or self.paragraph_ground, otherwise=1.0) < WHITE
        is_in_frame = bool({"tbl", "txbxContent", "drawing", "pict"} & set(self.within))
        return not (has_ground or is_in_frame or self.paragraph_style in self.styles.shaded)


def look_at_word(package: Package, report: Report) -> None:
    styles = _styles(package)
    whole = Reading(styles)
    for name in package.names:
        if name.startswith(PARTS) and name.endswith(".xml"):
            _add(whole, _read(package, name, styles), report, _place(name))
    comments = _read(package, "word/comments.xml", styles)
    report.read("comments", "\n".join(comments.lines))
    if comments.comments:
        report.find(Rule.COMMENTS, detail=how_many(comments.comments))
    if whole.changes:
        report.find(Rule.TRACKED, detail=how_many(whole.changes))
    if whole.cropped:
        report.find(Rule.CROPPED_PICTURE, detail=how_many(whole.cropped))


def _add(whole: Reading, part: Reading, report: Report, where: str) -> None:
    whole.changes += part.changes
    whole.cropped += part.cropped
    report.read(where, "\n".join(part.lines))
    for count, how in (
        (part.hidden, "set as hidden"),
        (part.blackened, "dark on black, which looks blackened and is not"),
        (part.white, "white on white"),
    ):
        if count:
            report.find(Rule.HIDDEN_WORDS, where, f"{count} characters, {how}")


def _read(package: Package, name: str, styles: Styles) -> Reading:
    reading = Reading(styles)
    for step, element in package.steps(name):
        if step == "start":
            reading.start(element)
        else:
            reading.end(element)
    return reading


def _styles(package: Package) -> Styles:
    styles = Styles()
    current, within = "", []
    for step, element in package.steps("word/styles.xml"):
        name = local(element.tag)
        if step == "start":
            within.append(name)
            if name == "style":
                current = attribute(element, "styleId")
            continue
        within.pop()
        if not current or not within:
            continue
        if name == "vanish" and within[-1] == "rPr" and is_on(element):
            styles.hidden.add(current)
        elif name == "shd" and _luminance(attribute(element, "fill"), otherwise=1.0) < WHITE:
            styles.shaded.add(current)
        elif name == "style":
            current = ""
    return styles


def _place(name: str) -> str:
    stem = name.removeprefix("word/").removesuffix(".xml")
    return {"document": "the text", "glossary/document": "building blocks"}.get(stem, stem)


def _luminance(colour: str, otherwise: float) -> float:
    if colour in ("black", "white"):
        return 0.0 if colour == "black" else 1.0
    try:
        red, green, blue = bytes.fromhex(colour)
    except ValueError:
        return otherwise
    return luminance((red / 255, green / 255, blue / 255))
