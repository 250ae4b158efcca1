"""What is found in documents, workbooks and slides, and what is not mistaken for a danger."""

import pytest

from archive.files import FileType
from archive.files.inspecting import Rule
from tests.files.made_files import (
    S,
    W,
    cells,
    dangers,
    make_docx,
    make_package,
    make_photo,
    make_pptx,
    make_xlsx,
    notes,
    relations,
    report_of,
    run,
    shape,
)

WORD, EXCEL, SLIDES = FileType.DOCX, FileType.XLSX, FileType.PPTX
BLACK = '<w:highlight w:val="black"/>'
WHITE = '<w:color w:val="FFFFFF"/>'
DARK_ROW = f"<w:tbl><w:tr><w:tc>{run('Year', WHITE)}</w:tc></w:tr></w:tbl>"
NOTES = '<p:notes xmlns:p="p" xmlns:a="a">{}</p:notes>'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Band"><w:pPr><w:shd w:fill="14283B"/></w:pPr></w:style></w:styles>'
)


class TestAWordDocument:
    def test_is_fine_as_it_is(self):
        assert dangers(make_docx(), WORD) == []

    def test_with_tracked_changes_is_held_and_what_was_deleted_is_read(self):
        deleted = "<w:p><w:del><w:r><w:delText>Jane Example</w:delText></w:r></w:del></w:p>"
        report = report_of(make_docx(run("A child") + deleted), WORD)

        assert [finding.rule for finding in report.dangers] == [Rule.TRACKED]
        assert any("Jane Example" in words for _, words in report.words)

    def test_with_comments_is_held(self):
        comments = f"<w:comments {W}><w:comment>{run('Is that her?')}</w:comment></w:comments>"

        assert dangers(make_docx(word__comments_xml=comments), WORD) == [Rule.COMMENTS]

    @pytest.mark.parametrize(
        "body",
        [
            run("Jane Example", "<w:vanish/>"),
            run("Jane Example", '<w:rStyle w:val="Secret"/>'),
            run("Jane Example", around='<w:pStyle w:val="Secret"/>'),
            run("Jane Example", BLACK),
            run("Jane Example", f'{BLACK}<w:color w:val="auto"/>'),
            run("Jane Example", '<w:color w:val="000000"/><w:shd w:fill="000000"/>'),
            run("Jane Example", '<w:color w:val="FFFFFF"/>'),
        ],
    )
    def test_with_words_that_nobody_sees_is_held(self, body):
        assert dangers(make_docx(body, word__styles_xml=STYLES), WORD) == [Rule.HIDDEN_WORDS]

    @pytest.mark.parametrize(
        "body",
        [
            run("Page 3", "<w:webHidden/>"),  # as in every table of contents
            run("Heading", '<w:vanish w:val="0"/>'),
            run("White", f'{BLACK}<w:color w:val="FFFFFF"/>'),
            run("Word makes it white", '<w:shd w:fill="000000"/>'),
            run("On a band", '<w:color w:val="FFFFFF"/>', '<w:shd w:fill="14283B"/>'),
            run("In a style", '<w:color w:val="FFFFFF"/>', '<w:pStyle w:val="Band"/>'),
            run("", "<w:vanish/>"),
            DARK_ROW,
        ],
    )
    def test_with_words_that_are_seen_is_not(self, body):
        assert dangers(make_docx(body, word__styles_xml=STYLES), WORD) == []

    def test_names_its_makers_which_is_no_danger(self):
        core = (
            '<c xmlns:dc="d"><dc:creator>Ada Example</dc:creator>'
            "<lastModifiedBy>Bo</lastModifiedBy></c>"
        )
        report = report_of(make_docx(docProps__core_xml=core), WORD)

        assert report.facts == {"Author": "Ada Example", "Last saved by": "Bo"}
        assert report.dangers == []
        assert report.can_be_stripped

    def test_that_names_folders_of_the_office_says_so(self):
        links = relations("file:///C:/Users/ada/a.dotm", kind="attachedTemplate", mode="External")
        parts = {"word/document.xml": f"<w:document {W}/>", "word/_rels/settings.xml.rels": links}

        assert Rule.OWN_PLACES in notes(make_package(parts), WORD)
        assert dangers(make_package(parts), WORD) == []

    def test_with_a_link_for_readers_is_fine(self):
        links = relations("https://example.org/", kind="hyperlink", mode="External")
        parts = {"word/document.xml": f"<w:document {W}/>", "word/_rels/document.xml.rels": links}

        assert dangers(make_package(parts), WORD) == []

    def test_with_a_workbook_behind_a_chart_is_held(self):
        parts = {
            "word/document.xml": f"<w:document {W}/>",
            "word/embeddings/Microsoft_Excel_Sheet1.xlsx": "PK",
        }
        report = report_of(make_package(parts), WORD)

        assert [finding.sentence for finding in report.dangers] == [
            "Another file lies inside it: “Microsoft_Excel_Sheet1.xlsx”."
        ]

    def test_with_a_photo_that_says_where_it_was_taken_is_held(self):
        parts = {"word/document.xml": f"<w:document {W}/>", "word/media/i.jpeg": make_photo()}

        assert dangers(make_package(parts), WORD) == [Rule.LOCATION]

    def test_with_macros_is_held(self):
        parts = {"word/document.xml": f"<w:document {W}/>", "word/vbaProject.bin": "x"}

        assert dangers(make_package(parts), WORD) == [Rule.MACROS]


class TestAWorkbook:
    def test_is_fine_as_it_is_and_is_read_by_its_sheets(self):
        report = report_of(make_xlsx({"Costs": f"<sheetData>{cells('Ada')}</sheetData>"}), EXCEL)

        assert report.dangers == []
        assert ("sheet “Costs”", "Ada") in report.words

    @pytest.mark.parametrize("state", ["hidden", "veryHidden"])
    def test_with_a_hidden_sheet_is_held(self, state):
        report = report_of(make_xlsx({"Costs": "", "Names": ""}, {"Names": state}), EXCEL)

        [finding] = report.dangers
        assert finding.rule is Rule.HIDDEN_SHEET
        assert finding.where == "sheet “Names”"

    def test_with_a_hidden_row_is_held(self):
        row = cells("Ada", row='hidden="1"', number=7)
        report = report_of(make_xlsx({"Costs": f"<sheetData>{row}</sheetData>"}), EXCEL)

        [finding] = report.dangers
        assert finding.rule is Rule.HIDDEN_CELLS
        assert "row 7" in finding.sentence

    @pytest.mark.parametrize("how", ['hidden="1"', 'width="0"'])
    def test_with_a_hidden_column_is_held(self, how):
        sheet = f'<cols><col min="2" max="2" {how}/></cols><sheetData>{cells("a", "b")}</sheetData>'
        report = report_of(make_xlsx({"Costs": sheet}), EXCEL)

        assert [finding.detail for finding in report.dangers] == ["columns B"]

    def test_whose_hidden_columns_are_empty_is_fine(self):
        """As where everything to the right of a table was hidden, to tidy it up."""
        cols = '<cols><col min="3" max="16384" hidden="1"/></cols>'
        sheet = f"{cols}<sheetData>{cells('a', 'b')}</sheetData>"

        assert dangers(make_xlsx({"Costs": sheet}), EXCEL) == []

    @pytest.mark.parametrize(
        "styles",
        [
            '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts>'
            '<cellXfs><xf numFmtId="164"/></cellXfs>',
            '<fonts><font><color rgb="FFFFFFFF"/></font></fonts>'
            '<fills><fill><patternFill patternType="none"/></fill></fills>'
            '<cellXfs><xf fontId="0" fillId="0"/></cellXfs>',
        ],
    )
    def test_with_cells_that_show_nothing_is_held(self, styles):
        book = make_xlsx(
            {"Costs": f"<sheetData>{cells('Ada')}</sheetData>"},
            xl__styles_xml=f"<styleSheet {S}>{styles}</styleSheet>",
        )

        assert dangers(book, EXCEL) == [Rule.HIDDEN_WORDS]

    def test_with_white_on_a_dark_ground_is_fine(self):
        styles = (
            '<fonts><font><color rgb="FFFFFFFF"/></font></fonts>'
            '<fills><fill><patternFill patternType="solid"/></fill></fills>'
            '<cellXfs><xf fontId="0" fillId="0"/></cellXfs>'
        )
        book = make_xlsx(
            {"Costs": f"<sheetData>{cells('Year')}</sheetData>"},
            xl__styles_xml=f"<styleSheet {S}>{styles}</styleSheet>",
        )

        assert dangers(book, EXCEL) == []

    @pytest.mark.parametrize(
        ("part", "content", "rule"),
        [
            ("xl__pivotCache__pivotCacheRecords1_xml", f"<p {S}><r/><r/></p>", Rule.DATA_BEHIND),
            ("xl__externalLinks__externalLink1_xml", f"<e {S}/>", Rule.OTHER_WORKBOOK),
            ("xl__connections_xml", f'<c {S}><connection name="q"/></c>', Rule.OTHER_WORKBOOK),
            ("xl__comments1_xml", f"<c {S}><comment><t>Who?</t></comment></c>", Rule.COMMENTS),
            ("xl__revisions__revisionLog1_xml", "<r/>", Rule.TRACKED),
        ],
    )
    def test_with_more_behind_it_than_it_shows_is_held(self, part, content, rule):
        assert dangers(make_xlsx({"Costs": ""}, **{part: content}), EXCEL) == [rule]


class TestSlides:
    def test_are_fine_as_they_are(self):
        report = report_of(make_pptx(shape("What we heard")), SLIDES)

        assert report.dangers == []
        assert ("slide 1", "What we heard") in report.words

    def test_with_a_hidden_one_are_held(self):
        report = report_of(make_pptx(shape("One"), shape("Two"), show="0"), SLIDES)

        [finding] = report.dangers
        assert (finding.rule, finding.where) == (Rule.HIDDEN_SLIDE, "slide 2")

    @pytest.mark.parametrize("seen", [shape("Jane", hidden="1"), shape("Jane", left=9001)])
    def test_with_words_that_nobody_sees_are_held(self, seen):
        assert dangers(make_pptx(seen), SLIDES) == [Rule.HIDDEN_WORDS]

    def test_with_speakers_notes_are_held(self):
        notes_page = NOTES.format(shape("Say who she is", place="body"))
        book = make_pptx(shape("One"), ppt__notesSlides__notesSlide1_xml=notes_page)

        assert dangers(book, SLIDES) == [Rule.SPEAKER_NOTES]

    def test_with_notes_pages_that_hold_only_a_number_are_fine(self):
        notes_page = NOTES.format(shape("3", place="sldNum"))
        book = make_pptx(shape("One"), ppt__notesSlides__notesSlide1_xml=notes_page)

        assert dangers(book, SLIDES) == []


OFFICE = 'xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"'


class TestOpenDocument:
    @pytest.mark.parametrize(
        ("content", "rule"),
        [
            ("<text:tracked-changes><text:changed-region/></text:tracked-changes>", Rule.TRACKED),
            ("<office:annotation/>", Rule.COMMENTS),
            ("<text:hidden-text>Jane</text:hidden-text>", Rule.HIDDEN_WORDS),
            (
                '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
                '</style:style><table:table table:name="Names" table:style-name="ta2"/>',
                Rule.HIDDEN_SHEET,
            ),
            (
                '<table:table-row table:visibility="collapse"><text:p>Jane</text:p>'
                "</table:table-row>",
                Rule.HIDDEN_CELLS,
            ),
        ],
    )
    def test_is_held_for_what_nobody_sees(self, content, rule):
        parts = {"content.xml": f"<office:document {OFFICE}>{content}</office:document>"}

        assert dangers(make_package(parts), FileType.ODT) == [rule]

    def test_is_fine_as_it_is(self):
        content = f"<office:document {OFFICE}><text:p>What we heard</text:p></office:document>"
        report = report_of(make_package({"content.xml": content}), FileType.ODT)

        assert report.dangers == []
        assert report.words[0] == ("the text", "What we heard")
