"""The static site of a frozen copy: every standing answer as a file, and the past beside it. Opens
from a folder, needs no server, no script and no network. Knows nothing of Django."""

from .crawl import NotTheInventory
from .leading import LinkToNothing
from .shell import NoHomePage
from .wording import LineWords
from .writing import SiteFigures, Told, write_site

__all__ = [
    "LineWords",
    "LinkToNothing",
    "NoHomePage",
    "NotTheInventory",
    "SiteFigures",
    "Told",
    "write_site",
]
