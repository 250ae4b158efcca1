"""Words in a PDF that nobody sees: under pictures, cut off, not painted, too small."""

import io
import zlib

import pytest
from PIL import Image, ImageDraw
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

from archive.files import FileType
from archive.files.inspecting import Rule
from tests.files.made_files import (
    NAME,
    annotation,
    box_at,
    dangers,
    make_pdf,
    pdf_writer,
    report_of,
    words_at,
    written,
)

OVER_NAME = "q 90 0 0 18 95 695 cm /P Do Q\n"
OVER_PAGE = "q 595 0 0 842 0 0 cm /P Do Q\n"
RECOGNISED = "BT /F1 12 Tf 3 Tr 100 700 Td (Jane Example) Tj ET\n"
OUTLINES = "".join(f"{x} 698 m {x + 5} 698 l {x + 2} 708 l h f\n" for x in range(100, 172, 6))
"""The letters of a name as shapes."""


class TestWordsUnderAPicture:
    def test_are_found_with_their_page(self):
        report = report_of(pictured(NAME + OVER_NAME, drawn("black")), FileType.PDF)

        assert [finding.sentence for finding in report.dangers] == [
            "Words under a black box can be copied out (page 1): 11 characters."
        ]

    @pytest.mark.parametrize(
        ("colour", "rule"),
        [("white", Rule.COVERED), ("#eee", Rule.COVERED), ("darkred", Rule.BLACK_BOX)],
    )
    def test_are_found_whatever_its_colour(self, colour, rule):
        assert dangers(pictured(NAME + OVER_NAME, drawn(colour))) == [rule]

    def test_are_found_however_it_is_kept(self):
        black = Image.new("RGB", (40, 10))
        kept = [
            of_samples(b"\0", "/DeviceGray", 1, 1),
            of_samples(b"\xff", "/DeviceGray", 1, 1, decode=(1, 0)),
            of_samples(b"\0\0", "/DeviceGray", 1, 1, bits=16),
            of_samples(b"\0", "/DeviceGray", 1, 1, bits=1),
            of_samples(b"\0\0\0\xff", "/DeviceCMYK", 1, 1),
            of_samples(zlib.compress(black.tobytes()), "/DeviceRGB", 40, 10, "/FlateDecode"),
            as_jpeg(black),
            as_jpeg(black.convert("CMYK").point(lambda _: 255)),
            with_palette(b"\1", b"\xff\xff\xff\0\0\0"),
            masked(of_samples(b"\0", "/DeviceGray", 1, 1), "/SMask", b"\xff"),
            stencil(b"\0"),
        ]

        found = [dangers(pictured(NAME + OVER_NAME, picture)) for picture in kept]

        assert found == [[Rule.BLACK_BOX]] * len(kept)

    def test_are_found_where_it_lies_in_the_content_itself(self):
        inline = "q 90 0 0 18 95 695 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \0 EI Q\n"

        assert dangers(make_pdf(NAME + inline)) == [Rule.BLACK_BOX]

    def test_are_found_where_it_has_one_colour_over_them_and_others_beside(self):
        picture = Image.new("L", (200, 200), "white")
        ImageDraw.Draw(picture).rectangle((0, 100, 200, 200), fill="black")
        over = "q 300 0 0 200 90 650 cm /P Do Q\n"  # its lower half over the name

        assert dangers(pictured(NAME + over, as_jpeg(picture))) == [Rule.BLACK_BOX]

    def test_are_found_where_a_page_of_one_colour_lies_over_all_of_them(self):
        assert dangers(pictured(NAME + OVER_PAGE, drawn("white"))) == [Rule.COVERED]

    def test_are_found_where_nobody_can_tell_what_it_shows(self):
        unknown = of_samples(b"?", "/DeviceGray", 9, 9, "/JBIG2Decode")

        assert dangers(pictured(NAME + OVER_NAME, unknown)) == [Rule.COVERED]

    def test_are_found_where_it_claims_to_be_without_end(self):
        endless = of_samples(b"\0", "/DeviceGray", 2_000_000, 2_000_000)

        assert dangers(pictured(NAME + OVER_NAME, endless)) == [Rule.COVERED]


class TestAPictureThatHidesNothing:
    @pytest.mark.parametrize(
        "content",
        [
            NAME + "q 90 0 0 60 400 750 cm /P Do Q\n",  # a logo over nothing
            OVER_NAME + words_at(100, 700, "Jane Example", "1 g"),  # words on a banner
            NAME + OVER_NAME + words_at(100, 700, "Jane Example", "1 g"),  # written again
            NAME + "q 90 0 0 1 95 703 cm /P Do Q\n",  # a line through them
        ],
    )
    def test_is_left_alone(self, content):
        assert dangers(pictured(content, drawn("black"))) == []

    def test_is_one_that_lets_them_through(self):
        black = of_samples(b"\0", "/DeviceGray", 1, 1)

        assert dangers(pictured(NAME + OVER_NAME, masked(black, "/SMask", b"\x33"))) == []
        assert dangers(pictured(NAME + OVER_NAME, masked(black, "/Mask", b"\x80"))) == []
        assert dangers(pictured(NAME + OVER_NAME, stencil(b"\x80"))) == []


class TestAScan:
    @pytest.mark.parametrize(
        "content", [RECOGNISED + OVER_PAGE, OVER_PAGE + RECOGNISED, NAME + OVER_PAGE]
    )
    def test_keeps_its_recognised_words(self, content):
        assert dangers(pictured(content, scanned())) == []

    def test_keeps_those_that_were_recognised_where_there_is_nothing(self):
        noise = RECOGNISED.replace("100 700", "100 300")

        assert dangers(pictured(noise + OVER_PAGE, scanned())) == []
        assert dangers(pictured(noise.replace("3 Tr", "") + OVER_PAGE, scanned())) == []

    @pytest.mark.parametrize("content", [RECOGNISED + OVER_PAGE, OVER_PAGE + RECOGNISED])
    def test_that_was_blackened_without_its_recognised_words_is_found(self, content):
        blackened = scanned(box=(95, 842 - 713, 185, 842 - 695))

        assert dangers(pictured(content, blackened)) == [Rule.BLACK_BOX]

    def test_with_a_box_painted_over_its_recognised_words_is_found(self):
        box = box_at(95, 695, 90, 18)
        note = annotation("/Square", (95, 695, 185, 713), inside=(0, 0, 0))

        assert dangers(pictured(OVER_PAGE + RECOGNISED + box, scanned())) == [Rule.BLACK_BOX]
        assert dangers(pictured(RECOGNISED + OVER_PAGE + box, scanned())) == [Rule.BLACK_BOX]
        assert dangers(pictured(OVER_PAGE + RECOGNISED, scanned(), note)) == [Rule.BLACK_BOX]

    def test_may_be_white_paper_painted_first(self):
        paper = box_at(0, 0, 595, 842, "1 g")

        assert dangers(pictured(RECOGNISED + paper + OVER_PAGE, scanned())) == []


class TestWordsThatNobodySees:
    @pytest.mark.parametrize(
        ("content", "why"),
        [
            ("q 0 0 9 9 re W n " + NAME + "Q", "outside of what is shown"),
            (RECOGNISED, "that are not painted"),
            (RECOGNISED.replace("3 Tr", "7 Tr"), "that are not painted"),
            (NAME.replace("12 Tf", "0.1 Tf"), "smaller than a point"),
            (NAME.replace("12 Tf", "0 Tf"), "smaller than a point"),
            ("q .01 0 0 .01 0 0 cm " + NAME + "Q", "smaller than a point"),
        ],
    )
    def test_are_found_with_why(self, content, why):
        report = report_of(make_pdf(words_at(50, 50, "Fine"), content), FileType.PDF)

        assert [finding.sentence for finding in report.dangers] == [
            f"Words that nobody sees can be copied out (page 2): 11 characters {why}."
        ]

    def test_are_found_in_a_part_of_the_page_that_shows_none_of_them(self):
        writer = pdf_writer("/P Do")
        form = EncodedStreamObject()
        form._data = NAME.encode()
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(map(NumberObject, (0, 0, 90, 18)))
        add(writer, form)

        assert dangers(written(writer)) == [Rule.NOBODY_SEES]

    def test_are_found_beside_the_page(self):
        assert dangers(make_pdf(words_at(700, 700, "Jane Example"))) == [Rule.OFF_THE_PAGE]

    def test_are_found_where_nothing_but_a_picture_of_one_colour_is_under_them(self):
        assert dangers(pictured(OVER_PAGE + RECOGNISED, drawn("white"))) == [Rule.NOBODY_SEES]

    def test_are_found_beside_a_picture(self):
        content = RECOGNISED + "q 90 0 0 60 400 50 cm /P Do Q\n"

        assert dangers(pictured(content, scanned())) == [Rule.NOBODY_SEES]

    def test_are_found_where_they_let_everything_through(self):
        assert dangers(faded(NAME, 0)) == [Rule.NOBODY_SEES]


class TestWordsThatAreSeen:
    @pytest.mark.parametrize(
        "content",
        [
            "q 95 690 200 30 re W n " + NAME + "Q",  # in a part that shows them
            "q 0 0 100 842 re W n " + NAME.replace("100", "97") + "Q\n" + NAME.replace("100", "97"),
            NAME + "BT /F1 4 Tf 180 706 Td (12) Tj ET\n",  # a small note’s number
            "BT /F1 1 Tf 12 0 0 12 100 700 Tm (Jane Example) Tj ET\n",
            "q .01 0 0 .01 0 0 cm BT /F1 1200 Tf 9000 9000 Td (Fine) Tj ET Q",
            "BT /F1 12 Tf 3 Tr 100 700 Td ( ) Tj ET\n",  # a blank
            NAME + RECOGNISED,  # once more, for screen readers
            RECOGNISED + OUTLINES,
        ],
    )
    def test_are_left_alone(self, content):
        assert dangers(make_pdf(content)) == []

    def test_are_faint_ones(self):
        assert dangers(faded(NAME, 0.3)) == []

    def test_are_those_of_a_page_measured_from_another_corner(self):
        writer = pdf_writer(NAME)
        corners = ArrayObject(map(NumberObject, (595, 842, 0, 0)))
        writer.pages[0][NameObject("/MediaBox")] = corners

        assert dangers(written(writer)) == []


def add(writer, picture: StreamObject) -> None:
    resources = writer.pages[0]["/Resources"]
    for name in ("/SMask", "/Mask"):
        if name in picture:
            picture[NameObject(name)] = writer._add_object(picture[name])
    named = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    resources[NameObject("/XObject")] = named


def pictured(content: str, picture: StreamObject, *notes: DictionaryObject) -> bytes:
    writer = pdf_writer(content)
    add(writer, picture)
    if notes:
        writer.pages[0][NameObject("/Annots")] = ArrayObject(notes)
    return written(writer)


def of_samples(
    data: bytes, space: str, width: int, height: int, packed: str = "", *, bits: int = 8, decode=()
) -> StreamObject:
    stream = EncodedStreamObject()
    stream._data = data
    stream[NameObject("/Subtype")] = NameObject("/Image")
    stream[NameObject("/Width")], stream[NameObject("/Height")] = (
        NumberObject(width),
        NumberObject(height),
    )
    stream[NameObject("/BitsPerComponent")] = NumberObject(bits)
    if space:
        stream[NameObject("/ColorSpace")] = NameObject(space)
    if packed:
        stream[NameObject("/Filter")] = NameObject(packed)
    if decode:
        stream[NameObject("/Decode")] = ArrayObject(map(NumberObject, decode))
    return stream


def as_jpeg(image: Image.Image) -> StreamObject:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=70)
    spaces = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
    return of_samples(target.getvalue(), spaces[image.mode], *image.size, "/DCTDecode")


def drawn(colour: str) -> StreamObject:
    return as_jpeg(Image.new("RGB", (40, 10), colour))


def scanned(box: tuple[int, ...] = ()) -> StreamObject:
    """A page on which that name stands, as a scanner sees it."""
    page = Image.new("L", (595 * 2, 842 * 2), "white")
    pen = ImageDraw.Draw(page)
    pen.text((200, 2 * (842 - 712)), "Jane Example", fill="black", font_size=24)
    if box:
        pen.rectangle([2 * each for each in box], fill="black")
    return as_jpeg(page)


def masked(picture: StreamObject, kind: str, data: bytes) -> StreamObject:
    is_stencil = kind == "/Mask"
    mask = of_samples(data, "" if is_stencil else "/DeviceGray", 1, 1, bits=1 if is_stencil else 8)
    if is_stencil:
        mask[NameObject("/ImageMask")] = BooleanObject(True)
    picture[NameObject(kind)] = mask
    return picture


def stencil(data: bytes) -> StreamObject:
    picture = of_samples(data, "", 1, 1, bits=1)
    picture[NameObject("/ImageMask")] = BooleanObject(True)
    return picture


def with_palette(data: bytes, colours: bytes) -> StreamObject:
    picture = of_samples(data, "", 1, 1)
    said = [NameObject("/Indexed"), NameObject("/DeviceRGB"), NumberObject(1)]
    picture[NameObject("/ColorSpace")] = ArrayObject([*said, ByteStringObject(colours)])
    return picture


def faded(content: str, alpha: float) -> bytes:
    writer = pdf_writer("/Faint gs " + content)
    states = DictionaryObject(
        {NameObject("/Faint"): DictionaryObject({NameObject("/ca"): FloatObject(alpha)})}
    )
    writer.pages[0]["/Resources"][NameObject("/ExtGState")] = states
    return written(writer)
