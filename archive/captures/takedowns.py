"""The one door by which something goes for good: one administrator asks, a second one decides."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from archive.captures.closing import until
from archive.captures.filling import NotInItsDress, fill
from archive.captures.forgetting import forget, forget_what_is_typed
from archive.captures.kept import StoreAway
from archive.captures.reach import Reach
from archive.captures.still_said import KeptNow, answer_of, still_said
from archive.captures.words import Words
from archive.markdown.problems import says_something
from archive.models import (
    Attachment,
    AttachmentVersion,
    Body,
    Capture,
    Edition,
    Inspection,
    Picture,
    Record,
    Redirect,
    Revision,
    SiteState,
    Takedown,
    Tombstone,
)
from archive.models.shown_pictures import is_shown

SHORTEST = 3
"""Letters of a line of words: fewer would be found nearly everywhere."""

CLOSED = (
    "The site is closed: nothing on the record can change. Reopen it first (docs/closing.md), take "
    "this down, and close it again; one that was archived is then handed over anew."
)


class TakedownRefused(Exception):
    """This cannot be taken down so, or not now. The text says why and what to do."""


def keep_everything(seconds: float) -> list[str]:
    """Keep what the public can reach, so that `ask` and `confirm` need not make every page anew
    while others wait for them. The addresses that could not be kept.

    Raises StillKeeping once `seconds` have gone by: what is kept then stays so.
    """
    if SiteState.objects.current().is_closed:
        raise TakedownRefused(CLOSED)
    try:
        return fill(until(seconds)).failed
    except (NotInItsDress, StoreAway):
        return []  # they look at all of it themselves


@transaction.atomic
def ask(
    *addresses: str,
    reason: str,
    by: AbstractBaseUser,
    words: str = "",
    page_stays: bool = False,
) -> list[Takedown]:
    """Ask for what each address answers, and ever answered, to be taken down for good.

    `words` are lines that shall be found nowhere in what was kept. With `page_stays` the page was
    corrected already, and only what was kept of it goes. Several addresses are asked for at once
    where a page goes with its other versions; each is confirmed by itself.
    Raises TakedownRefused, having changed nothing.
    """
    _refuse_if_closed()
    kept = KeptNow.read()
    asked = []
    for address in addresses:
        takedown = _aimed(address)
        takedown.asked_by, takedown.page_stays = by, page_stays
        takedown.reason = reason.strip()
        takedown.words = "\n".join(line for line in map(str.strip, words.splitlines()) if line)
        _check_words(takedown)
        _check_once(takedown)
        _check_it_was_there(takedown)
        _check_it_can_go(takedown)
        takedown.save()
        asked.append(takedown)
    _try_out(asked, kept)
    return asked


@transaction.atomic
def would_ask(*addresses: str, **asked: Any) -> list[Reach]:
    """What `ask` would lead to, with nothing asked for yet. Raises TakedownRefused."""
    reaches = [Reach(takedown) for takedown in ask(*addresses, **asked)]
    transaction.set_rollback(True)
    return reaches


@transaction.atomic
def confirm(takedown: Takedown, *, by: AbstractBaseUser) -> Takedown:
    """Take down what somebody else asked for. Its files are deleted once that is committed.
    Raises TakedownRefused, having changed nothing."""
    _refuse_if_closed()
    takedown = _still_waiting(takedown)
    if takedown.asked_by_id == by.pk:
        raise TakedownRefused(
            "You asked for this yourself: a second administrator has to confirm it."
        )
    reach, kept = Reach(takedown), KeptNow.read()
    # All questions are asked before anything changes; a Reach keeps its answers.
    files, gone, own = _files_of(reach), reach.tombstones, reach.own
    reach.hits.look()
    forget_what_is_typed(takedown.record, reach.words)
    _take_off_the_site(takedown, reach, by=by)
    _decide(takedown, Takedown.Outcome.DONE, by)
    Tombstone.objects.put(takedown, gone)
    forget(own, reach.words, takedown.decided_at)
    Inspection.objects.not_needed().delete()  # the words inside its files
    if not _let_nothing_be_kept(kept.edition):
        kept = KeptNow(kept.edition, frozenset())
    reach.hits.look()
    said_at = {address for address, _ in reach.hits.addresses}
    takedown.captures_emptied = sum(
        captures.empty(takedown, takedown.decided_at)
        for captures in (*reach.captures, reach.hits.captures)
    )
    bodies = Body.objects.unused()
    stored = filter(None, bodies.values_list("file", flat=True))
    takedown.files_left = sorted({*files, *stored})
    takedown.save()
    bodies.delete()
    _refuse_if_still_said(reach, said_at | kept.others())
    transaction.on_commit(lambda: delete_files(takedown), robust=True)
    return takedown


@transaction.atomic
def decline(takedown: Takedown, *, by: AbstractBaseUser) -> Takedown:
    """Decide against what was asked for; who asked takes it back in the same way.
    Raises TakedownRefused where it was decided already."""
    takedown = _still_waiting(takedown)
    _decide(takedown, Takedown.Outcome.DECLINED, by)
    return takedown


def delete_files(takedown: Takedown) -> int:
    """Delete the stored files that a takedown left behind, and forget their names; those that the
    site still needs elsewhere stay. How many were deleted. May be done again at any time."""
    names = [name for name in takedown.files_left if not _is_needed(name)]
    for name in names:
        default_storage.delete(name)
    takedown.files_left = []
    takedown.save(update_fields=["files_left"])
    return len(names)


def with_files_left() -> list[Takedown]:
    """Takedowns whose files are still there, since the server stopped before it deleted them."""
    return list(Takedown.objects.with_files_left().oldest_first())


def usual_words(address: str) -> list[str]:
    """What lists, feeds and the home page said of the record at `address`, now or at any time: its
    titles and summaries."""
    record = record_at(address)
    if record is None:
        return []
    texts = [record.words(), *record.revisions.values_list("text", flat=True)]
    lines = [str(text.get(name) or "") for text in texts for name in ("title", "summary")]
    return list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def _path(address: str) -> str:
    """The path of what was pasted: a whole address of this site, or a path as browsers show it."""
    address = address.strip().removeprefix(settings.SITE_URL)
    path = unquote(urlsplit(address).path)
    return path if path.startswith("/") else f"/{path}"


def record_at(address: str) -> Record | None:
    """The record whose page is at `address`, or was there once."""
    path = _path(address)
    found = Record.objects.at(path).first()
    if found is None and (former := Redirect.objects.at(path).first()):
        found = former.to_record
    return found


def _aimed(address: str) -> Takedown:
    path = _path(address)
    record = record_at(path)
    return Takedown(address=record.address if record else path, record=record)


def _check_words(takedown: Takedown) -> None:
    if not says_something(takedown.reason):
        raise TakedownRefused("Say why, in words that the public may read.")
    try:
        takedown.clean_fields(exclude={"asked_by", "record"})
    except ValidationError as error:
        raise TakedownRefused(" ".join(error.messages)) from None
    for line in takedown.lines_of_words:
        if len(line) < SHORTEST:
            raise TakedownRefused(
                f"“{line}” is too short: it would be found nearly everywhere. Write whole words."
            )
        if Words([line]).are_in_text(takedown.reason):
            raise TakedownRefused(
                f"The reason says “{line}” itself, and the public will read it. Word it otherwise."
            )


def _check_once(takedown: Takedown) -> None:
    done = Takedown.objects.of(takedown.address)
    if waiting := done.waiting().with_people().first():
        raise TakedownRefused(
            f"{_name(waiting.asked_by)} asked for that already. Look at the list of takedowns."
        )
    is_gone = takedown.record is not None and takedown.record.is_taken_down
    if is_gone or done.done().of_whole_pages().exists():
        raise TakedownRefused("That was taken down already. Look at the list of takedowns.")


def _check_it_was_there(takedown: Takedown) -> None:
    address = takedown.address
    if not (
        Capture.objects.of(address).exists()
        or answer_of(address) is not None
        or Reach(takedown).pictures  # that no page shows: nobody outside is answered
    ):
        raise TakedownRefused(
            f"There is nothing at {address}, and there never was. Copy the address from the page."
        )


def _check_it_can_go(takedown: Takedown) -> None:
    """A record goes with all that belongs to it. Of anything else only what is left of it can go:
    other pages lead to it while it is there."""
    if takedown.page_stays or takedown.record is not None:
        return
    if takedown.address.startswith("/pictures/"):
        if any(map(is_shown, Reach(takedown).pictures)):
            raise TakedownRefused(
                "A page shows this picture. Take it off that page first, then take it down here."
            )
    elif answer_of(takedown.address) is not None:
        raise TakedownRefused(
            f"{takedown.address} is not a record’s own page: other pages lead to it. Correct or "
            "remove what it shows first. If it then still answers, choose that the page stays."
        )


def _take_off_the_site(takedown: Takedown, reach: Reach, by: AbstractBaseUser | None) -> None:
    """Let the record go from everything that the public sees, and the pictures with it."""
    for picture in reach.pictures:
        Record.with_drafts_of.illustrated_by(picture).update(picture=None)
        picture.delete()
    if takedown.page_stays and reach.record is not None:
        reach.record.file_versions.all().delete()
    if takedown.record is None or takedown.page_stays:
        return
    if draft := Record.with_drafts_of.drafts_of(takedown.record).first():
        draft.delete()
    takedown.record.submissions.all().delete()
    takedown.record.comments.all().delete()
    takedown.record.taken_down_at = timezone.now()
    takedown.record.save(update_fields=["taken_down_at"])
    if by is not None:
        Revision.objects.create(
            record=takedown.record,
            event=Revision.Event.TAKEN_DOWN,
            made_by=by,
            change_note=takedown.reason,
        )


def _try_out(asked: list[Takedown], kept: KeptNow) -> None:
    """Take all of it off the site, see whether that is enough, and put it back."""
    with transaction.atomic():
        reaches = [Reach(takedown) for takedown in asked]
        for reach in reaches:
            _take_off_the_site(reach.takedown, reach, by=None)
        for reach in reaches:
            reach.hits.look()
            said_at = {address for address, _ in reach.hits.addresses}
            _refuse_if_still_said(reach, said_at | kept.others())
        transaction.set_rollback(True)
    for takedown in asked:
        takedown.record = takedown.record and Record.objects.get(pk=takedown.record_id)


def _refuse_if_still_said(reach: Reach, asked_at: set[str]) -> None:
    """Nothing would be won where the site itself goes on saying the words. What is asked for too
    is left out, as if it were gone already: it says them until that is confirmed."""
    if not reach.words:
        return
    asked_at = asked_at | set(reach.pages if reach.takedown.page_stays else ())
    with transaction.atomic():
        for other in Takedown.objects.waiting().of_whole_pages().oldest_first():
            if other != reach.takedown:
                _take_off_the_site(other, Reach(other), by=None)
                asked_at -= set(Reach(other).tombstones)
        still = list(still_said(reach.words, sorted(asked_at), reach.hits.bodies))
        transaction.set_rollback(True)
    if still:
        raise TakedownRefused(
            f"The words would still be on the site, at {', '.join(still[:10])}"
            f"{' and elsewhere' if len(still) > 10 else ''}. Correct that first, or leave out the "
            "line of words that may stay. Nothing was changed."
        )


def _files_of(reach: Reach) -> set[str]:
    """The stored files that the record, its draft and its pictures themselves have."""
    found: list[AttachmentVersion | Attachment] = list(reach.versions)
    if not reach.takedown.page_stays:
        found += reach.attachments
    if not reach.takedown.page_stays and (record := reach.takedown.record):
        found += Attachment.objects.of_draft_of(record).files()
    pictures = (name for picture in reach.pictures for name in picture.stored_names)
    return {*pictures, *(each.file.name for each in found)}


def _is_needed(name: str) -> bool:
    return (
        Body.objects.in_files(name).exists()
        or Picture.objects.in_files(name).exists()
        or Attachment.objects.in_files(name).not_taken_down().exists()
        or AttachmentVersion.objects.in_files(name).not_taken_down().exists()
    )


def _let_nothing_be_kept(edition: int) -> bool:
    """Until this transaction ends nobody can keep a page that was made before it, nor publish
    anything. Whether nobody else has begun another edition since that one.

    Asked for after the record was changed: whoever changes it asks in that order, too.
    """
    Edition.objects.current()
    now = Edition.objects.select_for_update().get(pk=1).number
    # SQLite lets one at a time write at all, and has counted this transaction's own change.
    return now == edition or not connection.features.has_select_for_update


def _refuse_if_closed() -> None:
    if SiteState.objects.hold().is_closed:
        raise TakedownRefused(CLOSED)


def _still_waiting(takedown: Takedown) -> Takedown:
    found = Takedown.objects.select_for_update(of=("self",)).get(pk=takedown.pk)
    if not found.is_waiting:
        raise TakedownRefused(
            f"{_name(found.decided_by)} decided this meanwhile: "
            f"{found.get_outcome_display().lower()}."
        )
    return found


def _decide(takedown: Takedown, outcome: Takedown.Outcome, by: AbstractBaseUser) -> None:
    takedown.outcome = outcome
    takedown.words = ""
    takedown.decided_by = by
    takedown.decided_at = timezone.now()
    takedown.save()


def _name(person: AbstractBaseUser) -> str:
    return person.get_full_name() or person.get_username()
