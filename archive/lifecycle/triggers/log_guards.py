"""What the database refuses to do to the log, in every stage of the site."""

from .logged import LOG
from .refusal import Refusal, changes

LOGGED_FOR_EVER = (
    "The log is only ever added to: a line gets its place and its seal once, and then stays as it "
    "is (docs/running.md)."
)

OF_THE_LOG = (
    Refusal(
        LOG,
        "INSERT",
        "NEW.place IS NOT NULL OR NEW.seal <> ''",
        LOGGED_FOR_EVER,
    ),
    Refusal(
        LOG,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {LOG} AS other WHERE other.id = NEW.id)",  # noqa: S608
        LOGGED_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(
        LOG,
        "UPDATE",
        f"OLD.place IS NOT NULL OR {changes('id', 'at', 'kind', 'thing', 'key', 'what')}"
        f" OR (OLD.way <> '' OR OLD.who <> '') AND {changes('account', 'who', 'way')}",
        LOGGED_FOR_EVER,
    ),
    Refusal(
        LOG,
        "UPDATE",
        f"EXISTS (SELECT 1 FROM {LOG} AS other"  # noqa: S608
        " WHERE other.place = NEW.place AND other.id <> OLD.id)",
        LOGGED_FOR_EVER,
        of_replacing=True,
    ),
    Refusal(LOG, "DELETE", "1 = 1", LOGGED_FOR_EVER),
)
