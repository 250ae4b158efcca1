"""The file of an address: a name that every file system and every static host takes.

Knows nothing of other addresses: two may want the same file, which archive.freeze.site.index sorts
out.
"""

import hashlib
import re

PAGE = "index.html"
LINE_STYLE = "added/memento.css"
NOT_KEPT = "added/not-kept.html"
NOT_FOUND = "404.html"
OF_THE_COPY = (
    LINE_STYLE,
    NOT_KEPT,
    NOT_FOUND,
    "changes",
    "memento",
    "on",
    "search/pages",
    "search/words",
    "timemap",
)
"""Files, and folders with all in them, that are made for the frozen copy."""

LONGEST_PART = 100
LONGEST = 150
"""Characters of a path. Windows takes 260 with the folders above it, and pages of the past stand
two moments deeper."""

SAFE = re.compile(r"[A-Za-z0-9._-]+")
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z)", re.IGNORECASE)
"""What Windows takes for a device, whatever stands behind the dot."""

ENDINGS = {
    "application/atom+xml": ".xml",
    "application/javascript": ".js",
    "application/json": ".json",
    "application/pdf": ".pdf",
    "application/rss+xml": ".xml",
    "application/xml": ".xml",
    "audio/mpeg": ".mp3",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "text/css": ".css",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/javascript": ".js",
    "text/plain": ".txt",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
}
"""What a static host tells these types by."""


def usual(address: str, content_type: str) -> str:
    """The file that an address would have if there were no other, below the folder of the site.

    A page is the index.html of a folder that is called as its address, which leads there on a
    static host, too. `address` is a decoded path, with its first slash.
    """
    kind = content_type.partition(";")[0].strip().lower()
    folders = address.removeprefix("/").split("/")
    last = folders.pop()
    if kind == "text/html":
        if last and not last.lower().endswith((".html", ".htm")):
            folders, last = [*folders, last], ""
        name = last or PAGE
    else:
        name = last or "index"
        ending = name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""
        if not ending or ending in ("html", "htm"):
            name += ENDINGS.get(kind, ".bin")
    return _bounded("/".join(map(_part, [*folders, name])))


def another(file: str, address: str) -> str:
    """For an address whose usual file is taken: one that no other address has."""
    return f"~{digest(address)}/{file.rpartition('/')[2]}"


def as_page(file: str) -> str:
    """The name of a page about a file, which may be a page itself."""
    return file if file.endswith(".html") else f"{file}/{PAGE}"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def _part(name: str) -> str:
    """One name of a path. All that is not plain becomes ~ and the two figures of each byte, as
    percent signs would be taken for another thing by hosts; so no two names become one."""
    safe = name if SAFE.fullmatch(name) else UNSAFE.sub(_bytes, name) or "~"
    if safe.endswith("."):
        safe = f"{safe[:-1]}~2e"
    if DEVICE.match(safe):
        safe = f"~{ord(safe[0]):02x}{safe[1:]}"
    if len(safe) > LONGEST_PART:
        stem, dot, ending = safe.rpartition(".")
        tail = f".{ending}" if dot and len(ending) <= 8 else ""
        safe = f"{(stem if tail else safe)[:60]}~{digest(name)}{tail}"
    return safe


def _bytes(found: re.Match[str]) -> str:
    return "".join(f"~{byte:02x}" for byte in found[0].encode(errors="surrogatepass"))


def _bounded(path: str) -> str:
    if len(path) <= LONGEST:
        return path
    folders, _, name = path.rpartition("/")
    return f"{folders[:30].rstrip('/.')}~{digest(folders)}/{name}"
