"""What stands between the site and its closing, as it is now; what was waived, and why."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from archive.lifecycle import says_why
from archive.models import AccessibilityCheck, Edition, Look, SiteState, Waiver, clock

from .finding import Finding
from .looking import is_current, kept, of_the_record
from .rules import RULES, Rule


class WaiverRefused(Exception):
    """The finding was not waived, or the waiver not taken back. The text says why."""


@dataclass(frozen=True)
class Waived:
    finding: Finding
    waiver: Waiver


class Report:
    """Made anew for each question; `look` is the last one at the pages, None before the first."""

    def __init__(self) -> None:
        self.look = Look.objects.last()

    @cached_property
    def is_current(self) -> bool:
        """Were the pages looked at as they are now?"""
        return self.look is not None and is_current(self.look)

    @cached_property
    def all(self) -> list[Finding]:
        """By rule, in the rules' own order, then by address."""
        pages = kept(self.look.findings) if self.look else []
        record = kept(self.look.in_record) if self.is_current else of_the_record()
        found = {
            each.place: each for each in [*pages, *self._outside(), *record, *_of_the_statement()]
        }
        order = {rule: place for place, rule in enumerate(RULES)}
        return sorted(found.values(), key=lambda each: (order[each.rule], each.address, each.what))

    @cached_property
    def waivers(self) -> dict[str, Waiver]:
        """Those that stand, by the place that they are for."""
        return {each.place: each for each in Waiver.objects.standing().with_people()}

    @cached_property
    def standing(self) -> list[Finding]:
        return [each for each in self.all if each.place not in self.waivers]

    @cached_property
    def waived(self) -> list[Waived]:
        return [
            Waived(each, self.waivers[each.place])
            for each in self.all
            if each.place in self.waivers
        ]

    @cached_property
    def at_last_look(self) -> int:
        """How much stood in the way at the last look, with no text read for it now."""
        if self.look is None:
            return 0
        found = [*kept(self.look.findings), *kept(self.look.in_record), *self._outside()]
        return len({each.place for each in found} - self.waivers.keys())

    def counted(self) -> list[tuple[Rule, int]]:
        """The rules that something stands against, with how much."""
        counts = Counter(each.rule for each in self.standing)
        return [(rule, counts[rule.id]) for rule in RULES.values() if counts[rule.id]]

    def _outside(self) -> Iterator[Finding]:
        for link in self.look.outside if self.look else ():
            if link["answer"]:
                yield Finding(
                    "links-outside",
                    link["on"],
                    f"{link['address']} {link['answer']}",
                    "Open it yourself. If it is gone, link to where it is now, or to the web "
                    "archive’s copy of it.",
                    quote=link["address"],
                    form=link.get("form", ""),
                )


def _of_the_statement() -> Iterator[Finding]:
    """What the accessibility statement says of the last check, which grows old by itself."""
    address = reverse("accessibility")
    last = AccessibilityCheck.objects.last()
    if last is None:
        what = "Nothing has checked yet whether everybody can use this site."
    elif last.is_old(clock.today(), Edition.objects.current().number):
        what = f"The last check of {last.checked_on} is a year old, or much has changed since."
    elif last.found.findings:
        count = len(last.found.findings)
        problems = "problem" if count == 1 else "problems"
        what = f"The last check, of {last.checked_on}, found {count} {problems}."
    else:
        return
    yield Finding(
        "accessibility-check",
        address,
        what,
        "Have the site checked (make accessibility), mend what is found, and review the "
        "statement. Tell whoever looks after the site.",
        form=reverse("admin:archive_review_change", args=[1]),
    )


@transaction.atomic
def waive(place: str, *, by: AbstractBaseUser, reason: str) -> Waiver:
    """Leave the finding at `place` as it is. Raises WaiverRefused."""
    refuse_without(reason)
    SiteState.objects.hold()  # or else it could quote what is taken down at this moment
    found = next((each for each in Report().standing if each.place == place), None)
    if found is None:
        raise WaiverRefused(
            "That finding is not there any more: it was mended, or waived already, or the text "
            "has changed. Look at the list again."
        )
    facts = {name: getattr(found, name) for name in ("rule", "address", "place", "what", "quote")}
    return keep_waiver(by=by, reason=reason, **facts)


def refuse_without(reason: str) -> None:
    """Raises WaiverRefused where no reason is given."""
    if not says_why(reason):
        raise WaiverRefused("Say why it can stay so: the reason is kept with your name.")


def keep_waiver(*, by: AbstractBaseUser, reason: str, **facts: str) -> Waiver:
    """Keep that a finding, whose `facts` these are, is left as it is. Raises WaiverRefused."""
    waiver = Waiver(**facts, reason=reason.strip(), waived_by=by)
    try:
        waiver.full_clean()
    except ValidationError as fault:
        raise WaiverRefused(" ".join(fault.messages)) from fault
    waiver.save()
    return waiver


def take_back(number: int, *, by: AbstractBaseUser) -> None:
    """Let what was waived stand again. Raises WaiverRefused."""
    if not Waiver.objects.take_back(number, by):
        raise WaiverRefused("That waiver was taken back already. Look at the list again.")
