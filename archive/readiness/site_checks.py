"""What only shows where all pages are looked at together. Knows nothing of Django."""

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from .finding import Finding
from .page import Page, Target

PLAIN = re.compile(r"(?:/[A-Za-z0-9_.~-]+)*/?")
LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>")
CORRECT = "Correct the address, or name what it led to without a link."


@dataclass(frozen=True, slots=True)
class Other:
    """What an address answers that is no page: its status, and the address of this site that it
    leads to. A redirect without one leads to another site."""

    status: int
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A public address; `is_on_map` if the site map for people is to lead to it, `is_known` if
    machines know it without a link (robots.txt)."""

    address: str
    is_page: bool
    is_on_map: bool = False
    is_known: bool = False


@dataclass
class Site:
    """All that was served. `is_excused` says of an address whether it answers outside of the
    record on purpose, `questions` are those of the FAQ, by the address of their page."""

    site_url: str
    pages: dict[str, Page]
    others: dict[str, Other]
    expected: list[Expected]
    is_excused: Callable[[str], bool]
    robots: str = ""
    sitemap: str = ""
    map_address: str = ""
    questions: dict[str, list[str]] = field(default_factory=dict)

    def after_moves(self, path: str) -> str:
        """Where a reader ends who asks for `path`."""
        for _ in range(5):
            other = self.others.get(path)
            if other is None or not other.leads_to:
                break
            path = other.leads_to
        return path

    def answers(self, path: str) -> bool:
        found = self.others.get(path)
        is_outward = found is not None and found.status in (301, 308) and not found.leads_to
        return path in self.pages or (found is not None and found.status == 200) or is_outward


def findings(site: Site) -> Iterator[Finding]:
    for check in CHECKS:
        yield from check(site)


def answering(site: Site) -> Iterator[Finding]:
    for each in site.expected:
        if not site.answers(each.address) and each.address not in site.others:
            yield Finding(
                "answers",
                each.address,
                "The site could not answer this address.",
                "The server’s log says why. Tell whoever looks after the server.",
            )


def links(site: Site) -> Iterator[Finding]:
    """Links within the site that lead nowhere, carry a query, or name the site otherwise."""
    own = urlsplit(site.site_url)
    bare = own.netloc.removeprefix("www.")
    for page in site.pages.values():
        for link in {(each.host, each.path, each.query, each.fragment): each
                     for each in page.links}.values():  # fmt: skip
            if link.host:
                if link.host.removeprefix("www.") == bare or link.host.endswith(f".{bare}"):
                    yield _other_host(page, link, own.netloc)
            elif not site.is_excused(link.path):
                yield from _inside(site, page, link)


def forms(site: Site) -> Iterator[Finding]:
    for page in site.pages.values():
        for form in page.forms:
            action = urlsplit(form.action)
            # What is there without a question, too, is not reached by the form alone: the search.
            is_there = site.is_excused(action.path) or site.answers(action.path)
            if form.method == "post" or not is_there:
                yield Finding(
                    "no-post",
                    page.address,
                    f"A form leads to {action.path}, which no robot fills in.",
                    "Lead there by links as well, or instead. Tell whoever looks after the site.",
                    quote=form.action,
                )


def _other_host(page: Page, link: Target, own: str) -> Finding:
    return Finding(
        "one-host",
        page.address,
        f"“{link.words}” leads to {link.host} by another name or protocol than {own}’s own.",
        "Write the address from its first slash on: /about/. What is there and not here is not "
        "part of this site: bring it here.",
        quote=link.href,
    )


def _inside(site: Site, page: Page, link: Target) -> Iterator[Finding]:
    if link.query:
        yield Finding(
            "no-query",
            page.address,
            f"“{link.words}” leads to an address with a question mark: {link.href}",
            "Link to the page itself, without what stands behind the question mark.",
            quote=link.href,
        )
    path = site.after_moves(link.path)
    said = f"“{link.words}” leads to {link.href}"
    if not site.answers(path):
        gone = site.others.get(path)
        why = "was taken down" if gone and gone.status == 410 else "is not there"
        yield Finding("links-inside", page.address, f"{said}, which {why}.", CORRECT, link.href)
    elif link.fragment and path in site.pages and link.fragment not in site.pages[path].names:
        yield Finding(
            "links-inside",
            page.address,
            f"{said}, but that page has no place named “{link.fragment}”.",
            "Link to the page, or to a heading that is on it.",
            link.href,
        )


def reach(site: Site) -> Iterator[Finding]:
    """From the home page, by links alone."""
    reached, waiting = {"/"}, deque(["/"])
    while waiting:
        page = site.pages.get(waiting.popleft())
        for link in page.links if page else ():
            for path in {link.path, site.after_moves(link.path)} if not link.host else ():
                if path not in reached:
                    reached.add(path)
                    waiting.append(path)
    for each in site.expected:
        if each.address not in reached and not each.is_known:
            yield Finding(
                "reached-by-links",
                each.address,
                "No link leads here from the home page, however many pages lie between.",
                "Link to it from a page that readers come by.",
            )


def titles(site: Site) -> Iterator[Finding]:
    alike = defaultdict(list)
    for page in site.pages.values():
        if page.title:
            alike[page.title].append(page.address)
    for title, addresses in alike.items():
        if len(addresses) > 1:
            yield Finding(
                "distinct-title",
                addresses[-1],
                f"{len(addresses)} pages have the title “{title}”: {_some(addresses)}.",
                "Give each its own: in lists of search results nobody can tell them apart.",
                quote=title,
            )


def sitemaps(site: Site) -> Iterator[Finding]:
    listed = set(LOCATION.findall(site.sitemap))
    on_map = {link.path for link in site.pages[site.map_address].links
              if not link.host} if site.map_address in site.pages else set()  # fmt: skip
    for each in site.expected:
        if each.is_page and site.site_url + each.address not in listed:
            yield Finding(
                "sitemap-xml",
                each.address,
                "sitemap.xml does not list this page.",
                "Tell whoever looks after the site.",
            )
        if each.is_on_map and each.address not in on_map:
            yield Finding(
                "sitemap-people",
                each.address,
                "The site map for people does not lead to this page.",
                "Tell whoever looks after the site.",
            )


def robots(site: Site) -> Iterator[Finding]:
    rules = RobotFileParser()
    rules.parse(site.robots.splitlines())
    for each in site.expected:
        if not rules.can_fetch("*", site.site_url + each.address):
            yield Finding(
                "robots",
                each.address,
                "robots.txt shuts robots out of this address.",
                "Take that line out of it. Tell whoever looks after the site.",
            )


def addresses(site: Site) -> Iterator[Finding]:
    for each in site.expected:
        if not PLAIN.fullmatch(each.address):
            odd = sorted(set(re.sub(r"[A-Za-z0-9_.~/-]", "", each.address))) or ["//"]
            yield Finding(
                "plain-addresses",
                each.address,
                f"The address holds {' '.join(odd)}, which not every program reads alike.",
                "Change the address; the old one goes on leading here.",
            )


def questions(site: Site) -> Iterator[Finding]:
    for address, asked in site.questions.items():
        page = site.pages.get(address)
        for question in asked:
            if page is None or " ".join(question.split()) not in page.text:
                yield Finding(
                    "questions-in-text",
                    address,
                    f"The question “{question}” is not in the text of the page.",
                    "Tell whoever looks after the site’s templates.",
                    quote=question,
                )


CHECKS = (answering, links, forms, reach, titles, sitemaps, robots, addresses, questions)


def _some(addresses: list[str]) -> str:
    more = f" and {len(addresses) - 5} more" if len(addresses) > 5 else ""
    return ", ".join(addresses[:5]) + more
