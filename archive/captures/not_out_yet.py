"""What says words and is not out yet: drafts, and what has its moment still ahead."""

from collections.abc import Iterable, Iterator

from django.core.files.storage import default_storage

from archive.captures.words import Unsearchable, Words
from archive.markdown import plain_text
from archive.models import FaqEntry, Notice, Record

NotOutYet = Record | FaqEntry | Notice


def not_out_yet(words: Words) -> Iterator[NotOutYet]:
    """Everything of it that says the words, or has a file that does."""
    if not words:
        return
    for records in (Record.objects.scheduled(), Record.with_drafts_of.drafts()):
        for record in records.by_title():
            texts = _texts(record.facts.words())
            if _are_in_any(words, texts) or _are_in_files(words, record):
                yield record
    for questions in (FaqEntry.objects.scheduled(), FaqEntry.objects.drafts()):
        for question in questions.in_order():
            if _are_in_any(words, (question.question, question.answer)):
                yield question
    for notice in (*Notice.objects.upcoming(), *Notice.objects.drafts()):
        if _are_in_any(words, (notice.title, notice.body)):
            yield notice


def _are_in_any(words: Words, texts: Iterable[str]) -> bool:
    """As they are written, and as readers would read them: across bold and italic, and links."""
    return any(words.are_in_text(text) or words.are_in_text(plain_text(text)) for text in texts)


def _are_in_files(words: Words, record: Record) -> bool:
    for attachment in record.attachments.files():
        try:
            with default_storage.open(attachment.file.name) as file:
                if words.are_in(file, attachment.content_type):
                    return True
        except (Unsearchable, FileNotFoundError):
            continue
    return False


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
