"""Markdown in templates: the only place where its sanitised HTML is marked as safe."""

import re
from functools import cache
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from archive import markdown as room

from .pictures import with_renditions

register = template.Library()

HEADING = re.compile(r'(<h([2-6]) id="([^"]+)">)(.*?)(</h\2>)', re.S)
LINK_TO_HEADING = r'\1\4<a class="heading-link" href="#\3" aria-hidden="true" tabindex="-1"></a>\5'


@register.filter
def markdown(source: str) -> SafeString:
    """`{{ record.body|markdown }}`: a body that stands alone on its page."""
    return html_of(_rendered(source))


@register.simple_tag
def rendered(
    source: str, prefix: str = "", headings_from: int = 2, is_of_review: bool = False
) -> room.Rendered:
    """`{% rendered entry.answer prefix=entry.anchor|add:"-" headings_from=3 as answer %}`.

    Then `{{ answer|html_of }}`, and `answer.headings` for a list of contents. What is of the review
    is in its language, whatever that of the page is.
    """
    if is_of_review:
        with translation.override(settings.LANGUAGE_CODE):
            return _rendered(source, prefix, headings_from)
    return _rendered(source, prefix, headings_from)


@register.filter
def html_of(body: room.Rendered) -> SafeString:
    return mark_safe(with_renditions(body.html))


@register.filter
def linkable(html: SafeString) -> SafeString:
    """With a link at each heading to itself, for those who point at it: a list of contents has the
    same for those who do not. It has no words, so it is in no text that is taken from the page."""
    return mark_safe(HEADING.sub(LINK_TO_HEADING, html))


@register.filter
def first_paragraph(body: room.Rendered) -> SafeString:
    """What stands first: a paragraph, or all of it where it begins with something else."""
    return mark_safe(with_renditions("".join(_parted(body)[:2])))


@register.filter
def after_first_paragraph(body: room.Rendered) -> SafeString:
    return mark_safe(with_renditions(_parted(body)[2].strip()))


def _parted(body: room.Rendered) -> tuple[str, str, str]:
    begins_with_one = body.html.startswith(("<p>", "<p "))
    return body.html.partition("</p>") if begins_with_one else (body.html, "", "")


@register.filter
def reading_minutes(source: str) -> int:
    return room.reading_minutes(source or "")


def _rendered(source: str, prefix: str = "", headings_from: int = 2) -> room.Rendered:
    own_host = urlsplit(settings.SITE_URL).netloc
    return room.render(
        source or "",
        prefix=prefix,
        headings_from=headings_from,
        own_host=own_host,
        words=_words(translation.get_language()),
    )


@cache
def _words(language: str) -> room.Words:
    """In `language`, which is the one that is spoken."""
    return room.Words(
        information=gettext("Information"),
        warning=gettext("Warning"),
        help_line=gettext("Help line"),
        footnotes=gettext("Footnotes"),
        footnote=gettext("Footnote"),
        back=gettext("Back to text {number}"),
        back_to_mention=gettext("Back to text {number}, mention {mention}"),
        table=gettext("Table {number}"),
        chart=gettext("Bar chart"),
        chart_called=gettext("Bar chart: {title}"),
        chart_table=gettext("The table of this chart"),
        chart_table_called=gettext("{title}: the table"),
        figures=gettext("The figures in a table"),
        bars=gettext(
            "A bar chart of {count} bars. The longest is {longest}. The shortest is {shortest}. "
            "The table has every figure."
        ),
    )
