"""The closing notices: dated, one at a time, and seen ahead of their day."""

from datetime import time

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Notice

from . import findings, previews
from .base import EditingAdmin
from .closed import refuse_when_closed
from .moments import DayField, in_words, london_moment


class DayForm(forms.Form):
    """Which day of the site to look at; a notice counts from its moment on that day."""

    on = DayField(label="Day")


@admin.register(Notice)
class NoticeAdmin(EditingAdmin):
    list_display = ("title", "begins", "closing_on")
    search_fields = ("title", "body")
    ordering = ("-starts_at", "-pk")
    change_list_template = "admin/notices.html"
    fields = ("title", "body", ("starts_at", "closing_on"))

    def get_list_display(self, request: HttpRequest) -> tuple:
        of_the_day = Notice.objects.of_the_day()

        @admin.display(description="state")
        def stands(notice: Notice) -> SafeString:
            if of_the_day and notice.pk == of_the_day.pk:
                return format_html('<span class="state state--published">{}</span>', "Of the day")
            if notice.starts_at > timezone.now():
                return format_html('<span class="state state--scheduled">{}</span>', "To come")
            return format_html('<span class="state state--withdrawn">{}</span>', "Replaced")

        return ("title", "begins", stands, "closing_on")

    @admin.display(description="from", ordering="starts_at")
    def begins(self, notice: Notice) -> str:
        return in_words(notice.starts_at)

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        """What the public was told stays on record; what is to come may go."""
        is_to_come = obj is None or obj.starts_at > timezone.now()
        return is_to_come and super().has_delete_permission(request, obj)

    def warnings(self, form, formsets) -> list[str]:
        """Once it is saved the list of notices comes next, with no panel beside it."""
        return findings.sentences(form)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None):
        return super().changelist_view(request, {"day_form": DayForm(), **(extra_context or {})})


def notice_on(request: HttpRequest) -> HttpResponse:
    """The home page under the notice of a day."""
    if not request.user.has_perm("archive.view_notice"):
        raise PermissionDenied
    refuse_when_closed(request)  # it has no other day any more
    form = DayForm(request.GET)
    if not form.is_valid():
        return _asked_again(request, form)
    day = form.cleaned_data["on"]
    last_minute = london_moment(day, time(23, 59, 59))
    notice = Notice.objects.at(last_minute)
    if notice is None:
        form.add_error("on", f"No notice has begun by {in_words(day)}.")
        return _asked_again(request, form)
    return previews.of_notice(request, notice, in_words(day))


def _asked_again(request: HttpRequest, form: DayForm) -> HttpResponse:
    """The field with the fault beside it."""
    context = admin.site.each_context(request) | {
        "title": "The site on another day",
        "day_form": form,
    }
    return TemplateResponse(request, "admin/notice_day.html", context)
