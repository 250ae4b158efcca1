"""Freezes the demonstration as the people of a review would, at each stage of their site's end, and
proves every copy: open, closing under one notice and then under another, closed.

    make freeze-demonstration

The closed site is frozen twice, in two processes that differ in what must not matter, and has to
give the same bytes. The site and its copies lie in var/freeze-demonstration/, to be looked at
afterwards; your own database is not touched. Ends with 1 where something is not as it should be.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import monotonic

from warcio.archiveiterator import ArchiveIterator

from demonstration.life import TAKE_BACK_THE_LATER_NOTICE, TAKE_BACK_WHAT_WOULD_NEVER_APPEAR

PROJECT = Path(__file__).resolve().parent.parent
PLACE = PROJECT / "var" / "freeze-demonstration"
SITE_URL = "https://review.example.org"
NOTICES = (
    "The government has published its strategy",
    "This website closes by 10 March 2023",
)
DATES_OF_QUESTIONS = 3
"""As many as the copy has to hold at least."""
DIGEST = re.compile(r"SHA-256 of its tagmanifest-sha256\.txt: ([0-9a-f]{64})")
PROCESSES = (
    {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8"},
)
"""What differs between the two that freeze the same."""


class NotAsItShouldBe(Exception):
    """The text says what is wrong."""


@dataclass(frozen=True)
class Running:
    """A command that was begun. What it says goes to a file."""

    words: tuple[str, ...]
    process: subprocess.Popen[bytes]
    said_to: Path

    def said(self) -> str:
        """What it said, once it has come to its end."""
        code = self.process.wait()
        said = self.said_to.read_text()
        if code:
            raise NotAsItShouldBe(f"manage.py {' '.join(self.words)} ended with {code}:\n{said}")
        return said


class Site:
    """The demonstration with a database and files of its own, in a folder, beside its copies."""

    def __init__(self, place: Path) -> None:
        self.place = place
        (place / "state").mkdir(parents=True)
        (place / "said").mkdir()
        self._begun: list[Running] = []
        self._environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": hashlib.sha256(os.urandom(32)).hexdigest(),
            "SITE_URL": SITE_URL,
            "ALLOWED_HOSTS": SITE_URL.removeprefix("https://"),
            "STATE_DIR": str(place / "state"),
            "DATABASE_URL": f"sqlite:///{place / 'site.sqlite3'}",
            "STATIC_FROM_SOURCE": "yes",
        }

    def begin(self, *words: str, **also: str) -> Running:
        said_to = self.place / "said" / f"{len(self._begun)}-{words[0]}.txt"
        with said_to.open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "manage.py", *words],
                cwd=PROJECT,
                env=self._environment | also,
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        self._begun.append(Running(words, process, said_to))
        return self._begun[-1]

    def manage(self, *words: str) -> str:
        return self.begin(*words).said()

    def tell(self, code: str) -> None:
        """What an editor does in the admin."""
        self.manage("shell", "--verbosity=0", "--command", code)

    def freeze(self, name: str, **also: str) -> Running:
        folder = self.place / f"tmp-{name}"
        folder.mkdir()
        return self.begin("freeze", str(self.place / name), TMPDIR=str(folder), **also)

    def verify(self, name: str) -> Running:
        return self.begin("verify_freeze", str(self.place / name))

    def end(self) -> None:
        for running in self._begun:
            if running.process.poll() is None:
                running.process.terminate()
                running.process.wait()


class Steps:
    """Tells what was done, and how long it took."""

    def __init__(self) -> None:
        self._began_at = self._last = monotonic()

    def tell(self, what: str) -> None:
        now = monotonic()
        print(f"{now - self._last:6.1f} s  {what}", flush=True)
        self._last = now

    def tell_all(self) -> None:
        print(f"{monotonic() - self._began_at:6.1f} s  in all")


def main() -> None:
    shutil.rmtree(PLACE, ignore_errors=True)
    site = Site(PLACE)
    with ExitStack() as at_the_end:
        at_the_end.callback(site.end)
        try:
            rehearse_the_end(site, Steps())
        except NotAsItShouldBe as fault:
            raise SystemExit(str(fault)) from fault


def rehearse_the_end(site: Site, steps: Steps) -> None:
    first, second = NOTICES
    site.manage("prepare_demonstration")
    site.tell(TAKE_BACK_THE_LATER_NOTICE)
    steps.tell("the demonstration, with the days of its past")

    proofs = [freeze_once(site, steps, "open", shows=None)]

    site.manage("site_stage", "closing", "--reason", "The report is out.")
    proofs.append(freeze_once(site, steps, "closing", shows=first))

    site.manage("import_content", str(PROJECT / "fixtures" / "demo"))
    proofs.append(freeze_once(site, steps, "closing-soon", shows=second))

    site.tell(TAKE_BACK_WHAT_WOULD_NEVER_APPEAR)
    site.manage("site_stage", "closed", "--reason", "The review is over.")
    steps.tell("closed, with every page kept")
    digests = freeze_twice(site, steps)
    proofs += [site.verify(name) for name in digests]
    check_notice("closed", second)

    for proof in proofs:
        proof.said()
    steps.tell(f"{len(proofs)} copies are proved")
    check_questions()
    steps.tell_all()
    print(f"\nThe copies lie in {PLACE.relative_to(PROJECT)}/, the closed one with the digest\n"
          f"{digests['closed']}\n\n{figures_of(proofs[-1].said())}")  # fmt: skip


def freeze_once(site: Site, steps: Steps, name: str, *, shows: str | None) -> Running:
    """Freeze the site as it is now, and begin the proof, which the next steps need not wait for."""
    site.freeze(name).said()
    check_notice(name, shows)
    steps.tell(f"frozen: {name}" + (f", under the notice “{shows}”" if shows else ""))
    return site.verify(name)


def freeze_twice(site: Site, steps: Steps) -> dict[str, str]:
    """The digests of two copies of the same, which are one."""
    names = ("closed", "closed-again")
    both = [site.freeze(name, **process) for name, process in zip(names, PROCESSES, strict=True)]
    digests = {}
    for name, running in zip(names, both, strict=True):
        found = DIGEST.search(running.said())
        if found is None:
            raise NotAsItShouldBe(f"freeze told no digest of {name}.")
        digests[name] = found[1]
    if len(set(digests.values())) != 1:
        files = [(PLACE / name / "manifest-sha256.txt").read_text() for name in names]
        differing = sorted(set(files[0].splitlines()) ^ set(files[1].splitlines()))
        raise NotAsItShouldBe("Frozen twice, other bytes:\n" + "\n".join(differing[:20]))
    steps.tell("frozen twice, with the same bytes: closed, closed-again")
    return digests


def check_notice(name: str, shows: str | None) -> None:
    """Does the home page of that copy show this notice, and no other?"""
    home = (PLACE / name / "data" / "site" / "index.html").read_text()
    shown = [notice for notice in NOTICES if f">{notice}<" in home]
    if shown != ([shows] if shows else []):
        raise NotAsItShouldBe(f"The home page of {name} shows the notices {shown}.")


def check_questions() -> None:
    """The page of questions as it stood on several dates is in the web archive file."""
    versions: dict[str, str] = {}
    with zipfile.ZipFile(PLACE / "closed" / "data" / "archive.wacz") as package:
        warcs = [name for name in package.namelist() if name.startswith("archive/")]
        for warc in warcs:
            for record in ArchiveIterator(BytesIO(package.read(warc))):
                if record.rec_type != "response":
                    continue
                if record.rec_headers.get_header("WARC-Target-URI") == f"{SITE_URL}/faqs/":
                    main = record.content_stream().read().partition(b"<main")[2]
                    date = record.rec_headers.get_header("WARC-Date")
                    versions[hashlib.sha256(main).hexdigest()] = date
    dates = sorted({date[:10] for date in versions.values()})
    if len(dates) < DATES_OF_QUESTIONS:
        raise NotAsItShouldBe(f"The questions are kept as they stood on {dates} alone.")
    print(f"          the questions as they stood since {', '.join(dates)}")


def figures_of(said: str) -> str:
    """The figures of a proof, without its progress."""
    return "\n".join(line for line in said.splitlines() if re.search(r"\S {3,}\d+\Z", line))


if __name__ == "__main__":
    main()
