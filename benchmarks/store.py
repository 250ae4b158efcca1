"""The store with few captures and with many: what a hit costs, and keeping a page that is the same.

Ends with 1 where a hit costs notably more in a large store, or asks more than one question.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter

from benchmarks.surroundings import empty_site

FEW, MANY = 100, 50_000
ADDRESSES = 2_000
ROUNDS, HITS = 7, 200
MOST_RATIO = 1.5
PAGE = 12_000
GZIP, BROTLI = 3_300, 2_650
"""Bytes of a page of the demonstration, as sent and in the two forms that the store has."""


def address(number: int) -> str:
    return f"/letters/number-{number % ADDRESSES}/"


def add_captures(first: int, last: int) -> None:
    """Captures number `first` up to, and not including, `last`: many versions of each address."""
    from django.utils import timezone

    from archive.models import Body, Capture, Edition

    edition = Edition.objects.current()
    start = timezone.now() - timedelta(days=1000)
    for begin in range(first, last, 1000):
        numbers = range(begin, min(begin + 1000, last))
        bodies = [
            Body(
                sha256=hashlib.sha256(str(number).encode()).hexdigest(),
                size=PAGE,
                content=os.urandom(GZIP),
                is_compressed=True,
                brotli=os.urandom(BROTLI),
            )
            for number in numbers
        ]
        Body.objects.bulk_create(bodies)
        versions = []
        for number, body in zip(numbers, bodies, strict=True):
            is_last = number + ADDRESSES >= last
            versions.append(
                Capture(
                    address=address(number),
                    status=200,
                    headers=[["Content-Type", "text/html; charset=utf-8"]],
                    content_type="text/html; charset=utf-8",
                    body=body,
                    first_edition=1 if not is_last else edition.number,
                    last_edition=edition.number,
                    captured_from=start + timedelta(minutes=number),
                    captured_until=None if is_last else start + timedelta(minutes=number + 2000),
                    rendered_at=start + timedelta(minutes=number),
                )
            )
        Capture.objects.bulk_create(versions)


def measure(standing: int) -> dict[str, float]:
    """By what is done, the microseconds of the fastest of some rounds."""
    from archive.captures.kept import Answer
    from archive.captures.store import DatabaseStore
    from archive.models import Edition

    store, number = DatabaseStore(), Edition.objects.current().number
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    same = Answer(200, headers, b"<p>The same each time.</p>" * 400)
    store.keep("/same/", same, number)
    addresses = spread(standing)
    return {
        "a hit": fastest(lambda: store.find(next(addresses), number), must_be_there=True),
        "nothing there": fastest(lambda: store.find("/never/", number)),
        "keeping what is the same": fastest(lambda: store.keep("/same/", same, number)),
    }


def spread(standing: int) -> Iterator[str]:
    number = 0
    while True:
        number += 7919  # so that neighbours are not asked for one after the other
        yield address(number % standing)


def fastest(action: Callable[[], object], *, must_be_there: bool = False) -> float:
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(HITS):
            found = action()
            assert found is not None or not must_be_there  # noqa: S101
        times.append((perf_counter() - start) / HITS * 1e6)
    return min(times)


def questions_of_a_hit() -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from archive.captures.store import DatabaseStore
    from archive.models import Edition

    number = Edition.objects.current().number
    with CaptureQueriesContext(connection) as asked:
        DatabaseStore().find(address(0), number)
    return len(asked)


def main() -> int:
    with empty_site():
        from django.db import connection

        from archive.captures.size import Size
        from archive.lifecycle import triggers
        from archive.models import Capture

        add_captures(0, FEW)
        few = measure(FEW)
        triggers.remove()  # they keep what was served for ever
        Capture.objects.of_any([address(n) for n in range(FEW)]).delete()
        triggers.install()
        add_captures(FEW, FEW + MANY)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        many = measure(ADDRESSES)
        questions = questions_of_a_hit()
        start = perf_counter()
        size = Size()
        shown = (size.kinds, size.days, size.months, size.addresses)
        took = perf_counter() - start
        database = connection.vendor
    print(f"\nThe store on {database} (µs, fastest of {ROUNDS} rounds of {HITS})\n")
    print(f"| | {FEW} captures | {MANY:,} | ratio |\n|---|---|---|---|")
    for name in many:
        print(f"| {name} | {few[name]:.0f} | {many[name]:.0f} | {many[name] / few[name]:.2f} |")
    print(f"\nQuestions of a hit: {questions}. Size and growth of {MANY:,}: {took:.2f} s")
    is_slow = many["a hit"] / few["a hit"] > MOST_RATIO
    wrong = [name for name, bad in (("a hit", is_slow), ("questions", questions > 1)) if bad]
    print(f"Not as promised: {', '.join(wrong) or 'nothing'}")
    return 1 if wrong or not shown else 0


if __name__ == "__main__":
    sys.exit(main())
