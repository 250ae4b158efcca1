"""What one content file says, in the same shape whether it was read or is to be written."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from archive.importing.format.body_pictures import pictures_in
from archive.importing.format.keys import KEYS, RECORDS, Key, Kind
from archive.importing.format.moments import LONDON, start_of
from archive.importing.format.sections import Prose, Question, SpokenTurn
from archive.importing.format.values import Values
from archive.markdown.images import is_decoration

MAIN_PLACE = {
    **dict.fromkeys(("report", "letter", "open-letter", "speech", "statement"), "/publications/"),
    "terms-of-reference": "/publications/",
    "news": "/news/",
    "blog": "/news/",
    "call": "/calls/",
    "episode": "/podcast/",
    "page": "/",
}
LONGEST_MADE_SLUG = 80


@dataclass
class Document:
    """A content file. Two are equal where importing one over the other would change nothing.

    `values` holds the keys; `text` the body, without what belongs to `sections` (of a call),
    `questions` or `turns`. `lines` has the line of each value by its place (`people.0.role`,
    and `text`), `pictures` what is known of the pictures in its texts, by their targets.
    """

    path: str = field(compare=False)
    type: str
    values: Values
    text: str = ""
    sections: dict[str, Prose] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    turns: list[SpokenTurn] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict, compare=False)
    pictures: dict[str, Values] = field(default_factory=dict, compare=False)

    @property
    def is_record(self) -> bool:
        return self.type in RECORDS

    def line(self, place: str) -> int:
        """The line of a value, or of the nearest thing that holds it."""
        while place not in self.lines and "." in place:
            place = place.rpartition(".")[0]
        return self.lines.get(place, 1)

    def prose(self) -> Iterator[Prose]:
        """Every text in Markdown, with the line on which it begins."""
        if self.text:
            yield Prose(self.text, self.line("text"))
        yield from self.sections.values()
        for question in self.questions:
            yield question.answer
        for turn in self.turns:
            yield turn.text
        yield from self._prose_of(self.values, KEYS[self.type], "")

    def _prose_of(self, values: Values, keys: tuple[Key, ...], place: str) -> Iterator[Prose]:
        for key in keys:
            if key.name not in values:
                continue
            here = f"{place}{key.name}"
            if key.kind is Kind.PROSE:
                yield Prose(values[key.name], self.line(here))
            elif key.kind is Kind.ENTRIES:
                for number, entry in enumerate(values[key.name]):
                    yield from self._prose_of(entry, key.keys, f"{here}.{number}.")

    def with_prose(self, change: Callable[[str], str]) -> "Document":
        """The same document with every text in Markdown changed."""

        def changed(found: Prose) -> Prose:
            return Prose(change(found.text), found.line)

        return replace(
            self,
            text=change(self.text),
            values=_with_prose(self.values, KEYS[self.type], change),
            sections={name: changed(text) for name, text in self.sections.items()},
            questions=[replace(each, answer=changed(each.answer)) for each in self.questions],
            turns=[replace(each, text=changed(each.text)) for each in self.turns],
        )

    def pictured(self) -> dict[str, Values]:
        """The pictures in its texts by their targets, with what the first place says of each."""
        found: dict[str, Values] = {}
        for part in self.prose():
            for picture in pictures_in(part.text):
                facts: Values = {"alt": picture.alt, "caption": picture.caption}
                if is_decoration(picture.alt):
                    facts = {"decorative": True}
                facts = {name: value for name, value in facts.items() if value}
                found.setdefault(picture.target, facts | {"line": part.line + picture.line - 1})
        return found


def _with_prose(values: Values, keys: tuple[Key, ...], change: Callable[[str], str]) -> Values:
    changed = dict(values)
    for key in keys:
        if key.name not in values:
            continue
        if key.kind is Kind.PROSE:
            changed[key.name] = change(values[key.name])
        elif key.kind is Kind.ENTRIES:
            changed[key.name] = [_with_prose(e, key.keys, change) for e in values[key.name]]
    return changed


def slug_of(text: str) -> str:
    """The slug that the site makes of a title: cut at a word, in plain ASCII."""
    bare = text.replace("’", "").replace("'", "")
    bare = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", bare)).strip("-_") or "untitled"
    if len(slug) > LONGEST_MADE_SLUG:
        cut = slug[: LONGEST_MADE_SLUG + 1].rpartition("-")[0]
        slug = cut or slug[:LONGEST_MADE_SLUG]
    return slug


def usual_address(kind: str, slug: str) -> str:
    return f"{MAIN_PLACE[kind]}{slug}/"


def settle_dates(values: Values) -> None:
    """`date` becomes a date and `published` a moment or `draft`, whichever of them were given."""
    day: Any = values.get("date")
    if isinstance(day, datetime):
        values.setdefault("published", day)
        values["date"] = london_day(day)
    elif isinstance(day, date):
        values.setdefault("published", start_of(day))
    else:
        values.setdefault("published", "draft")


def london_day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()
