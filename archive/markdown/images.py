"""Pictures in a body: only the site's own, with their size, in a figure when they stand alone."""

import html
import re
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from archive.markdown.links import SCHEME

DECORATIVE = "decorative"
"""Between the brackets of a picture: it is decoration, and those who cannot see it miss nothing."""

SIZE_IN_NAME = re.compile(r"-([1-9]\d{0,4})x([1-9]\d{0,4})\.[A-Za-z0-9]{2,5}$")


def own_picture(written: str) -> str | None:
    """The address of a picture of this site (`/pictures/…` or a relative path), or None."""
    source = html.unescape(written).strip()
    if not source or re.search(r"[\x00-\x20\x7f-\x9f\\]", source) or SCHEME.match(source):
        return None
    if ".." in source.split("/") or (
        source.startswith("/") and not source.startswith("/pictures/")
    ):
        return None
    return source


def is_decoration(alt: str) -> bool:
    """Does what stands between the brackets say so?"""
    return alt.strip().lower() == DECORATIVE


class ImageProcessor(InlineProcessor):
    """`![alt](/pictures/name-800x600.jpg "caption")`; any other picture leaves its words."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        alt = self.unescape(m[1] or "")
        caption = self.unescape(m[3] or m[4] or "")
        source = own_picture(self.unescape(m[2]).removeprefix("<").removesuffix(">"))
        if source is None:
            return f"{alt} ({caption})" if caption else alt, m.start(0), m.end(0)
        is_decorative = is_decoration(alt)
        image = Element("img", src=source, alt="" if is_decorative else alt)
        size = SIZE_IN_NAME.search(source)
        if size:
            image.set("width", size[1])
            image.set("height", size[2])
        image.set("loading", "lazy")
        image.set("decoding", "async")
        if is_decorative:
            image.set(DECORATIVE, DECORATIVE)  # for the figure; the allow-list takes it out
        elif caption:
            image.set("title", caption)
        return image, m.start(0), m.end(0)


class Figures(Treeprocessor):
    """A paragraph that is one picture becomes a figure, and its title the caption."""

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            if len(paragraph) != 1 or paragraph[0].tag != "img":
                continue
            image = paragraph[0]
            if (paragraph.text or "").strip() or (image.tail or "").strip():
                continue
            paragraph.tag = "figure"
            is_decorative = image.attrib.pop(DECORATIVE, "")
            paragraph.set("class", "picture picture--decorative" if is_decorative else "picture")
            caption = image.attrib.pop("title", "")
            if caption:
                SubElement(paragraph, "figcaption").text = caption
