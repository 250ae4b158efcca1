"""Waivers: what was left as it is, by whom and why, in every text of the site."""

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Record, Waiver
from archive.proofreading.rules import RULES
from archive.readiness.report import WaiverRefused, take_back
from archive.readiness.rules import RULES as OF_THE_CLOSING

from .base import LookingAdmin
from .moments import briefly
from .records import form_address


class StandingFilter(admin.SimpleListFilter):
    title = "whether it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return [("no", "Taken back"), ("all", "All")]

    def choices(self, changelist):
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "In force",
        }
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() == "all":
            return queryset
        return queryset.taken_back() if self.value() == "no" else queryset.standing()


@admin.register(Waiver)
class WaiverAdmin(LookingAdmin):
    list_display = ("finding", "page", "reason", "waived", "taken_back")
    list_display_links = None
    list_filter = (StandingFilter,)
    search_fields = ("what", "quote", "reason", "address")
    ordering = ("-waived_at", "-pk")
    actions = ("take_them_back",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).with_people()

    @admin.display(description="left as it is", ordering="rule")
    def finding(self, waiver: Waiver) -> SafeString:
        rule = RULES.get(waiver.rule) or OF_THE_CLOSING.get(waiver.rule)
        title = rule.title if rule else waiver.rule
        return format_html(
            '{}<br><span class="quiet">{}: {}</span>', waiver.what, title, waiver.quote[:200]
        )

    @admin.display(description="page", ordering="address")
    def page(self, waiver: Waiver) -> SafeString | str:
        record = Record.objects.at(waiver.address).first()
        if record is None:
            return waiver.address
        return format_html('<a href="{}">{}</a>', form_address(record), record.title)

    @admin.display(description="by", ordering="waived_at")
    def waived(self, waiver: Waiver) -> str:
        return f"{_name(waiver.waived_by)}, {briefly(waiver.waived_at)}"

    @admin.display(description="taken back", ordering="taken_back_at")
    def taken_back(self, waiver: Waiver) -> str | None:
        if waiver.taken_back_at is None:
            return None
        return f"{_name(waiver.taken_back_by)}, {briefly(waiver.taken_back_at)}"

    def get_actions(self, request: HttpRequest) -> dict:
        return super().get_actions(request) if request.user.has_perm("archive.move_stage") else {}

    @admin.action(description="Take back what is ticked")
    def take_them_back(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """What was waived stands again; the waiver stays on record."""
        count = 0
        for waiver in queryset:
            try:
                take_back(waiver.pk, by=request.user)
            except WaiverRefused as refusal:
                messages.warning(request, str(refusal))
            else:
                count += 1
        if count:
            things = "One waiver is" if count == 1 else f"{count} waivers are"
            messages.success(request, f"{things} taken back: what was found stands again.")


def _name(user) -> str:
    return user.get_full_name() or user.get_username()
