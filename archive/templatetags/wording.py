"""Dates, times, sizes and addresses as people read them, in the language of the page."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import quote

from django import template
from django.conf import settings
from django.utils import dateformat, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop, ngettext

from archive import files, markdown
from archive.captures import link_format
from archive.languages import bcp_47
from archive.models import Attachment, Call, Episode, SiteState, Turn
from archive.search.words import EVERYWHERE

register = template.Library()


@register.filter
def day(value: date | datetime) -> str:
    """23 May 2022, in London."""
    return dateformat.format(_in_london(value), "j F Y")


@register.filter
def month(value: date | datetime) -> str:
    """May 2022, in London."""
    return dateformat.format(_in_london(value), "F Y")


@register.filter
def moment(value: datetime) -> str:
    """5pm on 10 March 2023, in London."""
    return gettext("%(time)s on %(day)s") % {"time": time_of_day(value), "day": day(value)}


@register.filter
def marked_date(value: date | datetime) -> SafeString:
    """A day, in the element that tells machines which."""
    on = _in_london(value)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), day(on))


@register.filter
def marked_day(value: datetime) -> SafeString:
    """The day of a moment, in the element that tells machines the moment."""
    return format_html('<time datetime="{}">{}</time>', to_the_second(value), day(value))


@register.filter
def marked_moment(value: datetime) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', to_the_second(value), moment(value))


def _in_london(value: date | datetime) -> date:
    return timezone.localdate(value) if isinstance(value, datetime) else value


@register.filter
def time_of_day(value: datetime, is_exact: bool = False) -> str:
    """9am, 5:30pm, 12 noon, 12 midnight: as GOV.UK writes times; 5:30:07pm where it has to be
    exact, to tell two moments apart."""
    local = timezone.localtime(value)
    if is_exact:
        return f"{local.hour % 12 or 12}:{local:%M:%S}{'am' if local.hour < 12 else 'pm'}"
    if local.minute == 0 and local.hour in (0, 12):
        return gettext("12 noon") if local.hour else gettext("12 midnight")
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
def earlier_versions(attachment: Attachment) -> list[dict[str, object]]:
    """The files that were at its address before, the latest first: number, address and facts."""
    return [
        {
            "number": row["number"],
            "address": attachment.version_address(row["number"]),
            "facts": f"{gettext(_label(row['content_type']))}, {files.human_size(row['size'])}",
        }
        for row in attachment.version_rows
    ]


@register.filter
def described(attachment: Attachment) -> str:
    """What a reader wants to know before opening it: PDF, 1.2 MB, 48 pages."""
    if not attachment.size:
        return gettext("web page")
    facts = [gettext(_label(attachment.content_type)), files.human_size(attachment.size)]
    if pages := attachment.pages:
        facts.append(ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages})
    if attachment.duration_seconds:
        minutes = max(1, round(attachment.duration_seconds / 60))
        facts.append(gettext("%(minutes)d min") % {"minutes": minutes})
    return ", ".join(facts)


def _label(content_type: str) -> str:
    labels = (kind.label for kind in files.FileType if kind.content_type == content_type)
    return next(labels, gettext_noop("File"))


@register.simple_tag
def reading_time(body: markdown.Rendered, turns: Iterable[Turn] = ()) -> str:
    """About 5 minutes, for a text and what was said."""
    words = body.words + sum(len(turn.text.split()) for turn in turns)
    minutes = markdown.minutes_for(words)
    about = ngettext("About %(count)d minute", "About %(count)d minutes", minutes)
    return about % {"count": minutes}


@register.simple_tag
def part_of_series(episode: Episode) -> str:
    """Part 2 of 5, or part 2 where nobody knows how many there will be."""
    part, length = episode.series_position, episode.series.length
    if length:
        return gettext("part %(part)d of %(length)d") % {"part": part, "length": length}
    return gettext("part %(part)d") % {"part": part}


@register.simple_tag
def invitation(title: str, name: str) -> str:
    """Words for a link to a report: Read the final report, where its title says only that."""
    short = without_name(title, name)
    if short == title:
        return gettext("Read “%(title)s”") % {"title": title}
    return gettext("Read the %(title)s") % {"title": f"{short[:1].lower()}{short[1:]}"}


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


@register.simple_tag
def page_language() -> str:
    """The language that the page speaks around the record's own words, as BCP 47 names it."""
    return bcp_47(get_language())


@register.simple_tag
def page_locale() -> str:
    """The same as Open Graph names it, which knows no language without a country."""
    language, _, region = page_language().partition("-")
    return f"{language}_{region or 'GB'}"


@register.simple_tag
def lang_of(language: str) -> SafeString | str:
    """The attribute of an element whose words may be in another language than the page's."""
    if not language or language[:2] == page_language()[:2]:
        return ""
    return format_html(' lang="{}"', language)


@register.simple_tag
def lang_of_review() -> SafeString | str:
    """The same for the review's own words: its name, its notices, whom to call."""
    return lang_of(bcp_47(settings.LANGUAGE_CODE))


@register.simple_tag
def lang_of_page() -> SafeString | str:
    """Back to the language of the page, within the review's own words."""
    return format_html(' lang="{}"', page_language()) if lang_of_review() else ""
