"""Finding words in what was kept, however they are written there."""

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from archive.captures import words as words_module
from archive.captures.words import Unsearchable, Words

HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAME = Words(["Ada O'Example"])


def is_found(content: str | bytes, content_type: str = HTML, words: Words = NAME) -> bool:
    data = content.encode() if isinstance(content, str) else content
    return words.are_in(BytesIO(data), content_type)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Ada O'Example wrote</p>",
        "<p>ADA O’EXAMPLE</p>",
        "<p><em>Ada</em> O&#39;Example</p>",
        "<p>A<b>d</b>a\n   O&rsquo;Ex&shy;ample’s letter</p>",
        "<p>Ada&nbsp;O'Example</p>",
        "<p>Ada<br>O'Example</p>",
        "<p>Ada <!-- a comment --> O'Example</p>",
        '<img alt="A drawing of Ada O&#x27;Example" src="/pictures/x.png">',
        '<meta name="description" content="Ada O\'Example wrote">',
    ],
)
def test_a_page_says_them(page):
    assert is_found(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Canada O'Example</p>",
        "<p>Ada O'Examples</p>",
        "<ul><li>Ada</li><li>O'Example</li></ul>",
        "<p>Ada</p><p>O'Example</p>",
        "<p>O'Example, Ada</p>",
        "",
    ],
)
def test_a_page_does_not_say_them(page):
    assert not is_found(page)


def test_a_feed_says_them_in_the_pages_inside_it():
    entry = "<entry><content type='html'>&lt;em&gt;Ada&lt;/em&gt; O'Example</content></entry>"

    assert is_found(entry, "application/atom+xml; charset=utf-8")


def test_a_text_says_them_across_its_lines():
    assert is_found("This is what Ada\r\nO'Example wrote.", "text/plain")


def test_a_text_of_another_encoding_says_them():
    assert is_found("Ada O'Example".encode("utf-16"), "text/plain")
    assert is_found("Zoë".encode("latin-1"), "text/html; charset=iso-8859-1", Words(["Zoë"]))


def test_letters_with_accents_are_the_same_however_they_are_composed():
    assert is_found("<p>Zoe\u0308 wrote</p>", words=Words(["Zoë"]))


def test_a_long_text_is_read_piece_by_piece(monkeypatch):
    monkeypatch.setattr(words_module, "WINDOW", 1000)
    monkeypatch.setattr(words_module, "OVERLAP", 100)
    for before in range(980, 1010):
        assert is_found("x" * before + " Ada O'Example " + "x" * 3000, "text/plain"), before


def test_an_office_file_says_them_across_its_runs():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        runs = "<w:p><w:r><w:t>Ada O</w:t></w:r><w:r><w:t>'Example</w:t></w:r></w:p>"
        parts.writestr("word/document.xml", runs)

    assert is_found(packed.getvalue(), DOCX)


def test_a_pdf_says_them(pdf_saying):
    assert is_found(pdf_saying("A letter of Ada O'Example."), "application/pdf")
    assert not is_found(pdf_saying("A letter of somebody."), "application/pdf")


@pytest.mark.parametrize("content_type", ["application/pdf", DOCX])
def test_a_broken_file_is_told(content_type):
    with pytest.raises(Unsearchable):
        is_found(b"nothing of the sort", content_type)


def test_pictures_are_not_looked_at():
    drawn = BytesIO()
    Image.new("RGB", (9, 9)).save(drawn, "PNG")

    assert not is_found(drawn.getvalue() + b"Ada O'Example", "image/png")


def test_no_words_are_found_nowhere():
    assert not Words(["  ", ""])
    assert not is_found("<p>Anything</p>", words=Words([]))


@pytest.fixture
def pdf_saying():
    """A PDF of one page, written by hand."""

    def written(text: str) -> bytes:
        shown = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        pdf, places = b"%PDF-1.4\n", []
        for number, content in enumerate(objects, 1):
            places.append(len(pdf))
            pdf += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(pdf)
        pdf += b"xref\n0 6\n0000000000 65535 f \n"
        pdf += b"".join(b"%010d 00000 n \n" % place for place in places)
        return pdf + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start

    return written
