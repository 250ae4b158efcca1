"""What the admin shows as a table, as a file that a spreadsheet opens."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes UTF-8 for something else."""


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_answer(
    name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A file of that name; its first row is `titles`."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield BYTE_ORDER_MARK
        yield writer.writerow(titles)
        for row in rows:
            yield writer.writerow([_harmless(value) for value in row])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _harmless(value: object) -> str:
    """As text: a spreadsheet would run what begins like a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(BEGINS_A_FORMULA) else text
