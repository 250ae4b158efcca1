"""The one Django app: its name in the database is `archive`, its name for editors the site's."""

from django.apps import AppConfig
from django.core.signals import request_finished
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"
    verbose_name = "Review Site"

    def ready(self) -> None:
        from .lifecycle.log import connecting, noting
        from .lifecycle.triggers import migrating
        from .roles import follow_roles

        connection_created.connect(connecting.on_connecting, dispatch_uid="archive.log")
        request_finished.connect(connecting.on_end_of_request, dispatch_uid="archive.log")
        noting.follow_log_ins()
        # Whichever app is migrated last, its permissions exist by then.
        post_migrate.connect(follow_roles, dispatch_uid="archive.roles")
        pre_migrate.connect(
            migrating.before_migrating, sender=self, dispatch_uid="archive.triggers"
        )
        post_migrate.connect(
            migrating.after_migrating, sender=self, dispatch_uid="archive.triggers"
        )
