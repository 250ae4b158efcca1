"""What the editor's *Link…* finds: pages, answers and files of this site, with what they are."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from archive.models import Attachment, FaqEntry, Record, State
from archive.models.linking import files_called, questions_called, records_called

from .bodies import for_writers
from .publishing import state_of

MOST = 12
"""How many are shown: who does not find it among these writes another word."""

LONGEST = 200  # characters of what is looked for
MOST_WORDS = 8


class Target(NamedTuple):
    """Something to link to; `is_public` is False where readers would not get there yet."""

    title: str
    address: str
    what: str
    is_public: bool


@require_GET
def targets_view(request: HttpRequest) -> JsonResponse:
    """Pages first, then answers, then files, as many of them as fit. Drafts are found by those
    who may see them, and by nobody else."""
    for_writers(request)
    words = request.GET.get("q", "")[:LONGEST].split()[:MOST_WORDS]
    found = [target._asdict() for target in islice(_targets(words, request.user), MOST)]
    return JsonResponse({"targets": found})


def _targets(words: list[str], user: AbstractBaseUser) -> Iterator[Target]:
    records = records_called(words)
    if not user.has_perm("archive.view_record"):
        records = records.published()
    yield from _pages(records.for_lists()[:MOST])
    if not words:
        return
    questions = questions_called(words)
    if not user.has_perm("archive.view_faqentry"):
        questions = questions.published()
    yield from _answers(questions[:MOST])
    files = files_called(words)
    if not user.has_perms(("archive.view_record", "archive.view_attachment")):
        files = files.public()
    yield from _files(files[:MOST])


def _pages(records: Iterable[Record]) -> Iterator[Target]:
    for record in records:
        what = _with_state(record.get_kind_display(), record.state)
        yield Target(record.title, record.address, what, record.is_public)


def _answers(questions: Iterable[FaqEntry]) -> Iterator[Target]:
    for question in questions:
        state = state_of(question)
        what = _with_state("Answer to a question", state)
        address = question.get_absolute_url()
        yield Target(question.question, address, what, state == State.PUBLISHED)


def _files(files: Iterable[Attachment]) -> Iterator[Target]:
    for file in files:
        what = f"{file.name}, a file of “{file.record.title}”"
        is_public = file.record.is_public
        what = what if is_public else _with_state(what, file.record.state)
        yield Target(file.title, file.get_absolute_url(), what, is_public)


def _with_state(what: str, state: State) -> str:
    """A report; a report, draft. That something is on the site needs no saying."""
    return what if state == State.PUBLISHED else f"{what}, {state.label.lower()}"
