"""What freezing and proving cost, beside rendering the same pages, mirroring the site and, where it
is at hand, django-distill; and whether they take more memory for ten times as many records.

    python -m benchmarks.freeze [--records 1000 10000] [--without-mirror] [--distill FOLDER]

FOLDER is where `pip install --target FOLDER --no-deps django-distill requests` has put it. Each
runs in a process of its own, one after the other; compared are seconds of CPU, which other work on
the machine hardly changes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, sleep

from benchmarks.surroundings import PROJECT, empty_site

SIZES = (1_000, 10_000)
PICTURES = 200
PORT = 8129
MOST_OF_RENDERING = 1.0
MOST_MEGABYTES = 40
"""More memory for the larger of the two sites."""

HELD_TO_MEMORY = ("freeze, with nothing kept yet", "freeze, with all kept", "verify_freeze")


@dataclass
class Cost:
    seconds: float
    cpu: float
    megabytes: float


MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, code)
"""
"""A small process between: what a large one starts is counted at least as large as itself."""


def cost(command: list[str], environment: dict[str, str]) -> Cost:
    """Run it to its end. Other children of this process may run meanwhile."""
    start = monotonic()
    measured = subprocess.run(
        [sys.executable, "-I", "-S", "-c", MEASURED, *command],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    cpu, kilobytes, code = measured.stdout.split()
    if int(code) not in (0, 8):  # 8 is what wget says of a single link to nowhere
        raise SystemExit(f"{' '.join(command)} ended with {code}.")
    return Cost(monotonic() - start, float(cpu), int(kilobytes) / 1024)


def database_url() -> str:
    from django.db import connection

    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return f"postgres://{known['USER']}{secret}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def add_everything(records: int) -> None:
    """Records, each with one of some pictures."""
    from io import BytesIO

    from PIL import Image

    from archive.models import Picture, Record
    from benchmarks.records import add_records, add_surroundings

    add_surroundings()
    add_records(0, records)
    pictures = []
    for number in range(PICTURES):
        drawn = BytesIO()
        Image.effect_noise((320, 180), number + 1).save(drawn, "PNG")
        drawn.seek(0)
        alt = f"Picture number {number}"
        pictures.append(Picture.objects.keep(drawn, alt=alt, name="A picture.png"))
    for number, record in enumerate(Record.objects.newest_first().iterator()):
        record.picture = pictures[number % PICTURES]
        record.save(update_fields=["picture"])


@contextmanager
def running_site(environment: dict[str, str]) -> Iterator[str]:
    address = f"127.0.0.1:{PORT}"
    server = subprocess.Popen(
        [sys.executable, "-m", "review_site.server"],
        cwd=PROJECT,
        env=environment
        | {"BIND": address, "WEB_CONCURRENCY": "1", "ALLOWED_HOSTS": "testserver,127.0.0.1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        sleep(4)
        yield f"http://{address}/"
    finally:
        server.terminate()
        server.wait(60)


def measure(records: int, *, mirrors: bool, distill: str) -> dict[str, Cost]:
    costs = {}
    with empty_site():
        add_everything(records)
        environment = {**os.environ, "DATABASE_URL": database_url()}
        manage = [sys.executable, "manage.py"]
        benchmark = [sys.executable, "-m", "benchmarks.rendered"]
        with tempfile.TemporaryDirectory() as out:
            costs["Django’s test client renders every page"] = cost(benchmark, environment)
            costs["freeze, with nothing kept yet"] = cost(
                [*manage, "freeze", f"{out}/first"], environment
            )
            costs["freeze, with all kept"] = cost([*manage, "freeze", f"{out}/again"], environment)
            costs["pages"] = Cost(0, pages_in(Path(out) / "again"), 0)
            costs["verify_freeze"] = cost([*manage, "verify_freeze", f"{out}/again"], environment)
            shutil.rmtree(f"{out}/first")
            if mirrors and shutil.which("wget"):
                with running_site(environment) as url:
                    mirror = [
                        "wget",
                        "--mirror",
                        "--quiet",
                        f"--directory-prefix={out}/mirror",
                        url,
                    ]
                    costs["wget --mirror"] = cost(mirror, environment)
            if distill:
                environment["PYTHONPATH"] = distill
                costs["django-distill"] = cost([*benchmark, "--distill", f"{out}/d"], environment)
    return costs


def pages_in(bag: Path) -> int:
    with (bag / "data" / "inventory.jsonl").open() as lines:
        return sum('"kind": "page"' in line or '"kind":"page"' in line for line in lines)


def show(records: int, costs: dict[str, Cost]) -> float:
    """Print them, and give what freezing costs as a part of rendering."""
    pages = costs.pop("pages").cpu
    rendering = costs["Django’s test client renders every page"]
    print(f"\n{records:,} records, {pages:,} pages\n")
    print("| | seconds | of CPU | to rendering | pages a second of CPU | MB |")
    print("|---|---|---|---|---|---|")
    for what, each in costs.items():
        print(
            f"| {what} | {each.seconds:.1f} | {each.cpu:.1f} | {each.cpu / rendering.cpu:.2f} | "
            f"{pages / each.cpu:,.0f} | {each.megabytes:.0f} |"
        )
    return costs["freeze, with all kept"].cpu / rendering.cpu


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--records", type=int, nargs="+", default=SIZES)
    parser.add_argument("--without-mirror", action="store_true")
    parser.add_argument("--distill", default="")
    given = parser.parse_args()
    ratios, megabytes = [], []
    for records in given.records:
        # Settings, and with them the folders of a site, are read once in a process.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            facts = {"mirrors": not given.without_mirror, "distill": given.distill}
            costs = alone.submit(measure, records, **facts).result()
        megabytes.append([costs[what].megabytes for what in HELD_TO_MEMORY])
        ratios.append(show(records, costs))
    more = [most - least for least, most in zip(megabytes[0], megabytes[-1], strict=True)]
    if len(megabytes) > 1:
        for what, each in zip(HELD_TO_MEMORY, more, strict=True):
            print(f"\n{what}: {each:.0f} MB more with {given.records[-1]:,} records")
    return int(max(ratios) > MOST_OF_RENDERING or max(more) > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
