"""A hostile or broken file costs little, and is held back."""

import io
import time
import zipfile
import zlib

import pytest

from archive.files import FileType, apart
from archive.files.inspecting import Rule, inspect
from archive.files.inspecting.report import MOST_OF_A_RULE, Report
from tests.files.made_files import (
    NAME,
    box_at,
    dangers,
    make_docx,
    make_package,
    make_pdf,
    make_photo,
    report_of,
    run,
    words_at,
)


def rules(report: Report) -> set[Rule]:
    return {finding.rule for finding in report.dangers}


class TestInAProcessOfItsOwn:
    def test_the_same_is_found(self):
        data = make_pdf(NAME + box_at(95, 695, 90, 18))

        assert inspect(io.BytesIO(data), FileType.PDF).as_json() == (
            report_of(data, FileType.PDF).as_json()
        )

    def test_the_file_is_left_at_its_beginning(self):
        file = io.BytesIO(make_docx())
        file.seek(7)
        inspect(file, FileType.DOCX)

        assert file.tell() == 0

    def test_a_bomb_of_a_package_is_stopped(self):
        target = io.BytesIO()
        with (
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("word/document.xml", "w", force_zip64=True) as part,
        ):
            for _ in range(300):
                part.write(b"<w:p/>" * 170_000)
        started_at = time.monotonic()
        report = inspect(target, FileType.DOCX, seconds=20)

        assert rules(report) & {Rule.NOT_ALL_LOOKED_AT, Rule.NOT_LOOKED_INTO}
        assert time.monotonic() - started_at < 60

    def test_a_pdf_that_never_ends_is_stopped(self):
        forever = b"q 0 g 0 0 1 1 re f Q\n" * 3_000_000
        bomb = _pdf_with(zlib.compress(forever))
        report = inspect(io.BytesIO(bomb), FileType.PDF, seconds=1)

        assert rules(report) & {Rule.NOT_ALL_LOOKED_AT, Rule.NOT_LOOKED_INTO}

    def test_a_process_that_dies_leaves_the_file_held_back(self, monkeypatch):
        monkeypatch.setattr(apart, "MEMORY", 1)
        monkeypatch.setattr(apart.sys, "executable", "/bin/false")

        assert rules(inspect(io.BytesIO(make_pdf()), FileType.PDF)) == {Rule.NOT_LOOKED_INTO}


def _pdf_with(stream: bytes) -> bytes:
    """A page whose content is `stream`, compressed already."""
    plain = make_pdf("x" * 10)
    head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
    start = plain.index(b"<<\n/Length 10")
    end = plain.index(b"endstream", start)
    return plain[:start] + head + stream + b"\n" + plain[end:]


class TestABrokenFile:
    @pytest.mark.parametrize("cut", [20, 200, -40])
    def test_is_held_back_where_it_is_a_package(self, cut):
        data = make_docx()[:cut]

        assert dangers(data, FileType.DOCX) == [Rule.NOT_LOOKED_INTO]

    def test_is_held_back_where_it_is_a_pdf(self):
        assert dangers(b"%PDF-1.7\nnothing") == [Rule.NOT_LOOKED_INTO]

    def test_cannot_name_what_lies_elsewhere(self):
        """Entities of XML can fetch files and grow without end: none is taken."""
        body = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document xmlns:w="w">&a;</w:document>'

        assert dangers(make_package({"word/document.xml": body}), FileType.DOCX) == [
            Rule.NOT_LOOKED_INTO
        ]


class TestOther:
    def test_photos_are_held_back_for_their_place_alone(self):
        assert dangers(make_photo(), FileType.JPEG) == [Rule.LOCATION]
        assert dangers(make_photo("WEBP"), FileType.WEBP) == [Rule.LOCATION]
        assert dangers(make_photo(has_place=False), FileType.JPEG) == []

    def test_films_are_held_back_for_their_place(self):
        place = b"\x00\x00\x00\x20moov" + b"\x00\x00\x00\x18udta" + b"\xa9xyz+51.5-000.1"
        film = b"\x00\x00\x00\x10ftypisom\x00\x00\x00\x00" + place

        assert dangers(film, FileType.MP4) == [Rule.LOCATION]
        assert dangers(film.replace(b"\xa9xyz", b"free"), FileType.MP4) == []

    def test_texts_are_read(self):
        report = report_of("Jane Exämple".encode(), FileType.TXT)

        assert report.words == [("", "Jane Exämple")]

    def test_very_many_findings_of_one_kind_are_told_in_part(self):
        report = report_of(
            make_pdf(*[NAME + box_at(95, 695, 90, 18)] * (MOST_OF_A_RULE + 5)), FileType.PDF
        )

        assert len(report.dangers) == MOST_OF_A_RULE + 1
        assert report.dangers[-1].where == "further places"

    def test_hidden_words_are_never_in_what_is_told(self):
        docx = report_of(make_docx(run("Jane Example", "<w:vanish/>")), FileType.DOCX)
        pdf = report_of(make_pdf(words_at(9, 9, "Jane Example", "1 g")), FileType.PDF)

        assert "Jane" not in " ".join(each.sentence for each in (*docx.findings, *pdf.findings))
