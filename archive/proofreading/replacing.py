"""Finding and replacing words over the whole record: what would change, then one revision each."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from archive import markdown
from archive.captures.comparing import Passage, passages
from archive.lifecycle import hindrances_of_texts, needs_second_person, note_revision
from archive.models import LETTER_KINDS, Board, FaqCategory, FaqEntry, Kind, Person, Record, Topic
from archive.models import clock as london
from archive.models.searching import drafts_saying_any, records_saying_any

from .house_words import places, replaced
from .manuscript import sheet, texts_of
from .sheet import About, Spelling

BESIDE = {
    FaqEntry: ("question", "answer"),
    FaqCategory: ("name", "introduction"),
    Board: ("name", "summary", "body"),
    Person: ("biography",),
    Topic: ("name", "description"),
}
"""What is not a record and has words of its own. Notices stay: the public was told them."""


class NotReplaced(Exception):
    """Nothing was changed. The text says why."""


@dataclass(frozen=True)
class FieldChange:
    """A text that would be another."""

    name: str
    label: str
    before: str
    after: str
    times: int

    @property
    def passages(self) -> list[Passage]:
        return passages(self.before, self.after)


@dataclass(frozen=True)
class Change:
    """A record, or another thing with words, in which the words stand. `is_as_said`: a letter as
    it was sent or a speech as it was given, whose words stay unless somebody decides otherwise."""

    thing: Model
    fields: tuple[FieldChange, ...]

    @property
    def key(self) -> str:
        """What was looked at: another one as soon as its texts are others."""
        texts = "\n".join(text for each in self.fields for text in (each.name, each.after))
        digest = hashlib.sha256(texts.encode(errors="replace")).hexdigest()[:16]
        return f"{self.thing._meta.model_name}:{self.thing.pk}:{digest}"

    @property
    def times(self) -> int:
        return sum(field.times for field in self.fields)

    @property
    def kind(self) -> str:
        if isinstance(self.thing, Record):
            return self.thing.get_kind_display()
        return str(self.thing._meta.verbose_name).capitalize()

    @property
    def has_state(self) -> bool:
        return isinstance(self.thing, Record | FaqEntry)

    @property
    def is_as_said(self) -> bool:
        kind = getattr(self.thing, "kind", "")
        return kind == Kind.SPEECH or kind in LETTER_KINDS


def everything(thing: Model) -> bool:
    """Of somebody who writes about everything."""
    return True


def changes(
    spelling: Spelling, user: AbstractBaseUser, may: Callable[[Model], bool] = everything
) -> list[Change]:
    """What `user` may change of it: records first, the one that was edited last on top. `may` says
    of each thing whether it is theirs."""
    found = (_change(thing, spelling) for thing in _things(spelling, user) if may(thing))
    return [each for each in found if each.fields]


def drafts_saying(spelling: Spelling) -> list[Record]:
    """Drafts of published pages that say it, too. They are somebody's work on those pages: nothing
    is changed in them from here, and who publishes one is shown what was changed beside it."""
    found = (_change(draft.facts, spelling) for draft in drafts_saying_any(_longest(spelling)))
    return [each.thing for each in found if each.fields]


@transaction.atomic
def replace(
    spelling: Spelling,
    keys: Sequence[str],
    *,
    by: AbstractBaseUser,
    may: Callable[[Model], bool] = everything,
) -> list[Change]:
    """Change what was chosen: all of it, or nothing. Raises NotReplaced."""
    now = {each.key: each for each in changes(spelling, by, may)}
    if not keys:
        raise NotReplaced("Nothing was chosen, so nothing was changed.")
    if any(key not in now for key in keys):
        raise NotReplaced(
            "Somebody changed one of the texts since you looked. Nothing was changed; here is the "
            "list as it is now."
        )
    done = [now[key] for key in dict.fromkeys(keys)]
    for each in done:
        _save(each, spelling, by)
    return done


def _things(spelling: Spelling, user: AbstractBaseUser) -> Iterator[Model]:
    if user.has_perm("archive.change_record"):
        for record in records_saying_any(_longest(spelling)):
            yield record.facts
    for model in BESIDE:
        if user.has_perm(f"archive.change_{model._meta.model_name}"):
            yield from model.objects.all()


def _longest(spelling: Spelling) -> list[str]:
    """The longest word of each way in which it is not written: by those it is looked for."""
    return [max(re.findall(r"\w+", wrong) or [wrong], key=len) for wrong in spelling.instead_of]


def _change(thing: Model, spelling: Spelling) -> Change:
    about = About(address="", today=london.today())
    found = []
    for name in BESIDE.get(type(thing)) or texts_of(thing):
        page = sheet(thing, name, about)
        after = replaced(page.source, page.words, spelling)
        if after != page.source:
            times = len({place[:2] for place in places(page.words, spelling)})
            found.append(FieldChange(name, page.label, page.source, after, times))
    return Change(thing, tuple(found))


def _save(change: Change, spelling: Spelling, by: AbstractBaseUser) -> None:
    thing = change.thing
    _refuse_where_others_approve(thing)
    for field in change.fields:
        setattr(thing, field.name, field.after)
    _check(change)
    told = f"“{'”, “'.join(spelling.instead_of)}” is written “{spelling.write}” now."
    if isinstance(thing, Record):
        thing.edited_by = by
        thing.save()
        note_revision(thing, before=thing.state, by=by, change_note=told)
        return
    thing.save()
    stood = [(field.label, field.before) for field in change.fields]
    LogEntry.objects.log_actions(
        by.pk, [thing], CHANGE, [{"outcome": told}, {"replaced": stood}], single_object=True
    )


def _refuse_where_others_approve(thing: Model) -> None:
    """What is out, or has its moment, is changed here at once: no second person would see it."""
    is_asked = isinstance(thing, Record | FaqEntry) and needs_second_person(thing)
    if is_asked and thing.published_at is not None:
        raise NotReplaced(
            f"“{thing}” goes out only once a second person has approved it. Leave it out here, and "
            "change it in its draft. Nothing was changed."
        )


def _check(change: Change) -> None:
    """The promises of the form hold here, too."""
    thing = change.thing
    try:
        thing.full_clean(validate_unique=False)
    except ValidationError as fault:
        raise NotReplaced(f"“{thing}” cannot say that. {' '.join(fault.messages)}") from fault
    stops = hindrances_of_texts((field.label, field.after) for field in change.fields)
    if stops and getattr(thing, "goes_out_at", True) is not None:
        raise NotReplaced(f"“{thing}” cannot say that. {' '.join(stops)} Nothing was changed.")
    for field in change.fields:
        before, after = (
            {found.text for found in markdown.problems(text) if found.blocking}
            for text in (field.before, field.after)
        )
        if after - before:
            raise NotReplaced(f"“{thing}” cannot say that. {' '.join(sorted(after - before))}")
