"""Tables whose columns have no names, and rows that will not be read as a table at all."""

import re
from collections.abc import Iterator

from .sheet import Remark, Sheet

_RULE = re.compile(r"^[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_ROW = re.compile(r"^[ \t]*+\|.*\|[ \t]*$")


def remarks(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.is_markdown or "|" not in sheet.text:
        return
    lines = list(sheet.lines())
    for index, (start, line) in enumerate(lines):
        before = lines[index - 1][1] if index else ""
        after = lines[index + 1][1] if index + 1 < len(lines) else ""
        if "|" in line and not _RULE.match(line) and _RULE.match(after) and "|" in after:
            yield from _headers(start, line)
        elif _is_row(line) and not _ROW.match(before) and _is_row(after):
            yield Remark(
                "table-headers",
                start,
                start + len(line),
                "These lines look like a table, but have no line of dashes below the first.",
                "Write one, such as | --- | --- |, below the names of the columns.",
            )


def _is_row(line: str) -> bool:
    return bool(_ROW.match(line)) and not _RULE.match(line)


def _headers(start: int, line: str) -> Iterator[Remark]:
    cells = line.strip().removeprefix("|").removesuffix("|").split("|")
    unnamed = [number for number, cell in enumerate(cells, start=1) if not cell.strip()]
    if len(unnamed) == len(cells):
        what = "The columns of this table have no names."
    elif unnamed and unnamed != [1]:  # the corner above the names of rows may stay empty
        named = ", ".join(map(str, unnamed))
        what = f"Column {named} of this table has no name."
    else:
        return
    yield Remark(
        "table-headers",
        start,
        start + len(line),
        what,
        "Name it in the first line: whoever hears a cell is told its column.",
    )
