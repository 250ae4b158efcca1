"""The one Django app: its name in the database is `archive`, its name for editors the site's."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"
    verbose_name = "Review Site"

    def ready(self) -> None:
        from .roles import follow_roles

        # Whichever app is migrated last, its permissions exist by then.
        post_migrate.connect(follow_roles, dispatch_uid="archive.roles")
