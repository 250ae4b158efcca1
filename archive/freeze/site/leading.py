"""Where the links of the site lead, once it is files."""

import re
from collections import OrderedDict
from datetime import date, datetime, time, timedelta
from urllib.parse import quote, unquote, urljoin, urlsplit

from . import names, past
from .index import Index, Known, stamp_of
from .tags import Led, in_an_attribute
from .wording import LONDON

DRESS = ("/static/", "/pictures/", "/attachments/")
"""What stood in the past may have been kept a little later than the page that shows it."""

THE_SAME_ANYWHERE = ("/", "#", "https://", "http://", "mailto:", "tel:")
"""Links that begin so lead to the same place from any page, and are looked for once."""

REMEMBERED = 50_000
MOMENTS = 50

LATER_PART = re.compile(r"/page/\d+/", re.ASCII)
"""Of a list of versions, which is one list here."""

Target = tuple[int, str]
"""A file's number, and its path with what stands behind it: faqs/index.html#x."""


class LinkToNothing(Exception):
    """A link to an address of this site with nothing public there. The text names page and link."""

    def __init__(self, page: str, link: str) -> None:
        super().__init__(
            f"The page {page} links to {link}, and nothing public is there. Correct the link on "
            "that page, or publish what it leads to, and freeze again."
        )
        self.page, self.link = page, link


class Leading:
    """Finds the file of each link."""

    def __init__(self, index: Index, site_url: str) -> None:
        self._index = index
        parts = urlsplit(site_url)
        self._host = parts.netloc.lower()
        self._url = site_url.rstrip("/")
        self._now: dict[str, Target | None] = {}
        self._then: OrderedDict[int, dict[str, Target | None]] = OrderedDict()

    def from_page(
        self, address: str, prefix: str, links: set[int], second: int | None = None
    ) -> Led:
        """For the links of the page at `address`, in a file from which `prefix` leads up to the
        folder of the site: each file that one leads to is added to `links`. With `second`, they
        lead to what stood then."""
        known = self._now if second is None else self._known_then(second)

        def led(url: str) -> str | None:
            try:
                target = known[url]
            except KeyError:
                target = self._target(url, address, second)
                if url.startswith(THE_SAME_ANYWHERE):
                    if len(known) > REMEMBERED:
                        known.clear()
                    known[url] = target
            if target is None:
                return None
            links.add(target[0])
            return prefix + target[1]

        return led

    def own(self, url: str, base: str) -> tuple[str, str] | None:
        """The address that a link of the page `base` leads to on this site, decoded, and its
        fragment with its sign; None where it leads elsewhere, or only to another place of the
        page itself."""
        url = url.strip(" \t\n\f\r")
        if not url or url[0] in "#?":
            return None
        try:
            parts = urlsplit(urljoin(self._url + quote(base), url))
        except ValueError:
            return None
        if parts.scheme not in ("http", "https") or parts.netloc.lower() != self._host:
            return None
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        # Bytes that are no text name nothing here.
        path = unquote(parts.path, errors="replace").encode(errors="replace").decode()
        return path or "/", fragment

    def to(self, address: str, second: int | None = None) -> Target | None:
        """What there is at an address of this site, now or then; None where there is nothing."""
        if address.startswith("/memento/"):
            return self._memento(address)
        if address.startswith("/timemap/"):
            return self._timemap(address)
        if address.startswith("/changes/"):
            return self._changes(address)
        if address == "/on/" or address == "/on":
            return self._index.made("day", "/on/", "on/index.html")
        if address.startswith("/on/"):
            return self.day(address.removeprefix("/on/").rstrip("/"))
        if second is None:
            return self._standing(address) or self._standing(f"{address}/")
        return self._at(address, second) or self._at(f"{address}/", second)

    def version(self, known: Known) -> Target:
        """The file of a version; what tells that it was taken down, where it was."""
        if known.file:
            return self._written(known)
        return self._standing(known.address) or self.nothing()

    def versions(self, address: str) -> Target | None:
        """The page of all versions of an address."""
        if not self._index.versions(address):
            return None
        path = names.as_page(self._index.usual_file(address))
        return self._index.made("versions", f"/timemap{address}", f"timemap/{path}")

    def comparison(self, before: Known, after: Known, address: str) -> Target:
        stamps = f"{stamp_of(before.second)}/{stamp_of(after.second)}"
        path = names.as_page(self._index.usual_file(address))
        target = self._index.made(
            "comparison", f"/changes/{stamps}{address}", f"changes/{stamps}/{path}"
        )
        self._index.keep("comparison", (target[0], before.number, after.number, address))
        return target

    def nothing(self) -> Target:
        """Where links of old pages lead that led nowhere already then."""
        return self._index.made("added", f"/{names.NOT_KEPT}", names.NOT_KEPT)

    def day(self, day: str) -> Target | None:
        """The page of a day on which something changed; the home page at the end of any other."""
        try:
            chosen = date.fromisoformat(day)
        except ValueError:
            return None
        if next(self._index.ask("SELECT 1 FROM day WHERE day = ?", day), None):
            return self._index.made("day", f"/on/{day}/", f"on/{day}/index.html")
        return self._at("/", end_of(chosen))

    def home_at_end_of(self, day: str) -> Target | None:
        return self._at("/", end_of(date.fromisoformat(day)))

    def _known_then(self, second: int) -> dict[str, Target | None]:
        if second in self._then:
            self._then.move_to_end(second)
        elif len(self._then) >= MOMENTS:
            self._then.popitem(last=False)
        return self._then.setdefault(second, {})

    def _target(self, url: str, page: str, second: int | None) -> Target | None:
        own = self.own(url, page)
        if own is None:
            return None
        address, fragment = own
        target = self.to(address, second)
        if target is None and second is not None:
            target = self.nothing()
        if target is None:
            raise LinkToNothing(page, url)
        return target[0], target[1] + in_an_attribute(fragment)

    def _written(self, known: Known) -> Target:
        if not known.stands and not known.is_page:
            self._index.want(known.file)
        return known.file, known.path

    def _standing(self, address: str) -> Target | None:
        known = self._index.standing(address)
        return self._written(known) if known else None

    def _at(self, address: str, second: int) -> Target | None:
        versions = self._index.versions(address)
        if not versions:
            return None
        known = past.at(versions, second)
        if known is None and address.startswith(DRESS):
            known = past.first_since(versions, second) or versions[-1]
        return self.version(known) if known else self.versions(address)

    def _memento(self, address: str) -> Target | None:
        _, _, digits, rest = address.split("/", 3) if address.count("/") > 2 else ("", "", "", "")
        if digits == "after":
            stamp, _, rest = rest.partition("/")
            second, of = _second(stamp), f"/{rest}"
            if second is None:
                return None
            pages, versions = self._index.pages(of), self._index.versions(of)
            known = past.first_since(pages, second) or past.page_at(pages, versions, second)
            return self.version(known) if known else self.versions(of)
        second = _second(digits)
        return None if second is None else self._at(f"/{rest}", second)

    def _timemap(self, address: str) -> Target | None:
        rest = address.removeprefix("/timemap")
        if found := LATER_PART.match(rest):
            rest = rest[found.end() - 1 :]
        return self.versions(rest)

    def _changes(self, address: str) -> Target | None:
        parts = address.split("/", 4)
        if len(parts) < 5:
            return None
        of = f"/{parts[4]}"
        pages, versions = self._index.pages(of), self._index.versions(of)
        second = _second(parts[3])
        if second is None or not versions:
            return None
        if parts[2] == "after":
            after = past.first_since(pages, second)
            before = past.last_before(pages, after.second) if after else None
            if after and not before:
                return self._first_version(after, of, parts[3])
        else:
            first = _second(parts[2])
            if first is None:
                return None
            before, after = (
                past.page_at(pages, versions, each) for each in sorted((first, second))
            )
        return self.comparison(before, after, of) if before and after else self.versions(of)

    def _first_version(self, after: Known, of: str, stamp: str) -> Target:
        path = names.as_page(self._index.usual_file(of))
        target = self._index.made(
            "comparison", f"/changes/after/{stamp}{of}", f"changes/after/{stamp}/{path}"
        )
        self._index.keep("comparison", (target[0], 0, after.number, of))
        return target


def upwards(path: str) -> str:
    """From the folder of a file to the folder of the site."""
    return "../" * path.count("/")


def end_of(day: date) -> int:
    """The last second of a day in London."""
    return int(datetime.combine(day + timedelta(days=1), time(), LONDON).timestamp()) - 1


def _second(digits: str) -> int | None:
    try:
        return past.second_of(digits)
    except past.NotAMoment:
        return None
