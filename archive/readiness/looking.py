"""Looks at every page that the public is served, and keeps what was found until the next look.

Pages come from the store of captures, which is filled first; of a closed site only what is kept is
looked at. Once something has changed, what the texts say is read anew for whoever asks, so that
what was mended is gone at once; the pages wait for the next look.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve, reverse

from archive.captures.filling import NotInItsDress, fill
from archive.captures.kept import StoreAway
from archive.captures.texts import content_of, is_page
from archive.models import (
    Capture,
    Edition,
    FaqEntry,
    Look,
    Record,
    Review,
    SiteState,
    Takedown,
    Topic,
)  # fmt: skip
from archive.public_urls import EXCUSED, PublicUrls

from . import holdings, page_checks, site_checks, wording
from .finding import Finding, said_once
from .page import Page, Reader
from .site_checks import Expected, Other, Site
from .texts import Text, form_of, texts

AT_ONCE = 50
"""Captures whose bodies are in memory together."""
READ = ("text/html", "text/css")
FETCHED = ("favicon", "icon", "look", "search_words", "touch_icon")
"""Routes to what a page fetches by itself."""
KNOWN_TO_MACHINES = ("robots", "security", "sitemap")
"""Routes that machines know without a link."""

Progress = Callable[[str, int, int], None]


class CannotLook(Exception):
    """The pages cannot be had. The text says why and what to do."""


def look(progress: Progress | None = None) -> Look:
    """Look at every page now. Raises CannotLook, and what `progress` raises."""
    taken_down = Takedown.objects.done().count()
    try:
        filled = fill(progress=progress)
    except (NotInItsDress, StoreAway) as fault:
        raise CannotLook(f"The pages cannot be had. {fault}") from fault
    served = _Served(filled.edition)
    site = served.site()
    found = [each for page in site.pages.values() for check in page_checks.CHECKS
             for each in check(page)]  # fmt: skip
    found += served.in_styles
    found += site_checks.findings(site)
    with_forms = _Mending(list(texts())).with_forms(said_once(found))
    facts = {
        "edition": filled.edition,
        "pages": len(site.pages),
        "findings": [each.as_row() for each in with_forms],
        "in_record": [each.as_row() for each in of_the_record()],
        "outside": _outside(site),
        "outside_asked_at": None,
    }
    with transaction.atomic():
        SiteState.objects.hold()
        if Takedown.objects.done().count() != taken_down:
            raise CannotLook(
                "Something was taken down while the pages were looked at, and what was found may "
                "say its words. Look again."
            )
        return Look.objects.keep(**facts)


def kept(rows: Iterable[dict[str, str]]) -> list[Finding]:
    """The findings of an earlier look."""
    return [Finding(**row) for row in rows]


def of_the_record() -> list[Finding]:
    """What the texts say, and what is held here or only elsewhere, as they are at this moment."""
    read = list(texts())
    found = [*holdings.findings(read), *wording.findings(read)]
    return list({each.place: each for each in found}.values())


def is_current(look: Look) -> bool:
    """Has nothing that the public sees changed since?"""
    return look.edition == Edition.objects.current().number


def _outside(site: Site) -> list[dict]:
    """Every address on another host that a page links to, with the pages that do."""
    found: dict[str, list[str]] = defaultdict(list)
    for page in site.pages.values():
        for link in page.links:
            if link.host and page.address not in found[link.href]:
                found[link.href].append(page.address)
    return [
        {"address": address, "on": pages[0], "pages": len(pages), "answer": ""}
        for address, pages in sorted(found.items())
    ]


class _Served:
    """What is kept of an edition."""

    def __init__(self, edition: int) -> None:
        self.captures = Capture.objects.standing().of_edition(edition)
        self.reader = Reader(settings.SITE_URL)
        self.urls = PublicUrls()
        self.faqs = {reverse("faqs"), reverse("faqs_all")}
        self.in_styles: list[Finding] = []

    def site(self) -> Site:
        pages = {page.address: page for page in self._pages()}
        others = {
            address: Other(status, self._leads_to(address, headers))
            for address, status, headers in self.captures.oldest_first().values_list(
                "address", "status", "headers"
            )
            if address not in pages
        }
        asked = [entry.question for entry in FaqEntry.objects.published().in_order()]
        return Site(
            site_url=settings.SITE_URL,
            pages=pages,
            others=others,
            expected=list(self._expected()),
            is_excused=_is_excused,
            robots=self._text_at(reverse("robots")),
            sitemap=self._text_at(reverse("sitemap")),
            map_address=reverse("site_map"),
            questions=dict.fromkeys(self.faqs, asked) if asked else {},
        )

    def _pages(self) -> Iterator[Page]:
        wanted = self.captures.with_pages().of_types(*READ)
        numbers = list(wanted.oldest_first().values_list("pk", flat=True))
        for first in range(0, len(numbers), AT_ONCE):
            chunk = wanted.with_bodies().in_bulk(numbers[first : first + AT_ONCE])
            for capture in chunk.values():
                body = content_of(capture.body)
                if is_page(capture.content_type):
                    with_text = capture.address in self.faqs
                    page = self.reader.page(capture.address, body, with_text=with_text)
                    told = _header(capture.headers, "x-robots-tag")
                    yield replace(page, robots=f"{page.robots} {told}") if told else page
                else:
                    self.in_styles += page_checks.of_a_style_sheet(
                        capture.address, self.reader.fetched_by_styles(capture.address, body)
                    )

    def _expected(self) -> Iterator[Expected]:
        on_map = {url.address for section in self.urls.sections for url in section.urls}
        for url in self.urls.pages():
            yield Expected(url.address, is_page=True, is_on_map=url.address in on_map)
        for url in self.urls.files():
            is_known = url.route in (*KNOWN_TO_MACHINES, *FETCHED)
            yield Expected(url.address, is_page=False, is_known=is_known)

    def _text_at(self, address: str) -> str:
        capture = self.captures.of(address).with_bodies().newest_first().first()
        return content_of(capture.body).decode(errors="replace") if capture else ""

    def _leads_to(self, address: str, headers: list[list[str]]) -> str:
        location = _header(headers, "location")
        base = settings.SITE_URL + address
        found = urlsplit(urljoin(base, location))
        is_inside = found.netloc == urlsplit(settings.SITE_URL).netloc
        return unquote(found.path) if location and is_inside else ""


def _header(headers: list[list[str]], wanted: str) -> str:
    return next((value for name, value in headers if name.lower() == wanted), "")


def _is_excused(path: str) -> bool:
    """Does a route answer there that is none of the record's own pages, or a file of its dress?"""
    if path.startswith(settings.STATIC_URL):
        return True
    try:
        return resolve(path).url_name in EXCUSED
    except Resolver404:
        return False


class _Mending:
    """Finds the form in which what a page shows was written."""

    def __init__(self, read: list[Text]) -> None:
        self.read = read
        self.at: dict[str, list[Text]] = defaultdict(list)
        self.forms: dict[str, str] = {}
        for text in read:
            self.at[text.address.partition("#")[0]].append(text)

    def with_forms(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        review = Review.objects.current()
        of_review = form_of(review) if review.pk else ""
        for thing in (*Record.objects.published().newest_first(), *Topic.objects.all()):
            self.forms.setdefault(thing.get_absolute_url(), form_of(thing))
        for each in findings:
            form = of_review if each.rule == "licence" else self._form(each)
            yield replace(each, form=form)

    def _form(self, finding: Finding) -> str:
        here = self.at[finding.address]
        if finding.quote:
            for text in (*here, *self.read):
                if finding.quote in text.source:
                    return text.form
        if finding.address in self.forms or finding.address == reverse("home"):
            return self.forms.get(finding.address, "")
        return here[0].form if here else ""
