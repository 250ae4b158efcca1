"""What an archived site remembers of an address: that the public read something there, and what."""

from dataclasses import dataclass

from archive.models import Capture

from .texts import is_page, title_of

GONE = 410


@dataclass(frozen=True)
class Remembered:
    """`address` is where it stood, `title` what it called itself, if it was a page."""

    address: str
    title: str


def remembered(address: str) -> Remembered | None:
    """What stood last at `address`, or at the same with a slash, to which the site led on; None
    where nothing ever did, or it was taken down."""
    for each in (address, f"{address}/"):
        last = Capture.objects.of(each).not_emptied().with_bodies().newest_first().first()
        if last is not None:
            return None if last.status == GONE else Remembered(each, _title(last))
    return None


def _title(capture: Capture) -> str:
    is_read = capture.status == 200 and is_page(capture.content_type)
    return title_of(capture.body) if is_read else ""
