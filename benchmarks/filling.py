"""How long it takes to keep every public page of a long record, and how much memory."""

import resource
import sys
from time import perf_counter, process_time

from benchmarks.surroundings import empty_site

RECORDS = 1_000
MOST_MEGABYTES = 100


def megabytes() -> float:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    with empty_site():
        from django.db import connection

        from archive.captures.filling import fill
        from archive.models import Post
        from benchmarks.records import add_records, add_surroundings

        add_surroundings()
        add_records(0, RECORDS)
        rows = []
        before = megabytes()
        for what in ("nothing is kept yet", "all is kept", "one post has a new title"):
            if what.startswith("one post"):
                post = Post.objects.newest_first()[0]
                post.title += " again"
                post.save()
            start, cpu = perf_counter(), process_time()
            filled = fill()
            rows.append((what, filled.kept, perf_counter() - start, process_time() - cpu))
        took = megabytes() - before
        database = connection.vendor
    print(f"\nFilling the store with {RECORDS:,} records on {database}\n")
    print("| | addresses asked for | seconds | of CPU |\n|---|---|---|---|")
    for what, kept, seconds, cpu in rows:
        print(f"| {what} | {kept} | {seconds:.1f} | {cpu:.1f} |")
    print(f"\nMemory: {took:.0f} MB more than before")
    return 1 if took > MOST_MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
