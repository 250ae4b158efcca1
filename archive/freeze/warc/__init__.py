"""Every capture there ever was, as a web archive keeps it: WARC in a WACZ."""

from .wacz import NothingToArchive, WaczFigures, write_wacz

__all__ = ["NothingToArchive", "WaczFigures", "write_wacz"]
