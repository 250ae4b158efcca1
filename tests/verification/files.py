"""Files of each kind, as somebody may attach them."""

import io
import wave
import zipfile

from PIL import Image
from pypdf import PdfWriter


def a_zip(parts: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as opened:
        for path, body in parts.items():
            opened.writestr(path, body)
    return held.getvalue()


def a_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def a_picture(format: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, "teal").save(held, format)
    return held.getvalue()


def a_sound() -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\1" * 8000)
    return held.getvalue()


def a_workbook() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
    return held.getvalue()


ATTACHMENTS = {
    "report.pdf": ("application/pdf", a_pdf()),
    "figures.csv": ("text/csv", b"area,children\nNorth,12\n"),
    "figures.xlsx": ("application/vnd.ms-excel", a_workbook()),
    "talk.wav": ("audio/wav", a_sound()),
    "talk.vtt": ("text/vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"),
    "map.png": ("image/png", a_picture()),
    "notes.txt": ("text/plain", b"Who was asked, and what they said."),
}
"""By their names: the type that each is served as, and its bytes."""
