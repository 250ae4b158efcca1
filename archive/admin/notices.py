"""The closing notices: dated, one at a time, and seen ahead of their day."""

from datetime import time

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Notice, State

from . import findings, previews
from .base import EditingAdmin
from .closed import refuse_when_closed
from .far_moments import ask_about_far
from .moments import DayField, in_words, london_moment
from .permissions import may_publish_alone
from .publishing import Wish
from .reviewing import ReviewedAdmin
from .states import badge
from .submission_words import submission_badge
from .submitting import ChangedAtOnceForm, let_out_saved, submit_saved


class DayForm(forms.Form):
    """Which day of the site to look at; a notice counts from its moment on that day."""

    on = DayField(label="Day")


class NoticeForm(ChangedAtOnceForm):
    """A notice has its moment from the beginning: publishing it says that it counts."""

    allowed = {
        Wish.PUBLISH: {State.DRAFT},
        Wish.SCHEDULE: set(),
        Wish.TAKE_BACK: {State.SCHEDULED},
    }
    decided_by_wish = frozenset()
    changes_the_site = (
        "Nothing was saved: this would change what the public is told, and a second person has to "
        "approve that. Take it back to a draft, if it has not begun; or write the next notice."
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if "starts_at" in self.changed_data and (moment := cleaned.get("starts_at")):
            ask_about_far(self, "starts_at", moment, self.now)
        return cleaned

    def going_out(self) -> list[str]:
        return list(self.fields) if self.wish is Wish.PUBLISH else self.changed_data

    def grant(self, wish: Wish, cleaned: dict) -> None:
        self.check_state(wish)
        if wish is Wish.PUBLISH:
            self.instance.is_draft = False
        elif wish is Wish.TAKE_BACK or wish is Wish.SUBMIT:
            self.instance.is_draft = True
        elif self.instance.pk is None:
            self.instance.is_draft = self.asks_for_second_person

    def outcome(self) -> str:
        if hasattr(self.instance, "is_submitted"):
            return super().outcome()
        return "is a draft: nobody outside sees it, whatever its moment."


@admin.register(Notice)
class NoticeAdmin(ReviewedAdmin, EditingAdmin):
    form = NoticeForm
    change_form_template = "admin/notice_form.html"
    list_display = ("title", "begins", "closing_on")
    search_fields = ("title", "body")
    ordering = ("-starts_at", "-pk")
    change_list_template = "admin/notices.html"
    fields = ("title", "body", ("starts_at", "closing_on"))

    def get_list_display(self, request: HttpRequest) -> tuple:
        of_the_day = Notice.objects.of_the_day()

        @admin.display(description="state")
        def stands(notice: Notice) -> SafeString:
            if notice.is_draft and notice.submission_outcome and not notice.goes_out_at:
                return submission_badge(notice.submission_outcome)
            if notice.is_draft:
                return badge(notice.state_at(timezone.now()))
            if of_the_day and notice.pk == of_the_day.pk:
                return format_html('<span class="state state--published">{}</span>', "Of the day")
            if notice.starts_at > timezone.now():
                return format_html('<span class="state state--scheduled">{}</span>', "To come")
            return format_html('<span class="state state--withdrawn">{}</span>', "Replaced")

        return ("title", "begins", stands, "closing_on")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).with_submission()

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        form.may_publish = self.has_add_permission(request)
        form.may_publish_alone = may_publish_alone(request.user)
        return form

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        notice = form.instance
        goes_out = not notice.is_draft and form.gives_words_out
        if goes_out and (refused := let_out_saved(form, notice, None, request.user)):
            notice.is_draft = True
            notice.save()
            messages.error(request, f"Not published. {' '.join(refused)}")
        submit_saved(form, request)
        if notice.is_draft:
            messages.success(request, f"“{notice}” {form.outcome()}")

    @admin.display(description="from", ordering="starts_at")
    def begins(self, notice: Notice) -> str:
        return in_words(notice.starts_at)

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        """What the public was told stays on record; what is to come may go."""
        if obj is not None and obj.goes_out_with_set_at:
            return False
        is_to_come = obj is None or obj.is_draft or obj.starts_at > timezone.now()
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
