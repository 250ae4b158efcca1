"""People's accounts: administrators look after them, and nobody gives themselves more than a
group gives."""

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from archive.models import Beat, FaqCategory, Topic

from .base import LookingAdmin
from .log import replaced, said
from .permissions import limits_of


def is_administrator(user: AbstractBaseUser) -> bool:
    """Whether they look after the site itself, and not only what is written on it."""
    return user.has_perm("archive.move_stage")


ADMINISTRATORS = "Administrators"
NEEDS_A_GROUP = "Choose a group: without one the account cannot do anything here."


ABOUT_EVERYTHING = (
    "Administrators write about everything. Take these ticks away, or choose another group."
)


class AccountForm(UserChangeForm):
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.by_name(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Pages about one of these, and no others, are theirs to write, change and "
        "publish. They read everything.",
    )
    categories = forms.ModelMultipleChoiceField(
        FaqCategory.objects.in_order(),
        label="Groups of questions",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The same for questions.",
    )

    class Meta(UserChangeForm.Meta):
        labels = {"is_staff": "May sign in", "is_active": "Account in use"}
        help_texts = {
            "is_staff": "Without this tick the account cannot enter these pages.",
            "is_active": "Take the tick away instead of deleting: what they did keeps their name.",
            "groups": "Authors write drafts and publish nothing. Reviewers read drafts and change "
            "nothing. Editors write and publish. Administrators also move the stage, write the "
            "closing notices and look after accounts. Auditors look at everything, the log "
            "included.",
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        beats = Beat.objects.of_account(self.instance)
        self.initial["topics"] = [beat.topic_id for beat in beats if beat.topic_id]
        self.initial["categories"] = [beat.category_id for beat in beats if beat.category_id]

    def clean(self) -> dict:
        cleaned = super().clean()
        is_limited = bool(cleaned.get("topics") or cleaned.get("categories"))
        if is_limited and self._looks_after_the_site(cleaned):
            self.add_error("topics", ABOUT_EVERYTHING)
        gets_in = cleaned.get("is_staff") and cleaned.get("is_active")
        if gets_in and not cleaned.get("groups") and not self.instance.is_superuser:
            self.add_error("groups", NEEDS_A_GROUP)
        return cleaned

    def _looks_after_the_site(self, cleaned: dict) -> bool:
        groups = cleaned.get("groups") or ()
        return self.instance.is_superuser or any(group.name == ADMINISTRATORS for group in groups)


class NewAccountForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        help_texts = AccountForm.Meta.help_texts

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].required = True
        self.fields["groups"].error_messages["required"] = NEEDS_A_GROUP


# Importing Django's own admin of accounts registers it; ours takes its place.
admin.site.unregister([User, Group])


LIMITS = (
    "What they write about",
    {"fields": ("topics", "categories"), "description": "Nothing ticked: about everything."},
)
LIMITS_READ = ("What they write about", {"fields": ("writes_about",)})


@admin.register(User)
class AccountAdmin(UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    add_form_template = None
    actions = None
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active")
    list_filter = ("groups", "is_active")
    list_per_page = 50
    filter_horizontal = ()
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        ("Who it is", {"fields": ("first_name", "last_name", "email")}),
        ("What they may do", {"fields": ("groups",)}),
    )
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Who it is", {"fields": ("first_name", "last_name", "email")}),
        ("What they may do", {"fields": ("groups", "is_staff", "is_active")}),
        LIMITS,
        ("When", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined", "writes_about")

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="groups")
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    @admin.display(description="topics")
    def writes_about(self, user: User) -> str:
        return str(limits_of(user) or "Everything")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> tuple:
        found = super().get_fieldsets(request, obj)
        is_own = obj is not None and obj.pk == request.user.pk
        if is_own or not self.has_change_permission(request, obj):
            found = tuple(LIMITS_READ if each is LIMITS else each for each in found)
        if obj is not None and obj.pk == request.user.pk:
            rights = {"fields": ("roles", "is_staff", "is_active")}
            found = (*found[:2], ("What you may do", rights), *found[3:])
        if obj is None or not request.user.is_superuser:
            return found
        return (*found[:3], ("On the server", {"fields": ("is_superuser",)}), *found[3:])

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple:
        """Nobody switches off or demotes themselves: another administrator does."""
        is_own = obj is not None and obj.pk == request.user.pk
        own = ("roles", "is_staff", "is_active", "is_superuser") if is_own else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def formfield_for_manytomany(self, db_field, request: HttpRequest, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return _may_touch(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are switched off; only one that never did anything can go."""
        is_other = obj is None or obj.pk != request.user.pk
        return is_other and _may_touch(request, obj) and super().has_delete_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form, change: bool) -> None:
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
        if "topics" in form.cleaned_data:
            about = {name: form.cleaned_data[name] for name in ("topics", "categories")}
            Beat.objects.limit(obj, **about)


def _may_touch(request: HttpRequest, account: User | None) -> bool:
    return account is None or not account.is_superuser or request.user.is_superuser


@admin.register(Group)
class RolesAdmin(GroupAdmin):
    """The groups come with the site (`archive.roles`); here they are only looked at."""

    actions = None
    has_add_permission = LookingAdmin.has_add_permission
    has_change_permission = LookingAdmin.has_change_permission
    has_delete_permission = LookingAdmin.has_delete_permission


@admin.register(LogEntry)
class LogAdmin(LookingAdmin):
    """Who did what in these pages."""

    list_display = ("action_time", "user", "object_repr", "content_type", "message")
    list_display_links = ("object_repr",)
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    search_fields = ("object_repr", "user__username")
    date_hierarchy = "action_time"

    fields = ("action_time", "user", "content_type", "object_repr", "message", "words")
    readonly_fields = ("message", "words")

    @admin.display(description="what was done")
    def message(self, entry: LogEntry) -> str:
        return said(entry)

    @admin.display(description="the words before")
    def words(self, entry: LogEntry) -> SafeString:
        return format_html_join("", "<p><b>{}</b></p><p>{}</p>", replaced(entry))

    def get_view_on_site_url(self, obj: LogEntry | None = None) -> None:
        return None
