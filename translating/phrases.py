"""The phrases of the public pages, as templates and code ask gettext for them."""

import ast
import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

from archive.files import FileType

PROJECT = Path(__file__).resolve().parent.parent
NOT_PUBLIC = ("admin", "management")
"""Folders of code and templates that only signed-in people see. They stay English."""

ONE_ARGUMENT = {"gettext", "gettext_lazy", "gettext_noop", "_"}
TWO_ARGUMENTS = {"ngettext", "ngettext_lazy"}
TEXT = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
IN_TEMPLATES = re.compile(rf"\b(?:gettext|_)\({TEXT}\)|\bngettext\({TEXT}, {TEXT}, count\)")


@dataclass(frozen=True, order=True)
class Phrase:
    """What is to be translated; `plural` is its form for several, if it counts something."""

    text: str
    plural: str = ""


def phrases() -> dict[Phrase, list[str]]:
    """Every phrase, with the files that say it."""
    found: dict[Phrase, set[str]] = {}
    for path in templates():
        for phrase in of_template(path.read_text()):
            found.setdefault(phrase, set()).add(_named(path))
    for path in modules():
        for phrase in of_module(path.read_text()):
            found.setdefault(phrase, set()).add(_named(path))
    for text, file in said_elsewhere():
        found.setdefault(Phrase(text), set()).add(file)
    return {phrase: sorted(files) for phrase, files in sorted(found.items())}


def said_elsewhere() -> Iterator[tuple[str, str]]:
    """What no call of gettext names: the labels of files, from a room that knows nothing of
    languages, and the months, which Django has, but misspells one of in Welsh."""
    for kind in FileType:
        yield kind.label, "archive/files/types.py"
    for month in month_name[1:]:
        yield month, "archive/templatetags/wording.py"


def templates() -> list[Path]:
    return sorted(path for path in (PROJECT / "templates").rglob("*.html") if _is_public(path))


def modules() -> list[Path]:
    return sorted(path for path in (PROJECT / "archive").rglob("*.py") if _is_public(path))


def of_template(source: str) -> Iterator[Phrase]:
    for found in IN_TEMPLATES.finditer(templatize(source)):
        # Django writes a per cent sign twice, for gettext itself puts nothing into a phrase.
        said = [ast.literal_eval(each) for each in found.groups() if each]
        yield Phrase(*said)


def of_module(source: str) -> Iterator[Phrase]:
    for call in calls(source):
        count = 2 if name_of(call) in TWO_ARGUMENTS else 1
        said = [each.value for each in call.args[:count] if isinstance(each, ast.Constant)]
        if len(said) == count:
            yield Phrase(*said)


def calls(source: str) -> Iterator[ast.Call]:
    """Where gettext is asked."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and name_of(node) in ONE_ARGUMENT | TWO_ARGUMENTS:
            yield node


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _is_public(path: Path) -> bool:
    return not set(path.relative_to(PROJECT).parts) & set(NOT_PUBLIC)


def _named(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()
