"""Looks whether the store agrees with itself, and mends what may be mended without loss."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from archive.lifecycle import triggers
from archive.models import Attachment, AttachmentVersion, Body, Picture, SiteState

from .large_bodies import names
from .takedowns import delete_files, with_files_left

A_WHILE = timedelta(hours=1)
"""A file that is younger may belong to what is being kept, or written, at this moment."""

OF_THE_RECORD = ("attachments", "pictures")
"""Where files of drafts lie that were thrown away, beside all others of the record."""

MEND = "manage.py captures --mend deletes it."
MEND_LATER = "The site is closed: it can be deleted only once the site is reopened."


def findings() -> Iterator[str]:
    """Everything that is not as it should be, each in a sentence that says what to do."""
    for finding in triggers.findings():
        yield f"Trigger {finding}. manage.py migrate makes the triggers anew."
    for body in Body.objects.stored_in_files().in_order().iterator():
        yield from _findings_of_file(body)
    mended = MEND_LATER if SiteState.objects.current().is_closed else MEND
    for body in Body.objects.unused().in_order():
        yield f"No capture has the body {body.pk} any more. {mended}"
    for name in files_of_nothing():
        yield f"{name} in the storage belongs to nothing that is kept. {MEND}"
    for takedown in with_files_left():
        count = len(takedown.files_left)
        yield (
            f"{takedown.address} was taken down, and {count} of its files are still in the "
            "storage. manage.py captures --mend deletes them."
        )


def mend() -> int:
    """Delete what is left over from processes that died, and from takedowns. How much it was."""
    deleted = 0
    if not SiteState.objects.current().is_closed:
        deleted, _ = Body.objects.unused().delete()
    for name in list(files_of_nothing()):
        default_storage.delete(name)
        deleted += 1
    return deleted + sum(delete_files(takedown) for takedown in with_files_left())


def files_of_nothing() -> Iterator[str]:
    """Files that no row names: of a draft that was thrown away, or of a process that died before
    it wrote the row. What a capture is made of, or an earlier version, is named by that."""
    known = set(Body.objects.stored_in_files().values_list("file", flat=True))
    for rows in (Attachment.objects.files(), AttachmentVersion.objects, Picture.objects):
        known.update(rows.values_list("file", flat=True))
    long_ago = timezone.now() - A_WHILE
    for name in (*names(), *_names_of_the_record()):
        if name not in known and default_storage.get_modified_time(name) < long_ago:
            yield name


def _names_of_the_record() -> Iterator[str]:
    for folder in OF_THE_RECORD:
        try:
            _, files = default_storage.listdir(folder)
        except FileNotFoundError:
            continue
        yield from (f"{folder}/{name}" for name in sorted(files))


def _findings_of_file(body: Body) -> Iterator[str]:
    restore = "Bring it back from a copy of MEDIA_ROOT."
    try:
        size = default_storage.size(body.file)
    except FileNotFoundError:
        yield f"{body.file}, which captures need, is not in the storage. {restore}"
        return
    if size != body.size:
        yield f"{body.file}, which captures need, has {size} bytes and had {body.size}. {restore}"
