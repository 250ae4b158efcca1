"""Which tests say something on another database than SQLite."""

import pytest
from django.db import connection

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
