"""Documents as the text of files, always in the same words: one document, one text."""

from typing import Any

import yaml

from archive.importing.format.documents import Document
from archive.importing.format.keys import KEYS, LETTERS, Key, Kind
from archive.importing.format.moments import start_of, write_moment
from archive.importing.format.sections import (
    with_call_sections,
    with_questions,
    with_salutation,
    with_transcript,
)
from archive.importing.format.values import Values

PLAIN = (Kind.DAY, Kind.MOMENT, Kind.DAY_OR_MOMENT, Kind.MOMENT_OR_DRAFT, Kind.PARTIAL_DAY)
OTHER_LINE_ENDS = "\x85\u2028\u2029"  # which YAML folds, unless they are escaped
USUAL = {"kind": "related", "major": False, "correction": False}
"""What a key says when it is left out, where that is not nothing."""


class _Plain(str):
    """A text that is written without quotes, such as a date."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are indented below their key."""
        return super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if any(ch in text for ch in OTHER_LINE_ENDS):
        style = '"'
    elif "\n" in text and not text[:1].isspace():
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_plain(dumper: _Dumper, text: _Plain) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(text))


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_Plain, _represent_plain)


def text_of(document: Document) -> str:
    """The whole text of a document's file."""
    values, body = _with_body(document)
    if "date" in values and values.get("published") == start_of(values["date"]):
        del values["published"]
    entries = {"type": document.type} | _written(values, KEYS[document.type])
    head = yaml.dump(
        entries,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=float("inf"),
    )
    return f"---\n{head}---\n\n{body}\n" if body else f"---\n{head}---\n"


def _with_body(document: Document) -> tuple[Values, str]:
    """The values that stand in the front matter, and the body with what stands there."""
    values, body = dict(document.values), document.text
    if document.type in LETTERS:
        body, is_said = with_salutation(values.get("salutation", ""), body)
        if is_said:
            values.pop("salutation", None)
    elif document.type == "call":
        texts = {name: part.text for name, part in document.sections.items()}
        body = with_call_sections(body, texts)
    elif document.type == "episode":
        body = with_transcript(body, document.turns)
    elif document.type == "faqs":
        usual = document.questions[0].published if document.questions else ""
        if usual:
            values["published"] = _Plain(usual)
        body = with_questions(document.questions, usual)
    return values, body


def _written(values: Values, keys: tuple[Key, ...]) -> Values:
    written: Values = {}
    for key in keys:
        value = values.get(key.name)
        if value is not None and (value != USUAL.get(key.name, "") or key.may_be_empty):
            written[key.name] = _value(key, value)
    return written


def _value(key: Key, value: Any) -> Any:
    if key.kind is Kind.ENTRY:
        return _written(value, key.keys)
    if key.kind is Kind.ENTRIES:
        entries = [_written(entry, key.keys) for entry in value]
        return [
            entry[key.shorthand] if list(entry) == [key.shorthand] else entry for entry in entries
        ]
    if key.kind is Kind.PLACE:
        place, length = value
        return place if length is None else f"{place} of {length}"
    if key.kind in (Kind.MOMENT, Kind.MOMENT_OR_DRAFT) and not isinstance(value, str):
        return _Plain(write_moment(value))
    if key.kind in PLAIN:
        return _Plain(value if isinstance(value, str) else value.isoformat())
    return value
