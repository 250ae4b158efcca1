"""Web links as headers and documents have them (RFC 8288, RFC 6690), and those of an address with
versions (RFC 7089). Knows nothing of Django: the layer in front of it writes them too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote

CONTENT_TYPE = "application/link-format"
STAMP = "%Y%m%d%H%M%S"
IN_A_PATH = "/:@!$&'()*+,;=~"


@dataclass(frozen=True, slots=True)
class Link:
    """`rel` may hold several relations, `facts` are its other parameters in order."""

    target: str
    rel: str
    facts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        facts = (("rel", self.rel), *self.facts)
        return f"<{self.target}>" + "".join(f'; {name}="{_quoted(text)}"' for name, text in facts)


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def header(links: Iterable[Link]) -> str:
    """The value of a Link header."""
    return ", ".join(map(str, links))


def document(links: Iterable[Link]) -> str:
    """A document of the type `application/link-format`, a link a line."""
    return ",\n".join(map(str, links)) + "\n"


def http_date(moment: datetime) -> str:
    """Mon, 23 May 2022 08:00:00 GMT."""
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def stamp(moment: datetime) -> str:
    """20220523080000: a moment in the address of a memento, in UTC, to the second."""
    return moment.astimezone(UTC).strftime(STAMP)


def in_a_url(address: str) -> str:
    """A decoded path, encoded again."""
    return quote(address, safe=IN_A_PATH)


def original(site: str, address: str) -> Link:
    """Each address is its own timegate: it answers Accept-Datetime itself."""
    return Link(f"{site}{in_a_url(address)}", "original timegate")


def timemap(site: str, address: str, rel: str = "timemap") -> Link:
    target = f"{site}/timemap{in_a_url(address)}"
    return Link(target, rel, (("type", CONTENT_TYPE),))


def memento(site: str, address: str, moment: datetime, rel: str = "memento") -> Link:
    target = f"{site}/memento/{stamp(moment)}{in_a_url(address)}"
    return Link(target, rel, (("datetime", http_date(moment)),))


def of_an_original(site: str, address: str) -> str:
    """The Link header of a public page: where its versions are. `site` is the origin, as in
    https://review.example.org, and `address` a decoded path."""
    return header([original(site, address), timemap(site, address)])
