"""Pictures as the site keeps them: looked at before they are decoded, drawn anew, nothing else.

Two formats are written. JPEG for photographs: it is larger than WebP by about a third, but every
program of the last thirty years opens it, and the public record is to be opened for longer than
that. PNG, without loss, for line art and for what is partly transparent.
"""

import hashlib
import io
import struct
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from archive.files.names import human_size
from archive.files.types import FileRefused, FileType, identify

MAX_BYTES = 12_000_000
MAX_PIXELS = 40_000_000  # what phones make is decoded in about 160 MB
MAX_WIDTH = 2400  # twice the width of the widest column, for fine screens
MAX_HEIGHT = 6000
QUALITY = 82
WORTH_IT = 0.9  # drawn anew only where that makes the file smaller than nine tenths

FORMATS = {
    FileType.JPEG: ("JPEG", "MPO"),
    FileType.PNG: ("PNG",),
    FileType.WEBP: ("WEBP",),
    FileType.GIF: ("GIF",),
    FileType.AVIF: ("AVIF",),
}
BROKEN = "This picture is broken or incomplete and cannot be opened. Save it again."
# What Pillow's readers raise on files that are cut off or forged.
UNREADABLE = (
    UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError,
    EOFError, OverflowError, struct.error, ZeroDivisionError,
)  # fmt: skip


@dataclass(frozen=True)
class CleanPicture:
    """A picture that holds nothing but its pixels; size in pixels, `extension` without a dot."""

    data: bytes
    width: int
    height: int
    content_type: str
    extension: str
    sha256: str


def picture(
    file: BinaryIO,
    *,
    max_bytes: int = MAX_BYTES,
    max_pixels: int = MAX_PIXELS,
    max_width: int = MAX_WIDTH,
) -> CleanPicture:
    """The picture upright, in sRGB, at most `max_width` pixels wide, free of metadata.

    A picture that is already so keeps its bytes, unless drawing it anew saves a tenth: a
    picture that is exported and imported again stays the same file, and loses nothing.
    Raises FileRefused, before anything is decoded where bytes or pixels are too many.
    """
    file.seek(0)
    data = file.read(max_bytes + 1)
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > max_bytes:
        raise FileRefused(
            f"This picture is larger than {max_bytes / 1_000_000:.0f} MB ({human_size(size)}). "
            "Save a smaller copy."
        )
    kind = identify(io.BytesIO(data))
    if not kind.is_picture:
        raise FileRefused(f"This is not a picture ({kind.label}). Send a JPEG, PNG or WebP.")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS[kind]) as opened:
            _check_size(opened, max_pixels)
            drawn, is_changed = _drawn(opened, max_width)
        written, written_kind = _written(drawn, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(_too_many(max_pixels)) from None
    except UNREADABLE:
        raise FileRefused(BROKEN) from None
    is_as_written = kind is written_kind and not is_changed and _is_clean(data, kind)
    if is_as_written and len(written) >= len(data) * WORTH_IT:
        written = data
    return CleanPicture(
        data=written,
        width=drawn.width,
        height=drawn.height,
        content_type=written_kind.content_type,
        extension=written_kind.extension,
        sha256=hashlib.sha256(written).hexdigest(),
    )


def _too_many(max_pixels: int) -> str:
    return (
        f"This picture has more than {max_pixels / 1_000_000:.0f} million pixels. Save a smaller "
        "copy: 2,400 pixels wide is plenty."
    )


def _check_size(opened: Image.Image, max_pixels: int) -> None:
    if opened.width * opened.height > max_pixels:
        raise FileRefused(_too_many(max_pixels))
    if opened.format != "MPO" and getattr(opened, "is_animated", False):
        raise FileRefused(
            "This picture moves, which many people cannot read beside. Save one still picture of "
            "it, or make it a video."
        )


def _drawn(opened: Image.Image, max_width: int) -> tuple[Image.Image, bool]:
    """The pixels as they should be seen, and whether they had to be changed for that."""
    profile = opened.info.get("icc_profile")
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    drawn = _in_srgb(upright, profile)
    is_changed = drawn.mode != opened.mode or bool(profile) or upright.size != opened.size
    is_changed = is_changed or opened.getexif().get(0x0112, 1) != 1
    width, height = drawn.size
    scale = min(1.0, max_width / width, MAX_HEIGHT / height)
    if scale < 1:
        smaller = (max(1, round(width * scale)), max(1, round(height * scale)))
        if drawn.mode in {"P", "1"}:
            drawn = drawn.convert("RGBA" if "transparency" in drawn.info else "RGB")
        drawn = drawn.resize(smaller, Image.Resampling.LANCZOS)
        is_changed = True
    drawn.info = {key: value for key, value in drawn.info.items() if key == "transparency"}
    return drawn, is_changed


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode in {"I", "F"}:
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        mode = "RGB" if image.mode in {"CMYK", "L"} else image.mode
        try:
            found = ImageCms.profileToProfile(
                image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError):
            found = None  # a profile that cannot be read says nothing
        image = found or image
    if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}:
        return image
    return image.convert("RGBA" if "a" in image.mode or "A" in image.mode else "RGB")


def _written(drawn: Image.Image, kind: FileType) -> tuple[bytes, FileType]:
    """Bytes and format: what has transparency or is cheap without loss is PNG, all else JPEG."""
    is_see_through = "A" in drawn.mode or "transparency" in drawn.info
    may_be_photo = drawn.mode in {"RGB", "L"} and not is_see_through
    if kind is FileType.JPEG and may_be_photo:
        return _as_jpeg(drawn), FileType.JPEG
    lossless = _as_png(drawn)
    if may_be_photo:
        lossy = _as_jpeg(drawn)
        # A photograph is several times larger without loss; line art is smaller, or about equal.
        if len(lossy) * 3 < len(lossless):
            return lossy, FileType.JPEG
    return lossless, FileType.PNG


def _as_jpeg(drawn: Image.Image) -> bytes:
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return target.getvalue()


def _as_png(drawn: Image.Image) -> bytes:
    target = io.BytesIO()
    drawn.save(target, "PNG", optimize=True)
    return target.getvalue()


def _is_clean(data: bytes, kind: FileType) -> bool:
    """Whether a file holds nothing but what its pixels need, to its last byte."""
    return _is_clean_jpeg(data) if kind is FileType.JPEG else _is_clean_png(data)


def _is_clean_png(data: bytes) -> bool:
    position = 8
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        chunk = data[position + 4 : position + 8]
        position += 12 + length
        if chunk not in {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}:
            return False
        if chunk == b"IEND":
            return int(length) == 0 and position == len(data)
    return False


# Segments (ITU-T T.81, table B.1) that carry the picture itself: tables, frames, scans, restarts.
_JPEG_PARTS = {0xC0, 0xC1, 0xC2, 0xC4, 0xDA, 0xDB, 0xDD}


def _is_clean_jpeg(data: bytes) -> bool:
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        (length,) = struct.unpack_from(">H", data, position + 2)
        is_plain_jfif = marker == 0xE0 and length == 16 and data[position + 4 :][:5] == b"JFIF\0"
        if marker not in _JPEG_PARTS and not is_plain_jfif:
            return False
        position += 2 + length
        if marker == 0xDA:
            position = _after_scan(data, position)
            if data[position : position + 2] == b"\xff\xd9":
                return position + 2 == len(data)
    return False


def _after_scan(data: bytes, position: int) -> int:
    """The next marker after a scan; FF 00 is a byte of the scan, FF D0 to D7 are restarts."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            return len(data)
        if data[position + 1] != 0 and not 0xD0 <= data[position + 1] <= 0xD7:
            return position
        position += 2
