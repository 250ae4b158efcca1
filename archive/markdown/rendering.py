"""Markdown into HTML that may be shown to anyone: read, shaped, then sanitised."""

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown import Markdown
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from archive.markdown.callouts import CalloutMarks, CalloutProcessor
from archive.markdown.charts import Charts
from archive.markdown.code import FencedCode
from archive.markdown.definitions import DefinitionProcessor
from archive.markdown.emphasis import register_emphasis
from archive.markdown.footnotes import Footnotes
from archive.markdown.headings import Heading, HeadingProcessor, Outline, WrittenAnchors
from archive.markdown.images import Figures, ImageProcessor
from archive.markdown.links import (
    BARE_ADDRESS,
    ENTITY,
    IMAGE,
    LINK,
    MAIL_ADDRESS,
    BareAddressProcessor,
    EntityProcessor,
    LinkProcessor,
    MailAddressProcessor,
    OutsideLinks,
)
from archive.markdown.lists import StraightenedLists
from archive.markdown.numbering import NumberedParagraphs
from archive.markdown.quotes import Attributions
from archive.markdown.reading import text_of
from archive.markdown.sanitising import sanitised
from archive.markdown.tables import Tables
from archive.markdown.words import ENGLISH, Words

REMEMBERED = 256  # bodies; a long transcript is about 1 MB with its source


@dataclass(frozen=True)
class Rendered:
    """A body as it is shown: sanitised HTML, its headings in order, its number of words."""

    html: str
    headings: tuple[Heading, ...]
    words: int


@lru_cache(maxsize=REMEMBERED)
def render(
    source: str,
    *,
    prefix: str = "",
    headings_from: int = 2,
    own_host: str = "",
    words: Words = ENGLISH,
) -> Rendered:
    """Markdown as safe HTML. Pure: the same source gives the same result, and is remembered.

    `prefix` goes before every id, where several bodies share a page (ASCII letters, digits and
    hyphens, a letter first). `headings_from` is the level that the highest heading gets.
    `own_host` is the site's own host, with its port if it has one; every other host is outside.
    `words` are those that it adds to what was written.
    """
    taken: set[str] = set()
    charts = Charts(prefix, taken, words)
    md, outline = _renderer(own_host, prefix, headings_from, taken, charts, words)
    html = charts.drawn_into(sanitised(md.convert(_without_controls(source))))
    return Rendered(html, tuple(outline.headings), len(text_of(html).split()))


def _without_controls(source: str) -> str:
    """The source without characters that HTML does not know, such as page breaks from a PDF."""
    spaced = re.sub(r"[\x0b\x0c\x1c-\x1f\x85]", " ", source)
    legible = re.sub(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "", spaced)
    return re.sub(r"[\ud800-\udfff]", "\ufffd", legible)


def _renderer(
    own_host: str,
    prefix: str,
    headings_from: int,
    taken: set[str],
    charts: Charts,
    words: Words,
) -> tuple[Markdown, Outline]:
    md = Markdown(extensions=[SaneListExtension(), TableExtension(use_align_attribute=True)])
    _leave_out(md)
    md.preprocessors.register(FencedCode(md), "code", 25)
    Footnotes(prefix, taken, words).register(md)
    md.preprocessors.register(CalloutMarks(md), "callouts", 20)
    md.preprocessors.register(StraightenedLists(md), "lists", 15)
    md.parser.blockprocessors.register(CalloutProcessor(md.parser, words), "callout", 95)
    md.parser.blockprocessors.register(HeadingProcessor(md.parser), "hashheader", 70)
    md.parser.blockprocessors.register(DefinitionProcessor(md.parser), "definitions", 25)
    md.inlinePatterns.register(LinkProcessor(LINK, md), "link", 160)
    md.inlinePatterns.register(ImageProcessor(IMAGE, md), "image_link", 150)
    md.inlinePatterns.register(BareAddressProcessor(BARE_ADDRESS, md), "autolink", 120)
    md.inlinePatterns.register(MailAddressProcessor(MAIL_ADDRESS, md), "automail", 110)
    md.inlinePatterns.register(EntityProcessor(ENTITY, md), "entity", 80)
    register_emphasis(md)
    md.treeprocessors.register(WrittenAnchors(md), "written_anchors", 26)
    md.treeprocessors.register(Attributions(md), "attributions", 25)
    md.treeprocessors.register(NumberedParagraphs(md, prefix, taken), "numbering", 23)
    md.treeprocessors.register(Figures(md), "figures", 15)
    md.treeprocessors.register(Tables(md, prefix, taken, words), "tables", 14)
    charts.register(md)
    md.treeprocessors.register(OutsideLinks(md, own_host), "outside_links", 13)
    outline = Outline(md, prefix, headings_from, taken)
    md.treeprocessors.register(outline, "outline", -5)
    return md, outline


def _leave_out(md: Markdown) -> None:
    """Raw HTML is shown as text; code is fenced only; links by reference hide words."""
    md.preprocessors.deregister("html_block")
    md.inlinePatterns.deregister("html")
    md.parser.blockprocessors.deregister("code")
    md.parser.blockprocessors.deregister("reference")
    md.parser.blockprocessors.deregister("setextheader")
    for name in ("reference", "short_reference", "image_reference", "short_image_ref"):
        md.inlinePatterns.deregister(name)
