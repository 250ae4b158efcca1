"""Reads what somebody writes: every family of rules, then how grave it is and what was decided."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.db.models import Model

from archive import markdown
from archive.models import Picture, RuleSeverity, Severity, Waiver
from archive.readiness.finding import Finding as OfTheClosing

from . import (
    capitals,
    dates,
    headings,
    house_words,
    links,
    sentences,
    tables,
    watched,
    wordings,
)
from .answering import link_faults
from .files import file_findings
from .finding import ORDER, Finding, Proof
from .manuscript import sheets
from .rules import RULES
from .sheet import LinkFault, Remark, Sheet

Family = Callable[[Sheet], Iterable[Remark]]

FAMILIES: list[Family] = [
    wordings.remarks,
    dates.remarks,
    headings.remarks,
    tables.remarks,
    house_words.remarks,
    capitals.remarks,
    sentences.remarks,
]
"""Whatever else has something to say of a text joins here; its rules are in `rules`."""


def proof(thing: Model) -> Proof:
    """What is found in `thing` as it is in memory, saved or not."""
    pages = sheets(thing)
    faults = link_faults(pages, thing)
    severities = {rule.id: rule.severity for rule in RULES.values()} | set_severities()
    found = list(_found(pages, faults, severities))
    waivers = _waivers({each.place for each in found})
    decided = (replace(each, waiver=waivers.get(each.place)) for each in found)
    order = {page.field: number for number, page in enumerate(pages)}
    in_order = sorted(
        decided, key=lambda each: (ORDER.index(each.severity), order[each.field], each.start)
    )
    readings = tuple(sentences.reading(page) for page in pages if page.is_markdown)
    is_english = bool(pages) and pages[0].about.is_english
    return Proof(tuple(in_order), readings if is_english else (), file_findings(thing))


def set_severities() -> dict[str, Severity]:
    """How grave administrators said rules are; of those that can be set, and still are there."""
    said = RuleSeverity.objects.by_rule()
    return {name: said[name] for name, rule in RULES.items() if name in said and not rule.is_fixed}


def _found(
    pages: list[Sheet], faults: dict[str, LinkFault], severities: dict[str, Severity]
) -> Iterator[Finding]:
    if not any(page.source.strip() for page in pages):
        return  # nothing was begun yet
    remarked = [(page, remark) for page in pages for remark in _remarks(page, faults)]
    remarked += watched.remarks(pages)
    remarked += _missing_pictures(pages)
    seen = set()
    for page, remark in remarked:
        at = (remark.rule, page.field, remark.start, remark.end)
        if at in seen:
            continue
        seen.add(at)
        quote, words = wordings.quote_of(page, remark)
        place = OfTheClosing(
            remark.rule, page.about.address, remark.what, remark.do, quote, words
        ).place
        yield Finding(
            rule=RULES[remark.rule],
            severity=severities[remark.rule],
            address=page.about.address,
            field=page.field,
            label=page.label,
            line=page.source.count("\n", 0, remark.start) + 1,
            start=remark.start,
            end=remark.end,
            what=remark.what,
            do=remark.do,
            replacement=remark.replacement,
            quote=quote,
            words=words,
            place=place,
        )


def _remarks(page: Sheet, faults: dict[str, LinkFault]) -> Iterator[Remark]:
    yield from links.remarks(page, faults)
    for family in FAMILIES:
        yield from family(page)
    if page.field == "summary" and not page.source.strip():
        yield Remark(
            "no-summary",
            0,
            0,
            "There is no summary.",
            "Write one or two sentences: lists and search results show nothing else of the page.",
        )


def _missing_pictures(pages: list[Sheet]) -> Iterator[tuple[Sheet, Remark]]:
    shown = [(page, each) for page in pages if page.is_markdown
             for each in markdown.pictures(page.source)]  # fmt: skip
    names = {each.source.rpartition("/")[2] for _, each in shown}
    there = {each.name for each in Picture.objects.named_any(names)} if names else set()
    for page, each in shown:
        if each.source.rpartition("/")[2] not in there and "://" not in each.source:
            yield (
                page,
                Remark(
                    "picture-missing",
                    each.start,
                    each.end,
                    f"There is no picture {each.source} on this site.",
                    "Add it with “Picture…” above the text.",
                ),
            )


def _waivers(places: set[str]) -> dict[str, Waiver]:
    if not places:
        return {}
    standing = Waiver.objects.standing().of_any(places).with_people()
    return {each.place: each for each in standing}
