"""People, and the boards that the review named."""

from django.contrib import admin
from django.http import HttpRequest

from archive.models import Board, BoardMember, Person

from .accounts import is_administrator
from .base import EditingAdmin, EditingForm
from .focus import FocusWidget
from .rows import Rows


class PersonForm(EditingForm):
    class Meta:
        widgets = {"portrait_focus": FocusWidget("portrait")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if "portrait_focus" in self.fields:
            self.fields["portrait_focus"].widget.picture = self.instance.portrait


@admin.register(Person)
class PersonAdmin(EditingAdmin):
    form = PersonForm
    list_display = ("name", "sort_name")
    search_fields = ("name", "sort_name")
    prepopulated_fields = {"slug": ("name",)}
    address_fields = ("slug",)
    autocomplete_fields = ("portrait",)
    ordering = ("sort_name", "name", "pk")
    fieldsets = (
        (None, {"fields": ("name", ("slug", "sort_name"), "portrait", "portrait_focus")}),
        ("Biography", {"fields": ("biography",)}),
    )

    def is_address_known(self, obj: Person) -> bool:
        return Person.objects.public().contains(obj)


class Members(Rows):
    model = BoardMember
    autocomplete_fields = ("person",)
    fields = (("person", "role"), ("joined_on", "left_on"), "biography", "position")
    verbose_name = "member"
    verbose_name_plural = "Members, in their order"

    def has_delete_permission(self, request: HttpRequest, obj: Board | None = None) -> bool:
        """Who was on a board stays on record, with an `until` date; slips of the pen are
        administrators' to take away."""
        return is_administrator(request.user) and super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).select_related("person")


@admin.register(Board)
class BoardAdmin(EditingAdmin):
    list_display = ("name", "kind", "position")
    list_filter = ("kind",)
    search_fields = ("name", "summary")
    prepopulated_fields = {"slug": ("name",)}
    address_fields = ("slug",)
    inlines = (Members,)
    ordering = ("position", "name", "pk")
    fieldsets = (
        (None, {"fields": ("name", ("slug", "kind", "position"), "summary")}),
        ("Text", {"fields": ("body",)}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Board | None = None) -> bool:
        """One that has members stays: it is on the record."""
        is_empty = obj is None or not obj.members.exists()
        return is_empty and super().has_delete_permission(request, obj)
