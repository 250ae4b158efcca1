"""Where, when and with what a picture or film was taken, by what it says of itself."""

import io
import struct
from typing import BinaryIO

from PIL import Image

from archive.files.inspecting.report import Report
from archive.files.inspecting.rules import Rule
from archive.files.pictures import UNREADABLE

MAKE, MODEL, TAKEN, ARTIST, COPYRIGHT = 0x010F, 0x0110, 0x0132, 0x013B, 0x8298
GPS = 0x8825
LOCATION_MARKS = (b"\xa9xyz", b"com.apple.quicktime.location.ISO6709", b"loci")
LARGEST_INDEX = 40_000_000  # bytes of a film's own table of contents
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "MPO", "TIFF")


def inspect_picture(file: BinaryIO, report: Report) -> None:
    file.seek(0)
    look_at_exif(file.read(), report)


def look_at_exif(data: bytes, report: Report, where: str = "") -> None:
    """Look at what a picture says of itself; its pixels are not decoded."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            exif = picture.getexif()
            has_place = bool(exif.get_ifd(GPS))
            said = {tag: str(exif.get(tag) or "").strip("\x00 ") for tag in
                    (MAKE, MODEL, TAKEN, ARTIST, COPYRIGHT)}  # fmt: skip
            has_xmp_place = b"exif:GPSL" in data or b"GPSLatitude" in data
            size = f"{picture.width} × {picture.height} pixels"
    except (*UNREADABLE, Image.DecompressionBombError, Image.DecompressionBombWarning):
        report.find(Rule.NOT_LOOKED_INTO, where)
        return
    if has_place or has_xmp_place:
        report.find(Rule.LOCATION, where)
    camera = " ".join(filter(None, (said[MAKE], said[MODEL])))
    if camera or said[TAKEN]:
        report.find(Rule.CAMERA, where, ", ".join(filter(None, (camera, said[TAKEN]))))
    people = ", ".join(filter(None, (said[ARTIST], said[COPYRIGHT])))
    if people:
        report.find(Rule.AUTHOR, where, people)
    if not where:
        report.say("Size", size)
        report.say("Camera", camera)
        report.say("Author", people)
        report.can_be_stripped = bool(report.findings)


def inspect_film(file: BinaryIO, report: Report) -> None:
    """Look into an MP4's or M4A's table of contents (ISO/IEC 14496-12, box `moov`)."""
    file.seek(0)
    for _ in range(1000):
        head = file.read(8)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head)
        start = 8
        if size == 1:
            size, start = int.from_bytes(file.read(8), "big"), 16
        if kind == b"moov":
            index = file.read(min(size - start, LARGEST_INDEX) if size else LARGEST_INDEX)
            if any(mark in index for mark in LOCATION_MARKS):
                report.find(Rule.LOCATION)
            return
        if size < start:
            return
        file.seek(size - start, io.SEEK_CUR)
