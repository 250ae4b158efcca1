"""The life of the site: its stage, how it came there, and the door to the next one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.lifecycle import StageMoveRefused, move_stage
from archive.models import Notice, SiteState, Stage, StageChange

from .notices import DayForm

MEANS = {
    Stage.OPEN: (
        "The public sees the site without a notice.",
        "Calls are open and closed by the clock, and people are invited to take part.",
    ),
    Stage.CLOSING: (
        "Every public page stands under the closing notice of the day.",
        "Every call shows as closed, whatever its dates say.",
        "Where people were invited to take part they read where to turn instead.",
        "Editors can still correct and publish.",
    ),
}
"""What each stage means for the public, in sentences."""


class MoveForm(forms.Form):
    to = forms.ChoiceField(choices=Stage, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with the move, for whoever asks later.",
    )
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def stage(self) -> Stage:
        return Stage(self.cleaned_data["to"])


def stage_view(request: HttpRequest, site) -> HttpResponse:
    """Show the stage; move it after a page that says what the public will see."""
    if not request.user.has_perm("archive.view_sitestate"):
        raise PermissionDenied
    form = None
    if request.method == "POST":
        if not request.user.has_perm("archive.move_stage"):
            raise PermissionDenied
        form = MoveForm(request.POST)
        if form.is_valid() and form.stage == Stage.OPEN and not form.cleaned_data["reason"]:
            form.add_error(
                "reason", "Say why the site opens again: a reason is kept with the move."
            )
        if form.is_valid() and form.cleaned_data["is_confirmed"]:
            try:
                move_stage(form.stage, by=request.user, reason=form.cleaned_data["reason"])
            except StageMoveRefused as refusal:
                form.add_error("reason", str(refusal))
            else:
                messages.success(request, f"The site is in the stage “{form.stage.label}” now.")
                return HttpResponseRedirect(reverse("admin:stage"))
    return TemplateResponse(request, "admin/stage.html", _context(request, site, form))


def _context(request: HttpRequest, site, form: MoveForm | None) -> dict:
    stage = Stage(SiteState.objects.current().stage)
    goal = next(other for other in Stage if other != stage)
    is_asked = form is not None and form.is_valid() and form.stage == goal
    form = form or MoveForm(initial={"to": goal})
    if goal == Stage.OPEN:
        form.fields[
            "reason"
        ].help_text = "It is needed: kept with the move, for whoever asks later."
    return {
        **site.each_context(request),
        "title": "The life of the site",
        "stage": stage,
        "means": MEANS[stage],
        "goal": goal,
        "goal_means": MEANS[goal],
        "form": form,
        "is_asked": is_asked,
        "is_first_notice_missing": goal == Stage.CLOSING and not Notice.objects.exists(),
        "notice": Notice.objects.of_the_day(),
        "upcoming": Notice.objects.upcoming(),
        "changes": StageChange.objects.newest_first().select_related("made_by"),
        "day_form": DayForm(),
        "may_move": request.user.has_perm("archive.move_stage"),
    }
