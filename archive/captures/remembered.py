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


def remembered(address: str, *, only_if_it_stands: bool = False) -> Remembered | None:
    """What stood last at `address`; None where nothing ever did, or it was taken down. With
    `only_if_it_stands` what has ended since does not count."""
    captures = Capture.objects.of(address).not_emptied().with_bodies().newest_first()
    last = (captures.standing() if only_if_it_stands else captures).first()
    if last is None or last.status == GONE:
        return None
    return Remembered(address, _title(last))


def _title(capture: Capture) -> str:
    is_read = capture.status == 200 and is_page(capture.content_type)
    return title_of(capture.body) if is_read else ""
