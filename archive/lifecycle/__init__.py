"""The stages of the site, the doors between them, and what each change leaves behind."""

from .archiving import CHECKED, faults_of
from .closed import SITE_CLOSED, SiteClosed, refusing_when_closed
from .revisions import note_revision
from .stages import (
    TOGETHER,
    PagesNotKept,
    StageMoveRefused,
    ask_for_stage,
    check_confirmation,
    check_move,
    confirm_stage,
    decline_stage,
    move_stage,
    ways_from,
)
from .to_come import ToCome, to_come

__all__ = [
    "CHECKED",
    "SITE_CLOSED",
    "TOGETHER",
    "PagesNotKept",
    "SiteClosed",
    "StageMoveRefused",
    "ToCome",
    "ask_for_stage",
    "check_confirmation",
    "check_move",
    "confirm_stage",
    "decline_stage",
    "faults_of",
    "move_stage",
    "note_revision",
    "refusing_when_closed",
    "to_come",
    "ways_from",
]
