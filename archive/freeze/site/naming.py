"""Gives each answer that is written a file that is its own on every file system: also on those that
take names that differ in case only for one, and where no file can be where a folder is."""

from . import names
from .index import SECOND, Index, stamp_of, written_out


def name_files(index: Index) -> None:
    """What stands chooses first."""
    for path in names.OF_THE_COPY:
        _take(index, path)
    rows = index.ask(
        "SELECT address, content_type, max(stands) FROM capture WHERE sha256 != ''"
        " GROUP BY address, content_type ORDER BY 3 DESC, address, content_type"
    )
    for address, content_type, _ in rows:
        usual = names.usual(address, content_type)
        own = names.another(usual, address)
        # A page and a file may have stood at one address one after the other.
        last = names.another(usual, f"{address} {content_type}")
        path = next((path for path in (usual, own) if _is_free(index, path)), last)
        _take(index, path)
        index.keep("name", (address, content_type, path))
    _name_captures(index)


def _name_captures(index: Index) -> None:
    captures = index.ask(
        "SELECT capture.number, address, status, content_type, sha256, since, stands, name.file"
        " FROM capture JOIN name USING (address, content_type) WHERE sha256 != ''"
        " ORDER BY stands DESC, since DESC, capture.number DESC"
    )
    for number, address, status, content_type, sha256, since, stands, path in captures:
        is_page = content_type.startswith("text/html")
        file = None if stands or is_page else _with_same_bytes(index, address, sha256)
        if file is None:
            folder = "" if stands else f"memento/{stamp_of(since // SECOND)}/"
            file = index.add_file(
                f"/{folder}{address[1:]}",
                folder + path,
                _kind(status, is_page=is_page) if stands else "memento",
                status,
                content_type,
                written_out(since),
                sha256,
                is_wanted=bool(stands or is_page),
            )
        index.tell("UPDATE capture SET file = ? WHERE number = ?", file, number)


def _with_same_bytes(index: Index, address: str, sha256: str) -> int | None:
    question = "SELECT file FROM capture WHERE address = ? AND sha256 = ? AND file IS NOT NULL"
    row = next(index.ask(question, address, sha256), None)
    return row[0] if row else None


def _is_free(index: Index, path: str) -> bool:
    """Nothing has that path, and no file that of a folder above it, however they are written."""
    key = path.lower()
    if next(index.ask("SELECT 1 FROM taken WHERE key = ?", key), None):
        return False
    question = "SELECT 1 FROM taken WHERE key = ? AND NOT is_folder"
    return not any(next(index.ask(question, folder), None) for folder in _folders(key))


def _take(index: Index, path: str) -> None:
    key = path.lower()
    index.keep("taken", (key, 0))
    for folder in _folders(key):
        index.keep("taken", (folder, 1))


def _folders(path: str) -> list[str]:
    return [path[:place] for place, sign in enumerate(path) if sign == "/"]


def _kind(status: int, *, is_page: bool) -> str:
    if status in (301, 308):
        return "redirect"
    if status == 410:
        return "tombstone"
    return "page" if is_page else "file"
