"""Renders every public page in one process, for benchmarks/freeze.py to compare with: with Django's
test client, or with django-distill into a folder (--distill FOLDER)."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_site.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import resolve  # noqa: E402

from archive.public_urls import PublicUrls  # noqa: E402


def with_the_test_client() -> None:
    from django.test import Client

    client = Client()
    for url in PublicUrls():
        client.get(url.address).getvalue()


def show(request: HttpRequest, address: str) -> HttpResponse:
    found = resolve(f"/{address}", "review_site.urls")
    return found.func(request, *found.args, **found.kwargs)


def with_distill(folder: str) -> None:
    """One route that gives every public address, as distill wants to be told of them."""
    import types

    from django.core.management import call_command
    from django.urls import include, path
    from django_distill import distill_path

    def addresses():
        for url in PublicUrls():
            if url.address.endswith("/"):
                yield {"address": url.address[1:]}

    urls = types.ModuleType("distilled_urls")
    urls.urlpatterns = [
        distill_path("<path:address>", show, name="any", distill_func=addresses),
        path("", include("review_site.urls")),
    ]
    sys.modules["distilled_urls"] = urls
    settings.ROOT_URLCONF = "distilled_urls"
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django_distill"]
    call_command("distill-local", folder, "--force", "--quiet")


if __name__ == "__main__":
    if "--distill" in sys.argv:
        with_distill(sys.argv[-1])
    else:
        with_the_test_client()
