"""Older versions of pages: each as it was served, with its links staying in its time, and with one
line on top that says from when until when it stood."""

import re
from functools import lru_cache

from archive.captures.page_text import paragraphs
from archive.captures.rewriting import LINE_BEGINS, LINE_ENDS, SKIP_LINK, language_of
from archive.freeze.served import Served

from . import names, wording
from .index import SECOND, Known
from .leading import upwards
from .made import MINUTE
from .redirects import write_redirect
from .site import Site, text_of, title_of
from .wording import LineWords

BODY = re.compile(r"<body(?=[\s>])[^>]*>", re.IGNORECASE)
MAIN = re.compile(r"<main(?=[\s>]).*</main>", re.DOTALL)


def write_mementos(site: Site) -> None:
    for served, known in site.known(site.source.ever()):
        if not known.is_page:
            continue
        if not known.stands:
            site.tell("Older versions of pages")
            _write(site, served, known)
        elif len(site.index.versions(known.address)) > 1 or site.index.formers(known.address):
            _keep_text(site, text_of(served), known)
    site.index.forget()


def write_other_files(site: Site) -> None:
    """Files of the past that old pages show or lead to, where their bytes are not today's."""
    if next(site.index.to_write("memento"), None) is None:
        return
    for served, known in site.known(site.source.ever()):
        if not known.is_page and not known.stands and site.index.is_to_write(known.file):
            site.write_file(served, known)


def line(site: Site, known: Known, links: set[int], language: str) -> str:
    """What stands on top, from when until when the page stood, and where to go from there: in the
    language of the page, or in that of the site."""
    prefix = upwards(known.path)
    says = next((each for each in site.lines if each.language == language), site.lines[0])
    ways = (
        (site.leading.to(known.address), says.now, ""),
        (site.leading.versions(known.address), says.versions, ' rel="nofollow"'),
        (site.leading.to("/on/"), says.days, ' rel="nofollow"'),
    )
    links.add(site.line_style)
    links.update(target[0] for target, _, _ in ways if target)
    shown = " ".join(
        f'<a class="memento-line-way" href="{prefix}{target[1]}"{rel}>{words}</a>'
        for target, words, rel in ways
        if target
    )
    is_exact = known.until is not None and known.until // MINUTE == known.since // MINUTE
    stood = says.stood_on if known.until is None else says.stood_until
    moments = {
        "since": _time(says, known.since, is_exact=is_exact),
        "until": known.until and _time(says, known.until, is_exact=is_exact),
    }
    return (
        f'{LINE_BEGINS}<link rel="stylesheet" href="{prefix}{names.LINE_STYLE}">'
        f'<aside class="memento-line" aria-label="{says.called}" lang="{says.language}">'
        f'<div class="memento-line-row"><p class="memento-line-words">{stood % moments}</p>'
        f'<p class="memento-line-ways">{shown}</p></div></aside>{LINE_ENDS}'
    )


def _write(site: Site, served: Served, known: Known) -> None:
    same = [each for each in site.index.versions(known.address) if each.file == known.file]
    if same[-1].number != known.number:
        return  # of one second the last has the address, as on the live site
    second = known.since // SECOND
    if served.is_redirect:
        file = site.index.file(known.file)
        site.index.keep("location", (known.file, served.header("Location")))
        write_redirect(site, file, served.address, second)
        return
    page = text_of(served)
    links: set[int] = set()
    new = site.rewritten(page, known, links, second)
    place = _top_of(new)
    top = line(site, known, links, language_of(page))
    site.write(known.path, f"{new[:place]}{top}{new[place:]}")
    site.index.wrote(known.file, links, title=title_of(page))
    _keep_text(site, page, known)


def _top_of(page: str) -> int:
    """Where its body begins, behind a link that skips to its main part."""
    body = BODY.search(page)
    place = body.end() if body else 0
    skip_link = SKIP_LINK.match(page, place)
    return skip_link.end() if skip_link else place


def _keep_text(site: Site, page: str, known: Known) -> None:
    """What a reader reads of it, to compare it with other versions."""
    main = MAIN.search(page)
    text = _read(f"<body>{main[0]}" if main else page)
    site.index.keep("text", (known.sha256, text))


@lru_cache(maxsize=16)
def _read(page: str) -> str:
    """Versions of one page come one after the other, and often differ around the main part."""
    return "\n".join(paragraphs(page)).encode(errors="replace").decode()


def _time(says: LineWords, moment: int, *, is_exact: bool) -> str:
    return (
        f'<time class="memento-line-time" datetime="{wording.machine_readable(moment)}">'
        f"{says.moment(moment, is_exact=is_exact)}</time>"
    )
