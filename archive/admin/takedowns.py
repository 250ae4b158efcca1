"""Taking something down for good: asked for by one administrator, confirmed by a second one, and
seen by both in full before it is done."""

from collections.abc import Sequence

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.captures import takedowns
from archive.captures.closing import StillKeeping
from archive.captures.reach import Reach
from archive.captures.takedowns import TakedownRefused
from archive.models import Record, Takedown

from .base import LookingAdmin
from .bodies import PlainTextField
from .closed import site_state
from .moments import briefly
from .without_colons import WithoutColons

MAY = "archive.take_down"
SECONDS = 20
"""For how long one request keeps pages before it says how far it came."""
STATES = {
    Takedown.Outcome.WAITING: "scheduled",
    Takedown.Outcome.DONE: "taken-down",
    Takedown.Outcome.DECLINED: "draft",
}
"""The shape of the badge of each outcome."""


class AskForm(WithoutColons, forms.Form):
    """What goes, why, and which words go with it."""

    address = forms.CharField(
        label="Address",
        max_length=500,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="The page or file on this site: /letters/an-example/. A whole address works too.",
    )
    page_stays = forms.TypedChoiceField(
        label="What is to go",
        choices=[
            ("", "The page with its files, and all that was kept of it"),
            ("yes", "Only what was kept of it: the page was corrected, and stays as it is now"),
        ],
        coerce=bool,
        empty_value=False,
        required=False,
        widget=forms.RadioSelect,
    )
    reason = PlainTextField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The public reads this in its place, for ever. Name nobody in it.",
    )
    words = PlainTextField(
        label="Words that must be found nowhere in what was kept",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One name, title or sentence a line. Every kept page of any day that says one of "
        "them goes too, as a whole: lists of those days show titles and summaries. The words are "
        "forgotten once this is decided.",
    )
    versions = forms.ModelMultipleChoiceField(
        label="Its other versions",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick those to be taken down for the same reason. Each is confirmed by itself.",
    )
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, record: Record | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        versions = Record.objects.versions_beside(record) if record else Record.objects.none()
        self.fields["versions"].queryset = versions
        if not versions:
            del self.fields["versions"]

    def asked(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("reason", "words", "page_stays")}

    def addresses(self) -> list[str]:
        ticked = self.cleaned_data.get("versions") or ()
        return [self.cleaned_data["address"], *(version.address for version in ticked)]


class DecideForm(WithoutColons, forms.Form):
    address = forms.CharField(
        label="Type the address to confirm",
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
    )

    def __init__(self, *args, takedown: Takedown, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.takedown = takedown

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"]
        if typed.strip() != self.takedown.address:
            raise forms.ValidationError(
                f"That is not the address. It is {self.takedown.address}, to the letter."
            )
        return typed


@admin.register(Takedown)
class TakedownAdmin(LookingAdmin):
    list_display = ("address", "outcome_in_words", "asked", "decided", "emptied")
    list_filter = ("outcome",)
    ordering = ("-asked_at", "-pk")
    change_list_template = "admin/takedowns.html"

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).with_people()

    @admin.display(description="outcome", ordering="outcome")
    def outcome_in_words(self, takedown: Takedown) -> SafeString:
        return badge_of(takedown)

    @admin.display(description="asked for", ordering="asked_at")
    def asked(self, takedown: Takedown) -> str:
        return f"{briefly(takedown.asked_at)} by {_name(takedown.asked_by)}"

    @admin.display(description="decided", ordering="decided_at", empty_value="–")
    def decided(self, takedown: Takedown) -> str | None:
        if takedown.decided_at is None:
            return None
        return f"{briefly(takedown.decided_at)} by {_name(takedown.decided_by)}"

    @admin.display(description="what went", empty_value="–")
    def emptied(self, takedown: Takedown) -> str | None:
        if not takedown.is_done:
            return None
        return f"{takedown.captures_emptied} kept answers"

    def get_urls(self) -> list:
        ask = self.admin_site.admin_view(self.ask_view)
        return [path("ask/", ask, name="archive_takedown_ask"), *super().get_urls()]

    # --- Asking ---------------------------------------------------------------------------

    def ask_view(self, request: HttpRequest) -> HttpResponse:
        """Ask, after a page that says what will go."""
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        if site_state(request).is_closed:
            return self._page(request, "takedown_closed", title="Take down for good")
        address = (request.POST or request.GET).get("address", "")
        record = takedowns.record_at(address) if address else None
        if request.method != "POST":
            lines = takedowns.usual_words(address) if record else []
            first = {"address": address, "words": "\n".join(lines), "page_stays": ""}
            form = AskForm(initial=first, record=record)
            return self._asking(request, form, [])
        form = AskForm(request.POST, record=record)
        reaches: list[Reach] = []
        unseen: list[str] = []
        if form.is_valid():
            try:
                unseen = _keep_everything(form.cleaned_data["words"])
                if form.cleaned_data["is_confirmed"]:
                    return self._ask(request, form)
                reaches = takedowns.would_ask(*form.addresses(), by=request.user, **form.asked())
            except TakedownRefused as refusal:
                form.add_error(None, str(refusal))
            except StillKeeping as still:
                return self._keeping(request, form, still)
        return self._asking(request, form, reaches, unseen)

    def _ask(self, request: HttpRequest, form: AskForm) -> HttpResponse:
        made = takedowns.ask(*form.addresses(), by=request.user, **form.asked())
        _log(request, made, ADDITION, "Asked for it to be taken down for good.")
        messages.success(
            request,
            "It is asked for. Nothing has changed yet: a second administrator has to confirm it.",
        )
        if len(made) > 1:
            return HttpResponseRedirect(reverse("admin:archive_takedown_changelist"))
        return HttpResponseRedirect(self._address(made[0]))

    def _asking(
        self,
        request: HttpRequest,
        form: AskForm,
        reaches: list[Reach],
        unseen: Sequence[str] = (),
    ) -> HttpResponse:
        facts = {"form": form, "reaches": reaches, "unseen": unseen}
        return self._page(request, "takedown_ask", title="Take down for good", **facts)

    def _keeping(self, request: HttpRequest, form: forms.Form, still: StillKeeping) -> HttpResponse:
        facts = {"form": form, "still": still}
        return self._page(request, "takedown_keeping", title="Take down for good", **facts)

    def _page(self, request: HttpRequest, template: str, **facts) -> HttpResponse:
        context = self.admin_site.each_context(request) | {"opts": self.opts, **facts}
        return TemplateResponse(request, f"admin/{template}.html", context)

    # --- Deciding -------------------------------------------------------------------------

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None):
        """What is known of a takedown; while it waits, what would go, and the two ways on."""
        takedown = self.get_object(request, object_id)
        if takedown is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, takedown):
            raise PermissionDenied
        form = DecideForm(takedown=takedown)
        if request.method == "POST":
            if not request.user.has_perm(MAY):
                raise PermissionDenied
            form = DecideForm(request.POST, takedown=takedown)
            try:
                if self._decide(request, takedown, form):
                    return HttpResponseRedirect(self._address(takedown))
            except StillKeeping as still:
                return self._keeping(request, form, still)
        may_decide = takedown.is_waiting and request.user.has_perm(MAY)
        return self._page(
            request,
            "takedown",
            title="Taken down for good" if takedown.is_done else "Take down for good",
            takedown=takedown,
            outcome=badge_of(takedown),
            reach=Reach(takedown) if may_decide else None,
            tombstones=takedown.tombstones.addresses(),
            asked_by=_name(takedown.asked_by),
            decided_by=takedown.decided_by and _name(takedown.decided_by),
            asked_it_oneself=takedown.asked_by_id == request.user.pk,
            is_closed=site_state(request).is_closed,
            form=form,
        )

    def _decide(self, request: HttpRequest, takedown: Takedown, form: DecideForm) -> bool:
        try:
            if "_decline" in request.POST:
                takedowns.decline(takedown, by=request.user)
                said = "Not taken down. The words that were given are forgotten."
            elif form.is_valid():
                unseen = _keep_everything(takedown.words)
                done = takedowns.confirm(takedown, by=request.user)
                said = (
                    f"{done.address} is taken down for good. {done.captures_emptied} kept "
                    "answers lost what they held."
                )
                if unseen:
                    messages.warning(request, _not_seen(unseen))
            else:
                return False
        except TakedownRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        _log(request, [takedown], CHANGE, said)
        messages.success(request, said)
        return True

    def _address(self, takedown: Takedown) -> str:
        return reverse("admin:archive_takedown_change", args=[takedown.pk])


def _keep_everything(words: str) -> list[str]:
    """Addresses that cannot be looked at for `words`. Raises StillKeeping and TakedownRefused."""
    return takedowns.keep_everything(SECONDS) if words.strip() else []


def _not_seen(addresses: list[str]) -> str:
    return (
        "The site cannot answer these, so nobody could look for the words there: "
        f"{', '.join(addresses)}. The server’s log says why. Look at them once that is put right."
    )


def badge_of(takedown: Takedown) -> SafeString:
    outcome = Takedown.Outcome(takedown.outcome)
    return format_html('<span class="state state--{}">{}</span>', STATES[outcome], outcome.label)


def _log(request: HttpRequest, made: list[Takedown], flag: int, said: str) -> None:
    LogEntry.objects.log_actions(request.user.pk, made, flag, [{"outcome": said}])


def _name(person) -> str:
    return person.get_full_name() or person.get_username()
