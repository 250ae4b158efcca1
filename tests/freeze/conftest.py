"""Sites to freeze, and what is in a frozen copy."""

from archive.captures.filling import fill
from tests.archived_site import archive_site, make_archived
from tests.captures.conftest import administrators, make_capture, take_down
from tests.own_database import migrated_database, own_database
from tests.whole_site import make_site

__all__ = [
    "administrators",
    "archive_site",
    "fill",
    "make_archived",
    "make_capture",
    "make_site",
    "migrated_database",
    "own_database",
    "take_down",
]
