"""Days as people write them, British order."""

import re
from datetime import date

from django.core.exceptions import ValidationError

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})")
NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
WEEKDAY = re.compile(r"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+")
FIRST_YEAR = 1000


def parse_day(written: str) -> date:
    """The day that is written, British order. Raises ValidationError, with a sentence."""
    text = WEEKDAY.sub("", " ".join(written.lower().split()))
    if found := DAY_MONTH_YEAR.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    elif found := NUMBERS.fullmatch(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
    elif found := YEAR_FIRST.fullmatch(text):
        year, month, day = (int(number) for number in found.groups())
    else:
        month = None
    if month is None:
        raise ValidationError(
            f"“{written}” is not understood as a date. Write it as 23 May 2022.", code="invalid"
        )
    try:
        if year >= FIRST_YEAR:
            return date(year, month, day)
    except ValueError:
        pass
    raise ValidationError(
        f"There is no day “{written}”. Write the date as 23 May 2022.", code="invalid"
    )


def _month(name: str) -> int | None:
    found = [number for number, month in enumerate(MONTHS, start=1) if month.startswith(name)]
    return 9 if name == "sept" else found[0] if found else None
