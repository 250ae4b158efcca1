"""What an inspection found: facts, findings with their places, and the words inside the file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from archive.files.inspecting.rules import BY_ID, Rule

MOST_OF_A_RULE = 12  # findings of one rule that are told one by one
LONGEST_DETAIL = 300
MOST_WORDS = 3_000_000  # characters of a file that are kept for the watch list


@dataclass(frozen=True)
class Finding:
    """One thing that was found: `where` is “page 3” or “sheet Costs”, `detail` says how much.

    Never the hidden words themselves: findings are shown and kept.
    """

    rule: Rule
    where: str = ""
    detail: str = ""

    @property
    def is_danger(self) -> bool:
        return self.rule.is_danger

    @property
    def sentence(self) -> str:
        said = f"{self.rule.says} ({self.where})" if self.where else self.rule.says
        return f"{said}: {self.detail}." if self.detail else f"{said}."


@dataclass
class Report:
    """All that is known of a file's inside. `words` are pieces of text with their places."""

    facts: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    can_be_stripped: bool = False

    def __post_init__(self) -> None:
        self._told: dict[Rule, int] = {}
        self._length = 0

    def find(self, rule: Rule, where: str = "", detail: str = "") -> None:
        """Note a finding; of very many of one kind only the first are told one by one."""
        told = self._told[rule] = self._told.get(rule, 0) + 1
        if told <= MOST_OF_A_RULE:
            self.findings.append(Finding(rule, _short(where), _short(detail)))
        elif told == MOST_OF_A_RULE + 1:
            self.findings.append(Finding(rule, "further places", ""))

    def say(self, name: str, value: str) -> None:
        """Note a fact, if it is one."""
        if value := " ".join(value.split()):
            self.facts.setdefault(name, _short(value))

    def read(self, where: str, text: str) -> None:
        """Note words inside the file."""
        text = text.strip()
        if not text:
            return
        if self._length + len(text) > MOST_WORDS:
            if self._length <= MOST_WORDS:
                self._length = MOST_WORDS + 1
                self.find(Rule.NOT_ALL_LOOKED_AT, where, "it has more than 3 million characters")
            return
        self._length += len(text)
        self.words.append((where, text))

    @property
    def dangers(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_danger]

    def as_json(self) -> dict[str, Any]:
        return {
            "facts": self.facts,
            "findings": as_rows(self.findings),
            "words": self.words,
            "can_be_stripped": self.can_be_stripped,
        }

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Report":
        return cls(
            facts=said["facts"],
            findings=from_rows(said["findings"]),
            words=[(where, text) for where, text in said["words"]],
            can_be_stripped=said["can_be_stripped"],
        )


def how_many(count: int) -> str:
    return "one" if count == 1 else f"{count} of them"


def as_rows(findings: Iterable[Finding]) -> list[list[str]]:
    return [[each.rule.id, each.where, each.detail] for each in findings]


def from_rows(rows: Iterable[Iterable[str]]) -> list[Finding]:
    return [Finding(BY_ID[rule], where, detail) for rule, where, detail in rows]


def _short(text: str) -> str:
    text = "".join(each for each in text if each.isprintable())
    return text if len(text) <= LONGEST_DETAIL else f"{text[:LONGEST_DETAIL]}…"
