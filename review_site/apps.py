"""Registers the checks over the settings, and the site that the admin runs on."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ReviewSiteConfig(AppConfig):
    name = "review_site"
    verbose_name = "How the site is run"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (importing registers them)


class EditingConfig(AdminConfig):
    """Django's admin with our own site in the place of its own."""

    default_site = "archive.admin.site.EditingSite"

    def ready(self) -> None:
        # Before Django asks for the site: asked for first, it would be made twice, once for
        # the modules that register with it and once, empty, for everybody else.
        import archive.admin  # noqa: F401

        super().ready()
