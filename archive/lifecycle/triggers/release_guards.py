"""What the database refuses of release sets: what went out together stays on the record."""

from .refusal import Refusal

WENT_OUT_FOR_EVER = (
    "What went out together, when, and by whom, is on the record for ever: this release set cannot "
    "change."
)

OF_RELEASE_SETS = (
    *(
        Refusal("archive_releaseset", event, "OLD.went_out_at IS NOT NULL", WENT_OUT_FOR_EVER)
        for event in ("UPDATE", "DELETE")
    ),
    Refusal(
        "archive_releaseset",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_releaseset AS other WHERE other.id = NEW.id"
        " AND other.went_out_at IS NOT NULL)",
        WENT_OUT_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        "archive_releasemember",
        "INSERT",
        "EXISTS (SELECT 1 FROM archive_releaseset AS whole WHERE whole.id = NEW.release_id"
        " AND whole.went_out_at IS NOT NULL)",
        WENT_OUT_FOR_EVER,
    ),
    # What went out with a set may be deleted later, as a question may, and is then no more in it.
    Refusal("archive_releasemember", "UPDATE", "NOT OLD.is_waiting", WENT_OUT_FOR_EVER),
)
