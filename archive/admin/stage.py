"""The life of the site: its stage, how it came there, and the doors to the next one."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from archive.captures.closing import StillKeeping, close_site
from archive.lifecycle import (
    TOGETHER,
    StageMoveRefused,
    ask_for_stage,
    check_confirmation,
    confirm_stage,
    decline_stage,
    left_behind,
    move_stage,
    to_come,
    ways_from,
)
from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
    ArchivedSite,
    Notice,
    SiteState,
    Stage,
    StageChange,
    StageRequest,
)
from archive.readiness.report import Report

from .closed import site_state
from .notices import DayForm
from .stage_forms import DecisionForm, MoveForm, filled_in, to_fill_in
from .stage_words import MEANS, WAYS

SECONDS = 20
"""For how long one request keeps pages before it says how far it came."""


def stage_view(request: HttpRequest, site) -> HttpResponse:
    """Show the stage; move it after a page that says what the public will see."""
    if not request.user.has_perm("archive.view_sitestate"):
        raise PermissionDenied
    if request.method != "POST":
        return _shown(request, site)
    if not request.user.has_perm("archive.move_stage"):
        raise PermissionDenied
    return _decided(request, site) if "decision" in request.POST else _moved(request, site)


def _moved(request: HttpRequest, site) -> HttpResponse:
    state = site_state(request)
    form = filled_in(state, request.POST)
    if not form.is_valid():
        return _shown(request, site, refused=form)
    if not form.cleaned_data["is_confirmed"]:
        return _asked_once_more(request, site, form)
    reason = form.cleaned_data["reason"]
    try:
        if (state.stage, form.stage) in TOGETHER:
            ask_for_stage(form.stage, by=request.user, reason=reason, archived=form.archived)
            said = "You asked for it. Nothing changes until a second administrator confirms it."
        else:
            move_stage(form.stage, by=request.user, reason=reason)
            said = f"The site is in the stage “{form.stage.label}” now."
    except StageMoveRefused as refusal:
        form.add_error(None, str(refusal))
        return _shown(request, site, refused=form)
    return _back(request, said)


def _decided(request: HttpRequest, site) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _back(request, "That was not understood. Look at it again.", messages.ERROR)
    asked = form.cleaned_data["asked"]
    to = Stage(asked.to_stage)
    try:
        if form.cleaned_data["decision"] == "decline":
            decline_stage(asked, by=request.user)
            return _back(request, "It is off the table. The site stays as it is.")
        check_confirmation(asked, site_state(request), request.user)
        if not form.cleaned_data["is_confirmed"]:
            return _confirmed_once_more(request, site, asked)
        confirm = partial(confirm_stage, asked, by=request.user)
        if to == Stage.CLOSED and not site_state(request).is_closed:
            close_site(lambda number: confirm(edition=number), seconds=SECONDS)
        else:
            confirm()
    except StageMoveRefused as refusal:
        return _back(request, str(refusal), messages.ERROR)
    except StillKeeping as still:
        return _page(request, site, "stage_keeping", asked=asked, still=still)
    return _back(request, f"The site is in the stage “{to.label}” now.")


def _back(request: HttpRequest, said: str, level: int = messages.SUCCESS) -> HttpResponse:
    messages.add_message(request, level, said)
    return HttpResponseRedirect(reverse("admin:stage"))


def _asked_once_more(request: HttpRequest, site, form: MoveForm) -> HttpResponse:
    way = WAYS[Stage(form.state.stage), form.stage]
    is_for_two = (form.state.stage, form.stage) in TOGETHER
    return _sure(
        request,
        site,
        form.stage,
        way=way,
        form=form,
        is_for_two=is_for_two,
        archived=form.archived,
    )


def _confirmed_once_more(request: HttpRequest, site, asked: StageRequest) -> HttpResponse:
    to = Stage(asked.to_stage)
    way = WAYS[Stage(site_state(request).stage), to]
    archived = ArchivedSite.objects.asked_for_with(asked)
    return _sure(request, site, to, way=way, asked=asked, archived=archived)


def _sure(
    request: HttpRequest, site, goal: Stage, *, archived: ArchivedSite | None, **facts
) -> HttpResponse:
    is_to_close = goal == Stage.CLOSED and not site_state(request).is_closed
    return _page(
        request,
        site,
        "stage_sure",
        goal=goal,
        goal_means=MEANS[goal],
        is_to_close=is_to_close,
        left_behind=left_behind() if is_to_close else None,
        notice=Notice.objects.of_the_day() if goal == Stage.CLOSING else None,
        upcoming=Notice.objects.upcoming() if goal == Stage.CLOSING else None,
        readiness=Report() if is_to_close else None,
        **_place(archived),
        **(_seen() if goal == Stage.ARCHIVED else {}),
        **facts,
    )


def _place(archived: ArchivedSite | None) -> dict[str, object]:
    """For a page that says where the pages of the site are, or are to be."""
    return {"archived": archived, "archived_home": archived.place_of("/")} if archived else {}


def _seen() -> dict[str, object]:
    """What is on the record of the archive's copy, beside the tick of whoever hands the site over:
    it hinders nobody, the tick stands for it."""
    return {
        "is_handed_over": True,
        "not_looked_at": ArchiveCheck.objects.not_looked_at(),
        "comparison": ArchiveComparison.objects.since_the_closing().last(),
    }


def _shown(request: HttpRequest, site, refused: MoveForm | None = None) -> HttpResponse:
    state = site_state(request)
    stage = Stage(state.stage)
    may_move = request.user.has_perm("archive.move_stage")
    is_under_notice = state.is_ending and not state.is_archived
    asked = StageRequest.objects.waiting()
    archived = None
    if asked:
        archived = ArchivedSite.objects.asked_for_with(asked)
    elif state.is_archived:
        archived = ArchivedSite.objects.of_the_last_move().first()
    return _page(
        request,
        site,
        "stage",
        stage=stage,
        means=MEANS[stage],
        asked=asked,
        hindrance=_hindrance(asked, state, request) if asked else "",
        ways=_ways(state, refused) if may_move and not asked else [],
        is_first_notice_missing=stage == Stage.OPEN and not Notice.objects.let_out().exists(),
        notice=Notice.objects.of_the_day() if is_under_notice else None,
        upcoming=Notice.objects.upcoming(),
        changes=StageChange.objects.newest_first().with_makers(),
        day_form=DayForm(),
        may_move=may_move,
        **_place(archived),
        **(_seen() if asked and archived else {}),
    )


def _hindrance(asked: StageRequest, state: SiteState, request: HttpRequest) -> str:
    """Why this person cannot confirm what is asked for; nothing where they can."""
    try:
        check_confirmation(asked, state, request.user)
    except StageMoveRefused as refusal:
        return str(refusal)
    return ""


def _ways(state: SiteState, refused: MoveForm | None) -> list[dict]:
    """Each way on, with its form; the one that was refused as it came back."""
    stage = Stage(state.stage)
    found = []
    for to in ways_from(stage):
        form = to_fill_in(state, to)
        if refused is not None and refused.data.get("to") == to:
            form = refused
        if stage != Stage.OPEN:
            form.fields[
                "reason"
            ].help_text = "It is needed: kept with the move, for whoever asks later."
        way = {"to": to, "words": WAYS[stage, to], "form": form}
        if to == Stage.CLOSED and not state.is_closed:
            way |= {"to_come": to_come(), "readiness": Report()}
        if to == Stage.ARCHIVED:
            way |= {"faults_seen": ArchiveCheck.objects.faults_seen()} | _seen()
        found.append(way)
    return sorted(found, key=lambda way: way["to"] not in (Stage.CLOSED, Stage.ARCHIVED))


def _page(request: HttpRequest, site, template: str, **facts) -> HttpResponse:
    context = site.each_context(request) | {
        "title": "The life of the site",
        "is_stage_page": True,
        **facts,
    }
    return TemplateResponse(request, f"admin/{template}.html", context)
