"""What the log costs an import: the same with it, sealed, and without it, in turn."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.surroundings import empty_site

RECORDS = 10_000
ROUNDS = 3
MOST_TIMES = 2


def write_folder(folder: Path, first: int, last: int) -> None:
    (folder / "news").mkdir(parents=True)
    for number in range(first, last):
        (folder / "news" / f"news-{number}.md").write_text(
            f"---\ntype: news\ntitle: News number {number}\ndate: 2022-05-23\n"
            "topics: [Kinship care]\nsummary: What the review heard, and what it asks for.\n---\n"
            "The review heard from families.\n\n## What we heard\n\nA great deal.\n"
        )


@contextmanager
def no_log() -> Iterator[None]:
    """The database as it was before there was a log: without its triggers."""
    from django.db import connection

    from archive.lifecycle import triggers

    dialect = triggers.DIALECTS[connection.vendor]
    away = {name for name in dialect.standing(connection) if name.startswith("log_")}
    dialect.replace(connection, away, {})
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    yield
    connection.execute_wrappers = wrappers
    triggers.install()


def import_one(folder: Path, first: int, last: int) -> tuple[float, float]:
    """Seconds, and those of CPU."""
    from archive.importing.folder_import import import_folder

    write_folder(folder, first, last)
    start, cpu = perf_counter(), process_time()
    outcome = import_folder(folder)
    assert not outcome.findings, outcome.findings[0]  # noqa: S101
    return perf_counter() - start, process_time() - cpu


def main() -> int:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS
    without, logged = [], []
    with empty_site() as folder:
        from django.db import connection

        from archive.hands import in_the_hand_of
        from archive.models import LogLine

        for number in range(ROUNDS):
            first = number * 2 * records
            with no_log():
                without.append(import_one(folder / f"{first}", first, first + records))
            lines = LogLine.objects.count()
            with in_the_hand_of(None, "manage.py import_content"):
                second = first + records
                logged.append(import_one(folder / f"{second}", second, second + records))
            lines = LogLine.objects.count() - lines
            unsealed = LogLine.objects.unsealed().count()
        database = connection.vendor
    ratio = median(with_it[0] / other[0] for with_it, other in zip(logged, without, strict=True))
    print(f"\nImporting {records:,} records on {database}, {lines:,} lines of the log\n")
    print("| | seconds | of CPU |\n|---|---|---|")
    for what, rounds in (("without the log", without), ("with it", logged)):
        seconds, cpu = (median(each) for each in zip(*rounds, strict=True))
        print(f"| {what} | {seconds:.1f} | {cpu:.1f} |")
    print(f"\n{ratio:.2f} times as long (median of {ROUNDS}); left unsealed: {unsealed}")
    return 1 if ratio > MOST_TIMES or unsealed else 0


if __name__ == "__main__":
    sys.exit(main())
