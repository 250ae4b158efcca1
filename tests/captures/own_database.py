"""A database of its own for processes of their own, which may be killed in the middle of things."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent.parent
SET_UP = "import django; django.setup()\n"


class OwnDatabase:
    """Runs Python over a migrated, empty database: SQLite in `folder`, or beside the tests' own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self._environment = {
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "review_site.settings",
            "SECRET_KEY": "other processes sign with this and nothing else ever does so",
            "SITE_URL": "http://testserver",
            "STATIC_FROM_SOURCE": "yes",
            "STATE_DIR": str(folder),
            "DATABASE_URL": url,
        }
        self.manage("migrate", "--verbosity=0")

    def manage(self, *command: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT, env=self._environment, text=True, timeout=120, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert done.returncode == code, done.stdout
        return done.stdout

    def start(self, code: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-c", SET_UP + code],
            cwd=PROJECT, env=self._environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def run(self, code: str) -> object:
        """What the code prints, as JSON."""
        process = self.start(code)
        told, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return json.loads(told)

    def run_until_killed(self, code: str) -> None:
        process = self.start(code)
        process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL


@contextmanager
def own_database(folder: Path):
    if connection.vendor == "sqlite":
        yield OwnDatabase(folder, f"sqlite:///{folder}/own.sqlite3")
        return
    settings = connection.settings_dict
    name = f"{settings['NAME']}_own"
    place = {"host": settings["HOST"], "port": settings["PORT"] or 5432, "user": settings["USER"]}
    server = psycopg2.connect(dbname="postgres", password=settings["PASSWORD"], **place)
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        address = f"{place['user']}{secret}@{place['host']}:{place['port']}"
        try:
            yield OwnDatabase(folder, f"postgres://{address}/{name}")
        finally:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
            server.close()
