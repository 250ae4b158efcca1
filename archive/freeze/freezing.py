"""Makes the frozen copy: lets each writer write what is kept, and closes the bag.

Everything in it follows from one edition of the site and from the code. Where another edition
begins while it is written, it is begun again.
"""

import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.contrib.staticfiles import finders
from django.urls import reverse

from archive.captures.dress import of_this_process
from archive.captures.filling import EditionIsOver
from archive.captures.listing import shown_since
from archive.captures.size import KINDS, kind_of
from archive.freeze.bag import Bagging, OpenBag, WrittenTwice
from archive.freeze.dress import lines_on_top
from archive.freeze.figures import Figures, Kind, Part, day_of, figures_of
from archive.freeze.preparing import NotFrozen, Progress, prepared
from archive.freeze.redirects.writing import NotAnAddress, NotATimestamp, write_redirects
from archive.freeze.report import Report
from archive.freeze.served import Version
from archive.freeze.site import LinkToNothing, NoHomePage, NotTheInventory, Told, write_site
from archive.freeze.source import NotWhatWasKept, StoreSource
from archive.freeze.warc import NothingToArchive, write_wacz
from archive.freeze.warc.records import LengthDiffers
from archive.importing.folder_export import export_to
from archive.lifecycle.archiving import ENDED, ROBOTS, fault_of_capture
from archive.models import ArchivedSite, Capture, Review, Revision, SiteState, Tombstone, clock
from archive.models.next_change import A_TICK
from archive.public_urls import PublicUrl, PublicUrls

TRIES = 5
"""How often it begins again because another edition began meanwhile."""

AT_ONCE = 500
"""Rows that are fetched together."""

SOFTWARE = "Review Site"
CONTENT = "data/content/"
WACZ = "data/archive.wacz"
OF_THIS_HOST = ("robots", "security")
"""Routes to what is said of the host itself, whatever it serves."""
PLACES = ("data/site/", WACZ, CONTENT, "data/redirects/")
INVENTORY = "data/inventory.jsonl"
REPORT = "data/report.html"

STOPPED = (
    NotWhatWasKept,
    WrittenTwice,
    LinkToNothing,
    NoHomePage,
    NotTheInventory,
    NothingToArchive,
    LengthDiffers,
    NotAnAddress,
    NotATimestamp,
)
"""What a writer raises where what is kept cannot be frozen so. The text says what to do."""


@dataclass(frozen=True)
class Frozen:
    """What was made. `digest` is the bag's own: the SHA-256 of tagmanifest-sha256.txt. `findings`
    are what is wrong with the content, one a line."""

    digest: str
    files: int
    size: int
    figures: Figures
    findings: tuple[str, ...]


def freeze(
    target: Path, *, progress: Progress, renders_again: bool = False, archived_at: str = ""
) -> Frozen:
    """Make `target`, a folder that is new or empty, the frozen copy of the site as it is.

    `renders_again`: everything that stands is rendered and compared with what is kept.
    `archived_at` are the 14 digits of the web archive's capture that redirects lead to. Where it is
    not given they are those that the site stands archived with, and where it does not, the newest
    capture.

    Raises NotFrozen, FolderInUse, StoreAway, and OSError or sqlite3.Error where the disk does not
    take what is written.
    """
    if archived_at and (fault := fault_of_capture(archived_at)):
        raise NotFrozen(fault)
    pinned = archived_at or _pinned_already()
    with Bagging(target) as work:
        for _ in range(TRIES):
            try:
                source = prepared(renders_again=renders_again, progress=progress)
                bag = work.begin(_identity(source, pinned))
                with _as_findings(source):
                    report = _Writing(source, bag, work.scratch, pinned, progress).write()
            except EditionIsOver:
                continue
            if source.has_changed():
                continue
            files, size = bag.size_of("data/")
            digest = work.finish(bag, _facts(report))
            return Frozen(digest, files, size, report.figures, report.findings)
    raise NotFrozen(
        "Something was published again and again meanwhile. Freeze the site while nobody publishes."
    )


@contextmanager
def _as_findings(source: StoreSource) -> Iterator[None]:
    """What a writer stumbles over because another edition began is nobody's fault."""
    try:
        yield
    except STOPPED as stop:
        if source.has_changed():
            raise EditionIsOver from stop
        raise NotFrozen(str(stop)) from stop


class _Writing:
    """Lets the writers write, one after the other."""

    def __init__(
        self, source: StoreSource, bag: OpenBag, scratch: Path, pinned: str, progress: Progress
    ) -> None:
        self._source = source
        self._bag = bag
        self._scratch = scratch
        self._pinned = pinned
        self._progress = progress
        # As of the edition, not of today: what was due only after a site closed was never public.
        self._moment = source.edition_began_at + A_TICK

    def write(self) -> Report:
        with clock.at(self._moment):
            review = Review.objects.current()
            self._write_site(list(PublicUrls()))
            export = export_to(_Below(self._bag), only_public=True, progress=self._progress)
        self._write_wacz(review)
        write_redirects(
            _to_be_led_on(self._source.versions()),
            self._bag,
            site_url=self._source.site_url,
            timestamp=self._pinned,
            robots=ROBOTS,
        )
        report = self._report(review, tuple(map(str, export.findings)))
        self._bag.write(REPORT, [report.html().encode()])
        return report

    def _write_site(self, public: list[PublicUrl]) -> None:
        if self._bag.has(INVENTORY):  # it is written last
            return
        write_site(
            self._source,
            self._bag,
            (url.address for url in public),
            self._progress,
            work=self._scratch,
            line_style=Path(finders.find("css/memento.css")).read_bytes(),
            lines=lines_on_top(),
            told=_told(),
            searched=(url.address for url in public if url.is_searched),
        )

    def _write_wacz(self, review: Review) -> None:
        if self._bag.has(WACZ):
            return
        with self._bag.open(WACZ) as file:
            write_wacz(
                self._source,
                file,
                work=self._scratch,
                title=review.name,
                description=_description(review, self._source),
                software=SOFTWARE,
                progress=self._progress,
            )

    def _report(self, review: Review, findings: tuple[str, ...]) -> Report:
        return Report(
            review=review.name,
            site_url=self._source.site_url,
            description=_description(review, self._source),
            day=day_of(self._source.edition_began_at),
            edition=self._source.edition,
            figures=figures_of(self._source.versions()),
            kinds=_kinds(self._source.edition),
            parts=tuple(
                Part(path, *self._bag.size_of(path))
                for path in ("data/site/", WACZ, CONTENT, "data/redirects/")
            ),
            findings=findings,
        )


class _Below:
    """The folder of the bag that the content is exported to."""

    def __init__(self, bag: OpenBag) -> None:
        self._bag = bag

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        self._bag.write(f"{CONTENT}{path}", chunks)

    def has(self, path: str) -> bool:
        return self._bag.has(f"{CONTENT}{path}")


def _told() -> Iterator[Told]:
    """What readers were told of changes, by the page that they are on."""
    for note in Revision.objects.told_of_public_records().in_order().iterator(AT_ONCE):
        record = note.record
        shown_at = shown_since(note.made_at, record.published_at)
        yield Told(record.address, shown_at, note.made_at, note.change_note)


def _to_be_led_on(in_order: Iterable[Version]) -> Iterator[str]:
    """Each address that ever answered, but for what was taken down: nobody is led to the web
    archive's copy of that. Where only what was kept of a page went, the page itself is left.

    What machines ask for again and again leads nowhere, as on the archived site."""
    gone = {*Tombstone.objects.addresses(), *map(reverse, (*ENDED, *OF_THIS_HOST))}
    for address, versions in groupby(in_order, key=lambda version: version.address):
        if address not in gone and any(version.sha256 for version in versions):
            yield address


def _pinned_already() -> str:
    """A site that was taken back from the archive has no capture: it may be archived with another
    one, since that one was wrong."""
    if not SiteState.objects.current().is_archived:
        return ""
    archived = ArchivedSite.objects.of_the_last_move().first()
    return archived.timestamp if archived else ""


def _identity(source: StoreSource, pinned: str) -> str:
    """Everything that the bytes of a bag follow from: what was written for another is no use."""
    code = of_this_process().digest()
    return f"{source.fingerprint} {code} {pinned} {sys.version} {zlib.ZLIB_RUNTIME_VERSION}"


def _kinds(edition: int) -> tuple[Kind, ...]:
    """What stands, by what people call it."""
    found = {name: [0, 0] for name, _ in KINDS}
    standing = Capture.objects.standing().of_edition(edition).with_pages()
    for row in standing.sizes_by_type():
        counted = found[kind_of(row["content_type"])]
        counted[0] += row["addresses"]
        counted[1] += row["bytes"]
    return tuple(Kind(name, *counted) for name, counted in found.items() if counted[0])


def _description(review: Review, source: StoreSource) -> str:
    day = day_of(source.edition_began_at)
    return (
        f"The website of {review.name}, {source.site_url}, as it stood since "
        f"{day.day} {day:%B %Y}, and every version of its pages that was kept before."
    )


def _facts(report: Report) -> tuple[tuple[str, str], ...]:
    """What bag-info.txt says. Nothing in it is of the day or the machine of the freeze."""
    return (
        ("Source-Organization", report.review),
        ("External-Identifier", report.site_url),
        ("External-Description", report.description),
        ("Bagging-Date", report.day.isoformat()),
        ("Bag-Software-Agent", SOFTWARE),
    )
