"""The values of a JSON file one after the other, however long the file is: those of its array, or
those that stand in it line by line."""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

from .lines import NotUnderstood

CHUNK = 1 << 16
LONGEST_VALUE = 1 << 24
"""Characters of one value: a TimeMap is one."""
BETWEEN = " \t\r\n,"


def values(stream: BinaryIO) -> Iterator[object]:
    """Raises NotUnderstood, also where a single value is too long to be looked at."""
    decoder = json.JSONDecoder()
    text = _Text(stream)
    is_array = text.skip(BETWEEN + "\ufeff") == "["
    if is_array:
        text.drop(1)
    while first := text.skip(BETWEEN):
        if is_array and first == "]":
            return
        yield text.value(decoder)
    if is_array:
        raise NotUnderstood("its list has no end: it was cut off")


class _Text:
    """What is not read yet, as much of it as is needed."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.waiting = ""
        self.place = 0
        self.is_over = False

    def more(self, size: int = CHUNK) -> None:
        octets = self.stream.read(size)
        self.is_over = not octets
        self.waiting = self.waiting[self.place :] + self.decoder.decode(octets, self.is_over)
        self.place = 0

    def skip(self, what: str) -> str:
        """The first character that is none of `what`; nothing at the end."""
        while True:
            while self.place < len(self.waiting) and self.waiting[self.place] in what:
                self.place += 1
            if self.place < len(self.waiting):
                return self.waiting[self.place]
            if self.is_over:
                return ""
            self.more()

    def drop(self, count: int) -> None:
        self.place += count

    def value(self, decoder: json.JSONDecoder) -> object:
        while True:
            try:
                value, end = decoder.raw_decode(self.waiting, self.place)
            except RecursionError as error:
                raise NotUnderstood("its JSON is nested too deeply") from error
            except ValueError as error:
                size = len(self.waiting) - self.place
                if self.is_over:
                    raise NotUnderstood(f"its JSON is broken ({error})") from error
                if size > LONGEST_VALUE:
                    raise NotUnderstood("one value in it has no end") from error
                self.more(max(CHUNK, size))  # twice as much, so that long values take little time
                continue
            if end == len(self.waiting) and not self.is_over:
                self.more()  # a number may go on
                continue
            self.place = end
            return value
