"""OpenDocument texts and spreadsheets (ISO/IEC 26300)."""

from xml.etree.ElementTree import Element

from archive.files.inspecting.office.package import Package, attribute, local
from archive.files.inspecting.report import MOST_WORDS, Report, how_many
from archive.files.inspecting.rules import Rule

FACTS = {"initial-creator": "Author", "creator": "Last saved by", "title": "Title",
         "language": "Language", "generator": "Made with"}  # fmt: skip
BLOCKS = {"p", "h", "table-row"}
HIDDEN = {"hidden-text", "hidden-paragraph"}


def look_at_opendocument(package: Package, report: Report) -> None:
    for step, element in package.steps("meta.xml"):
        if step == "end" and local(element.tag) in FACTS:
            report.say(FACTS[local(element.tag)], element.text or "")
    unseen = _unseen_styles(package, "content.xml") | _unseen_styles(package, "styles.xml")
    _content(package, unseen, report)
    if any(name.startswith("Versions/") for name in package.names):
        report.find(Rule.EARLIER_VERSION)
    for name in package.names:
        is_object = name.startswith("Object ") and "/" not in name
        if is_object or name.endswith((".bin", ".ole")):
            report.find(Rule.EMBEDDED, detail=f"“{name}”")


def _unseen_styles(package: Package, part: str) -> set[str]:
    """Styles of sheets that are not shown, and of words that are not."""
    found, current = set(), ""
    for element in package.elements(part, "style", "table-properties", "text-properties"):
        name = local(element.tag)
        if name == "style":
            current = attribute(element, "name")
        elif _says_unseen(element):
            found.add(current)
    return found


def _says_unseen(element: Element) -> bool:
    shown = element.attrib.items()
    return any(local(key) == "display" and value in ("false", "none") for key, value in shown)


def _content(package: Package, unseen: set[str], report: Report) -> None:
    changes = comments = hidden = in_hidden_cells = length = 0
    words: list[str] = []
    within: list[tuple[str, bool]] = []  # local names, and whether they hide what is in them
    sheet = ""
    for step, element in package.steps("content.xml"):
        name = local(element.tag)
        if step == "start":
            changes += name == "changed-region"
            comments += name == "annotation"
            is_unseen = attribute(element, "style-name") in unseen or name in HIDDEN
            if name == "table":
                sheet = attribute(element, "name")
                if is_unseen:
                    report.find(Rule.HIDDEN_SHEET, f"sheet “{sheet}”")
            if name in ("table-row", "table-column"):
                is_unseen = attribute(element, "visibility") in ("collapse", "filter")
            within.append((name, is_unseen))
            continue
        text = "".join(filter(None, (element.text, *(child.tail for child in element))))
        if length <= MOST_WORDS:
            words.append(text + ("\n" if name in BLOCKS else ""))
            length += len(words[-1])
        count = len("".join(text.split()))
        if any(hides and each == "table-row" for each, hides in within):
            in_hidden_cells += count
        elif any(hides and each not in ("table", "table-column") for each, hides in within):
            hidden += count
        within.pop()
    report.read("the text", "".join(words))
    if changes:
        report.find(Rule.TRACKED, detail=how_many(changes))
    if comments:
        report.find(Rule.COMMENTS, detail=how_many(comments))
    if hidden:
        report.find(Rule.HIDDEN_WORDS, detail=f"{hidden} characters")
    if in_hidden_cells:
        report.find(Rule.HIDDEN_CELLS, detail="hidden rows have something in them")
