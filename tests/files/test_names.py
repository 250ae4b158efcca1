"""Names and sizes of files."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.files import FileType, human_size, safe_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Final Report (May 2022).PDF", "final-report-may-2022.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\Children’s Views.docx", "childrens-views.docx"),
        ("Résumé.pdf", "resume.pdf"),
        ("report.v2.final.pdf", "report-v2-final.pdf"),
        ("page.php.jpg", "page-php.jpg"),
        ("shell.php", "shell"),
        ("con.pdf", "file-con.pdf"),
        (".htaccess", "htaccess"),
        ("报告.pdf", "file.pdf"),
        ("", "file"),
    ],
)
def test_names_stay_readable(name, expected):
    assert safe_name(name) == expected


def test_the_extension_is_that_of_what_the_file_is():
    assert safe_name("picture.exe", FileType.PNG) == "picture.png"
    assert safe_name("picture.jpeg", FileType.JPEG) == "picture.jpg"


@given(st.text(max_size=300))
def test_no_name_is_anything_but_safe_and_short(name):
    safe = safe_name(name, FileType.PDF)

    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*\.pdf", safe)
    assert len(safe) <= 90
    assert safe_name(safe, FileType.PDF) == safe


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 KB"), (411_800, "412 KB"),
        (999_600, "1 MB"), (1_240_000, "1.2 MB"), (9_960_000, "10 MB"), (56_000_000, "56 MB"),
        (2_000_000_000, "2 GB"),
    ],
)  # fmt: skip
def test_sizes_are_as_people_say_them(size, words):
    assert human_size(size) == words
