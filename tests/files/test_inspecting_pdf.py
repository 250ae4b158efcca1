"""What is found in a PDF, and what is not mistaken for a danger."""

import pytest
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    TextStringObject,
)

from archive.files import FileType
from archive.files.inspecting import Rule
from tests.files.made_files import (
    NAME,
    box_at,
    dangers,
    make_pdf,
    notes,
    pdf_writer,
    report_of,
    saved_again,
    words_at,
    written,
)

BOX = box_at(95, 695, 90, 18)


class TestWordsUnderABox:
    def test_are_found_with_their_page_and_never_repeated(self):
        report = report_of(make_pdf(words_at(50, 50, "Fine"), NAME + BOX), FileType.PDF)

        [finding] = report.dangers
        assert finding.rule is Rule.BLACK_BOX
        assert finding.where == "page 2"
        assert finding.detail == "11 characters"
        assert "Jane" not in finding.sentence

    def test_are_found_where_the_box_comes_first_and_the_words_are_black_as_it(self):
        assert dangers(make_pdf(BOX + NAME)) == [Rule.BLACK_BOX]

    def test_are_found_under_a_box_of_the_paper_s_colour(self):
        assert dangers(make_pdf(NAME + box_at(95, 695, 90, 18, "1 g"))) == [Rule.COVERED]

    @pytest.mark.parametrize(
        "box",
        [
            "q 0 0 0 rg 95 695 m 185 695 l 185 713 l 95 713 l h f Q",  # drawn as a polygon
            "q 0 0 0 1 k 1 0 0 1 95 695 cm 0 0 90 18 re f* Q",  # moved, in printers' black
            "q 0 G 18 w 95 704 m 185 704 l S Q",  # a thick line
            "q 95 695 90 18 re W n 0 0 595 842 re f Q",  # clipped out of a larger one
        ],
    )
    def test_are_found_however_the_box_was_drawn(self, box):
        assert dangers(make_pdf(NAME + box)) == [Rule.BLACK_BOX]

    def test_are_found_under_a_part_of_the_page_that_is_drawn_by_name(self):
        writer = pdf_writer(NAME + "/Box Do")
        form = writer._add_object(_form("0 g 0 0 90 18 re f", (1, 0, 0, 1, 95, 695)))
        resources = writer.pages[0]["/Resources"]
        resources[NameObject("/XObject")] = DictionaryObject({NameObject("/Box"): form})

        assert dangers(written(writer)) == [Rule.BLACK_BOX]

    def test_are_found_in_one_word_of_a_line(self):
        line = words_at(100, 700, "The child, Jane Example, was there.")

        report = report_of(make_pdf(line + box_at(153, 696, 85, 16)), FileType.PDF)

        assert [finding.rule for finding in report.dangers] == [Rule.BLACK_BOX]

    def test_are_found_in_the_colour_of_the_paper(self):
        assert dangers(make_pdf(words_at(100, 700, "Jane Example", "1 g"))) == [Rule.UNSEEN_WORDS]

    @pytest.mark.parametrize(
        "note",
        [
            {"kind": "/Square", "rect": (95, 695, 185, 713), "inside": (0, 0, 0)},
            {"kind": "/Highlight", "rect": (95, 695, 185, 713), "colour": (0, 0, 0)},
        ],
    )
    def test_are_found_under_what_was_drawn_on_the_page_afterwards(self, note):
        assert dangers(make_pdf(NAME, notes=[note])) == [Rule.BLACK_BOX]


class TestWhatIsNoRedaction:
    @pytest.mark.parametrize(
        "page",
        [
            box_at(95, 695, 90, 18) + words_at(100, 700, "Jane Example", "1 g"),  # a dark heading
            NAME + box_at(95, 697, 90, 1),  # a line under words
            NAME + box_at(95, 703, 90, 1),  # and through them
            NAME + box_at(95, 600, 90, 18),  # a bar beside them
            NAME + "q 0 g 95 695 90 18 re 96 696 88 16 re f* Q",  # a frame around them
            "q 0 g 95 595 m 300 595 l 95 800 l h f Q" + words_at(280, 790, "Free"),  # a corner
            NAME + BOX + words_at(100, 700, "Jane Example", "1 g"),  # written again, to be read
            NAME + "q 95 695 90 18 re W n Q",  # only a clip
            "/Missing gs /None Do" + NAME,
        ],
    )
    def test_is_left_alone(self, page):
        assert dangers(make_pdf(page)) == []

    def test_is_a_see_through_marker(self):
        writer = pdf_writer(NAME + "q /Half gs 1 1 0 rg 95 695 90 18 re f Q")
        half = DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})
        states = DictionaryObject({NameObject("/Half"): half})
        writer.pages[0]["/Resources"][NameObject("/ExtGState")] = states

        assert dangers(written(writer)) == []

    def test_is_a_shadow(self):
        writer = pdf_writer(NAME + "q /Soft gs 0 g 95 695 90 18 re f Q")
        soft = DictionaryObject({NameObject("/SMask"): DictionaryObject()})
        states = DictionaryObject({NameObject("/Soft"): soft})
        writer.pages[0]["/Resources"][NameObject("/ExtGState")] = states

        assert dangers(written(writer)) == []

    def test_is_what_was_typed_onto_the_page(self):
        typed = {"kind": "/FreeText", "rect": (9, 9, 90, 20), "words": "12 May"}

        assert dangers(make_pdf(NAME, notes=[typed])) == []

    def test_is_a_yellow_marker_or_an_empty_frame_drawn_on_the_page(self):
        rect = (95, 695, 185, 713)
        marks = [
            {"kind": "/Highlight", "rect": rect, "colour": (1, 1, 0)},
            {"kind": "/Square", "rect": rect, "colour": (0, 0, 0)},
        ]

        assert dangers(make_pdf(NAME, notes=marks)) == []


class TestWhatAPdfCarries:
    def test_a_mark_for_redaction_that_was_never_applied_is_found(self):
        mark = {"kind": "/Redact", "rect": (95, 695, 185, 713)}

        assert dangers(make_pdf(NAME, notes=[mark])) == [Rule.REDACTION_NOT_APPLIED]

    def test_comments_are_found_and_read(self):
        note = {"kind": "/Text", "rect": (0, 0, 9, 9), "words": "Ask Jane Example first"}
        report = report_of(make_pdf(NAME, notes=[note]), FileType.PDF)

        assert [finding.rule for finding in report.dangers] == [Rule.COMMENTS]
        assert ("page 1", "Ask Jane Example first") in report.words

    def test_scripts_are_found(self):
        writer = pdf_writer(NAME)
        script = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("x"),
        }
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(script)

        assert dangers(written(writer)) == [Rule.SCRIPT]

    def test_what_starts_a_program_is_found(self):
        writer = pdf_writer(NAME)
        launch = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x")}
        writer._root_object[NameObject("/OpenAction")] = DictionaryObject(launch)

        assert dangers(written(writer)) == [Rule.ACTION]

    def test_a_file_inside_is_found_by_its_name(self):
        writer = pdf_writer(NAME)
        writer.add_attachment("costs.xlsx", b"PK")
        report = report_of(written(writer), FileType.PDF)

        assert [finding.sentence for finding in report.dangers] == [
            "Another file lies inside it: “costs.xlsx”."
        ]

    def test_words_that_were_cropped_off_are_found(self):
        writer = pdf_writer(NAME)
        writer.pages[0].cropbox = RectangleObject((0, 0, 595, 400))

        assert dangers(written(writer)) == [Rule.OFF_THE_PAGE]

    def test_a_layer_that_is_switched_off_is_found(self):
        writer = pdf_writer(NAME)
        layer = writer._add_object(DictionaryObject({NameObject("/Name"): TextStringObject("Old")}))
        state = DictionaryObject({NameObject("/OFF"): ArrayObject([layer])})
        layers = DictionaryObject({NameObject("/D"): state})
        writer._root_object[NameObject("/OCProperties")] = layers

        assert dangers(written(writer)) == [Rule.HIDDEN_LAYER]

    def test_a_locked_one_is_a_danger(self):
        writer = pdf_writer(NAME)
        writer.encrypt("secret", algorithm="RC4-128")

        assert dangers(written(writer)) == [Rule.LOCKED]


class TestAnEarlierVersion:
    def test_with_words_that_are_gone_is_found(self):
        both = saved_again(make_pdf(NAME), words_at(100, 700, "A child"))

        assert dangers(both) == [Rule.EARLIER_VERSION]

    def test_that_says_the_same_is_no_danger(self):
        assert dangers(saved_again(make_pdf(NAME), NAME + words_at(9, 9, "More"))) == []


class TestWhatAPdfSays:
    def test_of_its_making_is_told_and_no_danger(self):
        writer = pdf_writer(NAME)
        writer.add_metadata({"/Author": "Ada Example", "/Creator": "Writer", "/Title": "Costs"})
        report = report_of(written(writer), FileType.PDF)

        assert report.facts["Author"] == "Ada Example"
        assert report.facts["Title"] == "Costs"
        assert Rule.AUTHOR in {finding.rule for finding in report.findings}
        assert report.dangers == []
        assert report.can_be_stripped
        assert any("Ada Example" in words for _, words in report.words)

    def test_of_tags_title_and_language_is_missed_where_it_is_missing(self):
        assert {Rule.UNTAGGED, Rule.UNTITLED, Rule.NO_LANGUAGE} <= set(notes(make_pdf()))

    def test_is_enough_where_it_is_tagged(self):
        writer = pdf_writer(NAME)
        root = writer._root_object
        marked = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
        root[NameObject("/MarkInfo")] = marked
        root[NameObject("/StructTreeRoot")] = DictionaryObject()
        root[NameObject("/Lang")] = TextStringObject("cy")
        report = report_of(written(writer), FileType.PDF)

        assert report.facts["Language"] == "cy"
        assert not {Rule.UNTAGGED, Rule.NO_LANGUAGE} & {each.rule for each in report.findings}

    def test_on_its_pages_is_read_page_by_page(self):
        report = report_of(make_pdf(NAME, words_at(9, 9, "Costs")), FileType.PDF)

        assert report.words[:2] == [("page 1", "Jane Example"), ("page 2", "Costs")]


def _form(content, matrix):
    stream = DecodedStreamObject()
    stream.set_data(content.encode())
    stream[NameObject("/Subtype")] = NameObject("/Form")
    stream[NameObject("/Matrix")] = ArrayObject(map(FloatObject, matrix))
    stream[NameObject("/BBox")] = ArrayObject(map(FloatObject, (0, 0, 90, 18)))
    return stream
