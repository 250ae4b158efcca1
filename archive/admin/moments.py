"""Days and times as London's clocks show them, typed as people write them.

They are plain text: a browser's own picker sends nothing at all for a day that does not exist,
and an empty field would take the stored date away.
"""

import re
from datetime import UTC, date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from archive.models.days import parse_day

CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::(\d{2}))?\s*(am|pm)?")


def parse_clock(written: str) -> time:
    """The time that is written. Raises ValidationError, with a sentence."""
    refusal = ValidationError(
        f"“{written}” is not understood as a time. Write it as 17:00 or 5pm.", code="invalid"
    )
    found = CLOCK.fullmatch(written.lower().strip())
    if not found or not (found[2] or found[4]):
        raise refusal
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            raise refusal
        hour = hour % 12 + (12 if found[4] == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise refusal from None


def london_moment(day: date, clock: time) -> datetime:
    """The moment at which London's clocks show `clock` on `day`, if there is exactly one."""
    zone = timezone.get_default_timezone()
    shown = datetime.combine(day, clock)
    first, second = (shown.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == shown:
        raise ValidationError(
            f"On {in_words(day)} the clocks go back, and {clock:%H:%M} comes twice. "
            "Choose a time before 01:00, or 02:00 or later."
        )
    raise ValidationError(
        f"On {in_words(day)} the clocks go forward, and {clock:%H:%M} does not exist. "
        "Choose a time before 01:00, or 02:00 or later."
    )


def in_words(moment: date | datetime) -> str:
    """`Friday 10 March 2023`, and ` at 09:30` for a moment, London time."""
    if not isinstance(moment, datetime):
        return f"{moment:%A} {moment.day} {moment:%B %Y}"
    there = timezone.localtime(moment)
    return f"{in_words(there.date())} at {there:%H:%M}"


def briefly(moment: datetime) -> str:
    """`10 Mar 2023, 09:30`, London time, for the columns of lists."""
    there = timezone.localtime(moment)
    return f"{there.day} {there:%b %Y, %H:%M}"


def briefly_day(day: date) -> str:
    """`10 Mar 2023`."""
    return f"{day.day} {day:%b %Y}"


class DayWidget(forms.TextInput):
    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"class": "day", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: date | str | None) -> str | None:
        if isinstance(value, date):
            return f"{value.day} {value:%B %Y}"
        return super().format_value(value)


class ClockWidget(forms.TextInput):
    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"class": "clock", "autocomplete": "off", **(attrs or {})})


class DayField(forms.DateField):
    """A day, typed. What is not understood is refused and stays in the form."""

    widget = DayWidget

    def __init__(self, *, help_text: str = "", **kwargs) -> None:
        example = f"{help_text} For example 23 May 2022.".strip()
        super().__init__(help_text=example, **kwargs)

    def to_python(self, value: date | str | None) -> date | None:
        is_written = isinstance(value, str) and value.strip()
        return parse_day(value.strip()) if is_written else super().to_python(value or None)


class ClockField(forms.TimeField):
    def to_python(self, value: time | str | None) -> time | None:
        is_written = isinstance(value, str) and value.strip()
        return parse_clock(value.strip()) if is_written else super().to_python(value or None)


class MomentWidget(forms.MultiWidget):
    template_name = "admin/widgets/moment.html"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"day": DayWidget(), "time": ClockWidget()}, attrs)

    def decompress(self, value: datetime | None) -> list:
        if value is None:
            return [None, None]
        there = timezone.localtime(value)
        return [there.date(), f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"]

    def named(self, label: str) -> None:
        for part, name in zip(self.widgets, ("date", "time, London"), strict=True):
            part.attrs["aria-label"] = f"{label}: {name}"


class MomentField(forms.MultiValueField):
    """A day and a time in London. Says plainly what is wrong with a time of a clock change."""

    widget = MomentWidget
    default_error_messages = {
        "required": "Give a date and a time.",
        "incomplete": "Give both a date and a time.",
    }

    def __init__(self, *, help_text: str = "", **kwargs) -> None:
        example = f"{help_text} For example 23 May 2022 and 17:00.".strip()
        super().__init__((DayField(), ClockField()), help_text=example, **kwargs)
        self.widget.named(str(self.label or "Moment"))

    def compress(self, parts: list) -> datetime | None:
        if not parts:
            return None
        if any(part in self.empty_values for part in parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return london_moment(*parts)
