"""The only way for a file out: it was looked into, and what is dangerous in it was cleared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from archive.files import FileRefused, FileType
from archive.files.inspecting import Finding, as_rows, inspect
from archive.files.stripping import strip
from archive.markdown.problems import says_something
from archive.models import Attachment, AttachmentVersion, Clearance, Inspection

from .closed import refusing_when_closed

TOLD = 3
"""How many dangers a sentence names."""


class ClearanceRefused(Exception):
    """A file is not cleared. The text says why, and what to do."""


class Held(NamedTuple):
    """A file that is held back, and for what."""

    attachment: Attachment
    dangers: Sequence[Finding]

    @property
    def what(self) -> str:
        return f"{self.attachment.name} is held back."

    @property
    def why(self) -> str:
        said = " ".join(finding.sentence for finding in self.dangers[:TOLD])
        more = f" And {len(self.dangers) - TOLD} more." if len(self.dangers) > TOLD else ""
        return said + more

    @property
    def do(self) -> str:
        return (
            f"{self.dangers[0].rule.do} Or have a second person look at it, under “Files waiting "
            "to be looked at”."
        )

    @property
    def sentence(self) -> str:
        return f"{self.what} {self.why} {self.do}"


@dataclass(frozen=True)
class Inside:
    """What is known of an attached file: nothing yet, where nobody looked into it."""

    attachment: Attachment
    inspection: Inspection | None
    clearances: Sequence[Clearance] = ()

    @property
    def dangers(self) -> list[Finding]:
        return self.inspection.dangers if self.inspection else []

    @property
    def clearance(self) -> Clearance | None:
        """The latest one that lets it out with all that was found."""
        return next((each for each in self.clearances if each.covers(self.dangers)), None)

    @property
    def is_held_back(self) -> bool:
        return bool(self.dangers) and self.clearance is None

    @property
    def notes(self) -> list[Finding]:
        found = self.inspection.found if self.inspection else []
        return [finding for finding in found if not finding.is_danger]


def insides(attachments: Iterable[Attachment]) -> list[Inside]:
    """What is known of each of these; two questions to the database."""
    attachments = [each for each in attachments if each.sha256]
    bytes_of_all = {each.sha256 for each in attachments}
    known = Inspection.objects.up_to_date().of_bytes(*bytes_of_all).in_bulk(field_name="sha256")
    cleared: dict[str, list[Clearance]] = {}
    if any(each.has_dangers for each in known.values()):
        clearances = Clearance.objects.of_bytes(*bytes_of_all).with_people().newest_first()
        for clearance in clearances:
            cleared.setdefault(clearance.sha256, []).append(clearance)
    return [
        Inside(each, known.get(each.sha256), cleared.get(each.sha256, ())) for each in attachments
    ]


def inspected(attachment: Attachment | AttachmentVersion) -> Inspection:
    """What is in an attachment's stored file; it is looked into now, unless that was done."""
    known = Inspection.objects.up_to_date().of_bytes(attachment.sha256).first()
    if known is not None:
        return known
    with attachment.file.storage.open(attachment.file.name) as file:
        return look_into(file, attachment.sha256, attachment.kind)


def look_into(file: BinaryIO, sha256: str, kind: FileType | None) -> Inspection:
    """What is in `file`, whose bytes have that digest; kept, so that it is looked into once."""
    known = Inspection.objects.up_to_date().of_bytes(sha256).first()
    return known or Inspection.objects.keep(sha256, inspect(file, kind or FileType.TXT))


def held_back(attachments: Iterable[Attachment]) -> list[Held]:
    """Those that may not go out: something in them is dangerous, and nobody cleared it.

    Files that nobody has looked into yet are looked into now.
    """
    attachments = [each for each in attachments if each.sha256]
    for attachment in attachments:
        inspected(attachment)
    return _held(attachments)


def not_looked_into() -> list[Attachment]:
    """Files of the record that nobody has looked into yet, as after an import."""
    known = set(Inspection.objects.up_to_date().values_list("sha256", flat=True))
    attached = Attachment.objects.files().not_taken_down().with_uploaders().in_order()
    return [each for each in attached if each.sha256 not in known]


def waiting() -> list[Held]:
    """Every attached file that is held back, among those that were looked into."""
    suspect = Inspection.objects.with_dangers().values_list("sha256", flat=True)
    attached = Attachment.objects.with_bytes(*suspect).not_taken_down().with_uploaders()
    return _held(attached.in_order())


def _held(attachments: Iterable[Attachment]) -> list[Held]:
    return [
        Held(inside.attachment, inside.dangers)
        for inside in insides(attachments)
        if inside.is_held_back
    ]


def check_clearance(attachment: Attachment, *, by: AbstractBaseUser) -> None:
    """Raise ClearanceRefused where `by` cannot clear it."""
    same = Attachment.objects.with_bytes(attachment.sha256)
    if same.uploaded_by_user(by).exists():
        raise ClearanceRefused(
            "You attached this file yourself, so somebody else has to look at it: four eyes see "
            "what two have got used to."
        )
    if not held_back([attachment]):
        raise ClearanceRefused("Nothing holds this file back any more. Look at the list again.")


def clear(attachment: Attachment, *, by: AbstractBaseUser, reason: str) -> Clearance:
    """Let a file out in spite of what was found in it. Raises ClearanceRefused."""
    if not says_something(reason):
        raise ClearanceRefused("Say why it may go out: that is kept with your name.")
    with refusing_when_closed(), transaction.atomic():
        check_clearance(attachment, by=by)
        return Clearance.objects.create(
            sha256=attachment.sha256,
            name=attachment.name,
            findings=as_rows(inspected(attachment).dangers),
            reason=reason.strip(),
            brought_by_id=attachment.uploaded_by_id,
            cleared_by_id=by.pk,
        )


def strip_making(attachment: Attachment) -> None:
    """Replace a file by a copy that says nothing of its making, and save that.

    Raises FileRefused where that cannot be done, or where readers would get another file.
    """
    kind = attachment.kind
    with attachment.file.storage.open(attachment.file.name) as file:
        copy = BytesIO(strip(file, kind))
    before = inspected(attachment)
    after = inspect(copy, kind)
    if _read(after.words) != _read(before.words):
        raise FileRefused("The copy would not say the same. Do it where the file was made.")
    with refusing_when_closed(), transaction.atomic():
        attachment.keep_file(copy, attachment.name)
        attachment.save()
        Inspection.objects.keep(attachment.sha256, after)
        forget_what_is_gone()


def _read(words: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """The words that readers see: not those that the file says of itself."""
    own = ("what the file says of itself", "its properties")
    return [(where, text) for where, text in words if where not in own]


def forget_what_is_gone() -> None:
    """Words from inside files that nothing on the record has any more are not kept."""
    Inspection.objects.not_needed().delete()
