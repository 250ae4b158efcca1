"""SQL queries and time of each kind of public page, with few records and with many.

Ends with 1 where a page asks more for a long record, or more than it may.
"""

import sys
from time import perf_counter

from benchmarks.surroundings import MOST_QUESTIONS, empty_site

FEW, MANY = 100, 10_000
REPEATS = 7


def measure() -> dict[str, tuple[int, float]]:
    """By kind of page: its queries, and the milliseconds of the fastest of some requests, which is
    the one that other work on the machine disturbed least."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    measured = {}
    for kind, address in one_of_each().items():
        client.get(address)  # templates are compiled on the first request
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        questions = len(captured)
        assert response.status_code == 200, address  # noqa: S101
        times = []
        for _ in range(REPEATS):
            start = perf_counter()
            client.get(address)
            times.append((perf_counter() - start) * 1000)
        measured[kind] = (questions, min(times))
    return measured


def one_of_each() -> dict[str, str]:
    """By kind of page, the address of the newest page of that kind."""
    from archive.models import Record
    from archive.public_urls import PublicUrls

    kinds = {record.address: record.get_kind_display() for record in Record.objects.published()}
    found: dict[str, str] = {}
    for url in PublicUrls():
        kind = url.route.replace("_", " ")
        if url.route == "record":
            kind = f"record: {kinds[url.address].lower()}"
        elif "/page/" in url.address:
            kind = f"{kind}, later page"
        found.setdefault(kind, url.address)
    return found


def main() -> int:
    with empty_site():
        from django.db import connection

        from benchmarks.records import add_records, add_surroundings

        add_surroundings()
        add_records(0, FEW)
        few = measure()
        add_records(FEW, MANY)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        many = measure()
        database = connection.vendor
    print(f"\nQueries and time (ms, fastest of {REPEATS}) on {database}\n")
    print(f"| page | queries with {FEW} | with {MANY:,} | ms with {FEW} | with {MANY:,} | ratio |")
    print("|---|---|---|---|---|---|")
    for kind in many:
        questions, took = many[kind]
        before, took_before = few.get(kind, (0, 0.0))
        ratio = f"{took / took_before:.1f}" if took_before else "–"
        print(f"| {kind} | {before} | {questions} | {took_before:.1f} | {took:.1f} | {ratio} |")
    wrong = [
        kind
        for kind, (questions, _) in many.items()
        if questions > MOST_QUESTIONS or (kind in few and questions != few[kind][0])
    ]
    print(f"\nNot as promised: {', '.join(wrong) or 'nothing'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
