"""Days as people write them, British order."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
DAY = r"(?P<day>\d{1,2})"
ORDINAL = rf"{DAY}(?:st|nd|rd|th)?"
MONTH = r"(?P<month>[a-z]{3,9})\.?"
YEAR = r"(?P<year>\d{4})"
IN_NUMBERS = r"(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)"
FORMS = (
    re.compile(rf"(?:the\s+)?{ORDINAL}(?:\s+of)?\s+{MONTH},?\s+{YEAR}"),
    re.compile(rf"{MONTH}\s+{ORDINAL},?\s+{YEAR}"),
    re.compile(rf"{DAY}{IN_NUMBERS}{YEAR}"),
    re.compile(rf"{YEAR}{IN_NUMBERS}{DAY}"),
)
WEEKDAY = re.compile(
    r"^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\.?),?\s+"
)
FIRST_YEAR = 1000


def parse_day(written: str) -> date:
    """The day that is written; in figures alone the day comes before the month, unless the year
    comes first. Raises ValidationError, with a sentence."""
    text = WEEKDAY.sub("", " ".join(written.lower().split()))
    found = next(filter(None, (form.fullmatch(text) for form in FORMS)), None)
    month = _month(found["month"]) if found else None
    if month is None:
        raise ValidationError(
            gettext("“%(written)s” is not understood as a date. Write it as 23 May 2022.")
            % {"written": written},
            code="invalid",
        )
    year, day = int(found["year"]), int(found["day"])
    try:
        if year >= FIRST_YEAR:
            return date(year, month, day)
    except ValueError:
        pass
    raise ValidationError(
        gettext("There is no day “%(written)s”. Write the date as 23 May 2022.")
        % {"written": written},
        code="invalid",
    )


def _month(name: str) -> int | None:
    if name.isdecimal():
        return int(name)
    found = [number for number, month in enumerate(MONTHS, start=1) if month.startswith(name)]
    return 9 if name == "sept" else found[0] if found else None
