"""What the clock brings to the public: drafts and release sets whose moment has come."""

from datetime import datetime

from .drafts import due_drafts, publish_due_draft
from .release import due_sets, publish_due_set


def publish_due(moment: datetime) -> int:
    """Publish everything that was to go out by `moment`, each as of its own, in their order: how
    many did, or could not, which are drafts again and say why. Call it inside a transaction."""
    due = [(each.goes_out_at, publish_due_draft, each) for each in due_drafts(moment)]
    due += [(each.goes_out_at, publish_due_set, each) for each in due_sets(moment)]
    return sum(publish(each) for _, publish, each in sorted(due, key=lambda one: one[0]))
