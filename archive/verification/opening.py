"""Does a file open as what its name says it is? Asked of the libraries for each format, in a
process of its own that may take so much time and memory and no more."""

import csv
import io
import logging
import multiprocessing
import os
import re
import resource
import sys
import zipfile
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from types import TracebackType

import pypdf
from PIL import Image
from pypdf.errors import PyPdfError
from tinytag import TinyTag
from tinytag.tinytag import TinyTagException

SECONDS = 60
MOST_WAITING = 40
TOO_LONG = f"it takes longer than {SECONDS} seconds to open"
BREAKS_DOWN = "what opens it breaks down over it"
MEMORY = 2 * 1024**3
MOST_PIXELS = 64_000_000
LARGEST_TEXT = 64 * 1024 * 1024
LARGEST_OFFICE_PART = 256 * 1024 * 1024
PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".avif": "AVIF",
            ".gif": "GIF"}  # fmt: skip
SOUNDS = (".mp3", ".m4a", ".mp4", ".ogg", ".oga", ".opus", ".wav", ".flac")
OFFICE = {
    ".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".pptx": "ppt/presentation.xml",
    ".odt": "content.xml", ".ods": "content.xml", ".odp": "content.xml", ".epub": "mimetype",
    ".zip": "",
}  # fmt: skip
CUE = re.compile(
    r"^(?:\d+:)?\d{2}:\d{2}[.,]\d{3}[ \t]+-->[ \t]+(?:\d+:)?\d{2}:\d{2}[.,]\d{3}", re.M
)
VIDEO_BOX = b"ftyp"


class DoesNotOpen(Exception):
    """What is wrong with a file."""


class Opener:
    """Opens files in another process while this one goes on. `tell` hears of each that is wrong.
    The process is begun anew where a file was too much for it."""

    def __init__(self, root: Path, tell: Callable[[str, str], None]) -> None:
        self._root = root
        self._tell = tell
        self._waiting: deque[str] = deque()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._ours: Connection | None = None
        self.opened = 0

    def __enter__(self) -> "Opener":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._end()

    def give(self, path: str) -> None:
        """A file, by its path in the bag, that is to be what the end of its name says."""
        while len(self._waiting) >= MOST_WAITING:
            self._hear()
        self._send(path)
        self._waiting.append(path)
        self.opened += 1

    def finish(self) -> None:
        while self._waiting:
            self._hear()

    def _hear(self) -> None:
        """The answer for the file that has waited longest."""
        try:
            answer = self._connected().recv() if self._connected().poll(SECONDS) else TOO_LONG
        except (EOFError, OSError):
            answer = BREAKS_DOWN
        path = self._waiting.popleft()
        if answer:
            self._tell(path, answer)
        if answer in (TOO_LONG, BREAKS_DOWN):
            self._end()
            for other in self._waiting:
                self._send(other)

    def _send(self, path: str) -> None:
        # Where it has broken down, its silence is heard of next.
        with suppress(OSError):
            self._connected().send((str(self._root / path), path))

    def _connected(self) -> Connection:
        if self._ours is None:
            context = multiprocessing.get_context("spawn")
            self._ours, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._ours

    def _end(self) -> None:
        if self._ours is not None and self._process is not None:
            self._ours.close()
            self._process.kill()
            self._process.join()
        self._ours = self._process = None


def _serve(connection: Connection) -> None:
    """The other process: answers for each file with what is wrong with it, or nothing."""
    # What libraries have to say of broken files is said by findings.
    logging.disable()
    sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - until the process ends
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            path, name = connection.recv()
        except EOFError:
            return
        try:
            open_as(path, name)
        except DoesNotOpen as wrong:
            connection.send(str(wrong))
        except (MemoryError, RecursionError):
            connection.send("it takes more memory to open than anything that is real")
        else:
            connection.send("")


def open_as(path: str, name: str) -> None:
    """Raises DoesNotOpen where the file at `path` is not what the end of `name` says."""
    ending = PurePosixPath(name).suffix.lower()
    if ending == ".pdf":
        _open_pdf(path)
    elif ending in PICTURES:
        _open_picture(path, PICTURES[ending])
    elif ending in SOUNDS:
        _open_sound(path)
    elif ending in OFFICE:
        _open_office(path, OFFICE[ending])
    elif ending in (".csv", ".txt", ".vtt", ".srt", ".md"):
        _open_text(path, ending)
    else:
        raise DoesNotOpen(f"files that end in “{ending}” are not known to this proof")


def _open_pdf(path: str) -> None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            if b"%PDF-" not in file.read(1024):
                raise DoesNotOpen("it is no PDF")
            reader = pypdf.PdfReader(file)
            if not len(reader.pages):
                raise DoesNotOpen("it is a PDF without pages")
            reader.pages[0].get("/Contents")
    except (
        PyPdfError,
        OSError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
    ) as error:
        raise DoesNotOpen(f"it is a PDF that does not open ({error})") from error


def _open_picture(path: str, wanted: str) -> None:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(path) as picture:
            if picture.format != wanted:
                raise DoesNotOpen(f"it is a {picture.format}, and its name says {wanted}")
            if picture.width * picture.height > MOST_PIXELS:
                raise DoesNotOpen(f"it has {picture.width} × {picture.height} pixels")
            if wanted == "PNG":
                picture.verify()  # its own checksums; a tenth of the time of decoding it
            else:
                picture.draft(picture.mode, (64, 64))
                picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError,
            Image.DecompressionBombWarning) as error:  # fmt: skip
        raise DoesNotOpen(f"it is no picture that opens ({error})") from error


def _open_sound(path: str) -> None:
    try:
        duration = TinyTag.get(path).duration
    except (TinyTagException, OSError, ValueError, KeyError, IndexError) as error:
        raise DoesNotOpen(f"it is no sound that opens ({error})") from error
    if not duration:
        raise DoesNotOpen("it is a sound of no length")


def _open_office(path: str, part: str) -> None:
    try:
        with zipfile.ZipFile(path) as opened:
            if part and part not in opened.namelist():
                raise DoesNotOpen(f"it has no {part}, which its name promises")
            for info in opened.infolist():
                with opened.open(info) as held:
                    left = LARGEST_OFFICE_PART
                    while chunk := held.read(1024 * 1024):
                        left -= len(chunk)
                        if left < 0:
                            raise DoesNotOpen(f"{info.filename} in it unpacks without end")
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        EOFError,
    ) as error:
        raise DoesNotOpen(f"it is no zip that opens ({error})") from error


def _open_text(path: str, ending: str) -> None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            raw = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise DoesNotOpen(f"it cannot be read ({error})") from error
    if len(raw) > LARGEST_TEXT:
        raise DoesNotOpen("it is longer than any text that is real")
    if not raw.strip():
        raise DoesNotOpen("it is empty")
    text = _decoded(raw)
    if "\0" in text:
        raise DoesNotOpen("it is no text")
    if ending in (".vtt", ".srt"):
        if ending == ".vtt" and not text.startswith("WEBVTT"):
            raise DoesNotOpen("it does not begin with WEBVTT")
        if not CUE.search(text):
            raise DoesNotOpen("it has no cue with times")
    if ending == ".csv":
        try:
            for _ in csv.reader(io.StringIO(text)):
                pass
        except csv.Error as error:
            raise DoesNotOpen(f"it is no CSV ({error})") from error


def _decoded(raw: bytes) -> str:
    """Spreadsheets save UTF-8, UTF-16 with its mark, or Windows' own."""
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DoesNotOpen("it is no text in UTF-8")
