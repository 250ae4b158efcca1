"""Files of every kind, made by hand for the tests: good ones, and such as nobody should publish."""

import io
import zipfile
from collections.abc import Sequence

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    TextStringObject,
)

from archive.files import FileType
from archive.files.inspecting import Report, Rule
from archive.files.inspecting.inspection import look_into

HELVETICA = DictionaryObject(
    {
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    }
)


def words_at(x: float, y: float, words: str, colour: str = "0 g") -> str:
    return f"BT /F1 12 Tf {colour} {x} {y} Td ({words}) Tj ET\n"


def box_at(x: float, y: float, width: float, height: float, colour: str = "0 g") -> str:
    return f"q {colour} {x} {y} {width} {height} re f Q\n"


NAME = words_at(100, 700, "Jane Example")
"""Words whose box is about 68 by 12 points from 100, 698."""


def pdf_writer(*pages: str, notes: Sequence[dict] = ()) -> PdfWriter:
    writer = PdfWriter()
    for content in pages:
        page = writer.add_blank_page(width=595, height=842)
        stream = DecodedStreamObject()
        stream.set_data(content.encode("latin-1"))
        fonts = DictionaryObject({NameObject("/F1"): HELVETICA})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(stream)
        if notes:
            page[NameObject("/Annots")] = ArrayObject(annotation(**note) for note in notes)
    return writer


def annotation(kind: str, rect: Sequence[float], colour: Sequence[float] = (), inside=(), words=""):
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(kind),
            NameObject("/Rect"): ArrayObject(map(FloatObject, rect)),
            NameObject("/C"): ArrayObject(map(FloatObject, colour)),
            NameObject("/IC"): ArrayObject(map(FloatObject, inside)),
        }
    )
    if words:
        note[NameObject("/Contents")] = TextStringObject(words)
    return note


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def make_pdf(*pages: str, notes: Sequence[dict] = ()) -> bytes:
    return written(pdf_writer(*(pages or (NAME,)), notes=notes))


def saved_again(data: bytes, content: str) -> bytes:
    """A PDF whose first page was rewritten by a program that only adds to the file."""
    writer = PdfWriter(PdfReader(io.BytesIO(data)), incremental=True)
    stream = DecodedStreamObject()
    stream.set_data(content.encode("latin-1"))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def make_package(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ({"[Content_Types].xml": "<Types/>"} | parts).items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def make_docx(body: str = "", **others: str | bytes) -> bytes:
    """`body` is WordprocessingML; `others` are further parts, `__` standing for the slash."""
    text = f"<w:document {W}><w:body>{body or run('What we heard')}</w:body></w:document>"
    return make_package({"word/document.xml": text} | _named(others))


def run(words: str, dress: str = "", around: str = "") -> str:
    inside = f"<w:r><w:rPr>{dress}</w:rPr><w:t>{words}</w:t></w:r>"
    return f"<w:p><w:pPr>{around}</w:pPr>{inside}</w:p>"


def make_xlsx(
    sheets: dict[str, str], states: dict[str, str] | None = None, **others: str | bytes
) -> bytes:
    """`sheets` are SpreadsheetML by name; `states` says which are hidden."""
    said = "".join(
        f'<sheet name="{name}" state="{(states or {}).get(name, "visible")}" r:id="r{at}"/>'
        for at, name in enumerate(sheets, 1)
    )
    parts = {
        "xl/workbook.xml": f"<workbook {S} {R}><sheets>{said}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(
            *(f"worksheets/sheet{at}.xml" for at, _ in enumerate(sheets, 1))
        ),
    }
    for at, content in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = f"<worksheet {S}>{content}</worksheet>"
    return make_package(parts | _named(others))


def cells(*words: str, row: str = "", number: int = 1, style: int = 0) -> str:
    inside = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr" s="{style}"><is><t>{word}</t></is></c>'
        for at, word in enumerate(words)
    )
    return f'<row r="{number}" {row}>{inside}</row>'


def make_pptx(*slides: str, show: str = "1", **others: str | bytes) -> bytes:
    """`slides` are what stands in each slide's tree of shapes; `show` is of the last one."""
    order = "".join(f'<p:sldId id="{at}" r:id="r{at}"/>' for at, _ in enumerate(slides, 1))
    parts = {
        "ppt/presentation.xml": f"<p:presentation {P} {R}><p:sldIdLst>{order}</p:sldIdLst>"
        '<p:sldSz cx="9000" cy="5000"/></p:presentation>',
        "ppt/_rels/presentation.xml.rels": relations(
            *(f"slides/slide{at}.xml" for at, _ in enumerate(slides, 1))
        ),
    }
    for at, content in enumerate(slides, 1):
        shown = show if at == len(slides) else "1"
        parts[f"ppt/slides/slide{at}.xml"] = (
            f'<p:sld {P} show="{shown}"><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:sld>'
        )
    return make_package(parts | _named(others))


def shape(words: str, left: int = 100, hidden: str = "0", place: str = "") -> str:
    role = f'<p:nvPr><p:ph type="{place}"/></p:nvPr>' if place else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="x" hidden="{hidden}"/>{role}</p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{left}" y="100"/><a:ext cx="500" cy="500"/></a:xfrm></p:spPr>'
        f"<p:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def relations(*targets: str, kind: str = "part", mode: str = "") -> str:
    external = f'TargetMode="{mode}"' if mode else ""
    inside = "".join(
        f'<Relationship Id="r{at}" Type="x/{kind}" Target="{target}" {external}/>'
        for at, target in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def _named(others: dict[str, str | bytes]) -> dict[str, str | bytes]:
    """`word__comments_xml` is `word/comments.xml`."""
    return {name.replace("__", "/").replace("_xml", ".xml"): each for name, each in others.items()}


def make_photo(kind: str = "JPEG", *, has_place: bool = True, way_up: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Canon", "EOS 5D", way_up
    if has_place:
        exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)})
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(target, kind, exif=exif)
    return target.getvalue()


def report_of(data: bytes, kind: FileType) -> Report:
    return look_into(io.BytesIO(data), kind)


def dangers(data: bytes, kind: FileType = FileType.PDF) -> list[Rule]:
    return [finding.rule for finding in report_of(data, kind).dangers]


def notes(data: bytes, kind: FileType = FileType.PDF) -> list[Rule]:
    return [each.rule for each in report_of(data, kind).findings if not each.is_danger]
