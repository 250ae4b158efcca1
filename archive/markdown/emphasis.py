"""Bold and italic words.

Python-Markdown's own patterns lose a letter where marks are left open (`*8**:*word`). These know
less and lose nothing: a mark opens before a word, closes after one, and is text otherwise.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

# Bounded, so that marks that are opened a thousand times and never closed cost no more each.
_INSIDE = r"(.{1,1500}?)(?<!\s)"
BOTH = rf"\*\*\*(?![\s*]){_INSIDE}\*\*\*(?!\*)"
STRONG = rf"\*\*(?![\s*]){_INSIDE}\*\*(?!\*)"
EMPHASISED = r"\*(?![\s*])([^*]{1,1500})(?<!\s)\*"
STRONG_UNDERSCORED = rf"(?<!\w)__(?![\s_]){_INSIDE}__(?!\w)"
UNDERSCORED = rf"(?<!\w)_(?![\s_]){_INSIDE}_(?!\w)"


class EmphasisProcessor(InlineProcessor):
    def __init__(self, pattern: str, tags: tuple[str, ...]) -> None:
        super().__init__(pattern)
        self.tags = tags

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        outer = Element(self.tags[0])
        inner = SubElement(outer, self.tags[1]) if len(self.tags) > 1 else outer
        inner.text = m[1]
        return outer, m.start(0), m.end(0)


def register_emphasis(md: Markdown) -> None:
    md.inlinePatterns.deregister("em_strong")
    for priority, name, pattern, tags in (
        (60, "both", BOTH, ("strong", "em")),
        (58, "strong", STRONG, ("strong",)),
        (56, "emphasised", EMPHASISED, ("em",)),
        (54, "strong_underscored", STRONG_UNDERSCORED, ("strong",)),
        (52, "underscored", UNDERSCORED, ("em",)),
    ):
        md.inlinePatterns.register(EmphasisProcessor(pattern, tags), name, priority)
