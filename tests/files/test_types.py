"""A file is what its bytes say, whatever its name is."""

import io
import zipfile

import pytest

from archive.files import FileRefused, FileType, identify

MP3_FRAME = b"\xff\xfb\x90\x00" + b"\x00" * 413  # MPEG 1 layer III, 128 kbit/s, 44.1 kHz


def make_zip(*names, first=None):
    """The same bytes at any time of the day: they name the test, for each of its workers."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<x/>")
    return target.getvalue()


OFFICE = "[Content_Types].xml"
TAKEN = [
    (b"%PDF-1.7\n", FileType.PDF),
    (make_zip(OFFICE, "word/document.xml"), FileType.DOCX),
    (make_zip(OFFICE, "xl/workbook.xml"), FileType.XLSX),
    (make_zip(OFFICE, "ppt/presentation.xml"), FileType.PPTX),
    (make_zip("content.xml", first="application/vnd.oasis.opendocument.text"), FileType.ODT),
    (make_zip("content.xml", first="application/vnd.oasis.opendocument.spreadsheet"), FileType.ODS),
    (b"Year,Children\n2021,80850\n", FileType.CSV),
    ("\ufeffYear,Café\r\n2021,1\r\n".encode(), FileType.CSV),
    (b"Dear Secretary of State,\n\nThank you.\n", FileType.TXT),
    (b"5 < 6, and a <b> is less than both.\n", FileType.TXT),
    (b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello\n", FileType.WEBVTT),
    (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n", FileType.SRT),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", FileType.JPEG),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", FileType.PNG),
    (b"RIFF\x10\x00\x00\x00WEBPVP8 ", FileType.WEBP),
    (b"GIF89a\x01\x00\x01\x00", FileType.GIF),
    (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", FileType.AVIF),
    (b"ID3\x04\x00\x00\x00\x00\x00\x00", FileType.MP3),
    (MP3_FRAME * 3, FileType.MP3),
    (b"\x00\x00\x00\x1cftypM4A \x00\x00\x00\x00", FileType.M4A),
    (b"\x00\x00\x00\x1cftypisom\x00\x00\x00\x00", FileType.MP4),
    (b"OggS\x00\x02" + b"\x00" * 22 + b"\x01vorbis", FileType.OGG),
]
REFUSED = [
    (b"", "empty"),
    (b" \n ", "empty"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    (b"<?xml version='1.0'?><svg/>", "SVG"),
    (b"\xef\xbb\xbf  <!-- a --><svg onload='x'/>", "SVG"),
    (b"<!DOCTYPE html><title>x</title>", "web page"),
    (b"words\n<script>alert(1)</script>", "web page"),
    (b"a,b\n1,<IMG src=x onerror=alert(1)>\n", "web page"),
    (b"<?php echo 1 ?>", "web page"),
    (b"MZ\x90\x00\x03\x00", "Windows program"),
    (b"\x7fELF\x02\x01\x01\x00", "Linux program"),
    (b"#!/bin/sh\nrm -r x\n", "script"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "before 2007"),
    (b"{\\rtf1 words}", "RTF"),
    (b"II*\x00\x08\x00\x00\x00", "TIFF"),
    (b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00", "HEIC"),
    (b"\x00\x00\x00\x14ftypqt  \x00\x00", "QuickTime"),
    (b"RIFF\x10\x00\x00\x00WAVEfmt ", "WAV"),
    (b"OggS\x00\x02" + b"\x00" * 22 + b"\x80theora", "Ogg video"),
    (make_zip("a.txt"), "ZIP"),
    (make_zip(OFFICE, "word/document.xml", "word/vbaProject.bin"), "macros"),
    (make_zip(OFFICE, "word/document.xml")[:60], "broken"),
    (b"\xff\xfbshort", "not known"),
    ("Grüße".encode("latin-1"), "not known"),
    (b"text with \x00 in it", "not known"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), TAKEN)
def test_what_is_taken_is_known_by_its_bytes(data, expected):
    file = io.BytesIO(data)

    assert identify(file, name="innocent.exe" if expected is not FileType.CSV else "") is expected
    assert file.tell() == 0


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_what_is_refused_says_what_it_is(data, says):
    with pytest.raises(FileRefused) as refused:
        identify(io.BytesIO(data), name="report.pdf")

    assert says in refused.value.sentence
    assert refused.value.sentence.endswith(".")


def test_a_pdf_that_begins_with_something_else_is_not_a_pdf():
    assert identify(io.BytesIO(b"junk before %PDF-1.4")) is FileType.TXT


def test_a_name_decides_only_whether_text_is_a_table():
    text = b"Name,\nRole,\n"

    assert identify(io.BytesIO(text), name="a.csv") is FileType.CSV
    assert identify(io.BytesIO(text), name="a.txt") is FileType.TXT
    assert identify(io.BytesIO(text), name="a.pdf") is FileType.TXT


def test_every_type_has_words_and_an_extension_of_its_own():
    assert len({kind.extension for kind in FileType}) == len(FileType)
    assert all(kind.label and "/" in kind.content_type for kind in FileType)
    assert FileType.JPEG.is_picture
    assert FileType.MP3.is_audio
    assert FileType.MP4.is_video
    assert FileType.SRT.is_captions
