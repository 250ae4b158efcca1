"""What the keys of a file hold, checked one by one: plain values, and the line of each."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from archive.importing.format.findings import Fault
from archive.importing.format.front_matter import Items, Mapping, Node, Text
from archive.importing.format.keys import Key, Kind
from archive.importing.format.moments import NoSuchTime, read_day, read_moment
from archive.markdown.characters import unreadable

SLUG = re.compile(r"^[-a-zA-Z0-9_]{1,200}$")
ADDRESS = re.compile(r"\A(?:/(?!\.{1,2}(?:/|\Z))[\w.~!$&'()*+,;=:@-]+)+/?\Z")
PARTIAL_DAY = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")
NUMBER = re.compile(r"^\d{1,9}$")
PLACE = re.compile(r"^([1-9]\d{0,8})(?: of ([1-9]\d{0,8}))?$")
LONGEST_ADDRESS = 250
LONGEST_SLUG = 200
MOST_FAULTS = 50  # that one file is told of at once
BLANKS = " \t\n\v\f"
FLAGS = {"true": True, "yes": True, "false": False, "no": False}
NAME_OR_TITLE = {"name": "title", "title": "name"}

Values = dict[str, Any]


def as_kept(text: str) -> str:
    """A text without the blank lines and blanks around it, its lines ending in a line feed.

    The blanks that the first line begins with stay: in Markdown they mean something.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip(BLANKS)
    return re.sub(r"\A(?:[ \t\v\f]*\n)+", "", text)


def as_line(text: str) -> str:
    """A text that is not Markdown, without any blanks around it."""
    return as_kept(text).lstrip(BLANKS)


class TooMany(Fault):
    """So much is wrong with a file that the rest of it is not worth reading."""


@dataclass
class Reader:
    """Reads mappings by their keys and notes every fault; `find` looks a named file up.

    `lines` has the line of each value by its place: `people.0.role`.
    """

    find: Callable[[str, int], str]
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def read(self, mapping: Mapping, keys: tuple[Key, ...], place: str = "") -> Values:
        """The values of a mapping; what is empty is left out."""
        known = {key.name: key for key in keys}
        values: Values = {}
        for written, (line, node) in mapping.entries.items():
            self._stop_at_many(line)
            other = NAME_OR_TITLE.get(written)
            key = known.get(written) or (known.get(other) if other and not place else None)
            if key is None:
                self.faults.append(Fault(line, _unknown(written, known, place)))
                continue
            if key.name != written and key.name in mapping.entries:
                text = f"“{written}” and “{key.name}” mean the same here. Keep one of them."
                self.faults.append(Fault(line, text))
                continue
            self.lines[place + key.name] = line
            try:
                value = self._value(key, node, line, f"{place}{key.name}")
            except TooMany:
                raise
            except Fault as fault:
                self.faults.append(fault)
                values[key.name] = None
                continue
            if value not in (None, "", []) or key.may_be_empty:
                values[key.name] = value
        for key in keys:
            if key.is_required and key.name not in values:
                self.faults.append(
                    Fault(self.lines.get(place + key.name, mapping.line), _missing(key, place))
                )
        return {name: value for name, value in values.items() if value is not None}

    def _stop_at_many(self, line: int) -> None:
        if len(self.faults) >= MOST_FAULTS:
            raise TooMany(line, "There is more wrong from here on. Correct the lines above first.")

    def _value(self, key: Key, node: Node, line: int, place: str) -> Any:
        if key.kind in (Kind.TEXTS, Kind.SLUGS, Kind.ADDRESSES, Kind.ENTRIES):
            return self._list(key, node, place)
        if key.kind is Kind.ENTRY:
            if isinstance(node, Text) and not node.value:
                return None
            if not isinstance(node, Mapping):
                raise Fault(line, f"“{key.name}” has keys of its own: {_names(key.keys)}.")
            return self.read(node, key.keys, f"{place}.")
        if not isinstance(node, Text):
            raise Fault(line, f"“{key.name}” is one value, not a list or keys. Write it in a line.")
        text = as_kept(node.value) if key.kind is Kind.PROSE else as_line(node.value)
        return self._scalar(key, text, node.line) if text else ""

    def _list(self, key: Key, node: Node, place: str) -> list[Any]:
        if isinstance(node, Text) and not node.value:
            return []
        if not isinstance(node, Items):
            raise Fault(node.line, f"“{key.name}” is a list. Begin each of its lines with “- ”.")
        values: list[Any] = []
        for item in node.items:
            try:
                values.append(self._item(key, item, f"{place}.{len(values)}"))
            except TooMany:
                raise
            except Fault as fault:
                self._stop_at_many(fault.line)
                self.faults.append(fault)
        return values

    def _item(self, key: Key, item: Node, place: str) -> Any:
        self.lines[place] = item.line
        if key.kind is Kind.ENTRIES:
            return self._entry(key, item, f"{place}.")
        if not isinstance(item, Text) or not item.value.strip():
            raise Fault(item.line, f"Each line of “{key.name}” is one text. Correct this one.")
        kind = {Kind.SLUGS: Kind.SLUG, Kind.ADDRESSES: Kind.ADDRESS}.get(key.kind, Kind.TEXT)
        return self._scalar(Key(key.name, kind), as_line(item.value), item.line)

    def _entry(self, key: Key, item: Node, place: str) -> Values:
        if isinstance(item, Text) and item.value.strip() and key.shorthand:
            text = as_line(item.value)
            self.lines[place + key.shorthand] = item.line
            return {key.shorthand: self._scalar(Key(key.shorthand), text, item.line)}
        if not isinstance(item, Mapping):
            raise Fault(
                item.line, f"Each entry of “{key.name}” has keys of its own: {_names(key.keys)}."
            )
        return self.read(item, key.keys, place)

    def _scalar(self, key: Key, text: str, line: int) -> Any:
        if said := unreadable(text):
            raise Fault(line, f"{key.name}: {said}")
        try:
            return self._meaning(key, text, line)
        except NoSuchTime as reason:
            raise Fault(line, f"{key.name}: {reason}") from None

    def _meaning(self, key: Key, text: str, line: int) -> Any:
        match key.kind:
            case Kind.DAY:
                return read_day(text)
            case Kind.MOMENT:
                return read_moment(text)
            case Kind.DAY_OR_MOMENT:
                return read_moment(text) if len(text) > len("2021-07-20") else read_day(text)
            case Kind.MOMENT_OR_DRAFT:
                return text if text == "draft" else read_moment(text)
            case Kind.FILE:
                return self.find(text, line)
            case Kind.FLAG:
                if text.lower() not in FLAGS:
                    raise Fault(line, f"“{key.name}” is true or false, not “{text}”.")
                return FLAGS[text.lower()]
            case Kind.NUMBER:
                what = "a whole number from 0 to 999,999,999, such as 3"
                return int(_matching(NUMBER, key, text, line, what)[0])
            case Kind.PLACE:
                found = _matching(PLACE, key, text, line, "a number from 1 on such as 1, or 1 of 2")
                position, length = int(found[1]), int(found[2]) if found[2] else None
                if length is not None and position > length:
                    raise Fault(line, f"There is no {text}. Correct one of the two numbers.")
                return (position, length)
            case Kind.PARTIAL_DAY:
                return _partial_day(key, text, line)
            case Kind.SLUG:
                _not_longer(key, text, line, LONGEST_SLUG)
                return _matching(
                    SLUG, key, text, line, "made of a-z, 0-9 and -, such as final-report"
                )[0]
            case Kind.ADDRESS:
                _not_longer(key, text, line, LONGEST_ADDRESS)
                if "//" in text:
                    raise Fault(line, f"“{text}” has two / in a row. Take one out.")
                what = (
                    "a path that begins with /, such as /news/launch/, of letters, figures and "
                    "- _ . ~ between slashes, without spaces, %, ? and #"
                )
                return _matching(ADDRESS, key, text, line, what)[0]
            case Kind.CHOICE:
                if text not in key.choices:
                    raise Fault(
                        line,
                        f"“{key.name}” cannot be “{text}”.{_nearest(text, key.choices)} "
                        f"It is one of: {', '.join(key.choices)}.",
                    )
        return text


def _matching(pattern: re.Pattern[str], key: Key, text: str, line: int, what: str) -> re.Match[str]:
    found = pattern.match(text)
    if not found:
        raise Fault(line, f"“{key.name}” is {what}, not “{text[:80]}”.")
    return found


def _not_longer(key: Key, text: str, line: int, most: int) -> None:
    if len(text) > most:
        raise Fault(
            line, f"{key.name}: This has {len(text)} characters, and at most {most}. Shorten it."
        )


def _partial_day(key: Key, text: str, line: int) -> str:
    what = "a year, month or day such as 2023, 2023-07 or 2023-07-26"
    _matching(PARTIAL_DAY, key, text, line, what)
    try:
        read_day(text + "-01" * (2 - text.count("-")))
    except NoSuchTime:
        raise NoSuchTime(f"There is no {text} in the calendar. Correct the date.") from None
    return text


def _unknown(written: str, known: dict[str, Key], place: str) -> str:
    where = "" if not place else f" in {place.split('.')[0]}"
    near = _nearest(written, [*known, "type"] if not place else list(known))
    return f"There is no key “{written[:60]}”{where}.{near} Keys here: {', '.join(known)}."


def _nearest(written: str, known: "list[str] | tuple[str, ...]") -> str:
    near = get_close_matches(written.lower()[:60], known, n=1)
    return f" Did you mean “{near[0]}”?" if near else ""


def _names(keys: tuple[Key, ...]) -> str:
    return ", ".join(key.name for key in keys)


def _missing(key: Key, place: str) -> str:
    where = f" in this entry of {place.split('.')[0]}" if place else ""
    if not place and key.name in NAME_OR_TITLE:
        return f"The {key.name} is missing. Write a line “{key.name}: …”."
    return f"“{key.name}” is missing{where}. Add it."


def type_of(mapping: Mapping, known: "list[str]") -> str:
    """The type that a file says it is. Raises Fault where it says none, or an unknown one."""
    line, node = mapping.entries.get("type", (mapping.line, None))
    if not isinstance(node, Text) or not node.value:
        raise Fault(line, f"The type is missing. Write “type: …”, one of: {', '.join(known)}.")
    if node.value not in known:
        raise Fault(
            line,
            f"There is no type “{node.value[:60]}”.{_nearest(node.value, known)} "
            f"Types: {', '.join(known)}.",
        )
    return node.value
