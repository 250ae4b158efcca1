"""The store of captures, to look at: how large it is, how it grows, and what each address said."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.captures.link_format import in_a_url, stamp
from archive.captures.size import Size
from archive.files import human_size
from archive.models import Capture

from .base import LookingAdmin
from .moments import briefly, in_words

TELLS = {200: "Page or file", 301: "Leads on", 308: "Leads on", 410: "Taken down"}
"""What each status tells a reader, in words."""


class StandingFilter(admin.SimpleListFilter):
    title = "whether it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin) -> list[tuple[str, str]]:
        return [("now", "It stands now"), ("once", "It stood once")]

    def queryset(self, request: HttpRequest, captures):
        if self.value() == "now":
            return captures.standing()
        return captures.ended() if self.value() == "once" else captures


@admin.register(Capture)
class CaptureAdmin(LookingAdmin):
    list_display = ("address", "tells", "type", "size", "since", "until", "memento")
    list_filter = (StandingFilter,)
    search_fields = ("address",)
    search_help_text = "Search by a part of the address: /letters/"
    ordering = ("-captured_from", "-pk")
    change_list_template = "admin/captures.html"
    change_form_template = "admin/capture.html"
    fields = (
        "page_now", "memento", "tells", "type", "size", "place", "sha256", "since", "until",
        "editions", "made", "headers_in_lines", "why_empty",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).with_sizes()

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        return super().changelist_view(request, {"size": Size(), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url="", extra_context=None
    ) -> HttpResponse:
        context = {"title": "What was kept", **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return self.fields

    @admin.display(description="answer", ordering="status")
    def tells(self, capture: Capture) -> str:
        return f"{TELLS.get(capture.status, 'Answer')} ({capture.status})"

    @admin.display(description="type", ordering="content_type")
    def type(self, capture: Capture) -> str:
        return capture.content_type.partition(";")[0]

    @admin.display(description="size", ordering="body__size")
    def size(self, capture: Capture) -> str:
        return human_size(capture.body.size) if capture.body else "emptied"

    @admin.display(description="since", ordering="captured_from")
    def since(self, capture: Capture) -> str:
        return briefly(capture.captured_from)

    @admin.display(description="until", ordering="captured_until")
    def until(self, capture: Capture) -> str:
        return briefly(capture.captured_until) if capture.captured_until else "now"

    @admin.display(description="address")
    def page_now(self, capture: Capture) -> SafeString:
        return format_html('<a href="{}">{}</a>', in_a_url(capture.address), capture.address)

    @admin.display(description="as it was")
    def memento(self, capture: Capture) -> SafeString:
        moment = stamp(capture.captured_from)
        url = reverse("memento", args=[moment, capture.address])
        return format_html(
            '<a href="{}">Look<span class="visually-hidden"> at {} as it was on {}</span></a>',
            url,
            capture.address,
            in_words(capture.captured_from),
        )

    @admin.display(description="where it is kept")
    def place(self, capture: Capture) -> str:
        if capture.body is None:
            return "nowhere any more"
        return f"the file {capture.body.file}" if capture.body.file else "in the database"

    @admin.display(description="SHA-256")
    def sha256(self, capture: Capture) -> str | None:
        return capture.body_id

    @admin.display(description="editions")
    def editions(self, capture: Capture) -> str:
        return f"{capture.first_edition} to {capture.last_edition}, as far as anybody looked"

    @admin.display(description="made on")
    def made(self, capture: Capture) -> str:
        return in_words(capture.rendered_at)

    @admin.display(description="sent with")
    def headers_in_lines(self, capture: Capture) -> SafeString:
        return format_html_join("", "{}: {}<br>", capture.headers)

    @admin.display(description="taken down")
    def why_empty(self, capture: Capture) -> SafeString | str:
        if capture.takedown is None:
            return "no"
        url = reverse("admin:archive_takedown_change", args=[capture.takedown_id])
        return format_html('<a href="{}">{}</a>', url, capture.takedown.reason)
