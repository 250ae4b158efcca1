"""Pages about the review and its site, and where former addresses lead."""

from django.contrib import admin

from archive.models import Kind, Page, Redirect

from .base import EditingAdmin
from .parts import Attachments, Links
from .records import RecordAdmin


@admin.register(Page)
class PageAdmin(RecordAdmin):
    kinds = (Kind.PAGE,)
    text = (
        (None, {"fields": ("title", "slug", "summary")}),
        ("Text", {"fields": ("body",)}),
        ("Where it stands", {"fields": (("parent", "menu_position"),)}),
    )
    autocomplete_fields = (*RecordAdmin.autocomplete_fields, "parent")
    inlines = (Attachments, Links)


@admin.register(Redirect)
class RedirectAdmin(EditingAdmin):
    """A redirect is made by itself when a page is moved; here are those of other origin too."""

    list_display = ("address", "leads_to")
    list_select_related = ("to_record",)
    search_fields = ("address", "to_url", "to_record__title")
    autocomplete_fields = ("to_record",)
    fields = ("address", "to_record", "to_url")
    ordering = ("address", "pk")

    @admin.display(description="leads to")
    def leads_to(self, redirect: Redirect) -> str:
        return redirect.target
