"""What follows once a record's form is saved: whether it may be out, what its editor is told."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.lifecycle import hindrances
from archive.models import Record

from .record_form import RecordForm
from .submitting import let_out_saved


def let_out_or_hold(form, request: HttpRequest) -> None:
    """A record that this save would publish, now or at its moment, and that a second person has
    not approved, is a draft that says so."""
    record = form.instance
    if not isinstance(form, RecordForm) or form.is_preview or record.published_at is None:
        return
    refused = hindrances(record)  # as it is stored: a form may have come without its files
    if refused := refused or let_out_saved(form, record, record.published_at, request.user):
        record.published_at = None
        record.save()
        record.held_back = [*getattr(record, "held_back", ()), *refused]


def attached(formsets: list) -> Iterator:
    """The rows of files that were chosen in this form."""
    for formset in formsets:
        for row in formset.forms:
            if "file" in row.changed_data and row.instance.file:
                yield row


def said_of(record: Record, outcome: str) -> SafeString:
    stands = record.draft_of or record
    if stands.is_public:
        return format_html(
            '“{}” {} <a href="{}">{}</a>',
            record.title,
            outcome,
            stands.get_absolute_url(),
            "See what the public sees" if record.draft_of_id else "View it on the site",
        )
    return format_html("“{}” {}", record.title, outcome)
