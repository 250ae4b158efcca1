"""Names and sizes of files as people read them."""

import re
import unicodedata

from archive.files.types import FileType

LONGEST = 80  # characters before the extension
KNOWN = {kind.extension for kind in FileType} | {"jpeg"}
# Windows will not save files of these names.
RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$")


def safe_name(name: str, kind: FileType | None = None) -> str:
    """A name that is readable, lower-case ASCII, without a path, and safe on every system.

    The extension is that of `kind`; without it, the name's own where the site takes such files.
    """
    last = re.split(r"[/\\]", name)[-1]
    stem, dot, extension = last.rpartition(".")
    if not dot or not stem:
        stem, extension = last, ""
    folded = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    folded = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", folded).lower()).strip("-")
    folded = folded[:LONGEST].rstrip("-") or "file"
    if RESERVED.match(folded):
        folded = f"file-{folded}"
    ending = kind.extension if kind else extension.lower()
    return f"{folded}.{ending}" if ending in KNOWN else folded


def human_size(size: int) -> str:
    """A number of bytes as people read it: "412 KB", "1.2 MB" (1 KB is 1,000 bytes)."""
    if size < 1000:
        return f"{size} byte" if size == 1 else f"{size} bytes"
    amount, unit = size / 1000, "KB"
    for larger in ("MB", "GB", "TB"):
        if round(amount) < 1000:
            break
        amount, unit = amount / 1000, larger
    shown = f"{amount:.1f}" if amount < 9.95 and unit != "KB" else f"{amount:.0f}"
    return f"{shown.removesuffix('.0')} {unit}"
