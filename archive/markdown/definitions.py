"""Definition lists: a line with the term, and below it lines that begin with a colon."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor

DEFINITION = re.compile(r"^ {0,3}:[ \t]+(\S.*)$")
SECOND_LINE = re.compile(r"^[ \t]*[^\s:][^\n]*\n {0,3}:[ \t]+\S")


class DefinitionProcessor(BlockProcessor):
    """Python-Markdown's own extension calls itself once a line, and ends on long pages."""

    def test(self, parent: Element, block: str) -> bool:
        return bool(SECOND_LINE.match(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).rstrip().split("\n")
        definitions = self.lastChild(parent)
        if definitions is None or definitions.tag != "dl":
            definitions = SubElement(parent, "dl")
        for index, line in enumerate(lines):
            definition = DEFINITION.match(line)
            is_term = index + 1 < len(lines) and DEFINITION.match(lines[index + 1])
            last = self.lastChild(definitions)
            if definition:
                SubElement(definitions, "dd").text = definition[1]
            elif is_term or last is None:
                SubElement(definitions, "dt").text = line.strip()
            else:
                last.text = f"{last.text}\n{line.strip()}"
