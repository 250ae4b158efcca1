"""Release sets: what goes out together is put together, approved and published on one page."""

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
    approve_set,
    discard_set,
    mark_of_set,
    publish_set,
    put_in,
    schedule_set,
    send_back_set,
    submit_set,
    take_back_set,
    take_out,
    things_in_review,
    why_not_to_decide_set,
    without_second_person,
)
from archive.models import Record, ReleaseMember, ReleaseSet
from archive.proofreading.together import in_the_way

from .base import EditingAdmin
from .closed import refuse_when_closed, site_state
from .far_moments import ask_about_far
from .moments import in_words
from .permissions import is_within, limits_of, may_publish
from .release_rows import (
    MomentForm,
    NameForm,
    SendBackForm,
    SubmitForm,
    badge_of_set,
    offered,
    rows_of,
    thing_at,
    why_not_yet,
)
from .submission_words import said_of_kept_back

PUBLISH_ALONE = "archive.publish_alone"
DECIDES = ("_approve", "_send_back")
"""The buttons of a second person, who needs not be somebody that publishes."""

FORMS = {
    "_schedule": MomentForm,
    "_publish": MomentForm,
    "_rename": NameForm,
    "_submit": SubmitForm,
    "_send_back": SendBackForm,
}
"""By the names of the buttons, the forms that have to be filled in for them."""


def address_of(release: ReleaseSet) -> str:
    return reverse("admin:archive_releaseset_change", args=[release.pk])


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
        if not object_id.isdecimal():
            raise Http404
        release = get_object_or_404(ReleaseSet, pk=object_id)
        if not self.has_view_permission(request, release):
            raise PermissionDenied
        asked = next((name for name in FORMS if name in request.POST), "")
        forms = {name: form() for name, form in FORMS.items()}
        forms["_rename"] = NameForm(instance=release)
        if request.method == "POST":
            refuse_when_closed(request)
            if not any(name in request.POST for name in DECIDES):
                self._refuse_others(request)
            if asked:
                facts = {"instance": release} if asked == "_rename" else {}
                forms[asked] = FORMS[asked](request.POST, **facts)
            try:
                self._refuse_what_is_not_theirs(request, [m.thing for m in release.members.all()])
                if said := self._done(request, release, forms.get(asked)):
                    messages.success(request, said)
                    is_there = ReleaseSet.objects.contains(release)
                    return HttpResponseRedirect(address_of(release) if is_there else "../../")
            except ReleaseRefused as refusal:
                for sentence in map(str, refusal.in_the_way or [refusal]):
                    messages.error(request, sentence)
        return self._page(request, release, forms)

    def _refuse_others(self, request: HttpRequest) -> None:
        if not (may_publish(request.user) and super().has_change_permission(request)):
            raise PermissionDenied

    @staticmethod
    def _refuse_what_is_not_theirs(request: HttpRequest, things: list) -> None:
        """Raises ReleaseRefused where somebody writes about some topics alone, and not of these."""
        if why := _why_only_read(request, things):
            raise ReleaseRefused(why)

    def _done(self, request: HttpRequest, release: ReleaseSet, form) -> str:
        """Do what the button says that was pressed; a sentence of it, or nothing where a form has
        to be mended. Raises ReleaseRefused."""
        if form is not None and not form.is_valid():
            return ""
        for button, does in DOES.items():
            if button in request.POST:
                return does(self, request, release, form)
        raise Http404

    def _schedule(self, request: HttpRequest, release: ReleaseSet, form: MomentForm) -> str:
        moment = form.cleaned_data["at"]
        if moment is None:
            form.add_error("at", "Give the date and the time at which all of it goes out.")
        elif moment <= timezone.now():
            form.add_error("at", f"{in_words(moment)} has passed. Choose a later moment.")
        else:
            ask_about_far(form, "at", moment, timezone.now())
        if form.errors:
            return ""
        if stopped := in_the_way(release, moment):
            raise ReleaseRefused(in_the_way=stopped)
        because = form.cleaned_data["alone_because"]
        schedule_set(release, at=moment, by=request.user, alone_because=because)
        self._log(request, release, f"All of it goes out on {in_words(moment)}.")
        return f"All of “{release}” goes out on {in_words(moment)}, London time."

    def _publish(self, request: HttpRequest, release: ReleaseSet, form: MomentForm) -> str:
        if stopped := in_the_way(release, timezone.now()):
            raise ReleaseRefused(in_the_way=stopped)
        publish_set(release, by=request.user, alone_because=form.cleaned_data["alone_because"])
        self._log(request, release, "All of it is published.")
        return f"All of “{release}” is published."

    def _take_back(self, request: HttpRequest, release: ReleaseSet, form: None) -> str:
        take_back_set(release, by=request.user)
        self._log(request, release, "All of it are drafts again.")
        return f"“{release}” has no moment any more: all of it are drafts again."

    def _discard(self, request: HttpRequest, release: ReleaseSet, form: None) -> str:
        discard_set(release)
        return f"“{release}” is thrown away. What was in it stays, as drafts."

    def _put(self, request: HttpRequest, release: ReleaseSet, form: None) -> str:
        place, _, key = request.POST["_put"].partition("-")
        thing = thing_at(place, key)
        self._refuse_what_is_not_theirs(request, [thing])
        put_in(release, thing)
        return f"“{thing}” is in the set."

    def _take_out(self, request: HttpRequest, release: ReleaseSet, form: None) -> str:
        key = request.POST["_take_out"]
        if not key.isdecimal():
            raise Http404
        member = get_object_or_404(release.members, pk=key)
        return f"“{take_out(member)}” is out of the set: a draft as before."

    def _submit(self, request: HttpRequest, release: ReleaseSet, form: SubmitForm) -> str:
        things = submit_set(release, by=request.user, note=form.cleaned_data["note"])
        self._log(request, release, "Submitted for review.")
        return f"Submitted for review: {_named(things)}."

    def _approve(self, request: HttpRequest, release: ReleaseSet, form: None) -> str:
        if stopped := in_the_way(release):
            raise ReleaseRefused(in_the_way=stopped)
        things = approve_set(release, by=request.user, seen=request.POST.get("seen", ""))
        self._log(request, release, "Approved as it stands.")
        return f"Approved as it stands: {_named(things)}."

    def _send_back(self, request: HttpRequest, release: ReleaseSet, form: SendBackForm) -> str:
        things = send_back_set(release, by=request.user, reason=form.cleaned_data["reason"])
        self._log(request, release, "Sent back.")
        return f"Sent back: {_named(things)}."

    def _rename(self, request: HttpRequest, release: ReleaseSet, form: NameForm) -> str:
        ReleaseSet.objects.rename(release, form.cleaned_data["name"])
        return f"It is called “{form.cleaned_data['name']}” now."

    def _log(self, request: HttpRequest, release: ReleaseSet, said: str) -> None:
        """In the log of the set, and of what has no history of its own."""
        LogEntry.objects.log_actions(request.user.pk, [release], CHANGE, [{"outcome": said}])
        for member in ReleaseMember.objects.of_release(release):
            if not isinstance(member.thing, Record):
                told = [{"outcome": f"With the release set “{release}”: {said}"}]
                LogEntry.objects.log_actions(request.user.pk, [member.thing], CHANGE, told)

    def _page(self, request: HttpRequest, release: ReleaseSet, forms: dict) -> HttpResponse:
        request.current_app = self.admin_site.name
        release = ReleaseSet.objects.with_people().get(pk=release.pk)
        is_waiting = not (site_state(request).is_closed or release.is_out)
        rows = rows_of(release)
        why_only_read = _why_only_read(request, [row.thing for row in rows])
        may_change = is_waiting and may_publish(request.user) and not why_only_read
        moment_form = forms["_schedule"]
        if not moment_form.is_bound and release.goes_out_at:
            moment_form = MomentForm(initial={"at": release.goes_out_at})
        words = request.GET.get("q", "").strip()
        context = self.admin_site.each_context(request) | {
            "title": "Release set",
            "opts": self.opts,
            "release": release,
            "badge_of_set": badge_of_set(release),
            "rows": rows,
            "is_in_the_way": any(row.in_the_way for row in rows),
            "may_change": may_change,
            "why_only_read": why_only_read if is_waiting else "",
            "kept_back": said_of_kept_back(release),
            "moment_form": moment_form,
            "name_form": forms["_rename"],
            "words": words,
            "offered": offered(words) if may_change and release.is_put_together else [],
        }
        if is_waiting:
            context |= self._second_person(request, release, forms)
            may_alone = context["may_publish_alone"]
            why = why_not_yet(rows, context["is_missing"], may_alone)
            # What was typed is shown again, though something came in the way meanwhile.
            context |= {"why_not_yet": why, "offers_moment": not why or moment_form.is_bound}
        return TemplateResponse(request, "admin/release_set.html", context)

    def _second_person(self, request: HttpRequest, release: ReleaseSet, forms: dict) -> dict:
        """Who is to look at it: what is missing, what waits, and whether it is this one's."""
        waiting = things_in_review(release)
        missing = without_second_person(release)
        return {
            "in_review": waiting,
            "is_missing": bool(missing),
            "to_submit": len(missing) > len(waiting),
            "why_not_to_decide": why_not_to_decide_set(release, request.user),
            "mark": mark_of_set(release) if waiting else "",
            "may_publish_alone": request.user.has_perm(PUBLISH_ALONE),
            "submit_form": forms["_submit"],
            "send_back_form": forms["_send_back"],
        }

    def put_view(self, request: HttpRequest, place: str, pk: int) -> HttpResponse:
        """Which set a thing goes into: one that there is, or a new one."""
        refuse_when_closed(request)
        self._refuse_others(request)
        thing = thing_at(place, str(pk))
        form = NameForm(request.POST if "_new" in request.POST else None)
        if request.method == "POST":
            try:
                self._refuse_what_is_not_theirs(request, [thing])
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


DOES = {
    "_schedule": ReleaseSetAdmin._schedule,
    "_publish": ReleaseSetAdmin._publish,
    "_take_back": ReleaseSetAdmin._take_back,
    "_rename": ReleaseSetAdmin._rename,
    "_discard": ReleaseSetAdmin._discard,
    "_put": ReleaseSetAdmin._put,
    "_take_out": ReleaseSetAdmin._take_out,
    "_submit": ReleaseSetAdmin._submit,
    "_approve": ReleaseSetAdmin._approve,
    "_send_back": ReleaseSetAdmin._send_back,
}
"""By the names of the buttons."""


def _why_only_read(request: HttpRequest, things: list) -> str:
    """Empty where whoever asks writes about all of these."""
    beyond = next((thing for thing in things if not is_within(request.user, thing)), None)
    return f"“{beyond}”: {limits_of(request.user).why_only_read}" if beyond is not None else ""


def _named(things: list) -> str:
    return ", ".join(f"“{thing}”" for thing in things)
