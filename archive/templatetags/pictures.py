"""Pictures in the formats and widths that a browser may choose from."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.models import Picture

register = template.Library()

SHOWN = re.compile(
    r'<img((?: [a-z]+="[^"]*")*?) src="/pictures/([A-Za-z0-9][A-Za-z0-9_.-]*)"'
    r'((?: [a-z]+="[^"]*")*)>'
)
"""A picture of the site, as the sanitised HTML of a text has it."""

IN_A_TEXT = "(min-width: 42em) 38rem, 100vw"


@register.simple_tag
def sources(picture: Picture, sizes: str) -> SafeString:
    """`{% sources picture "16rem" %}`: to stand in a `picture` element, before its `img`. `sizes`
    is how wide it is shown, so that no more is fetched than is seen."""
    return format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((source.content_type, source.srcset, sizes) for source in picture.sources),
    )


@register.simple_tag
def plain_source(picture: Picture, sizes: str) -> SafeString:
    """`<img {% plain_source picture "16rem" %} …>`: what is shown by a browser that knows no other
    format."""
    (address, _), *wider = widths = picture.plain_widths
    if not wider:
        return format_html('src="{}"', address)
    srcset = ", ".join(f"{address} {width}w" for address, width in widths)
    return format_html('src="{}" srcset="{}" sizes="{}"', address, srcset, sizes)


def with_renditions(html: str) -> str:
    """The HTML of a text, its pictures in all the formats that there are. Asks the database once,
    where the text shows pictures at all."""
    names = {found[2] for found in SHOWN.finditer(html)}
    if not names:
        return html
    pictures = {picture.name: picture for picture in Picture.objects.named_any(names)}

    def drawn(found: re.Match[str]) -> str:
        picture = pictures.get(found[2])
        if picture is None or not picture.sources:
            return found[0]
        image = f"<img{found[1]} {plain_source(picture, IN_A_TEXT)}{found[3]}>"
        return f"<picture>{sources(picture, IN_A_TEXT)}{image}</picture>"

    return SHOWN.sub(drawn, html)
