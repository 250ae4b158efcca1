"""Lets the links of an old page stay within their moment, and puts a line on top of it.

Only values of attributes inside tags change, and only by a path put in front of theirs: to take
it out again gives the page as it was served, byte for byte. Knows nothing of Django.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LINE_BEGINS = "<!-- The line from here on is not part of the page as it was served. -->"
LINE_ENDS = "<!-- The page as it was served goes on from here. -->"

ADDRESSES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src",),
    "input": ("src",),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""The attributes of each element that lead somewhere or fetch something."""

SETS = {"img": ("srcset",), "source": ("srcset",), "link": ("imagesrcset",)}
"""Those that name several addresses, for the browser to choose from."""

NOT_TEXT = re.compile(r"<(?:!--|[!?/]|[a-zA-Z])")
COMMENT_ENDS = re.compile(r"--!?>")
NAME = re.compile(r"[a-zA-Z][^\s/>]*")
ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[^\s/>][^\s/>=]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>][^\s>]*)))?"""
)
SKIP_LINK = re.compile(r"""\s*<a\s[^<>]*href=["']?#[^<>]*>[^<]*</a>""", re.IGNORECASE)
TAG_ENDS = re.compile(r"[\s/]*>")
TEXT_INSIDE = ("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes")
"""Elements whose content is text to a browser, whatever it looks like."""

IN_A_SET = re.compile(r"(?P<url>[^\s,](?:\S*[^\s,])?)(?P<size>(?:\s[^,]*)?)")
ORIGIN = re.compile(r"\s*(?:(?:https?:)?//(?P<host>[^/?#\s\\]*))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Moment:
    """Where links are to stay.

    `prefix` is the path to put in front of theirs, as in /memento/20220523080000; `host` the
    site's own name, as an address has it; `untouched` are the beginnings of paths that are the
    same at any moment. `touched` are those of the paths that are led there; all, unless said.
    """

    prefix: str
    host: str
    untouched: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """The value of an attribute: where in the page it stands, without its quotes."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    start: int
    end: int
    values: tuple[Value, ...]


def rewritten(page: str, moment: Moment) -> str:
    """The page with every link to its own site led into `moment`."""
    pieces: list[str] = []
    done = 0
    for tag in tags(page):
        if tag.name == "link" and "canonical" in _value(page, tag, "rel").lower().split():
            continue
        for value in tag.values:
            old = page[value.start : value.end]
            new = _led_in(old, tag.name, value.name, moment)
            if new != old:
                pieces += (page[done : value.start], new)
                done = value.end
    return "".join((*pieces, page[done:]))


def with_line(page: str, line: str) -> str:
    """The page with `line`, a piece of HTML, as the first thing in its body, but for a link that
    lets people who use a keyboard skip to its main part."""
    place = 0
    for tag in tags(page):
        if tag.name in ("html", "head"):
            place = tag.end
        elif tag.name == "body":
            skip_link = SKIP_LINK.match(page, tag.end)
            place = skip_link.end() if skip_link else tag.end
            break
    return f"{page[:place]}{LINE_BEGINS}{line}{LINE_ENDS}{page[place:]}"


def language_of(page: str) -> str:
    """What its html element says; nothing where it does not."""
    first = next((tag for tag in tags(page) if tag.name == "html"), None)
    return _value(page, first, "lang") if first else ""


def tags(page: str) -> Iterator[Tag]:
    """The start tags of the page, in order, as a browser would find them."""
    position = 0
    while found := NOT_TEXT.search(page, position):
        opening = found[0]
        if opening == "<!--":
            # The dashes that open a comment may close it, as in <!-->.
            end = COMMENT_ENDS.search(page, found.end() - 2)
            position = end.end() if end else len(page)
        elif opening[1] in "!?/":
            position = _after(page, ">", found.end())
        else:
            tag = _tag(page, found.start())
            if tag is None:
                return
            yield tag
            position = tag.end
            if tag.name in TEXT_INSIDE:
                closing = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE)
                end = closing.search(page, position)
                position = end.start() if end else len(page)


def _after(page: str, sign: str, start: int) -> int:
    place = page.find(sign, start)
    return len(page) if place < 0 else place + len(sign)


def _tag(page: str, start: int) -> Tag | None:
    """The tag that begins at `start`; None where the page ends within it."""
    name = NAME.match(page, start + 1)
    assert name is not None  # noqa: S101 - it was found by its first letter
    position = name.end()
    values = []
    while not (end := TAG_ENDS.match(page, position)):
        attribute = ATTRIBUTE.match(page, position)
        if attribute is None:
            return None
        position = attribute.end()
        group = next((each for each in ("double", "single", "bare") if attribute[each]), None)
        if group:
            values.append(Value(attribute["name"].lower(), *attribute.span(group)))
    return Tag(name[0].lower(), start, end.end(), tuple(values))


def _value(page: str, tag: Tag, name: str) -> str:
    found = (page[value.start : value.end] for value in tag.values if value.name == name)
    return next(found, "")


def _led_in(value: str, tag: str, attribute: str, moment: Moment) -> str:
    if attribute in ADDRESSES.get(tag, ()):
        return led(value, moment)
    if attribute in SETS.get(tag, ()):
        return IN_A_SET.sub(lambda each: f"{led(each['url'], moment)}{each['size']}", value)
    return value


def led(url: str, moment: Moment) -> str:
    """One address, led into the moment. Relative ones stay within it by themselves."""
    origin = ORIGIN.match(url)
    assert origin is not None  # noqa: S101 - it may be empty
    host, path = origin["host"], url[origin.end() :]
    is_own = path.startswith("/") if host is None else host.lower() == moment.host
    is_own = is_own and (not moment.touched or path.startswith(moment.touched))
    if not is_own or path.startswith(moment.untouched):
        return url
    return f"{origin[0]}{moment.prefix}{path}"
