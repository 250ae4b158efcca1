"""A site of its own to measure: an empty database and a folder that goes away afterwards."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MOST_QUESTIONS = 8
MOST_KILOBYTES = 30
MOST_REQUESTS = 6


@contextmanager
def empty_site() -> Iterator[Path]:
    """Django set up over an empty database: on SQLite, or beside the one of DATABASE_URL."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="review_site.settings",
            SECRET_KEY=secrets.token_urlsafe(50),
            SITE_URL="http://testserver",
            ALLOWED_HOSTS="testserver",
            STATE_DIR=folder,
            STATIC_FROM_SOURCE="no",
        )
        import django

        django.setup()

        from django.core.management import call_command
        from django.db import connection
        from django.test.runner import DiscoverRunner

        call_command("collectstatic", interactive=False, verbosity=0)
        if connection.vendor == "sqlite":  # on the disk, as on a server, and not in memory
            connection.settings_dict["TEST"]["NAME"] = f"{folder}/benchmark.sqlite3"
        runner = DiscoverRunner(verbosity=0, interactive=False)
        before = runner.setup_databases()
        try:
            yield Path(folder)
        finally:
            runner.teardown_databases(before)
