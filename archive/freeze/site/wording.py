"""Days and times as people read them, in London; the live site's are in
archive/templatetags/wording.py, which needs Django."""

from calendar import month_name
from dataclasses import dataclass
from datetime import date
from html import escape
from zoneinfo import ZoneInfo

from .index import moment_of

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class LineWords:
    """What the line on top of an old page says, in the language of the page."""

    language: str = "en-GB"
    called: str = "An earlier version"
    stood_until: str = "This is the page as it stood from %(since)s until %(until)s."
    stood_on: str = "This is the page as it stood from %(since)s on."
    at: str = "%(day)s at %(time)s"
    noon: str = "12 noon"
    midnight: str = "12 midnight"
    months: tuple[str, ...] = tuple(month_name[1:])
    now: str = "See it now"
    versions: str = "All versions"
    days: str = "Another day"

    def moment(self, moment: int, *, is_exact: bool = False) -> str:
        local = moment_of(moment).astimezone(LONDON)
        time = time_of_day(moment, is_exact=is_exact)
        time = {"12 noon": self.noon, "12 midnight": self.midnight}.get(time, time)
        on = f"{local.day} {self.months[local.month - 1]} {local.year}"
        return self.at % {"day": on, "time": time}


ENGLISH = LineWords()


def day(moment: int) -> str:
    """23 May 2022. `moment` is in microseconds, as everywhere here."""
    local = moment_of(moment).astimezone(LONDON)
    return f"{local.day} {local:%B %Y}"


def written_day(day: str) -> str:
    """23 May 2022, for 2022-05-23."""
    on = date.fromisoformat(day)
    return f"{on.day} {on:%B %Y}"


def time_of_day(moment: int, *, is_exact: bool = False) -> str:
    """9am, 5:30pm, 12 noon; 5:30:07pm where it has to tell two moments apart."""
    local = moment_of(moment).astimezone(LONDON)
    half = "am" if local.hour < 12 else "pm"
    if is_exact:
        return f"{local.hour % 12 or 12}:{local:%M:%S}{half}"
    if local.minute == 0 and local.hour in (0, 12):
        return "12 noon" if local.hour else "12 midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{half}"


def moment(moment: int, *, is_exact: bool = False) -> str:
    return f"{day(moment)} at {time_of_day(moment, is_exact=is_exact)}"


def machine_readable(moment: int) -> str:
    """2022-05-23T09:00:00+01:00, for the `datetime` of a time."""
    return moment_of(moment).astimezone(LONDON).isoformat(timespec="seconds")


def iso_day(moment: int) -> str:
    return moment_of(moment).astimezone(LONDON).date().isoformat()


def counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def text(words: str) -> str:
    """Words as HTML has them."""
    return escape(words)
