"""The watch list, for administrators."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import DELETION, LogEntry
from django.http import HttpRequest

from archive.lifecycle import take_back_stopped
from archive.models import WatchedName, WatchListLocked
from archive.watch_list import SHORTEST, WatchList, is_long_enough

from .base import EditingAdmin, EditingForm
from .moments import in_words

UNREADABLE = "cannot be read with this server’s key"


class WatchedNameForm(EditingForm):
    name = forms.CharField(
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="First name, then family name: “Jane Example”. It is found in capitals, without "
        "accents, with other hyphens, and as “Example, Jane”. Write nicknames and short forms as "
        "names of their own.",
    )

    class Meta:
        model = WatchedName
        fields = ()

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["name"] = _shown(self.instance)

    def going_out(self) -> list[str]:
        return []  # nothing here ever does

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if not is_long_enough(name):
            raise forms.ValidationError(
                f"That is too short: it would be found nearly everywhere. Write {SHORTEST} letters "
                "or more."
            )
        others = (each for each in WatchedName.objects.in_order() if each.pk != self.instance.pk)
        if any(_is_same(_shown(other), name) for other in others):
            raise forms.ValidationError("That name is on the list already.")
        self.instance.name = name
        return name


def _is_same(one: str, other: str) -> bool:
    return any(hit.words == other for hit in WatchList([one]).hits(other))


def _shown(watched: WatchedName) -> str:
    try:
        return watched.name
    except WatchListLocked:
        return ""


@admin.register(WatchedName)
class WatchedNameAdmin(EditingAdmin):
    """Shown to administrators alone. The log says that the list was changed, and never how."""

    form = WatchedNameForm
    logs_words = False
    keeps_words = False  # what is kept is not encrypted
    list_display = ("shown", "added_at", "added_by")
    list_select_related = ("added_by",)
    ordering = ("pk",)
    fields = ("name",)

    @admin.display(description="name")
    def shown(self, watched: WatchedName) -> str:
        return _shown(watched) or f"({UNREADABLE})"

    def is_public(self, obj: WatchedName) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: WatchedName, form, change: bool) -> None:
        obj.added_by = obj.added_by or request.user
        super().save_model(request, obj, form, change)
        for taken in take_back_stopped(by=request.user):
            messages.warning(
                request,
                f"“{taken.thing}” was to go out on {in_words(taken.was_for)}, and is a draft "
                f"again. {' '.join(taken.because)}",
            )

    def log_deletions(self, request: HttpRequest, queryset):
        outcome = [{"outcome": "Taken off the watch list."}]
        return LogEntry.objects.log_actions(request.user.pk, queryset, DELETION, outcome)
