"""The doors between the stages of the site: every move is checked and recorded, and those that
close it, or open what is closed, are made by two people."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from archive.markdown.problems import says_something
from archive.models import (
    ArchivedSite,
    Edition,
    Notice,
    SiteState,
    Stage,
    StageChange,
    StageRequest,
)

from .archiving import faults_of
from .to_come import never_to_appear, to_come
from .triggers import let_writers_finish

ALONE = ((Stage.OPEN, Stage.CLOSING), (Stage.CLOSING, Stage.OPEN))
TOGETHER = (
    (Stage.CLOSING, Stage.CLOSED),
    (Stage.CLOSED, Stage.CLOSING),
    (Stage.CLOSED, Stage.OPEN),
    (Stage.CLOSED, Stage.ARCHIVED),
    (Stage.ARCHIVED, Stage.CLOSED),
    (Stage.ARCHIVED, Stage.CLOSING),
    (Stage.ARCHIVED, Stage.OPEN),
)
"""The moves that there are, from one stage to another: those that one person makes, and those
that a second one confirms. On the server nobody has to confirm."""

TAKES_TWO = "A second administrator has to confirm this: ask for it first."
WHY = {
    Stage.OPEN: "Say why the site opens again: a reason is kept with the move.",
    Stage.CLOSING: "Say why the closed site is to be changed: a reason is kept with the move.",
    Stage.CLOSED: "Say why the site closes now: a reason is kept with the move.",
    Stage.ARCHIVED: "Say why the site goes to the web archive now: a reason is kept with the move.",
}
WHY_BACK = "Say why its pages are shown here again: a reason is kept with the move."
NO_WAY = {
    Stage.CLOSED: (
        "An open site does not close at once: announce its closing first, which moves it to "
        "the stage “Closing”."
    ),
    Stage.ARCHIVED: (
        "Only a closed site goes to the web archive: close it first, have it crawled, and look at "
        "what the web archive holds (docs/closing.md)."
    ),
}
WHERE_TO = (
    "Say where its pages are in the web archive, what readers get, and where questions go now."
)


class StageMoveRefused(Exception):
    """The site cannot go to that stage now. The text says why and what to do."""


class PagesNotKept(StageMoveRefused):
    """The site cannot close in an edition of which not every page is kept."""

    def __init__(self) -> None:
        super().__init__(
            "What the public sees changed while its pages were being kept, so the site was not "
            "closed. Try again."
        )


def ways_from(stage: Stage) -> list[Stage]:
    """The stages that can be entered from `stage`."""
    return [to for came_from, to in (*ALONE, *TOGETHER) if came_from == stage]


@transaction.atomic
def move_stage(
    to: Stage,
    *,
    by: AbstractBaseUser | None,
    reason: str = "",
    edition: int | None = None,
    archived: ArchivedSite | None = None,
) -> StageChange:
    """Move the site to the stage `to`.

    `by` is who moves it, or None for a move made on the server by a command. A move to CLOSED
    names the `edition` of which every page is kept; one to ARCHIVED says by `archived`, an unsaved
    row, where they are from now on.
    Raises StageMoveRefused, having changed nothing.
    """
    state = _locked_state(to)
    check_move(state, to, reason)
    _check_archived(to, archived)
    if by is not None:
        if (state.stage, to) in TOGETHER:
            raise StageMoveRefused(TAKES_TWO)
        _refuse_while_one_waits()
    return _move(state, to, made_by=by, reason=reason, edition=edition, archived=archived)


@transaction.atomic
def ask_for_stage(
    to: Stage, *, by: AbstractBaseUser, reason: str, archived: ArchivedSite | None = None
) -> StageRequest:
    """Ask for a move that a second person has to confirm; `archived` as for move_stage.
    Raises StageMoveRefused."""
    state = _locked_state()
    check_move(state, to, reason)
    _check_archived(to, archived)
    if (state.stage, to) in ALONE:
        raise StageMoveRefused("This needs no second administrator: move the site yourself.")
    _refuse_while_one_waits()
    asked = StageRequest.objects.create(to_stage=to, reason=reason.strip(), asked_by=by)
    if archived is not None:
        archived.asked = asked
        archived.save()
    return asked


@transaction.atomic
def confirm_stage(
    asked: StageRequest, *, by: AbstractBaseUser, edition: int | None = None
) -> StageChange:
    """Make the move that somebody else asked for; `edition` as for move_stage.
    Raises StageMoveRefused, having changed nothing."""
    state = _locked_state(asked.to_stage)
    asked = _still_waiting(asked)
    check_confirmation(asked, state, by)
    to = Stage(asked.to_stage)
    change = _move(
        state,
        to,
        made_by=asked.asked_by,
        confirmed_by=by,
        reason=asked.reason,
        edition=edition,
        archived=ArchivedSite.objects.asked_for_with(asked),
    )
    _decide(asked, StageRequest.Outcome.CONFIRMED, by)
    return change


def check_confirmation(asked: StageRequest, state: SiteState, by: AbstractBaseUser) -> None:
    """Raise StageMoveRefused where `by` could not confirm `asked` as things stand."""
    to = Stage(asked.to_stage)
    if asked.asked_by_id == by.pk:
        raise StageMoveRefused(
            "You asked for this yourself: a second administrator has to confirm it."
        )
    if (state.stage, to) not in TOGETHER:
        raise StageMoveRefused(
            f"The site has become “{state}” since this was asked for, so there is nothing to "
            "confirm. Decline it, and ask anew if it is still wanted."
        )
    check_move(state, to, asked.reason)
    _check_archived(to, ArchivedSite.objects.asked_for_with(asked))


@transaction.atomic
def decline_stage(asked: StageRequest, *, by: AbstractBaseUser) -> StageRequest:
    """Decide against what was asked for; who asked takes it back in the same way.
    Raises StageMoveRefused where it was decided already."""
    asked = _still_waiting(asked)
    _decide(asked, StageRequest.Outcome.DECLINED, by)
    return asked


def _locked_state(to: str = "") -> SiteState:
    """The state, which nobody else moves before the end of this transaction."""
    if to == Stage.CLOSED:
        # First of all: they hold nothing then that this transaction has to wait for.
        let_writers_finish()
    SiteState.objects.get_or_create(pk=1)
    return SiteState.objects.select_for_update().get(pk=1)


def check_move(state: SiteState, to: Stage, reason: str) -> None:
    """Raise StageMoveRefused where the site could not go to the stage `to` as things stand."""
    if to == state.stage:
        raise StageMoveRefused(f"The site is in the stage “{to.label}” already.")
    if to not in ways_from(Stage(state.stage)):
        raise StageMoveRefused(NO_WAY[to])
    if to == Stage.CLOSING and not Notice.objects.let_out().exists():
        raise StageMoveRefused(
            "There is no notice to show. Write at least one closing notice first."
        )
    if not (says_something(reason) or (state.is_open and to == Stage.CLOSING)):
        raise StageMoveRefused(WHY_BACK if state.is_archived else WHY[to])
    if to == Stage.CLOSED and not state.is_closed and (waiting := to_come()):
        raise StageMoveRefused(never_to_appear(waiting))


def _check_archived(to: Stage, archived: ArchivedSite | None) -> None:
    if (archived is not None) != (to == Stage.ARCHIVED):
        raise StageMoveRefused(WHERE_TO)
    if archived is not None and (faults := faults_of(archived)):
        raise StageMoveRefused(" ".join(faults.values()))


def _refuse_while_one_waits() -> None:
    if waiting := StageRequest.objects.waiting():
        to = waiting.get_to_stage_display()
        raise StageMoveRefused(
            f"{_name(waiting.asked_by)} asked for the stage “{to}” already. Have that confirmed, "
            "declined or taken back first."
        )


def _still_waiting(asked: StageRequest) -> StageRequest:
    found = StageRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if found.outcome != StageRequest.Outcome.WAITING:
        raise StageMoveRefused(
            f"{_name(found.decided_by)} decided this meanwhile: "
            f"{found.get_outcome_display().lower()}."
        )
    return found


def _name(person: AbstractBaseUser) -> str:
    return person.get_full_name() or person.get_username()


def _move(
    state: SiteState,
    to: Stage,
    *,
    edition: int | None,
    archived: ArchivedSite | None,
    reason: str,
    **who: AbstractBaseUser | None,
) -> StageChange:
    if to == Stage.CLOSED and not state.is_closed and edition != _locked_edition():
        raise PagesNotKept
    # In this order: the database lets nobody leave CLOSED without a row that says why, nor enter
    # ARCHIVED without one that says where its pages are.
    change = StageChange.objects.create(
        from_stage=state.stage, to_stage=to, reason=reason.strip(), **who
    )
    if archived is not None:
        archived.change = change
        archived.save()
    state.stage = to
    state.save()
    return change


def _locked_edition() -> int:
    Edition.objects.current()
    return Edition.objects.select_for_update().get(pk=1).number


def _decide(asked: StageRequest, outcome: StageRequest.Outcome, by: AbstractBaseUser) -> None:
    asked.outcome = outcome
    asked.decided_by = by
    asked.decided_at = timezone.now()
    asked.save()
