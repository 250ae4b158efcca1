"""The demonstration's files: as they are now, as they read on days that have gone by, and what
waits for a second person.

`fixtures/demo-past/` has a folder for each such day, in it what read differently. A file there
stands for its day and for the days before it, as far as no earlier day has its own. One without
a word says that there was nothing yet.

`fixtures/demo-in-review/` has a file for each draft in review: which page it is a draft of, which
words of its body give way to those below, what readers will be told of the change, a note to the
second person, and what is said of its fields.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from archive.lifecycle import begin_draft, comment, note_of_draft, submit
from archive.models import Record, Revision

DEMONSTRATION = settings.BASE_DIR / "fixtures" / "demo"
PAST = settings.BASE_DIR / "fixtures" / "demo-past"
IN_REVIEW = settings.BASE_DIR / "fixtures" / "demo-in-review"


def days_gone_by() -> list[datetime]:
    """Noon in London of each past day, the earliest first."""
    days = sorted(date.fromisoformat(folder.name) for folder in PAST.iterdir() if folder.is_dir())
    return [timezone.make_aware(datetime.combine(day, time(12))) for day in days]


@contextmanager
def laid_out(moment: datetime) -> Iterator[Path]:
    """A folder with the whole demonstration as it read on the day of `moment`."""
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(DEMONSTRATION, Path(place) / "demo"))
        for day in reversed(days_gone_by()):
            if day >= moment:
                _lay_over(PAST / day.date().isoformat(), folder)
        yield folder


def _lay_over(earlier: Path, folder: Path) -> None:
    for file in earlier.rglob("*.md"):
        place = folder / file.relative_to(earlier)
        if file.stat().st_size:
            shutil.copyfile(file, place)
        else:
            place.unlink(missing_ok=True)


@transaction.atomic
def put_in_review(author: AbstractBaseUser) -> None:
    """Have `author` write and submit each draft that waits for a second person, whoever it is."""
    for file in sorted(IN_REVIEW.glob("*.md")):
        _, facts, words = file.read_text(encoding="utf-8").split("---\n", 2)
        _submit(author, words.strip(), **yaml.safe_load(facts))


def _submit(
    author: AbstractBaseUser,
    words: str,
    *,
    draft_of: str,
    instead_of: str,
    change_note: str,
    note: str,
    comments: list[dict[str, str]],
) -> None:
    draft = begin_draft(Record.objects.published().at(draft_of).get(), by=author)
    draft.body = draft.body.replace(instead_of, words)
    draft.save()
    draft.drafting.change_note = change_note
    draft.drafting.save()
    note_of_draft(draft, Revision.Event.DRAFTED, by=author)
    submit(draft, by=author, note=note)
    for said in comments:
        comment(draft, by=author, **said)
