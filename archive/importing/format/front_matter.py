"""The YAML between two lines of ---, read with the line of everything in it.

Only text, lists and mappings: every scalar stays as it was typed, and what it means is told by
its key. Aliases, tags, merges and duplicate keys, which hide what a file says, are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from archive.importing.format.findings import Fault

LARGEST = 250_000  # characters
DEEPEST = 6
FENCE = "---"
NO_CHARACTER = re.compile(r"\\U(?!000|0010)")


@dataclass(frozen=True)
class Text:
    line: int
    value: str


@dataclass(frozen=True)
class Items:
    line: int
    items: "list[Node]"


@dataclass(frozen=True)
class Mapping:
    """Each key with its own line and its value."""

    line: int
    entries: "dict[str, tuple[int, Node]]"


Node = Text | Items | Mapping


def split(text: str) -> tuple[Mapping, str, int]:
    """The front matter, the text below it, and the line on which that text begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise Fault(1, "This file has no front matter. Begin it with a line of --- and its type.")
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise Fault(1, "The front matter does not end. Close it with a line of --- only.")
    head = "\n".join(lines[1:end])
    if len(head) > LARGEST:
        raise Fault(
            1, f"The front matter is longer than {LARGEST:,} characters. Move text to the body."
        )
    return read(head), "\n".join(lines[end + 1 :]), end + 2


def read(text: str) -> Mapping:
    """The mapping that `text` holds; its first line counts as line 2 of a file."""
    try:
        return _document(yaml.parse(text, Loader=yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        is_unclosed = "quoted" in (error.context or "")
        mark = error.context_mark if is_unclosed else error.problem_mark
        raise Fault(
            mark.line + 2 if mark else 2,
            f"This is not YAML ({error.problem}). Look at this line and the one above: quotes "
            "that do not close, indentation, or a value with a colon that needs quotes.",
        ) from None
    except ValueError:  # of chr(), which PyYAML lets through
        lines = text.split("\n")
        line = next((i for i, each in enumerate(lines, 2) if NO_CHARACTER.search(each)), 2)
        raise Fault(line, "There is no character of that number (\\U…). Take it out.") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 2
        raise Fault(
            line, "This line holds a character that cannot be typed. Take it out."
        ) from None


def _document(events: Iterator[yaml.Event]) -> Mapping:
    next(events)  # the stream begins
    if isinstance(next(events), yaml.StreamEndEvent):
        raise Fault(2, "The front matter is empty. Write at least its type.")
    node = _node(next(events), events, 1)
    if not isinstance(node, Mapping):
        raise Fault(2, "The front matter has no keys. Write lines such as “type: letter”.")
    next(events)  # the document ends
    following = next(events)
    if not isinstance(following, yaml.StreamEndEvent):
        raise Fault(_line(following), "A second document begins here. Take it out.")
    return node


def _node(event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Fault(line, "Anchors (&) and aliases (*) are not used here. Write the text itself.")
    if tag := getattr(event, "tag", None):
        raise Fault(line, f"Tags ({tag}) are not used here. Take it out.")
    if depth > DEEPEST:
        raise Fault(line, "This is nested too deeply. No key needs it.")
    if isinstance(event, yaml.ScalarEvent):
        return Text(line, event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        items = []
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            items.append(_node(item, events, depth + 1))
        return Items(line, items)
    return _mapping(line, events, depth)


def _mapping(line: int, events: Iterator[yaml.Event], depth: int) -> Mapping:
    entries: dict[str, tuple[int, Node]] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _node(event, events, depth + 1)
        if not isinstance(key, Text):
            raise Fault(key.line, "A key is a plain word. Write it as “key: value”.")
        if key.value in entries:
            first = entries[key.value][0]
            raise Fault(key.line, f"“{key.value}” is here twice (also in line {first}). Keep one.")
        entries[key.value] = (key.line, _node(next(events), events, depth + 1))
    return Mapping(line, entries)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 2 if event.start_mark else 2
