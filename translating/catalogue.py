"""The catalogue of a language: a text file that people translate in, and beside it the compiled
one that the site reads. Both are kept in git, so that no machine needs gettext's own tools."""

from pathlib import Path

import polib

from .phrases import PROJECT, Phrase

PLURAL_FORMS = {
    "cy": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5);",
}
"""How many forms a language has for numbers, and which number takes which (Unicode CLDR)."""


def path_of(language: str) -> Path:
    return PROJECT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> polib.POFile:
    return polib.pofile(str(path_of(language)), encoding="utf-8", wrapwidth=99)


def updated(catalogue: polib.POFile, phrases: dict[Phrase, list[str]], language: str) -> None:
    """Take in what is said now, and leave out what is said no more."""
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURAL_FORMS[language],
    }
    kept = {(entry.msgid, entry.msgid_plural): entry for entry in catalogue}
    catalogue.clear()
    for phrase, files in phrases.items():
        entry = kept.get((phrase.text, phrase.plural)) or _entry(phrase, language)
        entry.occurrences = [(file, "") for file in files]
        catalogue.append(entry)


def write(catalogue: polib.POFile, language: str) -> None:
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{catalogue}\n", encoding="utf-8")
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def compiled(catalogue: polib.POFile) -> bytes:
    """The same bytes for the same catalogue."""
    return catalogue.to_binary()


def _entry(phrase: Phrase, language: str) -> polib.POEntry:
    flags = ["python-format"] if "%(" in phrase.text else []
    if not phrase.plural:
        return polib.POEntry(msgid=phrase.text, flags=flags)
    forms = int(PLURAL_FORMS[language].removeprefix("nplurals=")[0])
    blank = dict.fromkeys(range(forms), "")
    return polib.POEntry(
        msgid=phrase.text, msgid_plural=phrase.plural, msgstr_plural=blank, flags=flags
    )
