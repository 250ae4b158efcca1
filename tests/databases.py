"""What databases have their own way in: which tests say something on another than SQLite, and how
one is emptied after a test that commits."""

import re

import pytest
from django.db import connection

from archive.lifecycle import triggers
from archive.lifecycle.log.connecting import on_end_of_request

TRUNCATE = re.compile(r'TRUNCATE ("[^;]+");')
OF_A_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks for no database says the same whichever there is: SQLite's run has said it."""
    if connection.vendor == "sqlite":
        return
    asking, others = [], []
    for item in items:
        asks = item.get_closest_marker("django_db") or OF_A_DATABASE & set(item.fixturenames)
        (asking if asks else others).append(item)
    config.hook.pytest_deselected(items=others)
    items[:] = asking


@pytest.fixture(autouse=True, scope="session")
def a_database_is_emptied_without_its_triggers():
    """After a test that commits, Django empties every table, which the triggers would refuse."""
    operations = type(connection.ops)
    empty_tables = operations.execute_sql_flush

    def empty(self, statements: list[str]) -> None:
        triggers.remove()
        empty_tables(self, row_by_row(statements))
        triggers.install()
        on_end_of_request()  # what waits to be sealed would ask the next test for a database

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", empty)
        yield


def row_by_row(statements: list[str]) -> list[str]:
    """The same tables emptied in the way that is quickest for a few rows. To truncate a table,
    PostgreSQL makes its files anew and waits for the disk."""
    if len(statements) != 1 or not (truncate := TRUNCATE.fullmatch(statements[0])):
        return statements
    return [f"DELETE FROM {table};" for table in truncate[1].split(", ")]  # noqa: S608
