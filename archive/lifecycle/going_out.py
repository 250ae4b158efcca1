"""What keeps a record from going out: asked ahead of each publication, whatever way it goes."""

from collections.abc import Iterable, Sequence

from archive.models import Attachment, Record, WatchedName, WatchListLocked

from .inspections import held_back
from .watching import Watched, found_in, watched_in_files, watched_in_texts


def hindrances_of_files(attachments: Iterable[Attachment]) -> list[str]:
    """Why these attachments may not go out, each a sentence for the editor; none: they may."""
    attachments = list(attachments)
    found = [held.sentence for held in held_back(attachments)]
    try:
        return found + [watched.sentence for watched in watched_in_files(attachments)]
    except WatchListLocked as locked:
        return [*found, locked.sentence]


def hindrances_of_texts(texts: Iterable[tuple[str, str]]) -> list[str]:
    """The same for texts, each with what its place is called."""
    return [sentence for found in hindrances_of_each(list(texts)) for sentence in found]


def hindrances_of_each(texts: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The same for each text by itself; the list is read once."""
    try:
        watch_list = WatchedName.objects.watch_list()
    except WatchListLocked as locked:
        return [[] if number else [locked.sentence] for number, _ in enumerate(texts)]
    return [[watched.sentence for watched in found_in(watch_list, [text])] for text in texts]


def hindrances_of_words(record: Record) -> list[str]:
    """The same for all words of a stored record, and none of its files."""
    return hindrances_of_texts(_texts_of(record))


def hindrances(record: Record) -> list[str]:
    """The same for a stored record with its words, what stands beside it, and its files."""
    attachments = Attachment.objects.of_record(record).in_order()
    return hindrances_of_words(record) + hindrances_of_files(attachments)


def watched_in_record(record: Record) -> list[Watched]:
    """The watched names in all of a stored record. Raises WatchListLocked."""
    attachments = Attachment.objects.of_record(record).in_order()
    return watched_in_texts(_texts_of(record)) + watched_in_files(attachments)


def _texts_of(record: Record) -> list[tuple[str, str]]:
    facts = record.facts
    texts = [(name.replace("_", " "), _as_text(value)) for name, value in facts.words().items()]
    if turns := getattr(facts, "turns", None):
        texts += [("transcript", f"{turn.speaker}: {turn.text}") for turn in turns.all()]
    return texts


def _as_text(value: object) -> str:
    return "\n\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
