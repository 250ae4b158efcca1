"""The two lists of a WACZ, which stand behind the records that they are of: the index by which
replayers find them, and the pages for people. Until then they lie on the disk, not in memory."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.captures.link_format import stamp

from ..served import Served
from .page_facts import page_facts
from .records import Identity
from .uris import to_the_second

HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All pages", "hasText": True}
PIECE = 1024 * 1024


class Index:
    """CDXJ, a line a capture, sorted as bytes.

    Captures come ordered by address, keys are another order: `/Ab` stands before `/aa`, but is
    `/ab`. All captures within one second at one address are in it, the latest last, though 14
    digits lead to one of them only: in ReplayWeb.page to the latest, in pywb to the earliest.
    """

    def __init__(self, folder: Path) -> None:
        self._lines = sqlite3.connect(folder / "index.sqlite3", isolation_level=None)
        self._lines.execute("PRAGMA journal_mode = OFF")
        self._lines.execute("PRAGMA synchronous = OFF")
        self._lines.execute(
            "CREATE TABLE line (key TEXT, stamp TEXT, offset INTEGER, facts TEXT, "
            "PRIMARY KEY (key, stamp, offset)) WITHOUT ROWID"
        )
        self._lines.execute("BEGIN")

    def close(self) -> None:
        self._lines.close()

    def add(self, key: str, moment: datetime, facts: dict[str, str], offset: int) -> None:
        line = (key, stamp(moment), offset, json.dumps(facts))
        self._lines.execute("INSERT INTO line VALUES (?, ?, ?, ?)", line)

    def lines(self) -> Iterator[bytes]:
        query = "SELECT key, stamp, facts FROM line ORDER BY key, stamp, offset"
        for line in self._lines.execute(query):
            yield f"{' '.join(line)}\n".encode()


class Pages:
    """JSON Lines, a page a line, for every version of a page that had something to read.

    Those that stand come first, then all the earlier ones, each ordered by address and moment: one
    list, since ReplayWeb.page searches the text of one list only. `ts` is the whole second by which
    replayers find the capture.
    """

    def __init__(self, folder: Path) -> None:
        self._standing = (folder / "standing.jsonl").open("w+b")
        self._earlier = (folder / "earlier.jsonl").open("w+b")
        self.count = 0

    def close(self) -> None:
        self._standing.close()
        self._earlier.close()

    def add(self, served: Served, identity: Identity, body: bytes) -> None:
        facts = page_facts(body)
        page = {
            "id": str(identity.uuid),
            "url": identity.uri,
            "ts": to_the_second(served.captured_from),
            "title": facts.title or identity.uri,
            "text": facts.text,
            "language": facts.language,
            "size": served.size,
        }
        file = self._standing if served.captured_until is None else self._earlier
        file.write(_json_line(page))
        self.count += 1

    def chunks(self) -> Iterator[bytes]:
        yield _json_line(HEADER)
        for file in (self._standing, self._earlier):
            file.seek(0)
            while chunk := file.read(PIECE):
                yield chunk


def _json_line(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, ensure_ascii=False).encode() + b"\n"
