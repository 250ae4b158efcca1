"""Lists, quotes and headings as editors type them, put into the strict shape that is read.

Python-Markdown wants a blank line before a list and four spaces for each level below. Editors
(and most other programs) leave the line out and indent by two or three. Headings and rules are
set apart as well, so that no block grows long: blocks are read in time that grows with their
square.
"""

import re
from collections.abc import Iterator, Sequence

from markdown.preprocessors import Preprocessor

ITEM = re.compile(r"^( *)([*+-]|\d{1,9}\.) +(\S.*)$")
RULE = re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$")
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S")
UNDERLINE = re.compile(r"^(?:=+|-{2,}) *$")
QUOTE = re.compile(r"^ {0,3}> ?(.*)$")
LEVEL = 4
DEEPEST = 6  # levels of lists, and of quotes: beyond it, marks are plain text


class StraightenedLists(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return straightened(lines)


def straightened(lines: Sequence[str], quotes_around: int = 0) -> list[str]:
    """The same lines with lists set apart and indented by four spaces a level."""
    result: list[str] = []
    for is_quote, run in _runs(lines):
        if not is_quote:
            result += _straightened_lists(run)
        elif quotes_around == DEEPEST:
            result += [line.replace(">", "\\>", 1) for line in run]
        else:
            inner = [_inside_quote(line) for line in run]
            result += [f"> {line}".rstrip() for line in straightened(inner, quotes_around + 1)]
    return result


def _inside_quote(line: str) -> str:
    found = QUOTE.match(line)
    return found[1] if found else line


def _runs(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring lines that are all quoted, or all not."""
    run: list[str] = []
    quoted = False
    for line in lines:
        is_quote = bool(QUOTE.match(line))
        if run and is_quote != quoted:
            yield quoted, run
            run = []
        quoted = is_quote
        run.append(line)
    if run:
        yield quoted, run


def _straightened_lists(lines: Sequence[str]) -> list[str]:
    result: list[str] = []
    open_items: list[int] = []  # the indentation of each item that is still open
    after_blank = True
    for line in lines:
        if not line.strip():
            after_blank = True
            result.append("")
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = None if RULE.match(line) else ITEM.match(line)
        if item and (open_items or after_blank or item[2] in {"-", "*", "+", "1."}):
            while open_items and indent < open_items[-1] + 2:
                open_items.pop()
            del open_items[DEEPEST - 1 :]
            if not open_items and not after_blank and result and not ITEM.match(result[-1]):
                result.append("")
            result.append(f"{' ' * LEVEL * len(open_items)}{item[2]} {item[3]}")
            open_items.append(indent)
        elif open_items and not RULE.match(line) and not HEADING.match(line):
            if after_blank:
                while open_items and indent < open_items[-1] + 2:
                    open_items.pop()
            result.append(" " * LEVEL * len(open_items) + line.lstrip(" "))
        else:
            open_items = []
            _append_apart(result, line)
        after_blank = False
    return result


def _append_apart(result: list[str], line: str) -> None:
    """Adds a line of text; a rule or heading with blank lines, an underlined one with its marks."""
    if UNDERLINE.match(line) and _is_one_line(result):
        result[-1:] = ["", f"{'#' if line[0] == '=' else '##'} {result[-1].strip()}", ""]
    elif RULE.match(line) or HEADING.match(line):
        result += ["", line, ""]
    else:
        result.append(line)


def _is_one_line(result: list[str]) -> bool:
    """Whether the last line is a paragraph of its own, that an underline makes a heading."""
    if not result or not result[-1].strip() or result[-1].startswith(" " * LEVEL):
        return False
    is_first = len(result) == 1 or not result[-2].strip()
    return is_first and not ITEM.match(result[-1]) and not RULE.match(result[-1])
