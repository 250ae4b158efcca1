"""Each page of the static site: whole in itself, and every link of it with an end."""

from array import array
from collections.abc import Iterable
from urllib.parse import unquote, urljoin

from archive.verification.captures import address_of
from archive.verification.findings import Findings
from archive.verification.inventory import SITE, Line, file_at, line_of
from archive.verification.ledger import Ledger
from archive.verification.links import (
    SCHEME,
    LeadsNowhere,
    LeadsOutside,
    NotAnAddress,
    Place,
    Target,
    place_of,
    target_of,
)
from archive.verification.pages import Page, PageBroken, in_styles, read_page
from archive.verification.rules import Rule

FIRST_BYTES = 1024
PAST = "/memento/"


class FrozenPages:
    """Looks into pages, style sheets and drawings, one at a time, and counts. `url` is where the
    site was served, as in https://review.example.org."""

    def __init__(self, ledger: Ledger, findings: Findings, url: str) -> None:
        self._ledger = ledger
        self._findings = findings
        self._url = url
        self.pages = 0
        self.links = 0
        self.fetched = 0
        self.outside = 0

    def check_page(self, identity: int, file: str, body: bytes, line: Line | None) -> None:
        address = line.address if line else SITE + file
        try:
            page = read_page(body)
        except PageBroken as broken:
            self._add(address, Rule.PAGE_BROKEN, str(broken))
            return
        self.pages += 1
        self._check_shape(page, body, address, is_redirect=bool(line and line.kind == "redirect"))
        targets = self._check_links(page, place_of(file, identity), address)
        leads_to = {target.file for target in targets} - {identity}
        self._ledger.execute(
            "UPDATE files SET ids = ?, leads_to = ? WHERE id = ?",
            ("\n".join(page.ids), array("I", sorted(leads_to)).tobytes(), identity),
        )
        if line and line.kind == "redirect":
            self._check_redirect(line, targets, self._has_outside(page))

    def _has_outside(self, page: Page) -> bool:
        return any(link.startswith(("http:", "https:")) for link in page.links)

    def _check_shape(self, page: Page, body: bytes, address: str, *, is_redirect: bool) -> None:
        if not page.title:
            self._add(address, Rule.PAGE_TITLE, "it has no title")
        if not page.language:
            self._add(address, Rule.PAGE_LANGUAGE, "its html element has no lang")
        if b"charset" not in body[:FIRST_BYTES].lower():
            self._add(address, Rule.PAGE_CHARSET, "it does not say how it is encoded")
        if is_redirect:
            return
        if page.mains != 1:
            self._add(address, Rule.PAGE_MAIN, f"it has {page.mains} main landmarks")
        if page.headings != 1:
            self._add(address, Rule.PAGE_HEADING, f"it has {page.headings} h1")

    def _check_links(self, page: Page, place: Place, address: str) -> list[Target]:
        if page.base:
            self._add(address, Rule.LINK_BROKEN, "a base element sends its links elsewhere")
        targets = []
        for link in dict.fromkeys(page.links):
            self.links += 1
            try:
                target = target_of(link, place, self._ledger)
            except LeadsOutside:
                self.outside += 1
                if self._is_live(link):
                    self._add(address, Rule.LINK_LIVE, f"“{link}” leads to the live site")
            except NotAnAddress as wrong:
                self._add(address, Rule.LINK_OUTSIDE, str(wrong))
            except LeadsNowhere as broken:
                self._add(address, Rule.LINK_BROKEN, str(broken))
            else:
                self._check_fragment(target, page, place.identity, address)
                targets.append(target)
        self._check_fetched(page.fetched, place, address)
        for sent in page.sent:
            self._check_sent(sent, place, address)
        for own in page.own:
            self._check_own(own, address)
        return targets

    def _is_live(self, link: str) -> bool:
        """Does it lead to the site as it was served, securely or not?"""
        _, _, place = link.strip().partition("://")
        _, _, own = self._url.partition("://")
        rest = place[len(own) :]
        return (
            bool(own) and place.lower().startswith(own.lower()) and (not rest or rest[0] in "/?#")
        )

    def _check_fragment(self, target: Target, page: Page, identity: int, address: str) -> None:
        fragment = target.fragment.partition(":~:")[0]
        if not fragment or fragment.lower() == "top":
            return
        if target.file != identity:
            self._ledger.execute(
                "INSERT INTO wanted VALUES (?, ?, ?)", (target.file, fragment, identity)
            )
        elif fragment not in page.ids and unquote(fragment) not in page.ids:
            self._add(address, Rule.LINK_FRAGMENT, f"it has no part “#{fragment}”")

    def _check_fetched(self, urls: Iterable[str], place: Place, address: str = "") -> None:
        fetched = set()
        for url in dict.fromkeys(urls):
            self.fetched += 1
            if url.strip().lower().startswith("data:"):
                continue
            try:
                fetched.add(target_of(url, place, self._ledger).file)
            except (LeadsOutside, NotAnAddress):
                self._add(
                    address or SITE + place.file, Rule.LOADED_ELSEWHERE, f"it fetches “{url}”"
                )
            except LeadsNowhere as broken:
                self._add(address or SITE + place.file, Rule.LINK_BROKEN, f"it fetches {broken}")
        self._ledger.execute(
            "UPDATE files SET fetches = ? WHERE id = ?",
            (array("I", sorted(fetched)).tobytes(), place.identity),
        )

    def _check_sent(self, url: str, place: Place, address: str) -> None:
        try:
            target_of(url, place, self._ledger)
        except (LeadsOutside, NotAnAddress):
            self._add(address, Rule.LOADED_ELSEWHERE, f"a form sends to “{url}”")
        except LeadsNowhere as broken:
            self._add(address, Rule.LINK_BROKEN, f"a form sends to where {broken}")

    def _check_own(self, url: str, address: str) -> None:
        """The address that a page gives as its own is one of the site, and of the inventory; that
        of a page of the past may be one that nothing stands at any more."""
        if not self._url or not url.startswith(f"{self._url}/"):
            if SCHEME.match(url):
                self._add(address, Rule.LINK_LIVE, f"it calls itself “{url}”, at another site")
        elif not file_at(address_of(url), self._ledger) and not (
            address.startswith(PAST) and self._was_captured(address_of(url))
        ):
            self._add(address, Rule.LINK_BROKEN, f"it calls itself “{url}”, which is not here")

    def _was_captured(self, address: str) -> bool:
        return bool(self._ledger.row("SELECT 1 FROM captures WHERE address = ?", address))

    def check_style(self, identity: int, file: str, body: bytes) -> None:
        self._check_fetched(in_styles(body.decode(errors="replace")), place_of(file, identity))

    def check_drawing(self, identity: int, file: str, body: bytes) -> None:
        try:
            page = read_page(body)
        except PageBroken as broken:
            self._add(SITE + file, Rule.PAGE_BROKEN, str(broken))
            return
        self._check_fetched(
            (url for url in page.fetched if not url.startswith("#")), place_of(file, identity)
        )

    def check_fragments(self) -> None:
        """The parts of other pages that links lead to, page by page."""
        ids: set[str] = set()
        before = 0
        wanted = self._ledger.rows(
            "SELECT wanted.target, wanted.fragment, MIN(wanted.source), files.path FROM wanted "
            "JOIN files ON files.id = wanted.target GROUP BY wanted.target, wanted.fragment"
        )
        for target, fragment, source, path in wanted:
            if target != before:
                held = self._ledger.row("SELECT ids FROM files WHERE id = ?", target)[0]
                ids, before = set((held or "").split("\n")), target
            if fragment not in ids and unquote(fragment) not in ids:
                self._add(
                    self._address_of(source), Rule.LINK_FRAGMENT,
                    f"{path.removeprefix(SITE)} has no part “#{fragment}”",
                )  # fmt: skip

    def _address_of(self, identity: int) -> str:
        path = str(self._ledger.row("SELECT path FROM files WHERE id = ?", identity)[0])
        line = line_of(path.removeprefix(SITE), self._ledger)
        return line.address if line else path

    def _check_redirect(self, line: Line, targets: list[Target], leads_outside: bool) -> None:
        found = self._ledger.row(
            "SELECT uri, location FROM captures WHERE address = ? ORDER BY stamp DESC, id DESC",
            line.address,
        )
        location = _joined(found[0], found[1]) if found and found[1] else ""
        if location.startswith(f"{self._url}/"):
            file = file_at(address_of(location.partition("#")[0]), self._ledger)
            wanted = self._ledger.file_id(SITE + file) if file else 0
            if not wanted:
                self._add(line.address, Rule.REDIRECT, f"it leads to {location}, which is not here")
            elif wanted not in {target.file for target in targets}:
                self._add(line.address, Rule.REDIRECT, f"its page does not lead to {file}")
        elif not targets and not leads_outside:
            self._add(line.address, Rule.REDIRECT, "its page leads to nothing")

    def _add(self, where: str, rule: Rule, what: str) -> None:
        self._findings.add(where, rule, what)


def _joined(uri: str, location: str) -> str:
    try:
        return urljoin(uri, location)
    except ValueError:  # brackets that no address has
        return ""
