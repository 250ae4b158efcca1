"""The proof of the log: its chain is made anew and compared, with a copy taken earlier as well."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils import timezone

from archive.models import LogLine
from archive.seals import Chain, Fault, Line, links, read

from .sealing import seal_log

AT_ONCE = 2000


class BrokenCopy(Exception):
    """A file is no copy of a log, or was itself altered. The text says how."""


@dataclass(frozen=True)
class Proof:
    """How far the chain holds; how many lines wait for a seal; how many of a copy were compared."""

    chain: Chain
    unsealed: int
    compared: int = 0

    @property
    def fault(self) -> Fault | None:
        return self.chain.fault


def prove(copy: Path | None = None) -> Proof:
    """Make the chain anew, and hold it to `copy`, as far as that goes."""
    unsealed = LogLine.objects.unsealed().count()
    if copy is None:
        return Proof(read(_sealed()), unsealed)
    with copy.open(encoding="utf-8") as file:
        lines = CopiedLines(file)
        chain, compared = _beside(lines)
        return Proof(chain, unsealed, compared)


def copy_log(path: Path) -> Chain:
    """Write every line into a new file, a line of JSON each; the last one says where it ends."""
    seal_log()
    chain = Chain()
    with path.open("x", encoding="utf-8", newline="\n") as file:
        lines = (_written(file, line, seal) for line, seal in _sealed())
        chain = read(lines)
        end = {"head": chain.head, "lines": chain.lines, "copied_at": timezone.now().isoformat()}
        file.write(f"{json.dumps(end)}\n")
    return chain


def _written(file: TextIO, line: Line, seal: str) -> tuple[Line, str]:
    file.write(f"{json.dumps({**line, 'seal': seal})}\n")
    return line, seal


def _sealed() -> Iterator[tuple[Line, str]]:
    for line in LogLine.objects.in_chain().iterator(AT_ONCE):
        yield line.says(), line.seal


class CopiedLines:
    """The lines of a copy, one after the other; raises BrokenCopy where it does not hold."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def seals(self) -> Iterator[str]:
        end: dict = {}
        chain = Chain()
        for chain in links(self._lines(end)):
            if chain.fault:
                raise BrokenCopy(f"The copy itself does not hold. {chain.fault}")
            yield chain.head
        if (end.get("head"), end.get("lines")) != (chain.head, chain.lines):
            raise BrokenCopy("The copy is not whole: its last line does not say where it ends.")

    def _lines(self, end: dict) -> Iterator[tuple[Line, str]]:
        for text in self._file:
            try:
                line = json.loads(text)
                if "head" in line:
                    end.update(line)
                    return
                seal = line.pop("seal")
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise BrokenCopy("The file is no copy of a log.") from error
            yield line, seal


def _beside(copied: CopiedLines) -> tuple[Chain, int]:
    """The chain as far as it holds by itself and beside the copy, and how much was compared."""
    chain, compared = Chain(), 0
    standing = links(_sealed())
    for seal in copied.seals():
        before = chain
        chain = next(standing, None)
        if chain is None:
            words = "the copy has it, and the log ends before."
            return Chain(before.lines, before.head, Fault(before.lines + 1, words)), compared
        if not chain.holds:
            return chain, compared
        if chain.head != seal:
            words = "it says something else than the copy."
            return Chain(before.lines, before.head, Fault(chain.lines, words)), compared
        compared += 1
    for chain in standing:
        if not chain.holds:
            break
    return chain, compared
