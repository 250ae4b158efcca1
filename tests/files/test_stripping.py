"""What a file says of its making goes; what readers see stays."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from archive.files import FileRefused, FileType
from archive.files.inspecting import Rule
from archive.files.stripping import strip
from tests.files.made_files import (
    NAME,
    make_docx,
    make_photo,
    pdf_writer,
    report_of,
    run,
    saved_again,
    words_at,
    written,
)


def stripped(data: bytes, kind: FileType) -> bytes:
    return strip(io.BytesIO(data), kind)


def pdf_by_somebody() -> bytes:
    writer = pdf_writer(NAME, words_at(9, 9, "Costs"))
    writer.add_metadata({"/Author": "Ada Example", "/Title": "The costs", "/Company": "Office"})
    return written(writer)


class TestAPdf:
    def test_loses_its_makers_and_keeps_title_and_words(self):
        copy = stripped(pdf_by_somebody(), FileType.PDF)
        report = report_of(copy, FileType.PDF)

        assert b"Ada Example" not in copy
        assert report.facts["Title"] == "The costs"
        assert Rule.AUTHOR not in {finding.rule for finding in report.findings}
        assert [words for _, words in report.words[:2]] == ["Jane Example", "Costs"]

    def test_loses_its_earlier_versions_with_them(self):
        both = saved_again(pdf_by_somebody(), words_at(9, 9, "A child"))
        copy = stripped(both, FileType.PDF)

        assert report_of(copy, FileType.PDF).dangers == []
        assert PdfReader(io.BytesIO(copy)).pages[0].extract_text() == "A child"


class TestADocument:
    def test_loses_its_makers_and_keeps_title_and_words(self):
        core = (
            '<c xmlns:dc="d"><dc:creator>Ada Example</dc:creator><dc:title>A &amp; B</dc:title></c>'
        )
        data = make_docx(run("What we heard"), docProps__core_xml=core)
        report = report_of(stripped(data, FileType.DOCX), FileType.DOCX)

        assert report.facts == {"Title": "A & B"}
        assert ("the text", "What we heard") in report.words


class TestAPicture:
    @pytest.mark.parametrize(
        ("kind", "file_type"),
        [("JPEG", FileType.JPEG), ("PNG", FileType.PNG), ("WEBP", FileType.WEBP)],
    )
    def test_loses_place_and_camera_and_keeps_its_pixels(self, kind, file_type):
        data = make_photo(kind)
        copy = stripped(data, file_type)

        assert b"Canon" not in copy
        assert report_of(copy, file_type).findings == []
        assert pixels(copy) == pixels(data)

    def test_stays_upright(self):
        copy = stripped(make_photo(way_up=6), FileType.JPEG)

        assert Image.open(io.BytesIO(copy)).getexif()[0x0112] == 6
        assert b"Canon" not in copy


def test_what_cannot_be_done_is_said():
    with pytest.raises(FileRefused, match="where it was made"):
        stripped(b"a,b\n1,2\n", FileType.CSV)
    with pytest.raises(FileRefused, match="where it was made"):
        stripped(b"%PDF-1.7\nnothing", FileType.PDF)


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        return picture.tobytes()
