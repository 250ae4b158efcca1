"""The review itself, its help lines, and the topics of its record."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from archive.models import HelpLine, Review, Topic

from .base import EditingAdmin
from .rows import Rows


class HelpLines(Rows):
    model = HelpLine
    fields = (("name", "phone", "url"), "description", ("topic", "position"))
    autocomplete_fields = ("topic",)
    verbose_name_plural = "Help lines, in their order"


@admin.register(Review)
class ReviewAdmin(EditingAdmin):
    list_display = ("name", "chair", "started_on", "reported_on")
    list_select_related = ("chair",)
    autocomplete_fields = ("chair", "crest")
    inlines = (HelpLines,)
    fieldsets = (
        (None, {"fields": (("name", "short_name"), "question", "summary")}),
        ("The review", {"fields": (("chair", "commissioned_by"), ("started_on", "reported_on"))}),
        ("What it covers", {"fields": ("remit",)}),
        ("On the home page", {"fields": ("what_happens_next",)}),
        ("Once the site is closing", {"fields": ("where_to_turn",)}),
        (
            "On every page",
            {
                "fields": (
                    ("contact_email", "contact_address"),
                    ("licence_name", "licence_url"),
                    "exit_url",
                )
            },
        ),
        (
            "Its accessibility statement",
            {
                "fields": (
                    ("compliance", "enforcement"),
                    ("statement_prepared_on", "statement_reviewed_on"),
                    "accessibility_problems",
                    "disproportionate_burden",
                    "outside_regulations",
                    "accessibility_testing",
                    "accessibility_contact",
                ),
                "description": "What people write. The rest of the statement is the wording that "
                "the law wants, and what the last check found.",
            },
        ),
        (
            "Its look",
            {
                "fields": (("ink_colour", "cloth_colour", "thread_colour"), "crest"),
                "description": "Where a colour is empty, the usual one stands. Every other colour, "
                "those of dark screens too, follows from these three; so do the icons and the "
                "picture for social media.",
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Review.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Review | None = None) -> bool:
        """A site has a review."""
        return False

    def is_public(self, obj: Review) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        """There is one: straight to it."""
        if Review.objects.exists():
            return HttpResponseRedirect(reverse("admin:archive_review_change", args=[1]))
        return super().changelist_view(request, extra_context)


@admin.register(Topic)
class TopicAdmin(EditingAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}
    ordering = ("name", "pk")
    address_fields = ("slug",)

    def is_address_known(self, obj: Topic) -> bool:
        return Topic.objects.with_public_records().contains(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Topic | None = None) -> bool:
        """One that records have stays."""
        is_unused = obj is None or not obj.records.exists()
        return is_unused and super().has_delete_permission(request, obj)
