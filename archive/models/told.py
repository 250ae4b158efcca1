"""What administrators wrote of pages beside the record, and how it is read no more.

It stays for ever that something was said, by whom and when. Its words go where those of the page
that it is about were taken down.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import models

from .archive_check import ArchiveCheck, ArchiveComparison
from .handover import TaskMark
from .published_alone import PublishedAlone
from .readiness import Waiver

TAKEN_DOWN = "What stood here was taken down."
"""Stands in the place of words that are gone."""

AT_ONCE = 500


class Said(NamedTuple):
    """A row that has words left: its number, the page that it is of (empty where it is of none),
    and the words."""

    row: int
    page: str
    words: str


@dataclass(frozen=True)
class Told:
    """A table whose rows say something in `words`, its fields, at the moment `said_at`; of the page
    at `address` where it has one."""

    model: type[models.Model]
    words: tuple[str, ...]
    said_at: str
    address: str = ""

    @property
    def kept(self) -> list[str]:
        """The columns that never change."""
        columns = [field.column for field in self.model._meta.concrete_fields]
        return [column for column in columns if column not in self.words]

    def said(self) -> Iterator[Said]:
        """Each row of which words are left."""
        names = ("pk", *([self.address] if self.address else []), *self.words)
        for row, *texts in self.model._base_manager.values_list(*names).iterator(AT_ONCE):
            page = texts.pop(0).partition("#")[0] if self.address else ""
            left = [text for text in texts if text not in ("", TAKEN_DOWN)]
            if left:
                yield Said(row, page, "\n".join(left))

    def forget(self, rows: Iterable[int], until: datetime) -> int:
        """Take the words out of these rows, as far as they were said by then: how many did."""
        said = self.model._base_manager.filter(pk__in=list(rows))
        said = said.filter(**{f"{self.said_at}__lte": until})
        return said.update(
            **{
                name: models.Case(
                    models.When(~models.Q(**{name: ""}), then=models.Value(TAKEN_DOWN)),
                    default=models.Value(""),
                    output_field=models.TextField(),
                )
                for name in self.words
            }
        )


EVERYTHING_TOLD = (
    Told(Waiver, ("what", "quote", "reason"), "waived_at", address="address"),
    Told(ArchiveCheck, ("words",), "recorded_at", address="address"),
    Told(ArchiveComparison, ("copy_name", "answers_from"), "made_at"),
    Told(TaskMark, ("words",), "made_at"),
    Told(PublishedAlone, ("title", "because"), "published_at", address="address"),
)
