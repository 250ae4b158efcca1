"""The text of a Word document as Markdown."""

import io

import pytest

from archive.files import FileRefused, FileType
from archive.files.twin import twin_of
from archive.markdown import render
from tests.files.made_files import W, make_docx, relations, run

STYLES = (
    f'<w:styles {W}><w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Part"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>'
)
LISTS = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
NOTES = (
    f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"/>'
    f'<w:footnote w:id="4">{run("Census, 2021.")}</w:footnote></w:footnotes>'
)


def text_of(body: str, **others: str) -> str:
    parts = {"word__styles_xml": STYLES, "word__numbering_xml": LISTS,
             "word__footnotes_xml": NOTES}  # fmt: skip
    return twin_of(io.BytesIO(make_docx(body, **parts | others)), FileType.DOCX).text


def item(words: str, depth: int = 0) -> str:
    return run(words, around=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>')


def runs(*pieces: tuple[str, str]) -> str:
    inside = "".join(
        f'<w:r><w:rPr>{dress}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'
        for dress, words in pieces
    )
    return f"<w:p>{inside}</w:p>"


def linked(words: str) -> str:
    link = f'<w:hyperlink xmlns:r="r" r:id="r1"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    return f"<w:p>{link}</w:p>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (run("Costs", around='<w:pStyle w:val="H1"/>'), "## Costs"),
        (run("Costs", around='<w:pStyle w:val="Part"/>'), "### Costs"),
        (run("One") + run("Two"), "One\n\nTwo"),
        (item("One") + item("Two"), "- One\n- Two"),
        (item("One") + item("Deeper", 1), "- One\n    1. Deeper"),
        (runs(("", "So "), ("<w:b/>", "very "), ("<w:b/>", "much"), ("", " it is")),
         "So **very much** it is"),
        (runs(("<w:i/>", "Word ")) , "*Word*"),
        (runs(('<w:b w:val="0"/>', "plain")), "plain"),
        ("<w:tbl><w:tr><w:tc>" + run("Year") + "</w:tc><w:tc>" + run("A|B") + "</w:tc></w:tr>"
         "<w:tr><w:tc>" + run("2020") + "</w:tc></w:tr></w:tbl>",
         "| Year | A\\|B |\n| --- | --- |\n| 2020 |  |"),
        ('<w:p><w:r><w:t>A claim</w:t><w:footnoteReference w:id="4"/></w:r></w:p>',
         "A claim[^1]\n\n[^1]: Census, 2021."),
        (run("2 * 3 &lt; 7 [sic]"), "2 \\* 3 \\< 7 \\[sic\\]"),
        (run("# no heading") + run("1. no list"), "\\# no heading\n\n1\\. no list"),
        (run("Kept") + "<w:p><w:del><w:r><w:delText>Jane</w:delText></w:r></w:del></w:p>"
         + run("Jane", "<w:vanish/>"), "Kept"),
    ],
)  # fmt: skip
def test_it_is(body, text):
    assert text_of(body) == text


def test_links_lead_where_they_led():
    links = relations("https://example.org/a", kind="hyperlink", mode="External")
    parts = {"word___rels__document_xml.rels": links}

    assert text_of(linked("the report"), **parts) == "[the report](https://example.org/a)"


def test_a_link_that_could_do_harm_is_plain_words():
    links = relations("javascript:alert(1)", kind="hyperlink", mode="External")

    assert text_of(linked("press"), **{"word___rels__document_xml.rels": links}) == "press"


def test_pictures_are_counted():
    body = run("One") + "<w:p><w:r><w:drawing/></w:r></w:p>"

    assert twin_of(io.BytesIO(make_docx(body)), FileType.DOCX).pictures == 1


def test_what_was_written_is_read_the_same():
    words = "1. Ada_B said *no* & <b>left</b> # [x](y) ~ `z`"
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = render(text_of(run(escaped))).html

    assert "<b>" not in html
    assert "<em>" not in html
    assert "href" not in html


@pytest.mark.parametrize("body", ["<w:p/>", "<w:broken"])
def test_a_document_without_a_text_is_told(body):
    with pytest.raises(FileRefused):
        text_of(body)
