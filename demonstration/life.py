"""The whole life of the demonstration's site, step after step."""

from enum import StrEnum

from demonstration.site import PROJECT, Site

TAKE_DOWN = """
from django.contrib.auth import get_user_model
from archive.captures.takedowns import ask, confirm

first, second = (get_user_model().objects.create_superuser(name) for name in ("ada", "bea"))
(asked,) = ask({address!r}, reason="It named a child, by mistake.", by=first)
confirm(asked, by=second)
"""
TAKE_BACK_THE_LATER_NOTICE = """
from archive.models import Notice

Notice.objects.of_the_day().delete()
"""
TAKE_BACK_WHAT_WOULD_NEVER_APPEAR = """
from archive.models import Record

for record in Record.objects.scheduled():
    record.published_at = None
    record.save()
"""
"""A site does not close over what has its day still ahead."""
MOVE_TO_THE_ARCHIVE = """
from archive.lifecycle import CHECKED, move_stage
from archive.models import ArchivedSite, Stage, StageChange

closed_at = StageChange.objects.last_closing().made_at
archived = ArchivedSite(
    checked=CHECKED,
    timestamp=f"{closed_at:%Y%m%d%H%M%S}",
    questions="Write to the [Department for Education](https://www.gov.uk/contact-dfe).",
)
move_stage(Stage.ARCHIVED, by=None, reason="It was captured.", archived=archived)
"""


class Step(StrEnum):
    """Where the site is in its life; the two notices of its closing replace each other."""

    OPEN = "open"
    FIRST_NOTICE = "closing, first notice"
    SECOND_NOTICE = "closing, second notice"
    CLOSED = "closed"
    ARCHIVED = "archived"

    @property
    def place(self) -> int:
        return list(Step).index(self)


class Life:
    """Takes a prepared, served site from step to step. There is no way back."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.step = Step.OPEN

    def go_on_to(self, step: Step) -> None:
        if step.place < self.step.place:
            raise ValueError(f"The site is {self.step} already, and cannot be {step} again.")
        while self.step is not step:
            self.step = list(Step)[self.step.place + 1]
            self.site.stop()
            MOVES[self.step](self.site)
            self.site.start()


def _announce(site: Site) -> None:
    site.shell(TAKE_BACK_THE_LATER_NOTICE)
    site.manage("site_stage", "closing", "--reason", "The report is out.")


def _give_the_date(site: Site) -> None:
    site.manage("import_content", str(PROJECT / "fixtures" / "demo"))


def _close(site: Site) -> None:
    site.shell(TAKE_BACK_WHAT_WOULD_NEVER_APPEAR)
    site.manage("site_stage", "closed", "--reason", "The review is over.")


def _archive(site: Site) -> None:
    site.shell(MOVE_TO_THE_ARCHIVE)


MOVES = {
    Step.FIRST_NOTICE: _announce,
    Step.SECOND_NOTICE: _give_the_date,
    Step.CLOSED: _close,
    Step.ARCHIVED: _archive,
}
