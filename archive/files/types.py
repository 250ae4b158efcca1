"""What a file is, told by its content and never by its name."""

import codecs
import csv
import re
import zipfile
from enum import Enum
from typing import BinaryIO

from archive.files.mpeg import is_mpeg_audio

HEAD = 4096  # bytes that tell most kinds of files apart
LONGEST_TEXT = 20_000_000  # bytes of a text or table that are looked through
MOST_ENTRIES = 20_000  # files inside an office document


class FileRefused(Exception):
    """A file that is not taken. The text is a sentence for the person who sent it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileType(Enum):
    """A kind of file that the site takes: label for readers, content type, extension (no dot)."""

    PDF = ("PDF", "application/pdf", "pdf")
    DOCX = (
        "Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    )
    XLSX = (
        "Excel spreadsheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    )
    PPTX = (
        "PowerPoint presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    )
    ODT = ("OpenDocument text", "application/vnd.oasis.opendocument.text", "odt")
    ODS = ("OpenDocument spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", "ods")
    CSV = ("CSV", "text/csv", "csv")
    TXT = ("Plain text", "text/plain", "txt")
    WEBVTT = ("WebVTT captions", "text/vtt", "vtt")
    SRT = ("SRT captions", "application/x-subrip", "srt")
    JPEG = ("JPEG picture", "image/jpeg", "jpg")
    PNG = ("PNG picture", "image/png", "png")
    WEBP = ("WebP picture", "image/webp", "webp")
    GIF = ("GIF picture", "image/gif", "gif")
    AVIF = ("AVIF picture", "image/avif", "avif")
    MP3 = ("MP3 audio", "audio/mpeg", "mp3")
    M4A = ("M4A audio", "audio/mp4", "m4a")
    OGG = ("Ogg audio", "audio/ogg", "ogg")
    MP4 = ("MP4 video", "video/mp4", "mp4")

    @property
    def label(self) -> str:
        return self.value[0]

    @property
    def content_type(self) -> str:
        return self.value[1]

    @property
    def extension(self) -> str:
        return self.value[2]

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")

    @property
    def is_audio(self) -> bool:
        return self.content_type.startswith("audio/")

    @property
    def is_video(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def is_captions(self) -> bool:
        return self in {FileType.WEBVTT, FileType.SRT}


TAKEN = "Documents can be PDF, Word, Excel, PowerPoint, OpenDocument, CSV or plain text."
NO_MARKUP = "A page can run programs in a reader's browser. Send a PDF, or paste the text instead."

REFUSED_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "This is a Windows program, and programs are not taken."),
    (b"\x7fELF", "This is a Linux program, and programs are not taken."),
    (b"\xcf\xfa\xed\xfe", "This is a Mac program, and programs are not taken."),
    (b"\xca\xfe\xba\xbe", "This is a program, and programs are not taken."),
    (b"#!", "This is a script, and scripts are not taken."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "This is an Office file in the format of before 2007, or locked with a password. Save it "
        "as .docx, .xlsx or .pptx without a password.",
    ),
    (b"{\\rtf", "This is an RTF document. Save it as PDF or .docx."),
    (b"BM", "This is a BMP picture. Save it as JPEG or PNG."),
    (b"II*\x00", "This is a TIFF or camera raw picture. Save it as JPEG or PNG."),
    (b"MM\x00*", "This is a TIFF or camera raw picture. Save it as JPEG or PNG."),
    (b"\x1f\x8b", "This is a compressed archive. Send the files in it one by one."),
    (b"7z\xbc\xaf\x27\x1c", "This is a compressed archive. Send the files in it one by one."),
    (b"Rar!", "This is a compressed archive. Send the files in it one by one."),
    (b"fLaC", "This is FLAC audio. Save it as MP3."),
    (b"\x1aE\xdf\xa3", "This is a WebM or Matroska video. Save it as MP4."),
    (b"%!PS", "This is a PostScript file. Save it as PDF."),
)
# Formats whose first bytes are enough. The PDF standard allows junk before %PDF; we do not,
# since such a file can be something else as well.
BEGINNINGS: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", FileType.PDF),
    (b"\xff\xd8\xff", FileType.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileType.PNG),
    (b"GIF87a", FileType.GIF),
    (b"GIF89a", FileType.GIF),
    (b"ID3", FileType.MP3),
)


def identify(file: BinaryIO, name: str = "") -> FileType:
    """The type of a file by its content; the file is left at its beginning.

    `name` decides one thing only: whether plain text that could be a table is called one.
    Raises FileRefused for everything that is not on the list.
    """
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head.strip():
        raise FileRefused("This file is empty.")
    for beginning, kind in BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"PK"):
        return _in_zip(file)
    if head[:4] == b"RIFF":
        return _in_riff(head)
    if head[:4] == b"OggS":
        return _in_ogg(head)
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    if is_mpeg_audio(head):
        return FileType.MP3
    text = _text_of(file)
    if text is not None:
        return _in_text(text, name)
    for beginning, sentence in REFUSED_BEGINNINGS:
        if head.startswith(beginning):
            raise FileRefused(sentence)
    raise FileRefused(f"This kind of file is not known here. {TAKEN}")


def _in_zip(file: BinaryIO) -> FileType:
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            names = {info.filename for info in infos[:MOST_ENTRIES]}
            declared = ""
            if infos and infos[0].filename == "mimetype" and infos[0].file_size < 200:
                declared = archive.read(infos[0]).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise FileRefused(
            "This file is broken: it begins like an Office document or an archive, and cannot be "
            "opened. Save it again."
        ) from None
    finally:
        file.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused("This document carries macros, which are programs. Save it without them.")
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise FileRefused("This document carries macros, which are programs. Save it without them.")
    if "[Content_Types].xml" in names:
        for main, kind in (
            ("word/document.xml", FileType.DOCX),
            ("xl/workbook.xml", FileType.XLSX),
            ("ppt/presentation.xml", FileType.PPTX),
        ):
            if main in names:
                return kind
    for kind in (FileType.ODT, FileType.ODS):
        if declared == kind.content_type:
            return kind
    raise FileRefused("This is a ZIP archive. Send the files in it one by one.")


def _in_riff(head: bytes) -> FileType:
    if head[8:12] == b"WEBP":
        return FileType.WEBP
    if head[8:12] == b"WAVE":
        raise FileRefused("This is WAV audio, which is very large. Save it as MP3.")
    raise FileRefused("This is an AVI or similar file. Save video as MP4 and audio as MP3.")


def _in_ogg(head: bytes) -> FileType:
    if b"theora" in head:
        raise FileRefused("This is an Ogg video. Save it as MP4.")
    if any(mark in head for mark in (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex")):
        return FileType.OGG
    raise FileRefused("This Ogg file holds no sound that browsers can play. Save it as MP3.")


def _by_brand(head: bytes) -> FileType:
    """ISO base media files (ISO/IEC 14496-12) name what they are in their first box."""
    brand = head[8:12]
    if brand in {b"avif", b"avis"}:
        return FileType.AVIF
    if brand in {b"M4A ", b"M4B "}:
        return FileType.M4A
    if brand in {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1",
                 b"M4V ", b"M4VP", b"dash", b"MSNV"}:  # fmt: skip
        return FileType.MP4
    if brand in {b"heic", b"heix", b"mif1", b"msf1", b"hevc"}:
        raise FileRefused(
            "This is a HEIC picture, as iPhones make them, and most browsers cannot show it. "
            "Save it as JPEG."
        )
    if brand == b"qt  ":
        raise FileRefused("This is a QuickTime video. Save it as MP4.")
    raise FileRefused("This kind of video or sound is not known here. Save it as MP4 or MP3.")


def _text_of(file: BinaryIO) -> str | None:
    """The file as text, or None where it is not UTF-8 or holds control characters."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    pieces = []
    size = 0
    try:
        while chunk := file.read(1 << 16):
            size += len(chunk)
            if size > LONGEST_TEXT:
                return None
            piece = decoder.decode(chunk)
            if CONTROL.search(piece):
                return None
            pieces.append(piece)
        pieces.append(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return None
    finally:
        file.seek(0)
    return "".join(pieces)


CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
MARKUP = re.compile(
    r"<(?:!doctype|\?xml|\?php|html|head|body|script|style|svg|iframe|object|embed|img|a\s|form|"
    r"meta|link)\b|<!--",
    re.IGNORECASE,
)
SRT_BEGINNING = re.compile(r"\s*\d+\s*\r?\n\s*\d{1,2}:\d\d:\d\d,\d{3} --> ")


def _in_text(text: str, name: str) -> FileType:
    if text.startswith("WEBVTT"):
        return FileType.WEBVTT
    if SRT_BEGINNING.match(text):
        return FileType.SRT
    if text.startswith("#!"):
        raise FileRefused("This is a script, and scripts are not taken.")
    if text.startswith("{\\rtf"):
        raise FileRefused("This is an RTF document. Save it as PDF or .docx.")
    if text.startswith("%!PS"):
        raise FileRefused("This is a PostScript file. Save it as PDF.")
    markup = MARKUP.search(text)
    if markup and "svg" in text[:HEAD].lower() and text.lstrip().startswith("<"):
        raise FileRefused(
            "This is an SVG picture. SVG pictures can carry programs: save it as PNG."
        )
    if markup:
        raise FileRefused(f"This is a web page, or text with HTML in it. {NO_MARKUP}")
    if name.lower().endswith(".csv") or (not name and _is_table(text)):
        return FileType.CSV
    return FileType.TXT


def _is_table(text: str) -> bool:
    """Whether the first fifty lines have the same number of columns, two or more, all headed."""
    try:
        rows = [row for row in csv.reader(text[: 1 << 16].splitlines()[:50]) if row]
    except csv.Error:
        return False
    widths = {len(row) for row in rows}
    return len(rows) > 1 and len(widths) == 1 and widths.pop() > 1 and all(rows[0])
