"""The stages of the site, the doors between them, and what each change leaves behind."""

from .revisions import note_revision
from .stages import StageMoveRefused, move_stage

__all__ = ["StageMoveRefused", "move_stage", "note_revision"]
