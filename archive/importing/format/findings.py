"""What is wrong with a folder's content: where, what, and what to do about it."""

import re
from dataclasses import dataclass

from archive.markdown.characters import UNREADABLE

UNPRINTABLE = re.compile(rf"[\n\r\t\u2028\u2029]|{UNREADABLE.pattern}")


class Fault(Exception):
    """One thing wrong in one file, at a line (from 1). The text says what to do."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line = line
        self.text = text


@dataclass(frozen=True, order=True)
class Finding:
    """A fault with the file it is in; prints as `publications/x.md:3: …`, in one line always."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return UNPRINTABLE.sub(_escaped, f"{self.file}:{self.line}: {self.text}")


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
