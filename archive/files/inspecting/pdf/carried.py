"""What a PDF carries beside its pages: scripts, actions, files, places of its pictures."""

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject

from archive.files.inspecting.pdf.objects import UNREADABLE, dictionaries, of_dictionary, resolved
from archive.files.inspecting.pictures import look_at_exif
from archive.files.inspecting.report import Report, how_many
from archive.files.inspecting.rules import Rule

ACTIONS = {
    "/Launch": "starts a program",
    "/SubmitForm": "sends what is filled in",
    "/ImportData": "fetches data",
    "/GoToE": "opens a file inside it",
    "/Rendition": "plays something",
}
LARGEST_PICTURE = 30_000_000


def look_at_carried(reader: PdfReader, report: Report) -> None:
    scripts = 0
    actions: dict[str, int] = {}
    files: dict[str, None] = {}
    for each in dictionaries(reader.root_object):
        kind = str(each.get("/S"))
        if kind == "/JavaScript" or "/JS" in each:
            scripts += 1
        elif kind in ACTIONS:
            actions[kind] = actions.get(kind, 0) + 1
        if "/EF" in each:
            files[_name_of(each)] = None
        if str(each.get("/Subtype")) in ("/RichMedia", "/3D"):
            files["a film, sound or model"] = None
        if "/XFA" in each:
            report.find(Rule.ACTION, detail="it is a form of the kind XFA, which most readers drop")
        if isinstance(each, StreamObject) and each.get("/Subtype") == "/Image":
            _look_at_picture(each, report)
    if scripts:
        report.find(Rule.SCRIPT, detail=how_many(scripts))
    for kind, count in actions.items():
        report.find(Rule.ACTION, detail=f"it {ACTIONS[kind]} ({count} times)")
    for name in list(files)[:50]:
        report.find(Rule.EMBEDDED, detail=name)


def _name_of(said: DictionaryObject) -> str:
    name = resolved(said.get("/UF")) or resolved(said.get("/F")) or "a file without a name"
    is_there = bool(of_dictionary(said.get("/EF")))
    return f"“{name}”" if is_there else "a file that is empty"


def _look_at_picture(picture: StreamObject, report: Report) -> None:
    if "/DCTDecode" not in str(picture.get("/Filter")):
        return
    try:
        raw: bytes = picture._data
    except UNREADABLE:
        return
    if len(raw) <= LARGEST_PICTURE and b"Exif\x00\x00" in raw[:4096]:
        look_at_exif(raw, report, where="a picture in it")
