"""News and blogs."""

from django.contrib import admin

from archive.models import POST_KINDS, Post

from .parts import Attachments, Contributors, Links
from .records import RecordAdmin


@admin.register(Post)
class PostAdmin(RecordAdmin):
    kinds = POST_KINDS
    text = (
        (None, {"fields": ("title", "slug", "kind", "summary")}),
        ("Text", {"fields": ("body", "byline")}),
    )
    inlines = (Contributors, Attachments, Links)
