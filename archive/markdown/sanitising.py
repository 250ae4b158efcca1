"""The second wall: whatever the renderer produced, only what is on this list leaves it."""

import re

import nh3

from archive.markdown.images import own_picture
from archive.markdown.links import allowed_target

ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "class", "rel", "id", "role", "title", "aria-label"},
    "aside": {"class", "role"},
    "blockquote": set(),
    "br": set(),
    "code": set(),
    "dd": set(),
    "caption": {"id"},
    "details": {"class"},
    "div": {"class", "role", "tabindex", "aria-label", "aria-labelledby"},
    "dl": set(),
    "dt": set(),
    "em": set(),
    "figcaption": set(),
    "figure": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "hr": set(),
    "img": {"src", "alt", "width", "height", "loading", "decoding", "title"},
    "li": {"id"},
    "ol": {"start"},
    "p": {"class", "id"},
    "pre": set(),
    "section": {"class", "role", "aria-label"},
    "span": {"class"},
    "strong": set(),
    "summary": set(),
    "sup": {"class"},
    "table": set(),
    "tbody": set(),
    "td": {"class"},
    "th": {"class", "scope"},
    "thead": set(),
    "tr": set(),
    "ul": set(),
}
SCHEMES = {"http", "https", "mailto", "tel"}
CLASSES: dict[str, set[str]] = {
    "a": {"outside", "footnote-back", "paragraph-number"},
    "aside": {
        "callout",
        "callout--information",
        "callout--warning",
        "callout--help-line",
        "callout--statistic",
    },
    "details": {"chart-table"},
    "div": {"table-scroll"},
    "figure": {"chart", "picture", "picture--decorative", "quote"},
    "p": {"callout-label", "callout-figure", "chart-place", "numbered", "visually-hidden"},
    "section": {"footnotes"},
    "span": {"visually-hidden"},
    "sup": {"footnote-mark"},
    "td": {"align-left", "align-centre", "align-right"},
    "th": {"align-left", "align-centre", "align-right"},
}
# The whole value of these attributes has to match.
VALUES: dict[str, re.Pattern[str]] = {
    "aria-labelledby": re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}"),
    "decoding": re.compile("async"),
    "height": re.compile(r"[1-9]\d{0,4}"),
    "id": re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,199}"),
    "loading": re.compile("lazy"),
    "rel": re.compile("external"),
    "role": re.compile("note|region|doc-endnotes|doc-noteref|doc-backlink"),
    "scope": re.compile("col"),
    "start": re.compile(r"\d{1,9}"),
    "tabindex": re.compile("0"),
    "width": re.compile(r"[1-9]\d{0,4}"),
}


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return allowed_target(value)
    if name == "src":
        return own_picture(value)
    pattern = VALUES.get(name)
    return value if pattern is None or pattern.fullmatch(value) else None


def sanitised(html: str) -> str:
    """The same HTML without any tag, attribute, class, scheme or value that is not on the list."""
    return nh3.clean(
        html,
        tags=set(ATTRIBUTES),
        clean_content_tags={"script", "style"},
        attributes=_WITHOUT_CLASSES,
        allowed_classes=CLASSES,
        attribute_filter=_allowed_value,
        strip_comments=True,
        link_rel=None,
        generic_attribute_prefixes=set(),
        url_schemes=SCHEMES,
    )


# nh3 wants classes in one place only: a tag either lists them or allows any.
_WITHOUT_CLASSES = {tag: names - {"class"} for tag, names in ATTRIBUTES.items()}
