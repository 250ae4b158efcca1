"""Pages of a PDF and the length of a recording."""

import io
import struct

import pytest
from pypdf import PdfWriter

from archive.files import Facts, FileRefused, FileType, describe


def make_pdf(pages=3, password=None):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def make_mp3(seconds):
    frame = b"\xff\xfb\x90\x00" + b"\x00" * 413
    return frame * round(seconds * 44100 / 1152)


def facts_of(data, kind):
    return describe(io.BytesIO(data), kind)


def test_a_pdf_has_pages():
    assert facts_of(make_pdf(3), FileType.PDF) == Facts(pages=3)


def test_a_recording_has_a_length_in_seconds():
    assert facts_of(make_mp3(20), FileType.MP3).duration_seconds == pytest.approx(20, abs=0.5)


def test_other_files_have_neither():
    assert facts_of(b"words", FileType.TXT) == Facts(pages=None, duration_seconds=None)


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_locked_pdf_is_refused_and_says_so(password):
    with pytest.raises(FileRefused, match="locked with a password or restrictions"):
        facts_of(make_pdf(1, password), FileType.PDF)


def make_broken_pdfs():
    whole = make_pdf(3)
    yield b"%PDF-1.7\n"
    yield b"%PDF-1.7\n" + b"\x00" * 5000
    yield whole[: len(whole) // 3]
    yield whole.replace(b"/Count 3", b"/Count -3")
    yield whole.replace(b"/Count 3", b"/Cuont 3")
    yield whole.replace(b"/Count 3", b"/Count (x)")
    yield whole.replace(b"/Pages", b"/Pagan")
    yield whole.replace(b"/Count 3", b"/Count 999999999")


@pytest.mark.parametrize("data", list(make_broken_pdfs()), ids=range(8))
def test_a_broken_pdf_is_refused_in_a_sentence(data):
    with pytest.raises(FileRefused, match="This PDF is broken"):
        facts_of(data, FileType.PDF)


def what_is_said(data, kind):
    try:
        return facts_of(data, kind)
    except FileRefused as refused:
        return refused.sentence


def test_a_flipped_byte_of_a_pdf_leads_to_facts_or_to_a_sentence():
    whole = make_pdf(1)
    for position in range(0, len(whole), 3):
        data = whole[:position] + bytes([whole[position] ^ 0x55]) + whole[position + 1 :]
        said = what_is_said(data, FileType.PDF)
        assert isinstance(said, Facts) or said.startswith("This PDF is ")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (struct.pack(">I", 0x7FFFFFFF) + b"ftypM4A " + b"\x00" * 40, FileType.M4A),
        (b"OggS" + b"\x00" * 90, FileType.OGG),
        (b"ID3\x04" + b"\xff" * 60, FileType.MP3),
    ],
)
def test_a_broken_recording_is_refused_or_has_no_length(data, kind):
    said = what_is_said(data, kind)

    assert said == Facts() or "This recording is broken" in said


def test_what_the_reader_of_pdfs_mutters_reaches_nobody(caplog):
    assert facts_of(b"junk before it\n" + make_pdf(pages=3), FileType.PDF) == Facts(pages=3)
    assert not caplog.records
