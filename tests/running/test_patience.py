"""The server waits for its database for a while; a command waits as long as it takes."""

import pytest
from django.db import connection

SHOW = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "review_site.settings"
import {module}
from django.db import connection
from archive.models import Edition
with connection.cursor() as cursor:
    for limit in ("lock_timeout", "statement_timeout"):
        cursor.execute("SHOW " + limit)
        print(cursor.fetchone()[0])
"""
HANGS = """
import os, time; os.environ["DJANGO_SETTINGS_MODULE"] = "review_site.settings"
import django; django.setup()
from django.db import DatabaseError, connection
from review_site import patience
away = [False]
patience.begin(lambda: away[0])
def cut_off(question):
    began = time.monotonic()
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
        print("answered")
    except DatabaseError as fault:
        print(fault, round(time.monotonic() - began, 1) <= 1.5)
        connection.close()
{steps}
"""


@pytest.fixture
def run_on_postgresql(run_with, db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has limits of its own")
    known = connection.settings_dict
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    server = f"{known['USER']}{password}@{known['HOST']}:{known['PORT']}"

    def run(code: str, database: str = str(known["NAME"])) -> list[str]:
        answer = run_with(
            code,
            SECRET_KEY="k" * 60,
            SITE_URL="http://review.example",
            DATABASE_URL=f"postgres://{server}/{database}",
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout.splitlines()

    return run


def test_the_server_has_limits_for_locks_and_statements(run_on_postgresql):
    assert run_on_postgresql(SHOW.format(module="review_site.production")) == ["5s", "30s"]


def test_a_command_has_none(run_on_postgresql):
    module = "django; django.setup()"

    assert run_on_postgresql(SHOW.format(module=module)) == ["0", "0"]


@pytest.mark.parametrize(
    "steps",
    [
        "with patience.at_most(1):\n    cut_off('SELECT pg_sleep(9)')",
        "connection.ensure_connection(); away[0] = True; cut_off('SELECT pg_sleep(9)')",
    ],
    ids=["of a look at the edition", "while the database is known to be away"],
)
def test_an_answer_that_does_not_come_is_waited_for_no_longer(run_on_postgresql, steps):
    """In a database that no test takes away: its process there sleeps on."""
    after = "away[0] = False; cut_off('SELECT 1')"

    assert run_on_postgresql(HANGS.format(steps=f"{steps}\n{after}"), "postgres") == [
        "The database did not answer in time. True",
        "answered",
    ]


def test_many_rows_may_still_come_one_after_the_other(run_on_postgresql):
    steps = (
        "from django.contrib.auth.models import Permission\n"
        "from django.contrib.contenttypes.models import ContentType\n"
        "print(len(list(Permission.objects.iterator(chunk_size=5))) > 20)"
    )

    assert run_on_postgresql(HANGS.format(steps=steps)) == ["True"]
