"""What an archived site remembers of an address: that the public read something there, and what."""

from dataclasses import dataclass

from archive.models import Capture

from .page_text import title
from .rewriting import language_of
from .texts import content_of, is_page

GONE = 410


@dataclass(frozen=True)
class Remembered:
    """`address` is where it stood; `title` what it called itself and `language` that of its words,
    if it was a page."""

    address: str
    title: str = ""
    language: str = ""


def remembered(address: str, *, only_if_it_stands: bool = False) -> Remembered | None:
    """What stood last at `address`; None where nothing ever did, or it was taken down. With
    `only_if_it_stands` what has ended since does not count."""
    captures = Capture.objects.of(address).not_emptied().with_bodies().newest_first()
    last = (captures.standing() if only_if_it_stands else captures).first()
    if last is None or last.status == GONE:
        return None
    if last.status != 200 or not is_page(last.content_type):
        return Remembered(address)
    page = content_of(last.body).decode(errors="replace")
    return Remembered(address, title(page), language_of(page))
