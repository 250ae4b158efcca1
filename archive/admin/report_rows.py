"""What each report shows: its columns, and the rows of which each leads to a form.

What is wrong with a text, a link or a picture is for the rules of `archive.readiness` to say; a
report chooses among them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils import timezone

from archive.models import (
    DraftLink,
    PublishedAlone,
    Record,
    SiteState,
    Waiver,
    pages_unchanged_since,
    pages_without_summary,
)
from archive.proofreading.rules import RULES as OF_TEXTS
from archive.readiness.report import Report
from archive.readiness.rules import RULES

from . import draft_links
from .moments import briefly, briefly_day
from .records import form_address

NEVER = datetime.min.replace(tzinfo=UTC)
"""Where a moment that has not come is sorted."""

AGES = (6, 12, 24)
"""Months after which a page counts as ageing; the second is taken where nobody chose."""
DAYS_OF_A_MONTH = 365.25 / 12

SEES = "archive.view_sitestate"


class Cell(NamedTuple):
    """`order` is what its column is sorted by, where that is not its text."""

    text: str
    href: str = ""
    order: object = None

    @property
    def sorts_as(self) -> object:
        return self.text.casefold() if self.order is None else self.order


Row = tuple[Cell, ...]


class Asked(NamedTuple):
    """What the rows are made from; `found` is read once, whatever is asked of it."""

    found: Report
    months: int


@dataclass(frozen=True)
class Shown:
    """A report. `reads_pages`: it knows only of the pages what the last look at them found;
    `sees` is what somebody has to be allowed to see for it."""

    slug: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: Callable[[Asked], list[Row]]
    reads_pages: bool = False
    has_ages: bool = False
    sees: str = SEES
    empty: str = "Nothing to look after here."


def _ageing(asked: Asked) -> list[Row]:
    now = timezone.now()
    since = now - timedelta(days=asked.months * DAYS_OF_A_MONTH)
    return [
        (
            _title(record),
            Cell(record.get_kind_display()),
            _moment(record.last_told_at),
            _months(now - record.last_told_at),
            _moment(record.edited_at),
            _person(record.edited_by),
        )
        for record in pages_unchanged_since(since)
    ]


def _without_summary(asked: Asked) -> list[Row]:
    return [
        (
            _title(record),
            Cell(record.get_kind_display()),
            _moment(record.published_at),
            _person(record.edited_by),
        )
        for record in pages_without_summary()
    ]


def _found_by(*rules: str) -> Callable[[Asked], list[Row]]:
    """What stands against these rules, waived findings left out."""

    def rows(asked: Asked) -> list[Row]:
        return [
            (
                Cell(RULES[each.rule].title),
                Cell(each.address, each.address),
                Cell(each.what),
                Cell(each.quote),
                Cell("Mend it", each.form) if each.form else Cell(""),
            )
            for each in asked.found.standing
            if each.rule in rules
        ]

    return rows


def _waived(asked: Asked) -> list[Row]:
    return [_waiver(each) for each in Waiver.objects.standing().newest_first().with_people()]


def _waiver(waiver: Waiver) -> Row:
    rule = RULES.get(waiver.rule) or OF_TEXTS.get(waiver.rule)
    return (
        Cell(rule.title if rule else waiver.rule),
        Cell(waiver.address, waiver.address),
        Cell(waiver.what),
        Cell(waiver.reason),
        _person(waiver.waived_by),
        _moment(waiver.waived_at),
        Cell("Look at it", reverse("admin:archive_waiver_changelist")),
    )


def _alone(asked: Asked) -> list[Row]:
    return [
        (
            Cell(row.title, row.address or _form_of(row)),
            Cell(row.because),
            _person(row.published_by),
            _moment(row.published_at),
        )
        for row in PublishedAlone.objects.newest_first()
    ]


def _shown_outside(asked: Asked) -> list[Row]:
    """Of its address nothing is told: whom it was given to knows it alone."""
    is_closed = SiteState.objects.current().is_closed
    return [
        (
            Cell(link.shown_to),
            _title(link.record),
            Cell(_standing(link, is_closed)),
            Cell(briefly_day(link.until), order=link.until),
            Cell(str(link.openings), order=link.openings),
            _moment(link.last_opened_at),
            _person(link.made_by),
            _moment(link.made_at),
            Cell("Look at it", draft_links.page_of(link)),
        )
        for link in DraftLink.objects.with_facts().newest_first()
    ]


def _standing(link: DraftLink, is_closed: bool) -> str:
    is_open = link.is_live and not is_closed
    return "Open" if is_open else draft_links.standing(link, is_closed=is_closed)


def _form_of(row: PublishedAlone) -> str:
    """Of what has no page of its own."""
    model, _, key = row.thing.partition("/")
    return reverse(f"admin:archive_{model}_change", args=[key])


FOUND = ("Kind", "Page", "What is wrong", "The words there", "To mend it")

REPORTS = {
    report.slug: report
    for report in (
        Shown(
            "ageing",
            "Ageing pages",
            "Pages of which readers have been told nothing new for long. Are they still true?",
            ("Page", "Kind", "Last updated", "Months ago", "Last edited", "By"),
            _ageing,
            has_ages=True,
        ),
        Shown(
            "no-summary",
            "No summary",
            "Published pages without the sentence that stands in lists and search results.",
            ("Page", "Kind", "Published", "Last edited by"),
            _without_summary,
        ),
        Shown(
            "no-alt-text",
            "Pictures without words",
            "Pictures that say nothing to those who cannot see them.",
            FOUND,
            _found_by("picture-alt"),
            reads_pages=True,
        ),
        Shown(
            "vague-links",
            "Vague links",
            "Links that say “here” or show a bare address, and words that announce a link that is "
            "not there.",
            FOUND,
            _found_by("link-says-nothing", "bare-address", "leads-nowhere"),
        ),
        Shown(
            "broken-links",
            "Broken links",
            "Links that lead to nothing on this site, or did not answer when they were last asked.",
            FOUND,
            _found_by("links-inside", "links-outside"),
            reads_pages=True,
        ),
        Shown(
            "waivers",
            "Waivers in force",
            "What an administrator decided to leave as it is, and why.",
            ("Kind", "Page", "What was found", "Why it stays", "By", "When", "To take it back"),
            _waived,
        ),
        Shown(
            "published-alone",
            "Published alone",
            "What an administrator published that no second person had approved, and why.",
            ("What", "Why", "By", "When"),
            _alone,
        ),
        Shown(
            "shown-outside",
            "Drafts shown to people outside",
            "Each link shows one draft to one person, until its last day. It ends by itself when "
            "the draft is published or thrown away, and when it is revoked on the draft’s own "
            "page, where new ones are made.",
            (
                "For whom",
                "Draft",
                "State",
                "Until",
                "Opened, times",
                "Last opened",
                "Made by",
                "Made",
                "To revoke it",
            ),
            _shown_outside,
            sees=draft_links.SEES,
            empty="No draft was shown to anybody outside yet.",
        ),
    )
}
"""By the end of their address, in the order in which they are listed."""


def sorted_rows(rows: Iterable[Row], column: int, *, down: bool) -> list[Row]:
    """By one column; rows that are alike there stay in their order."""
    return sorted(rows, key=lambda row: row[column].sorts_as, reverse=down)


def _title(record: Record) -> Cell:
    return Cell(record.title or "Without a title", form_address(record))


def _moment(moment: datetime | None) -> Cell:
    return Cell(briefly(moment), order=moment) if moment else Cell("", order=NEVER)


def _months(age: timedelta) -> Cell:
    months = int(age.days / DAYS_OF_A_MONTH)
    return Cell(str(months), order=months)


def _person(user: AbstractBaseUser | None) -> Cell:
    return Cell((user.get_full_name() or user.get_username()) if user else "")
