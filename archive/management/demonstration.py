"""The demonstration's files: as they are now, and as they read on days that have gone by.

`fixtures/demo-past/` has a folder for each such day, in it what read differently. A file there
stands for its day and for the days before it, as far as no earlier day has its own. One without
a word says that there was nothing yet.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

DEMONSTRATION = settings.BASE_DIR / "fixtures" / "demo"
PAST = settings.BASE_DIR / "fixtures" / "demo-past"


def days_gone_by() -> list[datetime]:
    """Noon in London of each past day, the earliest first."""
    days = sorted(date.fromisoformat(folder.name) for folder in PAST.iterdir() if folder.is_dir())
    return [timezone.make_aware(datetime.combine(day, time(12))) for day in days]


@contextmanager
def laid_out(moment: datetime) -> Iterator[Path]:
    """A folder with the whole demonstration as it read on the day of `moment`."""
    with TemporaryDirectory() as place:
        folder = Path(shutil.copytree(DEMONSTRATION, Path(place) / "demo"))
        for day in reversed(days_gone_by()):
            if day >= moment:
                _lay_over(PAST / day.date().isoformat(), folder)
        yield folder


def _lay_over(earlier: Path, folder: Path) -> None:
    for file in earlier.rglob("*.md"):
        place = folder / file.relative_to(earlier)
        if file.stat().st_size:
            shutil.copyfile(file, place)
        else:
            place.unlink(missing_ok=True)
