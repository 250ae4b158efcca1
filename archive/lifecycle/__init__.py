"""The stages of the site, the doors between them, and what each change leaves behind."""

from .archiving import CHECKED, fault_of_capture, faults_of, not_a_past_moment
from .closed import SITE_CLOSED, SiteClosed, refusing_when_closed
from .drafts import (
    DraftRefused,
    PublishedMeanwhile,
    begin_draft,
    discard_draft,
    note_of_draft,
    publish_draft,
    publish_due,
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

__all__ = [
    "CHECKED",
    "SITE_CLOSED",
    "TOGETHER",
    "DraftRefused",
    "PagesNotKept",
    "PublishedMeanwhile",
    "SiteClosed",
    "StageMoveRefused",
    "TaskRefused",
    "ToCome",
    "ask_for_stage",
    "begin_draft",
    "check_confirmation",
    "check_move",
    "confirm_stage",
    "decline_stage",
    "discard_draft",
    "fault_of_capture",
    "faults_of",
    "hindrance",
    "lapsed_marks",
    "move_stage",
    "not_a_past_moment",
    "note_of_draft",
    "note_revision",
    "publish_draft",
    "publish_due",
    "refusing_when_closed",
    "say_of_task",
    "standing_marks",
    "tasks_over",
    "to_come",
    "ways_from",
]
