"""Where a page is in a web archive: one address for each of ours, with the moment of a capture.
Knows nothing of Django."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote

UK_GOVERNMENT_WEB_ARCHIVE = "https://webarchive.nationalarchives.gov.uk/ukgwa/"
CAPTURED = re.compile(
    r"(?P<prefix>https?://(?:(?!https?:/)[^\s?#])+?/)(?P<timestamp>[0-9]{14})[a-z_]*/https?:/"
)
"""An address in a web archive; some write after the digits how the page is shown: `mp_`."""


STAMP = "%Y%m%d%H%M%S"


class CaptureThere(NamedTuple):
    """What an address in a web archive says of the capture: what stands before its 14 digits, and
    those. Both are empty where it names none."""

    prefix: str = ""
    timestamp: str = ""


def capture_in(archived_address: str) -> CaptureThere:
    found = CAPTURED.match(archived_address)
    return CaptureThere(*found.groups()) if found else CaptureThere()


def moment_of(timestamp: str) -> datetime:
    """The moment that the digits of a capture name. Raises ValueError where they name none."""
    if not (len(timestamp) == 14 and timestamp.isascii() and timestamp.isdigit()):
        raise ValueError(timestamp)
    return datetime.strptime(timestamp, STAMP).replace(tzinfo=UTC)


def place_of(
    address: str, *, site_url: str, timestamp: str, prefix: str = UK_GOVERNMENT_WEB_ARCHIVE
) -> str:
    """The address of our `address`, a decoded path, in the web archive at `prefix`.

    `timestamp` pins one capture, by 14 digits of a moment in UTC. Empty it means the newest one:
    not for a site that redirects there, whose redirects would be the newest one after a crawl.
    Everything but letters, digits, `-._~/` is percent-encoded: an archive takes both forms for
    one address, and no server's rules have a meaning for what is left.
    """
    pinned = f"{timestamp}/" if timestamp else ""
    return f"{prefix}{pinned}{site_url}{quote(address, safe='/')}"
