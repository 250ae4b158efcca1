"""The text of a PDF as Markdown."""

import io
from pathlib import Path

import pytest

from archive.files import FileRefused, FileType, apart
from archive.files.twin import Twin, twin_of
from archive.files.twin.pdf import twin_of_pdf
from archive.markdown import render
from tests.files.made_files import make_pdf

TAGGED = Path(__file__).parent / "pdf" / "tagged.pdf"
"""Two pages that Chromium printed, tagged; what was printed lies beside it."""


def lines(*said: tuple[str, float], left: int = 72, top: int = 700) -> str:
    """Lines below each other, each with its size; a blank one leaves a gap."""
    content, y = "", float(top)
    for text, size in said:
        y -= size * 1.2
        content += sized(left, y, text, size) if text else ""
    return content


def sized(x: float, y: float, text: str, size: float) -> str:
    written = text.replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({written}) Tj ET\n"


def paragraph(*said: str) -> str:
    return lines(*((text, 11.0) for text in said))


def twin(*pages: str) -> Twin:
    return twin_of_pdf(io.BytesIO(make_pdf(*pages)), 60)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (["The review heard from", "many families."], "The review heard from many families."),
        (["One.", "", "Two."], "One.\n\nTwo."),
        (["It said that com-", "munities help."], "It said that communities help."),
        (["A well-known one, and a well-", "known other."],
         "A well-known one, and a well-known other."),
        (["1. First", "2. Second, which", "goes on"], "1. First\n1. Second, which goes on"),
        (["- First", "- Second"], "- First\n- Second"),
        (["Costs are 5*3 [sic]"], r"Costs are 5\*3 \[sic\]"),
        (["# is not a heading"], r"\# is not a heading"),
    ],
)  # fmt: skip
def test_lines_become_what_was_written(said, text):
    assert twin(paragraph(*said)).text == text


def test_what_is_larger_than_the_text_is_a_heading_of_its_size():
    body = [("Words of the text that are many more than those of its headings.", 11.0)] * 6

    found = twin(lines(("Report", 24.0), ("", 11.0), ("Part one", 16.0), ("", 11.0), *body)).text

    assert found.startswith("## Report\n\n### Part one\n\nWords of the text")


def test_a_paragraph_goes_on_over_a_page():
    found = twin(paragraph("It is asked that the law be"), paragraph("changed by the spring."))

    assert found.text == "It is asked that the law be changed by the spring."


def test_heads_feet_and_numbers_of_pages_are_left_out():
    pages = [
        sized(72, 800, "Annual report", 9.0)
        + paragraph(f"Text {word}.")
        + sized(300, 30, number, 9)
        for word, number in (("one", "1"), ("two", "2"), ("three", "Page 3 of 3"))
    ]

    assert twin(*pages).text == "Text one.\n\nText two.\n\nText three."


def test_a_note_at_the_foot_is_a_note_where_a_raised_figure_leads_to_it():
    raised = (
        "BT /F1 11 Tf 72 700 Td (Costs have risen since the census) Tj /F1 6 Tf 5 Ts (1) Tj ET\n"
    )
    foot = sized(72, 120, "1 Census, 2021.", 8.0)

    found = twin(raised + foot).text

    assert found.endswith("census[^1]\n\n[^1]: Census, 2021.")
    assert "Census, 2021." in render(found).html


def test_pages_without_a_text_are_counted():
    assert twin(paragraph("One."), "0 0 10 10 re f").blank_pages == 1


@pytest.fixture(scope="module")
def text() -> str:
    with TAGGED.open("rb") as file:
        return twin_of(file, FileType.PDF).text


class TestATaggedFile:
    """What its tags say goes before what its layout looks like."""

    def test_gives_its_headings(self, text):
        assert [line for line in text.splitlines() if line.startswith("#")] == [
            "## Report on the costs of kinship care",
            "### What we heard",
            "#### Figures",
            "### Next steps",
        ]

    def test_gives_its_lists_whose_bullets_are_drawn(self, text):
        assert "- First point that is rather long and goes over to" in text
        assert "\n- Second point\n\n1. One\n1. Two" in text

    def test_gives_its_table_with_its_head(self, text):
        assert (
            "| Year | Children | Cost (£) |\n| --- | --- | --- |\n| 2020 | 80,080 | 1,000 |" in text
        )

    def test_gives_its_links(self, text):
        assert "[link to a site](https://example.org/x)" in text

    def test_gives_its_notes(self, text):
        assert "would.[^1]" in text
        assert text.endswith("[^1]: Census, 2021.")

    def test_reads_as_a_page_of_the_site(self, text):
        rendered = render(text)

        assert rendered.html.count("<table") == 1
        assert rendered.html.count("<li") == 5


class TestAFileWithoutATwin:
    def test_is_one_that_is_scanned(self):
        with pytest.raises(FileRefused, match="no text in this document"):
            twin_of(io.BytesIO(make_pdf("0 0 10 10 re f")), FileType.PDF)

    def test_is_one_that_is_broken(self):
        with pytest.raises(FileRefused, match="Copy it by hand"):
            twin_of(io.BytesIO(b"%PDF-1.7\n" + b"\xff" * 500), FileType.PDF)

    def test_is_one_that_takes_too_long(self, monkeypatch):
        monkeypatch.setattr(apart.sys, "executable", "/bin/false")

        with pytest.raises(FileRefused, match="cannot be read"):
            twin_of(io.BytesIO(make_pdf()), FileType.PDF)
