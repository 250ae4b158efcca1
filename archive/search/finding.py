"""Answers a question that a reader asks of the live site."""

from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import FaqEntry, Person, Record
from archive.models.searching import people_named, questions_saying, records_saying

from .words import asked_for

MOST = 50
"""How many records, questions and people each an answer names."""


@dataclass(frozen=True)
class Found:
    """What says every word that was asked for. `records` are the best ones of `record_count`."""

    records: Sequence[Record] = ()
    questions: Sequence[FaqEntry] = ()
    people: Sequence[Person] = ()
    record_count: int = 0

    @property
    def count(self) -> int:
        return self.record_count + len(self.questions) + len(self.people)


def find(question: str) -> Found:
    words = asked_for(question)
    if not words:
        return Found()
    records = records_saying(words)
    first = list(records.for_lists()[: MOST + 1])
    return Found(
        records=first[:MOST],
        questions=questions_saying(words)[:MOST],
        people=people_named(words)[:MOST],
        record_count=len(first) if len(first) <= MOST else records.count(),
    )
