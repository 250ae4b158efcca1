"""What somebody writes, as sheets: the texts of a record, a question or a notice as they are in
memory, saved or not, with what the rules have to know of the page that they stand on."""

from datetime import date, datetime
from functools import singledispatch

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from markdownx.models import MarkdownxField

from archive.models import LETTER_KINDS, FaqEntry, HouseWord, Kind, Notice, Record, clock

from .sheet import About, Sheet, Spelling

OF_EVERY_RECORD = ("title", "summary", "body", "content_note")
OF_KINDS = {Kind.CALL: ("text_before", "text_open", "text_after", "outcome")}


@singledispatch
def texts_of(thing: Model) -> tuple[str, ...]:
    """The fields of a thing whose words are read by the public."""
    raise TypeError(f"{thing._meta.verbose_name} has no texts that are proofread.")


@texts_of.register
def _(thing: Record) -> tuple[str, ...]:
    return (*OF_EVERY_RECORD, *OF_KINDS.get(thing.kind, ()))


@texts_of.register
def _(thing: FaqEntry) -> tuple[str, ...]:
    return ("question", "answer")


@texts_of.register
def _(thing: Notice) -> tuple[str, ...]:
    return ("title", "body")


def is_read(model: type[Model]) -> bool:
    """Are the texts of its things proofread?"""
    return issubclass(model, Record | FaqEntry | Notice)


@singledispatch
def about(thing: Model) -> dict:
    """What the rules have to know of it, as facts of an About."""
    raise TypeError(f"{thing._meta.verbose_name} has no texts that are proofread.")


@about.register
def _(thing: Record) -> dict:
    day = thing.dated_on if isinstance(thing.dated_on, date) else _day(thing.published_at)
    closes_at = getattr(thing, "closes_at", None)
    return {
        "address": (thing.draft_of or thing).address or thing.usual_address,
        "dated_on": day,
        "last_updated_on": _day(thing.last_updated_at) if thing.pk and thing.is_public else None,
        "opens_on": _day(getattr(thing, "opens_at", None)),
        "closes_on": _day(closes_at),
        "closes_at_midnight": bool(closes_at) and _is_midnight(closes_at),
        "is_english": thing.written_in == "en",
        "is_as_said": thing.kind == Kind.SPEECH or thing.kind in LETTER_KINDS,
        "lasts": thing.kind == Kind.PAGE,
        "has_files": bool(thing.pk) and thing.attachments.exists(),
    }


@about.register
def _(thing: FaqEntry) -> dict:
    return {"address": thing.get_absolute_url(), "is_question": True}


@about.register
def _(thing: Notice) -> dict:
    return {"address": reverse("home"), "dated_on": _day(thing.goes_out_at)}


def sheets(thing: Model) -> list[Sheet]:
    facts = About(today=clock.today(), spellings=house_words(), **about(thing))
    return [sheet(thing, name, facts) for name in texts_of(thing)]


def sheet(thing: Model, name: str, facts: About) -> Sheet:
    field = thing._meta.get_field(name)
    source = (getattr(thing, name) or "").replace("\r\n", "\n").replace("\r", "\n")
    label = str(field.verbose_name).capitalize()
    return Sheet(name, label, source, facts, isinstance(field, MarkdownxField))


def house_words() -> tuple[Spelling, ...]:
    return tuple(spelling_of(each) for each in HouseWord.objects.all())


def spelling_of(word: HouseWord) -> Spelling:
    return Spelling(word.write, tuple(word.instead_of), word.why)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if isinstance(moment, datetime) else None


def _is_midnight(moment: datetime) -> bool:
    there = timezone.localtime(moment)
    return (there.hour, there.minute) == (0, 0)
