"""Registers the checks over the settings."""

from django.apps import AppConfig


class ReviewSiteConfig(AppConfig):
    name = "review_site"
    verbose_name = "How the site is run"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (importing registers them)
