"""Reports, letters, speeches, statements, terms of reference."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from archive.models import PUBLICATION_KINDS, Kind, Publication

from .bodies import LinesField
from .parts import Attachments, Contributors, Links
from .publishing import Wish
from .record_form import RecordForm
from .records import RecordAdmin

LETTER = (
    "dated_on",
    ("addressed_to", "copied_to"),
    ("salutation", "sign_off"),
    "reference",
)
FACTS = {
    Kind.REPORT: ("The report", ("dated_on", ("reference", "isbn"), "is_key")),
    Kind.LETTER: ("The letter", (*LETTER, "is_key")),
    Kind.OPEN_LETTER: ("The open letter", (*LETTER, "is_key")),
    Kind.SPEECH: (
        "The speech",
        (("event", "place"), ("delivered_on", "delivery"), "dated_on", "is_key"),
    ),
    Kind.STATEMENT: ("The statement", ("dated_on", "reference", "is_key")),
    Kind.TERMS_OF_REFERENCE: ("The terms of reference", ("dated_on", "reference", "is_key")),
}
"""The facts that a publication of each kind has, and what the form calls them."""


READ = {("addressed_to", "copied_to"): ("addressed_to_lines", "copied_to_lines")}
"""What stands in the place of lists of lines for who only looks."""


class PublicationForm(RecordForm):
    addressed_to = LinesField(
        label="To",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One person or office a line.",
    )
    copied_to = LinesField(
        label="Copied to",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line.",
    )

    def grant(self, wish: Wish, cleaned: dict) -> None:
        super().grant(wish, cleaned)
        is_missing = not cleaned.get("dated_on") and "dated_on" not in self.errors
        if self.goes_out and self.instance.is_letter and is_missing:
            self.add_error("dated_on", "Give the letter’s date before publishing it.")


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    form = PublicationForm
    kinds = PUBLICATION_KINDS
    inlines = (Contributors, Attachments, Links)
    readonly_fields = ("addressed_to_lines", "copied_to_lines")

    def fields_of_kind(self, request: HttpRequest, obj: Publication | None) -> tuple:
        name, facts = FACTS[self.kind_of(request, obj)]
        if not self.has_change_permission(request, obj):
            facts = [READ.get(fact, fact) for fact in facts]
        return (
            (None, {"fields": ("title", "slug", "kind", "summary")}),
            (name, {"fields": facts}),
            ("Text", {"fields": ("body",)}),
        )

    @admin.display(description="to", empty_value="–")
    def addressed_to_lines(self, publication: Publication) -> str:
        return "\n".join(publication.addressed_to)

    @admin.display(description="copied to", empty_value="–")
    def copied_to_lines(self, publication: Publication) -> str:
        return "\n".join(publication.copied_to)
