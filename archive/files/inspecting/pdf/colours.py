"""The colours of a PDF's painting, as red, green and blue, as far as they can be told."""

from collections.abc import Sequence
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject

from archive.files.inspecting.pdf.objects import number, of_dictionary, resolved
from archive.files.inspecting.pdf.painting import Colour

BLACK: Colour = (0.0, 0.0, 0.0)
NAMED = {
    "/DeviceGray": "gray", "/G": "gray", "/CalGray": "gray",
    "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk",
}  # fmt: skip


def grey(amount: float) -> Colour:
    return (amount, amount, amount)


def of_cmyk(cyan: float, magenta: float, yellow: float, black: float) -> Colour:
    light = 1 - black
    return ((1 - cyan) * light, (1 - magenta) * light, (1 - yellow) * light)


def space_of(name: Any, resources: DictionaryObject) -> str:
    """`gray`, `rgb`, `cmyk`, `ink` (one ink that is black) or nothing that is known."""
    if str(name) in NAMED:
        return NAMED[str(name)]
    said = name
    if not isinstance(name, ArrayObject):
        said = resolved(of_dictionary(resources.get("/ColorSpace")).get(str(name)))
    if not isinstance(said, ArrayObject) or not said:
        return NAMED.get(str(said), "")
    kind = str(resolved(said[0]))
    if kind == "/ICCBased" and len(said) > 1:
        channels = int(number(of_dictionary(said[1]).get("/N"), 0))
        return {1: "gray", 3: "rgb", 4: "cmyk"}.get(channels, "")
    if kind == "/Separation" and len(said) > 1:
        ink = str(resolved(said[1])).lower()
        return "ink" if "black" in ink or ink == "/all" else ""
    return NAMED.get(kind, "")


def colour_in(space: str, operands: Sequence[Any]) -> Colour | None:
    parts = [number(each, 0.0) for each in operands]
    if space == "gray" and len(parts) == 1:
        return grey(parts[0])
    if space == "ink" and len(parts) == 1:
        return grey(1 - parts[0])
    if space == "rgb" and len(parts) == 3:
        return (parts[0], parts[1], parts[2])
    if space == "cmyk" and len(parts) == 4:
        return of_cmyk(*parts)
    return None


def colour_of_array(said: ArrayObject) -> Colour | None:
    """The colour of an annotation: one, three or four numbers; none at all is no colour."""
    return colour_in({1: "gray", 3: "rgb", 4: "cmyk"}.get(len(said), ""), said)
