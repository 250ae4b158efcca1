"""Release sets: what goes out together, on one page, with what is in the way of each."""

from typing import NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from archive.lifecycle import (
    ReleaseRefused,
    discard_set,
    publish_set,
    put_in,
    schedule_set,
    take_back_set,
    take_out,
)
from archive.models import FaqEntry, Notice, Record, ReleaseMember, ReleaseSet, State, Thing
from archive.proofreading.together import in_the_way, linked_in_set

from .base import EditingAdmin
from .closed import refuse_when_closed, site_state
from .moments import MomentField, in_words
from .permissions import may_publish
from .publishing import state_of
from .states import more

OFFERED = 12
"""How many things of each kind are offered to be put in."""

STANDS = {
    State.DRAFT: "Being put together",
    State.SCHEDULED: "Scheduled",
    State.PUBLISHED: "Went out",
}
MODELS: dict[str, type[Thing]] = {"record": Record, "question": FaqEntry, "notice": Notice}


class MomentForm(forms.Form):
    """When all of it goes out."""

    at = MomentField(label="All of it goes out on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class NameForm(forms.ModelForm):
    """What a set is called."""

    class Meta:
        model = ReleaseSet
        fields = ("name",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class Row(NamedTuple):
    """One thing of a set, as its page shows it."""

    member: ReleaseMember
    thing: Thing
    kind: str
    in_the_way: list[str]
    links: list[Record]

    @property
    def state(self) -> State:
        return state_of(self.thing)


def badge_of_set(release: ReleaseSet) -> SafeString:
    return more(release.state.value, STANDS[release.state])


@admin.register(ReleaseSet)
class ReleaseSetAdmin(EditingAdmin):
    """A set has a page of its own in the place of a form: each of its buttons is one door."""

    list_display = ("name", "stands", "moment", "things")
    search_fields = ("name",)
    ordering = ("-made_at", "-pk")
    fields = ("name",)
    logs_words = False

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).with_counts()

    @admin.display(description="state")
    def stands(self, release: ReleaseSet) -> SafeString:
        return badge_of_set(release)

    @admin.display(description="moment", empty_value="–")
    def moment(self, release: ReleaseSet) -> str | None:
        at = release.went_out_at or release.goes_out_at
        return in_words(at) if at else None

    @admin.display(description="things in it")
    def things(self, release: ReleaseSet) -> int:
        return release.member_count

    def is_public(self, obj: ReleaseSet) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ReleaseSet | None = None) -> bool:
        is_open = obj is None or not obj.is_out
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ReleaseSet | None = None) -> bool:
        return False  # its own page throws it away

    def save_model(self, request: HttpRequest, obj: ReleaseSet, form, change: bool) -> None:
        obj.made_by = request.user
        super().save_model(request, obj, form, change)

    def response_add(self, request: HttpRequest, obj: ReleaseSet, *args) -> HttpResponse:
        messages.success(request, f"“{obj}” is there. Put into it what is to go out together.")
        return HttpResponseRedirect(address_of(obj))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("put/<str:place>/<int:pk>/", view(self.put_view), name="release_put"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        release = self.get_object(request, object_id)
        if release is None:
            raise Http404
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        moment_form, name_form = MomentForm(), NameForm(instance=release)
        if request.method == "POST":
            refuse_when_closed(request)
            self._refuse_others(request)
            if "_schedule" in request.POST:
                moment_form = MomentForm(request.POST)
            if "_rename" in request.POST:
                name_form = NameForm(request.POST, instance=release)
            try:
                if said := self._done(request, release, moment_form, name_form):
                    messages.success(request, said)
                    is_there = ReleaseSet.objects.contains(release)
                    return HttpResponseRedirect(address_of(release) if is_there else "../../")
            except ReleaseRefused as refusal:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(address_of(release))
        return self._page(request, release, moment_form, name_form)

    def _refuse_others(self, request: HttpRequest) -> None:
        if not (may_publish(request.user) and super().has_change_permission(request)):
            raise PermissionDenied

    def _done(
        self,
        request: HttpRequest,
        release: ReleaseSet,
        moment_form: MomentForm,
        name_form: NameForm,
    ) -> str:
        """Do what the button says that was pressed; a sentence of it, or nothing where a form has
        to be mended. Raises ReleaseRefused."""
        sent = request.POST
        if "_schedule" in sent:
            return self._schedule(request, release, moment_form) if moment_form.is_valid() else ""
        if "_rename" in sent:
            return self._rename(release, name_form) if name_form.is_valid() else ""
        if "_publish" in sent:
            return self._publish(request, release)
        if "_take_back" in sent:
            take_back_set(release, by=request.user)
            self._log(request, release, "All of it are drafts again.")
            return f"“{release}” has no moment any more: all of it are drafts again."
        if "_discard" in sent:
            discard_set(release)
            return f"“{release}” is thrown away. What was in it stays, as drafts."
        if "_put" in sent:
            thing = found(*sent["_put"].partition("-")[::2])
            put_in(release, thing)
            return f"“{thing}” is in the set."
        if "_take_out" in sent:
            member = get_object_or_404(release.members, pk=sent["_take_out"])
            return f"“{take_out(member)}” is out of the set: a draft as before."
        raise Http404

    def _schedule(self, request: HttpRequest, release: ReleaseSet, form: MomentForm) -> str:
        moment = form.cleaned_data["at"]
        if moment <= timezone.now():
            form.add_error("at", f"{in_words(moment)} has passed. Choose a later moment.")
            return ""
        if stopped := in_the_way(release, moment):
            raise ReleaseRefused(in_the_way=stopped)
        schedule_set(release, at=moment, by=request.user)
        self._log(request, release, f"All of it goes out on {in_words(moment)}.")
        return f"All of “{release}” goes out on {in_words(moment)}, London time."

    def _publish(self, request: HttpRequest, release: ReleaseSet) -> str:
        if stopped := in_the_way(release, timezone.now()):
            raise ReleaseRefused(in_the_way=stopped)
        publish_set(release, by=request.user)
        self._log(request, release, "All of it is published.")
        return f"All of “{release}” is published."

    def _rename(self, release: ReleaseSet, form: NameForm) -> str:
        ReleaseSet.objects.rename(release, form.cleaned_data["name"])
        return f"It is called “{form.cleaned_data['name']}” now."

    def _log(self, request: HttpRequest, release: ReleaseSet, said: str) -> None:
        """In the log of the set, and of what has no history of its own."""
        LogEntry.objects.log_actions(request.user.pk, [release], CHANGE, [{"outcome": said}])
        for member in ReleaseMember.objects.of_release(release).with_things():
            if not isinstance(member.thing, Record):
                told = [{"outcome": f"With the release set “{release}”: {said}"}]
                LogEntry.objects.log_actions(request.user.pk, [member.thing], CHANGE, told)

    def _page(
        self,
        request: HttpRequest,
        release: ReleaseSet,
        moment_form: MomentForm,
        name_form: NameForm,
    ) -> HttpResponse:
        request.current_app = self.admin_site.name
        release = ReleaseSet.objects.with_people().get(pk=release.pk)
        is_open = not site_state(request).is_closed
        may = is_open and not release.is_out and may_publish(request.user)
        words = request.GET.get("q", "").strip()
        rows = rows_of(release)
        if not moment_form.is_bound and release.goes_out_at:
            moment_form = MomentForm(initial={"at": release.goes_out_at})
        context = self.admin_site.each_context(request) | {
            "title": "Release set",
            "opts": self.opts,
            "release": release,
            "badge_of_set": badge_of_set(release),
            "rows": rows,
            "is_in_the_way": any(row.in_the_way for row in rows),
            "may_change": may,
            "moment_form": moment_form,
            "name_form": name_form,
            "words": words,
            "offered": offered(words) if may and release.is_put_together else [],
        }
        return TemplateResponse(request, "admin/release_set.html", context)

    def put_view(self, request: HttpRequest, place: str, pk: int) -> HttpResponse:
        """Which set a thing goes into: one that there is, or a new one."""
        refuse_when_closed(request)
        self._refuse_others(request)
        thing = found(place, str(pk))
        form = NameForm(request.POST if "_new" in request.POST else None)
        if request.method == "POST":
            try:
                if (release := self._chosen(request, form)) is not None:
                    put_in(release, thing)
                    messages.success(request, f"“{thing}” is in the set.")
                    return HttpResponseRedirect(address_of(release))
            except ReleaseRefused as refusal:
                messages.error(request, str(refusal))
                return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": "Put it into a release set",
            "opts": self.opts,
            "thing": thing,
            "form": form,
            "sets": ReleaseSet.objects.put_together().with_counts(),
        }
        return TemplateResponse(request, "admin/release_put.html", context)

    def _chosen(self, request: HttpRequest, form: NameForm) -> ReleaseSet | None:
        """The set to put something into; nothing where the name of a new one has to be mended."""
        if "_into" in request.POST:
            return get_object_or_404(ReleaseSet.objects.put_together(), pk=request.POST["_into"])
        if not form.is_valid():
            return None
        form.instance.made_by = request.user
        return form.save()


def address_of(release: ReleaseSet) -> str:
    return reverse("admin:archive_releaseset_change", args=[release.pk])


def found(place: str, key: str) -> Thing:
    """What somebody wants to put in, by the name of its place and its key."""
    model = MODELS.get(place)
    if model is None or not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404
    rows = Record.with_drafts_of if model is Record else model._default_manager
    return get_object_or_404(rows, pk=key)


def rows_of(release: ReleaseSet) -> list[Row]:
    members = list(ReleaseMember.objects.of_release(release).with_things().in_order())
    is_waiting = not release.is_out
    stopped = (
        {key(each.thing): each.sentences for each in in_the_way(release)} if is_waiting else {}
    )
    return [
        Row(
            member,
            member.thing,
            _kind(member.thing),
            stopped.get(key(member.thing), []),
            linked_in_set(member.thing, members) if is_waiting else [],
        )
        for member in members
    ]


def key(thing: Thing) -> tuple[str, int]:
    return ("record" if isinstance(thing, Record) else thing._meta.model_name), thing.pk


def _kind(thing: Thing) -> str:
    if isinstance(thing, Record):
        kind = thing.get_kind_display()
        return f"{kind}, draft of a published page" if thing.draft_of_id else kind
    return "Question" if isinstance(thing, FaqEntry) else "Notice"


def offered(words: str) -> list[tuple[str, Thing, str]]:
    """What can be put in, of what says the words: the value of its button, the thing, its kind."""
    drafts = Record.with_drafts_of.without_a_moment().in_no_set().saying(words)
    questions = FaqEntry.objects.drafts().in_no_set().saying(words).in_order()
    notices = Notice.objects.drafts().in_no_set().saying(words)
    things = {
        "record": drafts.with_drafting().lately_edited_first()[:OFFERED],
        "question": questions[:OFFERED],
        "notice": notices[:OFFERED],
    }
    return [
        (f"{place}-{thing.pk}", thing, _kind(thing))
        for place, rows in things.items()
        for thing in rows
    ]
