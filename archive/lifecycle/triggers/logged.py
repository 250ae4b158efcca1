"""Which tables the log follows: every one of the site's, of accounts and of the admin, unless it
is named here.

A new table is followed by itself, so that nobody can forget it.
"""

from django.apps import apps
from django.db import models

LOG = "archive_logline"
"""The table of the log itself."""

FOLLOWED_APPS = ("archive", "auth", "admin")

UNLOGGED = {
    LOG: "is the log itself; its guards let nothing change there",
    "archive_edition": "a count that follows from the changes that are logged",
    "archive_body": "what was served: written by readers' requests, kept for ever by its guards",
    "archive_capture": "the same; only a done takedown empties one, and that is logged",
    "archive_look": "what the last look at the site found, made anew by each look",
    "archive_writing": "what somebody types and has not saved, kept for them alone every few "
    "seconds and let go again; each save is logged, and the log keeps for ever",
    "auth_permission": "Django's list of what can be permitted; who has which is logged",
}
"""Tables of those apps that the log does not follow, and why."""

OTHER_APPS = {
    "axes": "failed log-ins, with addresses that are deleted again: the log has a line of its own",
    "contenttypes": "Django's list of its models",
    "sessions": "who is signed in: the log has a line of its own for each log-in",
}
"""Apps that the log does not follow, and why."""

QUIET = {"auth_user": ("last_login",), "archive_draftlink": ("openings", "last_opened_at")}
"""Columns whose change alone makes no line."""


def logged_tables() -> dict[str, type[models.Model]]:
    """Every table that the log follows, with its model."""
    return {
        model._meta.db_table: model
        for label in FOLLOWED_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.db_table not in UNLOGGED
    }


def is_logged(table: str) -> bool:
    return table in logged_tables()


def key_of(model: type[models.Model]) -> str:
    return model._meta.pk.column


def told(table: str, columns: list[str]) -> list[str]:
    """The columns whose change is worth a line."""
    return [column for column in columns if column not in QUIET.get(table, ())]
