"""Workbooks: hidden sheets, rows and columns, and the data that lie behind what is shown."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from archive.files.inspecting.office.package import Package, attribute, local
from archive.files.inspecting.report import MOST_WORDS, Report, how_many
from archive.files.inspecting.rules import Rule

NOTHING_SHOWN = re.compile(r'^(?:"")?;(?:"")?;(?:"")?(?:;(?:"")?)?$')
WHITE_FONT = re.compile(r"^(?:FF)?FFFFFF$", re.I)
HOW_HIDDEN = {"hidden": "hidden", "veryHidden": "hidden so that Excel itself does not list it"}


@dataclass
class Dresses:
    """Numbers of cell formats that show nothing."""

    blank: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)


@dataclass
class Sheet:
    """What is counted in a sheet."""

    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    in_hidden_rows: set[str] = field(default_factory=set)
    in_hidden_columns: set[str] = field(default_factory=set)
    blank_cells: int = 0
    white_cells: int = 0
    has_tables: bool = False
    words: list[str] = field(default_factory=list)
    length: int = 0

    def note(self, text: str) -> None:
        """Words are kept up to what a report takes, and a little more, so that it says so."""
        if self.length <= MOST_WORDS:
            self.words.append(text)
            self.length += len(text) + 1


def look_at_workbook(package: Package, report: Report) -> None:
    strings = _strings(package)
    dresses = _dresses(package)
    targets = package.targets("xl/workbook.xml")
    for element in package.elements("xl/workbook.xml", "sheet"):
        name, state = attribute(element, "name"), attribute(element, "state")
        where = f"sheet “{name}”"
        if state in HOW_HIDDEN:
            report.find(Rule.HIDDEN_SHEET, where, HOW_HIDDEN[state])
        report.read("names of sheets", name)
        part = targets.get(element.attrib.get(_relation(element), ""), "")
        _tell(_read(package, part, strings, dresses), report, where)
    _comments(package, report)
    _behind(package, report)


def _relation(element: Element) -> str:
    return next((key for key in element.attrib if key.endswith("}id")), "")


def _tell(sheet: Sheet, report: Report, where: str) -> None:
    report.read(where, "\t".join(sheet.words))
    if sheet.in_hidden_rows:
        rows = f"{len(sheet.in_hidden_rows)} rows, from row {min(sheet.in_hidden_rows, key=int)} on"
        report.find(Rule.HIDDEN_CELLS, where, rows)
    if sheet.in_hidden_columns:
        columns = ", ".join(sorted(sheet.in_hidden_columns, key=lambda c: (len(c), c))[:10])
        report.find(Rule.HIDDEN_CELLS, where, f"columns {columns}")
    if sheet.blank_cells:
        shown = f"{sheet.blank_cells} cells whose format shows nothing"
        report.find(Rule.HIDDEN_WORDS, where, shown)
    if sheet.white_cells and not sheet.has_tables:
        report.find(Rule.HIDDEN_WORDS, where, f"{sheet.white_cells} cells in white on white")


def _read(package: Package, part: str, strings: list[str], dresses: Dresses) -> Sheet:
    sheet = Sheet()
    row, row_is_hidden = "", False
    column, kind, dress = "", "", 0
    value = ""
    for step, element in package.steps(part):
        name = local(element.tag)
        if step == "start":
            if name == "row":
                row = attribute(element, "r") or str(int(row or 0) + 1)
                row_is_hidden = _is_hidden(element, "ht")
            elif name == "c":
                column = re.sub(r"[^A-Z]", "", attribute(element, "r").upper())
                kind, value = attribute(element, "t"), ""
                dress = int(attribute(element, "s") or 0)
            elif name == "col" and _is_hidden(element, "width"):
                first, last = (int(attribute(element, edge)) for edge in ("min", "max"))
                sheet.hidden_columns.append((first, last))
            elif name == "tablePart":
                sheet.has_tables = True
            continue
        if name in ("v", "t") and element.text:
            value += element.text
        elif name == "c" and value:
            is_told = kind == "s" and value.isdigit() and int(value) < len(strings)
            sheet.note(strings[int(value)] if is_told else value)
            if row_is_hidden:
                sheet.in_hidden_rows.add(row)
            elif any(first <= _index(column) <= last for first, last in sheet.hidden_columns):
                sheet.in_hidden_columns.add(column)
            sheet.blank_cells += dress in dresses.blank
            sheet.white_cells += dress in dresses.white
        elif name == "row":
            sheet.note("\n")
    return sheet


def _is_hidden(element: Element, size: str) -> bool:
    said = attribute(element, size)
    return attribute(element, "hidden") in ("1", "true") or (bool(said) and float(said) == 0)


def _index(column: str) -> int:
    index = 0
    for letter in column:
        index = index * 26 + ord(letter) - 64
    return index


def _strings(package: Package) -> list[str]:
    found: list[str] = []
    text, length = "", 0
    for step, element in package.steps("xl/sharedStrings.xml"):
        name = local(element.tag)
        if step == "start" and name == "si":
            text = ""
        elif step == "end" and name == "t":
            text += element.text or ""
        elif step == "end" and name == "si":
            length += len(text)
            found.append(text if length <= MOST_WORDS * 2 else "")
    return found


def _dresses(package: Package) -> Dresses:
    """The formats of cells that show nothing: `;;;`, and white without a ground."""
    codes: dict[str, str] = {}
    fonts: list[bool] = []
    fills: list[bool] = []
    dresses, number = Dresses(), 0
    within: list[str] = []
    for step, element in package.steps("xl/styles.xml"):
        name = local(element.tag)
        if step == "end":
            within.pop()
            continue
        parent = within[-1] if within else ""
        within.append(name)
        if name == "numFmt" and parent == "numFmts":
            codes[attribute(element, "numFmtId")] = attribute(element, "formatCode")
        elif name == "font" and parent == "fonts":
            fonts.append(False)
        elif name == "color" and parent == "font" and "fonts" in within:
            is_theme = attribute(element, "theme") == "0" and not attribute(element, "tint")
            fonts[-1] = is_theme or bool(WHITE_FONT.match(attribute(element, "rgb")))
        elif name == "patternFill" and parent == "fill" and "fills" in within:
            fills.append(attribute(element, "patternType") in ("", "none"))
        elif name == "gradientFill" and "fills" in within:
            fills.append(False)
        elif name == "xf" and parent == "cellXfs":
            if NOTHING_SHOWN.match(codes.get(attribute(element, "numFmtId"), "0")):
                dresses.blank.add(number)
            font, fill = (int(attribute(element, key) or 0) for key in ("fontId", "fillId"))
            if font < len(fonts) and fonts[font] and fill < len(fills) and fills[fill]:
                dresses.white.add(number)
            number += 1
    return dresses


def _comments(package: Package, report: Report) -> None:
    count = 0
    for name in (*package.below("xl/comments"), *package.below("xl/threadedComments/", ".xml")):
        for step, element in package.steps(name):
            tag = local(element.tag)
            if step == "start" and tag in ("comment", "threadedComment"):
                count += "threaded" not in name
            elif step == "end" and tag in ("t", "text") and element.text:
                report.read("comments", element.text)
    if count or package.below("xl/threadedComments/", ".xml"):
        report.find(Rule.COMMENTS, detail=how_many(count) if count else "")


def _behind(package: Package, report: Report) -> None:
    for name in package.below("xl/pivotCache/pivotCacheRecords", ".xml"):
        rows = sum(1 for _ in package.elements(name, "r"))
        if rows:
            report.find(Rule.DATA_BEHIND, detail=f"a pivot table keeps {rows} rows")
    if "xl/model/item.data" in package.names:
        report.find(Rule.DATA_BEHIND, detail="a data model (Power Pivot)")
    for name in package.below("xl/pivotCache/", ".xml"):
        for element in package.elements(name, "s"):
            report.read("data behind a pivot table", attribute(element, "v"))
    links = len(package.below("xl/externalLinks/externalLink", ".xml"))
    if links:
        report.find(Rule.OTHER_WORKBOOK, detail=f"links to {links} other workbooks")
    connections = [
        attribute(element, "name")
        for element in package.elements("xl/connections.xml", "connection")
    ]
    if connections:
        report.find(Rule.OTHER_WORKBOOK, detail=f"{len(connections)} connections to data")
    if package.below("xl/revisions/revisionLog", ".xml"):
        report.find(Rule.TRACKED, detail="the log of a shared workbook")
