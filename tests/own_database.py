"""A database of a test's own, for plain SQL and for processes that are killed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent


class OwnDatabase:
    """A whole, empty database outside Django's hands. `url` is its DATABASE_URL."""

    def __init__(self, name: str, state: Path) -> None:
        self.name = name
        self.state = state

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "DATABASE_URL": self.url, "STATE_DIR": str(self.state)}

    def manage(self, *arguments: str, **facts) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            **{"check": True} | facts,
        )

    def one(self, question: str) -> object:
        """The first value of the first row."""
        with closing(self.connect()) as plain, closing(plain.cursor()) as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    def tell(self, *statements: str) -> None:
        """Run plain SQL and commit it, as one transaction."""
        with closing(self.connect()) as plain, closing(plain.cursor()) as cursor:
            for statement in statements:
                cursor.execute(statement)
            plain.commit()

    @property
    def edition(self) -> int:
        return self.one("SELECT number FROM archive_edition")


class OwnSqlite(OwnDatabase):
    is_postgresql = False

    @property
    def file(self) -> Path:
        return self.state / self.name

    @property
    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.file, timeout=20)

    def copy(self, name: str) -> "OwnSqlite":
        shutil.copy(self.file, self.state / name)
        return OwnSqlite(name, self.state)

    def drop(self) -> None:
        """With what lies beside it, where a server that was stopped left it."""
        for file in self.state.glob(f"{self.name}*"):
            if file.name in (self.name, f"{self.name}-wal", f"{self.name}-shm"):
                file.unlink()


class OwnPostgresql(OwnDatabase):
    is_postgresql = True

    @property
    def parameters(self) -> dict[str, object]:
        return connection.get_connection_params() | {"dbname": self.name, "cursor_factory": None}

    @property
    def url(self) -> str:
        known = connection.settings_dict
        password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
        return f"postgres://{known['USER']}{password}@{known['HOST']}:{known['PORT']}/{self.name}"

    def connect(self):
        import psycopg2

        return psycopg2.connect(**self.parameters)

    def create(self, template: str = "template0") -> None:
        self._on_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{template}"')

    def copy(self, name: str) -> "OwnPostgresql":
        made = OwnPostgresql(name, self.state)
        made.create(self.name)
        return made

    def drop(self) -> None:
        self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _on_server(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture(scope="session")
def migrated_database(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator:
    """Made once; tests get copies."""
    state = tmp_path_factory.mktemp("own_database")
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            made = OwnPostgresql(f"own_{connection.settings_dict['NAME']}"[:50], state)
            made.drop()
            made.create()
        else:
            made = OwnSqlite("own.sqlite3", state)
        made.manage("migrate", "--verbosity", "0")
        yield made
        made.drop()


@pytest.fixture
def own_database(migrated_database, django_db_blocker) -> Iterator[OwnDatabase]:
    with django_db_blocker.unblock():
        made = migrated_database.copy(f"{migrated_database.name}_copy")
        yield made
        made.drop()
