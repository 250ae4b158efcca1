"""Calls for advice, evidence and ideas."""

from django.contrib import admin

from archive.models import Call, Kind

from .parts import Attachments, Links
from .records import RecordAdmin


@admin.register(Call)
class CallAdmin(RecordAdmin):
    kinds = (Kind.CALL,)
    text = (
        (None, {"fields": ("title", "slug", "summary")}),
        (
            "When it is open",
            {
                "fields": (("opens_at", "closes_at"),),
                "description": "London time. The clock turns the page from one text below to the "
                "next by itself.",
            },
        ),
        ("What it is about", {"fields": ("body",)}),
        (
            "While it is open, before and after",
            {"fields": ("text_open", "text_before", "text_after", "outcome")},
        ),
    )
    inlines = (Attachments, Links)
