"""Days and times as London's clocks show them, picked with the browser's own pickers."""

from datetime import UTC, date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone


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


class DayWidget(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockWidget(forms.TimeInput):
    input_type = "time"


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

    def __init__(self, **kwargs) -> None:
        parts = (
            forms.DateField(error_messages={"invalid": "Write the date as 2023-03-10."}),
            forms.TimeField(error_messages={"invalid": "Write the time as 09:30."}),
        )
        super().__init__(parts, **kwargs)
        self.widget.named(str(self.label or "Moment"))

    def compress(self, parts: list) -> datetime | None:
        if not parts:
            return None
        if any(part in self.empty_values for part in parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        return london_moment(*parts)
