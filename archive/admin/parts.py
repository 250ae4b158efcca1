"""The rows beside a record: who made it, its files, where it leads, what was said in it."""

from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from archive.files import FileRefused
from archive.models import Attachment, Contributor, Link, Turn

from .rows import OrderedRows, RowForm, Rows


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
        fields = ("title", "file", "url", "language", "position")
        widgets = {"file": FileWidget}
        help_texts = {
            "file": "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, captions, picture, "
            "sound or film. Browsers forget a chosen file when a form comes back: choose it again.",
            "url": "Instead of a file, where it is kept elsewhere: https://…",
            "language": "If it is not English: cy for Welsh, bfi for British Sign Language.",
        }

    def _post_clean(self) -> None:
        super()._post_clean()
        chosen = self.cleaned_data.get("file")
        if isinstance(chosen, UploadedFile):
            try:
                self.instance.keep_file(chosen, chosen.name)
            except FileRefused as refusal:
                self.add_error("file", refusal.sentence)


class AttachmentRows(OrderedRows):
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


class Attachments(Rows):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentRows
    fields = ("title", ("file", "url"), "language", "position")
    verbose_name = "file"
    verbose_name_plural = "Files and documents"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("record")


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
