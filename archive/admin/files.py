"""Files that wait to be looked at: what is in each, who attached it, and who lets it out."""

import hashlib

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.files import FileRefused, identify
from archive.files.twin import HAVE_TWINS, Twin, twin_of
from archive.lifecycle import (
    ClearanceRefused,
    Inside,
    clear,
    insides,
    inspected,
    look_into,
    note_of_draft,
    note_revision,
    strip_making,
    waiting,
)
from archive.models import Attachment, Kind, Revision, State

from .bodies import PlainTextField
from .closed import refuse_when_closed, site_state
from .permissions import is_within, may_touch
from .without_colons import WithoutColons

MAY_SEE = "archive.view_inspection"
MAY_CLEAR = "archive.clear_file"
HIDDEN_TEXT = (
    "Something is hidden in this file, and would come into the draft with its text. Bring a clean "
    "one, or copy by hand what readers see of it."
)
PUBLIC = (
    "It is on the site, and what it says of its making would stay in its earlier version. Replace "
    "the file, and have the earlier one taken down if that matters."
)


class ClearForm(WithoutColons, forms.Form):
    reason = PlainTextField(
        label="Why it may go out",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it may go out: that is kept with your name."},
        help_text="A sentence for colleagues: “The comments are part of the evidence.” It is kept.",
    )


def look_into_uploads(request: HttpRequest) -> None:
    """Look into the files that a form was sent with, ahead of its transaction: while that is open
    nobody else may save, and a long report takes a while."""
    for file in request.FILES.values():
        if isinstance(file, UploadedFile):
            look_into_upload(file)


def look_into_upload(file: UploadedFile) -> None:
    try:
        kind = identify(file, file.name)
    except FileRefused:
        return  # the form says so, beside the field
    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    look_into(file, sha256, kind)
    file.seek(0)


def know_insides(attachments: list[Attachment]) -> None:
    """Give each attachment its `inside`, for the forms that show it."""
    for inside in insides(attachments):
        inside.attachment.inside = inside


def waiting_view(site, request: HttpRequest) -> HttpResponse:
    """All files that are held back."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    context = site.each_context(request) | {
        "title": "Files waiting to be looked at",
        "waiting": waiting(),
    }
    return TemplateResponse(request, "admin/files_waiting.html", context)


def file_view(site, request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what is known of it, and the ways on."""
    if not request.user.has_perm(MAY_SEE):
        raise PermissionDenied
    attachment = _found(pk)
    form = ClearForm()
    if request.method == "POST":
        refuse_when_closed(request)
        try:
            if "_take_text" in request.POST:
                return _text_taken(request, attachment)
            if said := _done(request, attachment, form := ClearForm(request.POST)):
                LogEntry.objects.log_actions(
                    request.user.pk, [attachment], CHANGE, [{"outcome": said}]
                )
                messages.success(request, said)
                return HttpResponseRedirect(reverse("admin:file", args=[pk]))
        except (ClearanceRefused, FileRefused) as refusal:
            messages.error(request, str(refusal))
    if request.method != "POST":
        inspected(attachment)
    [inside] = insides([attachment])
    context = site.each_context(request) | {
        "title": "What is in this file",
        "attachment": attachment,
        "inside": inside,
        "form": form,
        "is_own": attachment.uploaded_by_id == request.user.pk,
        "may_clear": _may(request, MAY_CLEAR, attachment),
        "may_strip": _may_strip(request, inside),
        "may_take_text": _may_take_text(request, inside),
    }
    return TemplateResponse(request, "admin/file.html", context)


def _found(pk: int) -> Attachment:
    try:
        attachment = Attachment.objects.files().not_taken_down().with_uploaders().get(pk=pk)
    except Attachment.DoesNotExist:
        raise Http404 from None
    return attachment


def _may(request: HttpRequest, permission: str, attachment: Attachment) -> bool:
    is_theirs = is_within(request.user, attachment.record)
    return is_theirs and request.user.has_perm(permission) and not site_state(request).is_closed


def _may_strip(request: HttpRequest, inside: Inside) -> bool:
    can = inside.inspection is not None and inside.inspection.can_be_stripped
    is_public = inside.attachment.record.is_public
    is_theirs = may_touch(request.user, inside.attachment.record)
    is_allowed = _may(request, "archive.change_attachment", inside.attachment)
    return can and not is_public and is_theirs and is_allowed


def _may_take_text(request: HttpRequest, inside: Inside) -> bool:
    """Into a draft alone, and never in the place of what somebody wrote; nor out of a PDF
    that hides anything, cleared or not: it would come along."""
    record = inside.attachment.record
    is_free = record.state == State.DRAFT and not record.body.strip()
    has_twin = inside.attachment.kind in HAVE_TWINS and not _would_tell_what_is_hidden(inside)
    return has_twin and is_free and _may(request, "archive.change_record", inside.attachment)


def _text_taken(request: HttpRequest, attachment: Attachment) -> HttpResponse:
    """Put a document's text into the draft that it is attached to. Raises FileRefused."""
    [inside] = insides([attachment])
    if _would_tell_what_is_hidden(inside):
        raise FileRefused(HIDDEN_TEXT)
    if not _may_take_text(request, inside):
        raise FileRefused("Its text goes into a draft without a text of its own alone.")
    with attachment.file.storage.open(attachment.file.name) as file:
        twin = twin_of(file, attachment.kind)
    record = attachment.record.facts
    with transaction.atomic():
        attachment.is_on_page = True
        attachment.save(update_fields=["is_on_page"])
        record.body = twin.text
        record.edited_by = request.user
        record.save()
        said = f"Took over the text of {attachment.name}."
        if record.draft_of_id:
            note_of_draft(record, Revision.Event.DRAFTED, by=request.user)
        else:
            note_revision(record, before=State.DRAFT, by=request.user, change_note=said)
    messages.success(
        request,
        f"The text of {attachment.name} is in the draft: read it against the file."
        f"{_left_out(twin)}",
    )
    table = Kind(record.kind).table
    return HttpResponseRedirect(reverse(f"admin:archive_{table}_change", args=[record.pk]))


def _would_tell_what_is_hidden(inside: Inside) -> bool:
    return inside.attachment.is_pdf and bool(inside.dangers)


def _left_out(twin: Twin) -> str:
    pictures = f" Pictures left out: {twin.pictures}." if twin.pictures else ""
    blank = f" Pages without a text, as of a scan: {twin.blank_pages}." if twin.blank_pages else ""
    return pictures + blank


def _done(request: HttpRequest, attachment: Attachment, form: ClearForm) -> str:
    """Do what was asked; a sentence of it, or nothing where the form has to be mended.

    Raises ClearanceRefused and FileRefused.
    """
    if "_strip" in request.POST:
        if attachment.record.is_public:
            raise FileRefused(PUBLIC)
        [inside] = insides([attachment])
        if not _may_strip(request, inside):
            raise PermissionDenied
        strip_making(attachment)
        return f"{attachment.name} says nothing of its making any more."
    if not _may(request, MAY_CLEAR, attachment):
        raise PermissionDenied
    if not form.is_valid():
        return ""
    clear(attachment, by=request.user, reason=form.cleaned_data["reason"])
    return f"{attachment.name} may go out."
