"""All findings of a comparison as a table that spreadsheets open."""

import csv
from typing import TextIO

from .held import NO_STATUS
from .judging import Finding

COLUMNS = (
    "outcome",
    "address",
    "stands_since",
    "answers",
    "their_last_capture",
    "their_last_answers",
    "captures_that_count",
    "captures_in_all",
    "note",
)


class Table:
    """Writes into `to`, which was opened with newline=""."""

    def __init__(self, to: TextIO) -> None:
        self.writer = csv.writer(to, lineterminator="\n")
        self.writer.writerow(COLUMNS)

    def passed(self, found: Finding) -> Finding:
        """The same finding, once it is in the table."""
        self.writer.writerow(
            (
                found.outcome.value,
                found.url,
                found.since,
                _status(found.status),
                found.last,
                _status(found.last_status),
                found.counted,
                found.held,
                found.note,
            )
        )
        return found


def _status(status: int) -> str:
    return "" if status == NO_STATUS else str(status)
