"""Questions with their answers, and the groups that they stand in."""

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString

from archive.models import FaqCategory, FaqEntry, State, free_slug
from archive.models.log import TAKEN_OFF, was_taken_off

from .accounts import is_administrator
from .base import EditingAdmin
from .moments import briefly
from .permissions import may_publish, may_publish_alone, may_touch
from .publishing import ALLOWED, Wish, state_of
from .reviewing import ReviewedAdmin
from .rows import Rows
from .states import StateFilter, badge
from .submission_words import submission_badge
from .submitting import ChangedAtOnceForm, let_out_saved, submit_saved


class QuestionForm(ChangedAtOnceForm):
    allowed = ALLOWED | {Wish.TAKE_BACK: {State.SCHEDULED, State.PUBLISHED}}

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.limits and (fault := self.limits.fault_of_category(cleaned.get("category"))):
            self.add_error("category", fault)
        return cleaned

    @property
    def takes_off(self) -> bool:
        return self.wish is Wish.TAKE_BACK and self.before == State.PUBLISHED

    def outcome(self) -> str:
        return "is taken off the site." if self.takes_off else super().outcome()


@admin.register(FaqEntry)
class QuestionAdmin(ReviewedAdmin, EditingAdmin):
    form = QuestionForm
    change_form_template = "admin/question_form.html"
    change_list_template = "admin/questions.html"
    list_display = ("question", "category", "state", "published")
    list_filter = (StateFilter, "category")
    list_select_related = ("category",)
    search_fields = ("question", "answer", "anchor")
    ordering = ("category__position", "category_id", "position", "pk")
    fieldsets = (
        (None, {"fields": ("question", "category")}),
        ("Answer", {"fields": ("answer",)}),
        ("Link to it", {"classes": ("collapse",), "fields": ("anchor",)}),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).with_submission().with_set_moments()

    @admin.display(description="state", ordering="published_at")
    def state(self, entry: FaqEntry) -> SafeString:
        is_draft = entry.published_at is None
        if is_draft and entry.submission_outcome:
            return submission_badge(entry.submission_outcome)
        return badge(state_of(entry))

    @admin.display(description="published", ordering="published_at", empty_value="–")
    def published(self, entry: FaqEntry) -> str | None:
        return briefly(entry.goes_out_at) if entry.goes_out_at else None

    address_fields = ("anchor",)

    def is_public(self, obj: FaqEntry) -> bool:
        return state_of(obj) == State.PUBLISHED

    def is_address_known(self, obj: FaqEntry) -> bool:
        return self.is_public(obj) or was_taken_off(obj)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None):
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            entry._stored_goes_out_at = entry.goes_out_at
        return entry

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.by = request.user
        form.may_publish = may_publish(request.user)
        form.may_publish_alone = may_publish_alone(request.user)
        return form

    def has_change_permission(self, request: HttpRequest, obj: FaqEntry | None = None) -> bool:
        return may_touch(request.user, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: FaqEntry | None = None) -> bool:
        """One that stands on the site is taken off it first. What was ever public is
        administrators' to delete, and the log keeps its words even then."""
        if not super().has_delete_permission(request, obj):
            return False
        if obj is None:
            return True
        is_off = not self.is_public(obj) and obj.goes_out_with_set_at is None
        return is_off and (is_administrator(request.user) or not was_taken_off(obj))

    def save_model(self, request: HttpRequest, obj: FaqEntry, form, change: bool) -> None:
        if not obj.anchor:
            obj.anchor = free_slug(obj.question, among=FaqEntry.objects, field="anchor")
        if not change:
            last = obj.category.entries.in_order().last()
            obj.position = last.position + 1 if last else 1
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        entry = form.instance
        if entry.published_at is not None and form.gives_words_out:
            self._let_out(form, request)
        submit_saved(form, request)
        self.message_user(request, f"“{form.instance}” {form.outcome()}", "success")

    def _let_out(self, form: QuestionForm, request: HttpRequest) -> None:
        """One that a second person has not approved is a draft that says so."""
        entry = form.instance
        if refused := let_out_saved(form, entry, entry.published_at, request.user):
            entry.published_at = None
            entry.save()
            messages.error(request, f"Not published. {' '.join(refused)}")

    def construct_change_message(self, request: HttpRequest, form, formsets, add: bool = False):
        """The log says what became of it, where that was asked for."""
        message = super().construct_change_message(request, form, formsets, add)
        if form.wish is not Wish.SAVE:
            message.append({"outcome": f"It {form.outcome()}"})
        if form.takes_off:
            message.append({"event": TAKEN_OFF})
        return message

    def response_add(self, request: HttpRequest, obj: FaqEntry, *args) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: FaqEntry) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:archive_faqentry_change", args=[obj.pk]))


class Questions(Rows):
    """Their order; each is written in its own form."""

    model = FaqEntry
    fields = ("state", "position")
    readonly_fields = ("state",)
    can_delete = False
    show_change_link = True
    verbose_name = "question"
    verbose_name_plural = "Questions, in their order"

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return False

    @admin.display(description="state")
    def state(self, entry: FaqEntry) -> SafeString:
        return badge(state_of(entry))


@admin.register(FaqCategory)
class QuestionGroupAdmin(EditingAdmin):
    list_display = ("name", "position")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (Questions,)
    ordering = ("position", "name", "pk")
    address_fields = ("slug",)

    def is_address_known(self, obj: FaqCategory) -> bool:
        return obj.entries.published().exists()

    def has_delete_permission(self, request: HttpRequest, obj: FaqCategory | None = None) -> bool:
        """One that has questions stays."""
        is_empty = obj is None or not obj.entries.exists()
        return is_empty and super().has_delete_permission(request, obj)
