"""The objects of a PDF as they are: references followed, wrong types made harmless."""

from collections.abc import Iterator
from typing import Any

from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

# pypdf lets whatever its parser stumbles over through.
UNREADABLE = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError,
    RecursionError, OverflowError, AssertionError, NotImplementedError, ZeroDivisionError,
)  # fmt: skip

MOST_OBJECTS = 300_000
NOT_FOLLOWED = {"/Parent", "/P", "/StructTreeRoot", "/StructParent", "/Dest", "/Prev", "/Contents"}


def resolved(said: Any) -> Any:
    """What a reference leads to; None where that is nothing."""
    return said.get_object() if isinstance(said, IndirectObject) else said


def of_dictionary(said: Any) -> DictionaryObject:
    found = resolved(said)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def of_array(said: Any) -> ArrayObject:
    found = resolved(said)
    return found if isinstance(found, ArrayObject) else ArrayObject()


def number(said: Any, otherwise: float) -> float:
    found = resolved(said)
    is_number = isinstance(found, int | float) or hasattr(found, "as_numeric")
    return float(found) if is_number else otherwise


def dictionaries(start: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every dictionary that can be reached from `start`, once, without the tags' tree.

    Raises ValueError where there are more than are looked at.
    """
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [start]
    count = 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            key = (each.idnum, each.generation)
            if key in seen:
                continue
            seen.add(key)
            each = each.get_object()
        count += 1
        if count > MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(each, DictionaryObject):
            yield each
            waiting.extend(value for key, value in each.items() if _leads_on(key, value))
        elif isinstance(each, ArrayObject):
            waiting.extend(value for value in each if _leads_on("", value))


def _leads_on(key: str, value: Any) -> bool:
    is_container = isinstance(value, IndirectObject | DictionaryObject | ArrayObject)
    return is_container and key not in NOT_FOLLOWED


def stream_data(said: Any) -> bytes:
    found = resolved(said)
    return found.get_data() if isinstance(found, StreamObject) else b""
