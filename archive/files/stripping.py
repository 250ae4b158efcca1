"""Taking out what a file says of its making: who, with what, where. What readers see stays.

The title stays: screen readers say it first.
"""

import io
import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from archive.files.inspecting.office.package import UNREADABLE as BROKEN_PACKAGE
from archive.files.inspecting.office.package import Package, local
from archive.files.inspecting.pdf.objects import UNREADABLE as BROKEN_PDF
from archive.files.pictures import UNREADABLE as BROKEN_PICTURE
from archive.files.types import FileRefused, FileType

CANNOT = "What this file says of its making cannot be taken out here. Do it where it was made."
SIGNED = "This PDF is signed, and taking anything out of it would break the signature."
LARGEST = 100_000_000
OFFICE = (FileType.DOCX, FileType.XLSX, FileType.PPTX)
ORIENTATION = 0x0112
# JPEG's segments (ITU-T T.81, B.1.1.3) that say how to show it: JFIF, colour profile, Adobe's.
SHOWING = {0xE0, 0xE2, 0xEE}
OF_SHOWING = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP",
              b"sBIT", b"pHYs", b"bKGD", b"acTL", b"fcTL", b"fdAT"}  # fmt: skip
HAS_EXIF, HAS_XMP = 0x08, 0x04  # flags of WebP's VP8X


def strip(file: BinaryIO, kind: FileType) -> bytes:
    """The file without what it says of its making. Raises FileRefused where that cannot be done."""
    file.seek(0)
    data = file.read(LARGEST + 1)
    file.seek(0)
    if len(data) > LARGEST:
        raise FileRefused(CANNOT)
    try:
        if kind is FileType.PDF:
            return _pdf(data)
        if kind in OFFICE:
            return _office(data)
        if kind in STRIPPED_PICTURES:
            return STRIPPED_PICTURES[kind](data)
    except (*BROKEN_PDF, *BROKEN_PACKAGE, *BROKEN_PICTURE):
        pass
    raise FileRefused(CANNOT)


def _pdf(data: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(data), strict=False)
    fields = reader.get_fields() or {}
    if any(str(field.get("/FT")) == "/Sig" and field.get("/V") for field in fields.values()):
        raise FileRefused(SIGNED)
    title = reader.metadata.title if reader.metadata else None
    writer = PdfWriter(clone_from=reader)
    for each in writer._objects:
        if isinstance(each, DictionaryObject):
            for name in ("/Metadata", "/PieceInfo"):
                each.pop(NameObject(name), None)
    writer.metadata = None
    if title:
        writer.metadata = {"/Title": str(title)}
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:language>{language}</dc:language></cp:coreProperties>"
)
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/custom-properties"/>'
)


def _office(data: bytes) -> bytes:
    kept = {"title": "", "language": ""}
    for step, element in Package(io.BytesIO(data)).steps("docProps/core.xml"):
        if step == "end" and local(element.tag) in kept:
            kept[local(element.tag)] = escape(element.text or "")
    replaced = {
        "docProps/core.xml": CORE.format(**kept),
        "docProps/app.xml": APPLICATION,
        "docProps/custom.xml": CUSTOM,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        unpacked = 0
        for info in source.infolist():
            unpacked += info.file_size
            if unpacked > LARGEST * 5:
                raise FileRefused(CANNOT)
            part = zipfile.ZipInfo(info.filename)
            part.compress_type = zipfile.ZIP_DEFLATED
            words = replaced.get(info.filename)
            copy.writestr(part, source.read(info) if words is None else words.encode())
    return target.getvalue()


def _jpeg(data: bytes) -> bytes:
    """Its pixels stay byte for byte; which way up it is shown is all that is kept of the rest."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "MPO")) as picture:
        way_up = picture.getexif().get(ORIENTATION, 1)
    out = [data[:2]]
    if way_up != 1:
        exif = Image.Exif()
        exif[ORIENTATION] = way_up
        said = exif.tobytes()
        out.append(b"\xff\xe1" + struct.pack(">H", len(said) + 2) + said)
    position = 2
    while data[position] == 0xFF and data[position + 1] != 0xDA:
        marker = data[position + 1]
        (length,) = struct.unpack_from(">H", data, position + 2)
        is_comment = marker == 0xFE or 0xE0 <= marker <= 0xEF
        if not is_comment or (marker in SHOWING and not _is_other_picture(data, position)):
            out.append(data[position : position + 2 + length])
        position += 2 + length
    end = data.rfind(b"\xff\xd9")
    second = data.find(b"\xff\xd9\xff\xd8", position)
    last = second if second >= 0 else end  # a second picture may follow the first
    return b"".join([*out, data[position : last + 2]])


def _is_other_picture(data: bytes, position: int) -> bool:
    """An index of further pictures, which are left behind."""
    return data[position + 1] == 0xE2 and data[position + 4 : position + 8] == b"MPF\0"


def _png(data: bytes) -> bytes:
    return data[:8] + b"".join(
        piece
        for kind, piece in _pieces(data, 8, ">I4s", 12, type_first=False)
        if kind in OF_SHOWING
    )


def _webp(data: bytes) -> bytes:
    pieces = []
    for kind, piece in _pieces(data, 12, "<4sI", 8, type_first=True):
        if kind in (b"EXIF", b"XMP "):
            continue
        if kind == b"VP8X":
            piece = piece[:8] + bytes([piece[8] & ~(HAS_EXIF | HAS_XMP)]) + piece[9:]
        pieces.append(piece)
    body = b"WEBP" + b"".join(pieces)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _pieces(
    data: bytes, start: int, head: str, around: int, *, type_first: bool
) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG or WebP file, each with its type."""
    while start + 8 <= len(data):
        said = struct.unpack_from(head, data, start)
        kind, length = said if type_first else said[::-1]
        whole = around + length + (length % 2 if type_first else 0)
        yield kind, data[start : start + whole]
        start += whole
        if kind == b"IEND":
            return


STRIPPED_PICTURES = {FileType.JPEG: _jpeg, FileType.PNG: _png, FileType.WEBP: _webp}
