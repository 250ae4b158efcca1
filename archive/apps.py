"""The one Django app: its name in the database is `archive`, its name for editors the site's."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    label = "archive"
    verbose_name = "Review Site"
