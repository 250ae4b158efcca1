"""The one door between the stages of the site: every move is checked and recorded."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from archive.models import Notice, SiteState, Stage, StageChange


class StageMoveRefused(Exception):
    """The site cannot go to that stage now. The text says why and what to do."""


@transaction.atomic
def move_stage(to: Stage, *, by: AbstractBaseUser | None, reason: str = "") -> StageChange:
    """Move the site to the stage `to`.

    `by` is who moves it, or None for a move made on the server by a command.
    Raises StageMoveRefused, having changed nothing.
    """
    state = _locked_state()
    came_from = Stage(state.stage)
    reason = reason.strip()
    if to == came_from:
        raise StageMoveRefused(f"The site is in the stage “{to.label}” already.")
    if to == Stage.CLOSING and Notice.objects.first() is None:
        raise StageMoveRefused(
            "There is no notice to show. Write at least one closing notice first."
        )
    if to == Stage.OPEN and not reason:
        raise StageMoveRefused("Say why the site opens again: a reason is kept with the move.")
    state.stage = to
    state.save()
    return StageChange.objects.create(from_stage=came_from, to_stage=to, made_by=by, reason=reason)


def _locked_state() -> SiteState:
    SiteState.objects.get_or_create(pk=1)
    return SiteState.objects.select_for_update().get(pk=1)
