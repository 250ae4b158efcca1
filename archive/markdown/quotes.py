"""Quotes whose last line names who said it.

The HTML standard wants the name outside of `blockquote`: a figure holds both.
"""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

ATTRIBUTION = re.compile(r"^[—–] ?\S")


class Attributions(Treeprocessor):
    def run(self, root: Element) -> None:
        for quote in list(root.iter("blockquote")):
            name = self._take_name(quote)
            if not name:
                continue
            inner = Element("blockquote")
            inner[:] = list(quote)
            quote[:] = [inner]
            quote.tag = "figure"
            quote.set("class", "quote")
            SubElement(quote, "figcaption").text = name

    def _take_name(self, quote: Element) -> str:
        if not len(quote) or quote[-1].tag != "p":
            return ""
        last = quote[-1]
        before, _, line = (last.text or "").rstrip().rpartition("\n")
        if not ATTRIBUTION.match(line.strip()) or not (before.strip() or len(quote) > 1):
            return ""
        if before.strip():
            last.text = before.rstrip()
        else:
            quote.remove(last)
        return line.strip()
