"""Seals: what is written in the log gets its place in the chain, one writer at a time."""

import logging

from django.db import DatabaseError, connections, transaction

from archive.lifecycle import triggers
from archive.models import LogLine
from archive.seals import FIRST, seal

AT_ONCE = 1000

logger = logging.getLogger(__name__)


def seal_soon(using: str = "default") -> None:
    """Seal what waits. Where that fails now, it waits for the next who does: it is written."""
    try:
        seal_log(using)
    except DatabaseError as error:
        logger.warning("Lines of the log wait to be sealed: %s", error)


def seal_log(using: str = "default") -> int:
    """Give every line that was written, by whomever, its place and its seal; how many got one."""
    count = 0
    while sealed := _seal_some(using):
        count += sealed
    return count


def _seal_some(using: str) -> int:
    lines = LogLine.objects.using(using)
    with transaction.atomic(using=using):
        triggers.let_sealers_finish(using)
        waiting = list(lines.unsealed().as_written()[:AT_ONCE])
        if not waiting:
            return 0
        head = lines.head()
        place, before = (head.place, head.seal) if head else (0, FIRST)
        for line in waiting:
            place += 1
            before = line.seal = seal(before, line.says(place))
            line.place = place
        _keep(using, waiting)
    return len(waiting)


def _keep(using: str, lines: list[LogLine]) -> None:
    """Django's own way in bulk takes ten times as long, which a large import would feel."""
    connection = connections[using]
    rows = [(line.place, line.seal, line.pk) for line in lines]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "UPDATE archive_logline SET place = %s, seal = %s WHERE id = %s", rows
            )
        else:
            values = ", ".join(["(%s, %s, %s)"] * len(rows))
            cursor.execute(
                "UPDATE archive_logline SET place = sealed.place, seal = sealed.seal"  # noqa: S608
                f" FROM (VALUES {values}) AS sealed (place, seal, id)"
                " WHERE archive_logline.id = sealed.id",
                [value for row in rows for value in row],
            )
