"""Dates, times, sizes and addresses as people read them."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import quote

from django import template
from django.conf import settings
from django.utils import timezone

from archive import files, markdown
from archive.captures import link_format
from archive.models import Attachment, Call, SiteState, Turn
from archive.search.words import EVERYWHERE

register = template.Library()


@register.filter
def day(value: date | datetime) -> str:
    """23 May 2022, in London."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return f"{value.day} {value:%B %Y}"


@register.filter
def month(value: date | datetime) -> str:
    """May 2022, in London."""
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    return f"{value:%B %Y}"


@register.filter
def moment(value: datetime) -> str:
    """5pm on 10 March 2023, in London."""
    return f"{time_of_day(value)} on {day(value)}"


@register.filter
def time_of_day(value: datetime, is_exact: bool = False) -> str:
    """9am, 5:30pm, 12 noon, 12 midnight: as GOV.UK writes times; 5:30:07pm where it has to be
    exact, to tell two moments apart."""
    local = timezone.localtime(value)
    if is_exact:
        return f"{local.hour % 12 or 12}:{local:%M:%S}{'am' if local.hour < 12 else 'pm'}"
    if local.minute == 0 and local.hour in (0, 12):
        return "12 noon" if local.hour else "12 midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


@register.filter
def to_the_second(value: datetime) -> str:
    """For machines, in London: 2022-05-23T09:00:00+01:00. HTML knows no smaller parts than
    thousandths of a second."""
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.filter
def partial_date(value: str) -> str:
    """2023, 2023-07 or 2023-07-26 as 2023, July 2023 or 26 July 2023."""
    parts = [int(part) for part in value.split("-")]
    whole = date(*parts, *[1] * (3 - len(parts)))
    return (str(whole.year), month(whole), day(whole))[len(parts) - 1]


@register.filter
def clock(seconds: float) -> str:
    """1:36, or 1:02:03 where it takes hours."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@register.filter
def described(attachment: Attachment) -> str:
    """What a reader wants to know before opening it: PDF, 1.2 MB, 48 pages."""
    if not attachment.size:
        return "web page"
    facts = [_label(attachment.content_type), files.human_size(attachment.size)]
    if attachment.pages:
        facts.append(f"{attachment.pages} page{'s' if attachment.pages > 1 else ''}")
    if attachment.duration_seconds:
        facts.append(f"{max(1, round(attachment.duration_seconds / 60))} min")
    return ", ".join(facts)


def _label(content_type: str) -> str:
    labels = (kind.label for kind in files.FileType if kind.content_type == content_type)
    return next(labels, "File")


@register.simple_tag
def reading_time(body: markdown.Rendered, turns: Iterable[Turn] = ()) -> str:
    """About 5 minutes, for a text and what was said."""
    words = body.words + sum(len(turn.text.split()) for turn in turns)
    minutes = markdown.minutes_for(words)
    return f"About {minutes} minute{'s' if minutes > 1 else ''}"


@register.simple_tag
def invitation(title: str, name: str) -> str:
    """Words for a link to a report: Read the final report, where its title says only that."""
    short = without_name(title, name)
    return f"Read “{title}”" if short == title else f"Read the {short[:1].lower()}{short[1:]}"


@register.filter
def without_name(title: str, name: str) -> str:
    """Final report, for The Independent Review of Children’s Social Care: final report."""
    rest = title.removeprefix(name).lstrip(":–- ")
    return rest[:1].upper() + rest[1:] if rest else title


@register.filter
def phase_in(call: Call, state: SiteState) -> Call.Phase:
    return call.phase_in(state)


@register.filter
def for_pages_about(lines: Iterable[dict], topics: list[str]) -> list[dict]:
    """The help lines for a page about `topics` (slugs): those for every page, and those for it."""
    return [line for line in lines if not line["about"] or line["about"] in (topics or ())]


@register.filter
def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL}{quote(path, safe='/:%#')}" if path.startswith("/") else path


@register.filter
def in_a_url(path: str) -> str:
    """A path as the address of a link has it."""
    return link_format.in_a_url(path)


@register.filter
def host(url: str) -> str:
    """The name of the site that an address leads to, without www."""
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


@register.filter
def lead(text: str) -> str:
    """A sentence up to its first colon, with it; all of it where there is none."""
    return text.partition(":")[0] + ":" if ":" in text else text


@register.filter
def after_lead(text: str) -> str:
    return text.partition(":")[2].strip()


@register.simple_tag
def words_said_everywhere() -> str:
    """For the script of a frozen copy's search, which leaves them out as the server does."""
    return " ".join(sorted(EVERYWHERE))
