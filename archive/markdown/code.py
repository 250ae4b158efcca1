"""Fenced code: the only kind of code block, and the lines that nothing else may read."""

import html
import re
from collections.abc import Sequence

from markdown import Markdown
from markdown.preprocessors import Preprocessor

FENCE = re.compile(r"^( *)(`{3,}|~{3,}) *[\w+-]{0,20} *$")  # the language is read, not shown


def fenced_ranges(lines: Sequence[str]) -> list[tuple[int, int]]:
    """First and last index of each fenced block, the fences themselves included.

    A fence that is never closed is text, so that one slip does not swallow a whole page.
    """
    ranges = []
    shortest_unclosed: dict[str, int] = {}
    index = 0
    while index < len(lines):
        opening = FENCE.match(lines[index])
        if opening:
            mark, length = opening[2][0], len(opening[2])
            if length < shortest_unclosed.get(mark, length + 1):
                end = _closing_line(lines, index + 1, mark, length)
                if end is None:
                    shortest_unclosed[mark] = length
                else:
                    ranges.append((index, end))
                    index = end
        index += 1
    return ranges


def _closing_line(lines: Sequence[str], start: int, mark: str, length: int) -> int | None:
    for index in range(start, len(lines)):
        text = lines[index].strip()
        if len(text) >= length and text == mark * len(text):
            return index
    return None


class FencedCode(Preprocessor):
    """Puts each fenced block aside as finished HTML before anything else looks at it."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.stash = md.htmlStash

    def run(self, lines: list[str]) -> list[str]:
        kept: list[str] = []
        position = 0
        for first, last in fenced_ranges(lines):
            kept += lines[position:first]
            indent = len(lines[first]) - len(lines[first].lstrip(" "))
            body = [_without_indent(line, indent) for line in lines[first + 1 : last]]
            code = html.escape("\n".join(body), quote=False)
            placeholder = self.stash.store(f"<pre><code>{code}\n</code></pre>")
            kept += ["", " " * indent + placeholder, ""]
            position = last + 1
        return kept + lines[position:]


def _without_indent(line: str, indent: int) -> str:
    return line[min(indent, len(line) - len(line.lstrip(" "))) :]


def lines_without_code(source: str) -> list[str]:
    """The lines of a text, its code blanked out, so that every place stays where it was."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for first, last in fenced_ranges(lines):
        lines[first : last + 1] = [" " * len(line) for line in lines[first : last + 1]]
    return lines


def without_code_spans(text: str) -> str:
    """The text with `code` blanked out, so that every place stays where it was."""
    pieces = re.split(r"(\n[ \t]*\n)", text)
    return "".join(_paragraph_without_code(piece) for piece in pieces)


def _paragraph_without_code(text: str) -> str:
    """A span of code goes from a run of backticks to the next run of the same length."""
    runs = list(re.finditer(r"`+", text))
    later: dict[int, list[int]] = {}
    for index in reversed(range(len(runs))):
        later.setdefault(len(runs[index][0]), []).append(index)
    result, position, index = "", 0, 0
    while index < len(runs):
        same = later[len(runs[index][0])]
        while same and same[-1] <= index:
            same.pop()
        if same:
            start, end = runs[index].start(), runs[same[-1]].end()
            result += text[position:start] + re.sub(r"[^\n]", " ", text[start:end])
            position, index = end, same[-1]
        index += 1
    return result + text[position:]
