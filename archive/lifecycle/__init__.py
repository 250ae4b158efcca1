"""The stages of the site, the doors between them, and what each change leaves behind."""

from .archiving import CHECKED, fault_of_capture, faults_of, not_a_past_moment
from .closed import SITE_CLOSED, SiteClosed, refusing_when_closed
from .going_out import hindrances, hindrances_of_files, hindrances_of_texts
from .inspections import (
    ClearanceRefused,
    Held,
    Inside,
    check_clearance,
    clear,
    forget_what_is_gone,
    held_back,
    insides,
    inspected,
    look_into,
    strip_making,
    waiting,
)
from .last_weeks import (
    TaskRefused,
    hindrance,
    lapsed_marks,
    say_of_task,
    standing_marks,
    tasks_over,
)
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
from .watching import Watched, watched_in, watched_in_texts

__all__ = [
    "CHECKED",
    "SITE_CLOSED",
    "TOGETHER",
    "ClearanceRefused",
    "Held",
    "Inside",
    "PagesNotKept",
    "SiteClosed",
    "StageMoveRefused",
    "TaskRefused",
    "ToCome",
    "Watched",
    "ask_for_stage",
    "check_clearance",
    "check_confirmation",
    "check_move",
    "clear",
    "confirm_stage",
    "decline_stage",
    "fault_of_capture",
    "faults_of",
    "forget_what_is_gone",
    "held_back",
    "hindrance",
    "hindrances",
    "hindrances_of_files",
    "hindrances_of_texts",
    "insides",
    "inspected",
    "lapsed_marks",
    "look_into",
    "move_stage",
    "not_a_past_moment",
    "note_revision",
    "refusing_when_closed",
    "say_of_task",
    "standing_marks",
    "strip_making",
    "tasks_over",
    "to_come",
    "waiting",
    "watched_in",
    "watched_in_texts",
    "ways_from",
]
