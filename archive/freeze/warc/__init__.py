"""Every capture there ever was, as a web archive keeps it: WARC in a WACZ."""

from .records import LengthDiffers
from .wacz import NothingToArchive, WaczFigures, write_wacz

__all__ = ["LengthDiffers", "NothingToArchive", "WaczFigures", "write_wacz"]
