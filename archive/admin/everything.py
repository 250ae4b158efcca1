"""Everything on the record in one list; each thing opens in the form of its kind."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Kind, Record

from .records import KindFilter, RecordAdmin, form_address
from .states import StateFilter


@admin.register(Record)
class EverythingAdmin(RecordAdmin):
    kinds = tuple(Kind)
    list_display = ("title_link", *RecordAdmin.list_display[1:])
    list_display_links = None
    list_filter = (StateFilter, KindFilter, "topics")
    change_list_template = "admin/everything.html"

    @admin.display(description="title", ordering="title")
    def title_link(self, record: Record) -> SafeString:
        return format_html('<a href="{}">{}</a>', form_address(record), record.title)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        return HttpResponseRedirect(form_address(self._found(request, object_id)))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        record = self._found(request, object_id)
        return HttpResponseRedirect(form_address(record, "delete"))
