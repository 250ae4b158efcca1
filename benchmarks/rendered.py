"""Renders every public page in one process, for benchmarks/freeze.py to compare with: with Django's
test client, or with django-distill into a folder (--distill FOLDER)."""

import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "review_site.settings")

import django
from django.conf import settings

if "--distill" in sys.argv:  # it hands out its routes only to sites that it is installed in
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django_distill"]
django.setup()

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
    from django_distill.urls import add_distilled_url

    def addresses():
        for url in PublicUrls():
            if url.address != "/":
                yield {"address": url.address[1:]}

    any_page = distill_path(
        "<path:address>",
        show,
        name="any",
        distill_func=addresses,
        distill_status_codes=(200, 301, 308, 410),
    )
    home = distill_path("", show, {"address": ""}, name="home", distill_func=lambda: None)
    for route in (any_page, home):
        add_distilled_url(route)
    urls = types.ModuleType("distilled_urls")
    urls.urlpatterns = [any_page, home, path("", include("review_site.urls"))]
    sys.modules["distilled_urls"] = urls
    settings.ROOT_URLCONF = "distilled_urls"
    call_command("distill", "generate", output_directory=folder, force=True, quiet=True)
    missing = [each["address"] for each in addresses() if not is_written(folder, each["address"])]
    if missing:
        raise SystemExit(f"django-distill did not write {len(missing)} pages, such as {missing[0]}")


def is_written(folder: str, address: str) -> bool:
    file = Path(folder) / address
    return file.is_file() or (file / "index.html").is_file()


if __name__ == "__main__":
    if "--distill" in sys.argv:
        with_distill(sys.argv[-1])
    else:
        with_the_test_client()
