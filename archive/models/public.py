"""What makes a record public: one condition, for every question that asks it."""

from django.db.models import Q

from . import clock


def is_public(record: str = "") -> Q:
    """Published by now, not taken down for good, and no draft of what is published.

    `record` is the path from the model that is asked to the record: nothing for records
    themselves, "record" for attachments, "to_record" for redirects.
    """
    start = f"{record}__" if record else ""
    return Q(
        **{
            f"{start}published_at__lte": clock.Now(),
            f"{start}taken_down_at__isnull": True,
            f"{start}draft_of__isnull": True,
        }
    )
