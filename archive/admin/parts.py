"""The rows beside a record: who made it, its files, where it leads, what was said in it."""

from functools import cached_property
from pathlib import PurePath

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.files import FileRefused
from archive.lifecycle import forget_what_is_gone, hindrances_of_files
from archive.models import Attachment, Contributor, Link, Record, State, Turn

from .accounts import is_administrator
from .base import PREVIEW
from .files import know_insides, look_into_upload
from .rows import OrderedRows, RowForm, Rows


def was_public(record: Record) -> bool:
    """As it is stored: a form may have set on `record` what is not saved yet."""
    return was_stored_as(record) in (State.PUBLISHED, State.WITHDRAWN)


def was_stored_as(record: Record) -> State:
    stored = getattr(record, "_stored_state", None)
    if stored is None and record._state.adding:
        return State.DRAFT
    return stored or record.state


class Contributors(Rows):
    model = Contributor
    autocomplete_fields = ("person",)
    fields = (("person", "role"), "biography", "position")
    verbose_name = "person"
    verbose_name_plural = "People, with the role that they had then"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("person")


class FileWidget(AdminFileWidget):
    template_name = "admin/widgets/file.html"


class AttachmentForm(RowForm):
    """Looks into a chosen file and keeps what it finds; a refusal stands beside the field."""

    class Meta:
        model = Attachment
        fields = ("title", "file", "url", "language", "is_on_page", "position")
        widgets = {"file": FileWidget}
        help_texts = {
            "file": "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, captions, picture, "
            "sound or film. Browsers forget a chosen file when a form comes back: choose it again.",
            "url": "Instead of a file, where it is kept elsewhere: https://…",
            "language": "If it is not English: cy for Welsh, bfi for British Sign Language.",
        }

    by: AbstractBaseUser | None = None
    """Who fills it in."""

    is_of_an_administrator = False
    """Whether whoever fills it in may take away what is on the site."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.stored_name = self.instance.name
        is_on_the_site = self.instance.copied_from_id is not None
        self.may_take_away = self.is_of_an_administrator or not is_on_the_site

    def _post_clean(self) -> None:
        super()._post_clean()
        chosen = self.cleaned_data.get("file")
        if isinstance(chosen, UploadedFile):
            try:
                self.instance.keep_file(chosen, chosen.name)
                self.instance.uploaded_by = self.by
                if PREVIEW not in self.data:
                    look_into_upload(chosen)
            except FileRefused as refusal:
                self.add_error("file", refusal.sentence)
            else:
                self._keep_address()
        elif chosen is False and self.stored_name and not self.may_take_away:
            self.add_error("file", f"{self.stored_name} is on the site: it stays.")

    def _keep_address(self) -> None:
        """A file in the place of a public one is found where that was."""
        if not self.stored_name or self.may_take_away:
            return
        ending = PurePath(self.stored_name).suffix
        if PurePath(self.instance.name).suffix == ending:
            self.instance.name = self.stored_name
        else:
            self.add_error(
                "file",
                f"{self.stored_name} is on the site, and a file in its place has its address: "
                f"choose one that ends in {ending}, or add this one as another file.",
            )


class AttachmentRows(OrderedRows):
    """Keeps from the public what nobody should fear to find there. A draft that was to go out
    stays one, with all that was written and the file: a second person has to be able to see it.
    """

    def add_fields(self, form: AttachmentForm, index: int | None) -> None:
        """What was published stays where it was found, unless an administrator takes it away."""
        super().add_fields(form, index)
        if "DELETE" in form.fields and not form.may_take_away:
            form.fields["DELETE"].disabled = True
            form.fields["DELETE"].label = "On the site: it stays"

    @cached_property
    def forms(self) -> list:
        forms = super().forms
        know_insides([form.instance for form in forms])
        return forms

    def clean(self) -> None:
        super().clean()
        seen: set[str] = set()
        for row in self.forms:
            name = row.instance.name
            if not name or self._should_delete_form(row):
                continue
            if name in seen:
                row.add_error("file", "Another file here has that name. Rename one of them.")
            seen.add(name)
        if self.going_out and not any(self.errors):
            self._hold_back()

    def save(self, commit: bool = True) -> list:
        saved = super().save(commit)
        if commit and (self.changed_objects or self.deleted_objects):
            forget_what_is_gone()
        return saved

    def _hold_back(self) -> None:
        was_draft = was_stored_as(self.instance) == State.DRAFT
        for row in self.forms:
            if not self._stays(row) or not (was_draft or row.has_changed()):
                continue
            sentences = hindrances_of_files([row.instance])
            if was_draft and sentences:
                self.instance.published_at = None
                self.instance.held_back = [*getattr(self.instance, "held_back", ()), *sentences]
            for sentence in sentences if not was_draft else ():
                row.add_error("file", f"{sentence} Until then it cannot be part of what is out.")


class Attachments(Rows):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentRows
    fields = ("title", ("file", "url"), "language", "is_on_page", "position")
    verbose_name = "file"
    verbose_name_plural = "Files and documents"
    readonly_fields = ("kept_file",)

    def get_fields(self, request: HttpRequest, obj: Record | None = None) -> tuple:
        """Who only looks is led to where the file is served."""
        if self.has_change_permission(request, obj):
            return self.fields
        return ("title", ("kept_file", "url"), "language")

    @admin.display(description="file")
    def kept_file(self, attachment: Attachment) -> SafeString | str:
        if not attachment.file:
            return "–"
        address = attachment.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, attachment.name)

    def get_formset(self, request: HttpRequest, obj: Record | None = None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user
        formset.form.is_of_an_administrator = is_administrator(request.user)
        return formset

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("record__draft_of")


class LinkForm(RowForm):
    class Meta:
        labels = {
            "label": "Words of the link",
            "to_record": "A page of this site",
            "url": "Or a web address",
        }


class Links(Rows):
    model = Link
    form = LinkForm
    fk_name = "record"
    autocomplete_fields = ("to_record",)
    fields = (("purpose", "label"), ("to_record", "url"), "position")
    verbose_name_plural = "Related pages and links"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("to_record")


class Turns(Rows):
    model = Turn
    autocomplete_fields = ("person",)
    fields = (("speaker", "starts_at_seconds", "anchor"), "text", "person", "position")
    verbose_name = "turn"
    verbose_name_plural = "Transcript, turn by turn"
    classes = ("collapse",)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("person")
