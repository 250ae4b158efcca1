"""Podcast episodes, their series and transcripts."""

from django.contrib import admin

from archive.models import Episode, Kind, Series

from .base import EditingAdmin
from .parts import Attachments, Contributors, Links, Turns
from .records import RecordAdmin


@admin.register(Episode)
class EpisodeAdmin(RecordAdmin):
    kinds = (Kind.EPISODE,)
    text = (
        (None, {"fields": ("title", "slug", "summary")}),
        (
            "The episode",
            {
                "fields": (
                    ("podcast", "recorded"),
                    ("series", "series_position"),
                    "dated_on",
                ),
                "description": "Its sound or film is the first such file under “Files and "
                "documents”.",
            },
        ),
        ("Text", {"fields": ("body",)}),
    )
    autocomplete_fields = (*RecordAdmin.autocomplete_fields, "series")
    shown_chosen = (*RecordAdmin.shown_chosen, "series")
    inlines = (Contributors, Attachments, Links, Turns)


@admin.register(Series)
class SeriesAdmin(EditingAdmin):
    list_display = ("title", "podcast", "length")
    search_fields = ("title", "podcast")
    prepopulated_fields = {"slug": ("title",)}
    address_fields = ("slug",)

    def is_address_known(self, obj: Series) -> bool:
        return obj.episodes.published().exists()

    def has_delete_permission(self, request, obj: Series | None = None) -> bool:
        """One that has episodes stays."""
        is_empty = obj is None or not obj.episodes.exists()
        return is_empty and super().has_delete_permission(request, obj)
