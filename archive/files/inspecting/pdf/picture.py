"""The pictures of a page, as far as they cover words: which colour lies over a place.

A picture is decoded only where words lie under it, once, and made small at once.
"""

import io
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from PIL import Image
from PIL.ImageChops import lighter, offset
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    NameObject,
    StreamObject,
)

from archive.files.inspecting.pdf.colours import space_of
from archive.files.inspecting.pdf.geometry import Matrix, at, inverse
from archive.files.inspecting.pdf.objects import (
    UNREADABLE,
    number,
    of_array,
    of_dictionary,
    resolved,
)
from archive.files.inspecting.pdf.painting import Box, Colour, TooMuch, box_around
from archive.files.pictures import UNREADABLE as BROKEN

MOST_PIXELS = 40_000_000
MOST_BYTES = 75_000_000  # of samples
MOST_DECODED = 100  # pictures of a page
SMALL = (512, 512)
NEARLY = 40  # of 255: how far the parts of one colour may lie apart
OPAQUE = 230  # of 255
STILL_DARK = 170  # of 255: no part of what counts as black is lighter
KINDS = ("JPEG", "JPEG2000")
CODED = {"/DCTDecode", "/JPXDecode"}
READ = {*CODED, "/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode",
        "/ASCIIHexDecode"}  # fmt: skip
PACKED = {1: "1", 2: "L;2", 4: "L;4", 8: "L"}  # Pillow's names for bits of a sample of grey
SHORT = {
    "/W": "/Width", "/H": "/Height", "/BPC": "/BitsPerComponent", "/CS": "/ColorSpace",
    "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter", "/IM": "/ImageMask",
    "/Fl": "/FlateDecode", "/DCT": "/DCTDecode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode",
    "/A85": "/ASCII85Decode", "/AHx": "/ASCIIHexDecode",
}  # fmt: skip
NOT_READ = (*UNREADABLE, *BROKEN, zlib.error, Image.DecompressionBombError,
            Image.DecompressionBombWarning, MemoryError)  # fmt: skip

Decoded = dict[Any, Image.Image | None]
"""The pictures of a page that were decoded, by their number in the file."""


@dataclass
class Picture:
    """A picture where it is painted: `matrix` leads from a square of 1 to the page; `fill` is
    what a stencil is painted with."""

    stream: StreamObject
    resources: DictionaryObject
    matrix: Matrix
    fill: Colour | None
    decoded: Decoded = field(default_factory=dict)

    @classmethod
    def of_inline(cls, said: Any, resources: DictionaryObject, matrix: Matrix,
                  fill: Colour | None) -> "Picture":  # fmt: skip
        parts = {NameObject(SHORT.get(key, key)): each for key, each in said["settings"].items()}
        stream = EncodedStreamObject() if "/Filter" in parts else DecodedStreamObject()
        stream.update(parts)
        if names := [NameObject(SHORT.get(each, each)) for each in _filters(stream)]:
            stream[NameObject("/Filter")] = ArrayObject(names)
        stream._data = bytes(said["data"])
        return cls(stream, resources, matrix, fill)

    @property
    def is_known(self) -> bool:
        return self._small is not None

    @property
    def is_see_through(self) -> bool:
        """Whether some of it may let through what is under it."""
        return bool(self.stream.get("/ImageMask")) or "/SMask" in self.stream or (
            "/Mask" in self.stream
        )  # fmt: skip

    @cached_property
    def is_of_one_colour(self) -> bool:
        return self._small is not None and self._one_colour(self._small) is not None

    def may_be_black_at(self, x: float, y: float) -> bool:
        """Whether it is dark there, in more than a stroke: a quick look, as a scan has thousands of
        characters and hardly any of them is blackened."""
        if self._small is None or self._way is None:
            return False
        across, up = at(self._way, x, y)
        width, height = self._small.size
        column, row = int(across * width), int((1 - up) * height)
        if not (0 <= column < width and 0 <= row < height):
            return False
        return cast(int, self._lightest[column, row]) < STILL_DARK

    def colour_over(self, box: Box) -> Colour | None:
        """The one colour, or nearly, that it has all over that part of the page; None where it has
        many there, or lets through what is under it."""
        way = self._way
        if self._small is None or way is None:
            return None
        corners = ((box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1))
        place = box_around(at(way, *corner) for corner in corners)
        place = place.meet(Box(0, 0, 1, 1))
        if place.area <= 0:
            return None
        width, height = self._small.size
        left, top = int(place.x0 * width), int((1 - place.y1) * height)
        right = max(left + 1, min(width, round(place.x1 * width)))
        bottom = max(top + 1, min(height, round((1 - place.y0) * height)))
        return self._one_colour(self._small.crop((left, top, right, bottom)))

    def _one_colour(self, part: Image.Image) -> Colour | None:
        extremes = cast("tuple[tuple[int, int], ...]", part.getextrema())
        *colours, alpha = extremes
        if alpha[0] < OPAQUE or any(high - low > NEARLY for low, high in colours):
            return None
        red, green, blue = ((low + high) / 510 for low, high in colours)
        return (red, green, blue)

    @cached_property
    def _lightest(self) -> Any:
        """Of each place the lightest that is around it, by column and row."""
        if self._small is None:
            return None
        grey = self._small.convert("L")
        for across, up in ((1, 0), (0, 1)):
            beside = lighter(offset(grey, across, up), offset(grey, -across, -up))
            grey = lighter(grey, beside)
        return grey.load()

    @cached_property
    def _way(self) -> Matrix | None:
        return inverse(self.matrix)

    @cached_property
    def _small(self) -> Image.Image | None:
        reference = getattr(self.stream, "indirect_reference", None)
        key = (reference.idnum, self.fill) if reference else id(self)
        if key not in self.decoded:
            if len(self.decoded) >= MOST_DECODED:
                raise TooMuch
            try:
                self.decoded[key] = _small(self.stream, self.resources, self.fill)
            except NOT_READ:
                self.decoded[key] = None
        return self.decoded[key]


def _small(
    said: StreamObject, resources: DictionaryObject, fill: Colour | None
) -> Image.Image | None:
    """The picture in small, with how opaque it is; None where that cannot be told."""
    if said.get("/ImageMask"):
        stencil = _samples(said, resources, is_stencil=True)
        if stencil is None or fill is None:
            return None
        red, green, blue = (round(min(max(part, 0.0), 1.0) * 255) for part in fill)
        small = Image.new("RGB", stencil.size, (red, green, blue))
        small.putalpha(stencil.point(lambda sample: 255 - sample))
        return small
    read = _samples(said, resources)
    if read is None:
        return None
    small, alpha = read.convert("RGB"), None
    for name in ("/SMask", "/Mask"):
        if name in said:
            mask = resolved(said[name])
            found = isinstance(mask, StreamObject) and _samples(
                mask, resources, is_stencil=name == "/Mask"
            )
            if not found:
                return None
            alpha = found.resize(small.size)
            if name == "/Mask":
                alpha = alpha.point(lambda sample: 255 - sample)
            break
    small.putalpha(alpha or 255)
    return small


def _samples(
    said: StreamObject, resources: DictionaryObject, *, is_stencil: bool = False
) -> Image.Image | None:
    size = (int(number(said.get("/Width"), 0)), int(number(said.get("/Height"), 0)))
    filters = _filters(said)
    if not 0 < size[0] * size[1] <= MOST_PIXELS or not READ.issuperset(filters):
        return None
    turned = _is_turned(said)
    if CODED.intersection(filters):
        opened = Image.open(io.BytesIO(said.get_data()), formats=KINDS)
        if opened.width * opened.height > MOST_PIXELS:
            return None
        opened.thumbnail(SMALL, Image.Resampling.BOX)
        # Adobe's programs write the inks of JPEG the other way round, which Pillow knows.
        small = opened.convert("RGB" if opened.mode == "CMYK" else opened.mode)
        return small.point(lambda sample: 255 - sample) if turned and small.mode == "L" else small
    bits = 1 if is_stencil else int(number(said.get("/BitsPerComponent"), 8))
    kind, palette = ("gray", b"") if is_stencil else _space(said.get("/ColorSpace"), resources)
    mode = {"gray": "L", "rgb": "RGB", "cmyk": "CMYK", "index": "L"}.get(kind)
    if mode is None or (mode != "L" and bits not in (8, 16)):
        return None
    length = (size[0] * len(Image.new(mode, (1, 1)).getbands()) * bits + 7) // 8 * size[1]
    if length > MOST_BYTES:
        return None
    samples = said.get_data()
    if bits == 16:
        samples, bits = samples[::2], 8  # the upper half of each is enough
    raw = PACKED[bits] if mode == "L" and kind != "index" else mode
    if kind == "index":
        read = Image.frombytes("P", size, samples, "raw", f"P;{bits}" if bits < 8 else "P")
        read.putpalette(palette)
        read = read.convert("RGB")
    elif raw == "1":
        read = Image.frombytes("1", size, samples, "raw", "1").convert("L")
    else:
        read = Image.frombytes(mode, size, samples, "raw", raw)
    if read.mode == "CMYK":
        read = read.convert("RGB")
    read.thumbnail(SMALL, Image.Resampling.BOX)
    return read.point(lambda sample: 255 - sample) if turned else read


def _space(said: Any, resources: DictionaryObject) -> tuple[str, bytes]:
    """`gray`, `rgb`, `cmyk` or `index` with its colours; nothing where it is not known."""
    found = resolved(said)
    if isinstance(found, NameObject):
        named = resolved(of_dictionary(resources.get("/ColorSpace")).get(str(found)))
        found = named if isinstance(named, ArrayObject) else found
    if not isinstance(found, ArrayObject) or str(resolved(found[0])) not in ("/Indexed", "/I"):
        return space_of(found, resources), b""
    base, table = space_of(resolved(found[1]), resources), resolved(found[3])
    colours = table.get_data() if isinstance(table, StreamObject) else _bytes_of(table)
    if base == "gray":
        return "index", bytes(each for one in colours[:256] for each in (one, one, one))
    return ("index", colours[:768]) if base == "rgb" else ("", b"")


def _bytes_of(text: Any) -> bytes:
    return bytes(getattr(text, "original_bytes", text))


def _filters(said: StreamObject) -> list[str]:
    filters = resolved(said.get("/Filter"))
    if isinstance(filters, ArrayObject):
        return [str(resolved(each)) for each in filters]
    return [str(filters)] if filters else []


def _is_turned(said: StreamObject) -> bool:
    """Whether its samples count downwards: 1 for black and 0 for white."""
    decode = of_array(said.get("/Decode"))
    return len(decode) >= 2 and number(decode[0], 0.0) > number(decode[1], 1.0)
