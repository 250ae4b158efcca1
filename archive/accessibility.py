"""What an automatic check of the site's accessibility found, read from the file that it wrote.

The file is JSON: `checked_on` (a day), `tool`, `tool_version`, `standards`, `pages` (how many were
looked at), `widths` (in pixels), `schemes` (light, dark), `stages`, and `findings`, each with its
`rule`, `impact` and `address`. What else it says is left out. This knows nothing of Django.
"""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

IMPACTS = ("critical", "serious", "moderate", "minor")
"""How much a finding stands in a reader's way, the worst first, as axe names them."""


class NotACheck(Exception):
    """What was read is no report of a check; the text says why."""


@dataclass(frozen=True)
class Finding:
    rule: str
    impact: str
    address: str


@dataclass(frozen=True)
class Check:
    """One run over the pages of the site."""

    checked_on: date
    tool: str
    tool_version: str
    standards: tuple[str, ...]
    pages: int
    widths: tuple[int, ...]
    schemes: tuple[str, ...]
    stages: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def by_impact(self) -> list[tuple[str, int]]:
        """How many findings there are of each impact that there is, the worst first."""
        counts = Counter(finding.impact for finding in self.findings)
        return [(impact, counts[impact]) for impact in IMPACTS if counts[impact]]

    @property
    def addresses(self) -> list[str]:
        """The pages on which something was found."""
        return sorted({finding.address for finding in self.findings})

    def as_json(self) -> dict[str, Any]:
        said = asdict(self) | {"checked_on": self.checked_on.isoformat()}
        return {key: list(each) if isinstance(each, tuple) else each for key, each in said.items()}


def read_check(text: str) -> Check:
    """Raises NotACheck."""
    try:
        return check_of(json.loads(text))
    except json.JSONDecodeError as fault:
        raise NotACheck(f"That is no JSON: line {fault.lineno}, {fault.msg}.") from fault


def check_of(said: Any) -> Check:
    """A check from what its JSON says. Raises NotACheck."""
    if not isinstance(said, dict):
        raise NotACheck("The report of a check is a JSON object, with checked_on, tool, pages …")
    check = Check(
        checked_on=_day(said.get("checked_on")),
        tool=_text(said, "tool"),
        tool_version=_text(said, "tool_version"),
        standards=_texts(said, "standards"),
        pages=_number(said.get("pages"), "pages"),
        widths=tuple(_number(each, "widths") for each in _list(said, "widths")),
        schemes=_texts(said, "schemes"),
        stages=_texts(said, "stages"),
        findings=tuple(_finding(each) for each in _list(said, "findings")),
    )
    if not check.pages:
        raise NotACheck("The check looked at no page at all, so it says nothing.")
    return check


def _finding(said: Any) -> Finding:
    if not isinstance(said, dict):
        raise NotACheck("Each of findings is an object with rule, impact and address.")
    impact = _text(said, "impact")
    if impact not in IMPACTS:
        raise NotACheck(f"“{impact}” is no impact. There are {', '.join(IMPACTS)}.")
    return Finding(_text(said, "rule"), impact, _text(said, "address"))


def _day(said: Any) -> date:
    try:
        return date.fromisoformat(said)
    except (TypeError, ValueError) as fault:
        raise NotACheck("checked_on has to be a day, such as 2026-11-26.") from fault


def _list(said: dict[str, Any], key: str) -> list[Any]:
    found = said.get(key)
    if not isinstance(found, list):
        raise NotACheck(f"{key} is missing, or is no list.")
    return found


def _texts(said: dict[str, Any], key: str) -> tuple[str, ...]:
    found = _list(said, key)
    if not found or not all(isinstance(each, str) and each for each in found):
        raise NotACheck(f"{key} has to be a list of words, with at least one.")
    return tuple(found)


def _text(said: dict[str, Any], key: str) -> str:
    found = said.get(key)
    if not isinstance(found, str) or not found.strip():
        raise NotACheck(f"{key} is missing.")
    return found.strip()


def _number(found: Any, key: str) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise NotACheck(f"{key} has to be a whole number.")
    return found
