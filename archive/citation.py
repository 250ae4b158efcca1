"""How a record is cited: in words, and for reference managers as BibTeX and RIS.

Names the version by its day, so that it can be found among the versions that are kept. Says nothing
of the reader's own day: the page stays the same. It knows nothing of Django.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

BIBTEX_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def english_day(day: date) -> str:
    """23 May 2022."""
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Phrases:
    """What a citation says in the language of what is cited."""

    version: str = "Version of %(day)s"
    names: str = "%(names)s and %(last)s"
    day: Callable[[date], str] = english_day


@dataclass(frozen=True)
class Citation:
    """What is cited. `authors` may be none: then the publisher is the author. `bibtex_type` and
    `ris_type` are what those formats call this kind of thing; `number` is a reference such as that
    of a command paper."""

    key: str
    title: str
    kind: str
    publisher: str
    address: str
    published_on: date
    version_of: date
    authors: tuple[str, ...] = ()
    number: str = ""
    isbn: str = ""
    bibtex_type: str = "misc"
    ris_type: str = "ELEC"
    phrases: Phrases = Phrases()

    @property
    def in_words(self) -> str:
        """Josh MacAlister (2022). Final report. The Independent Review of …. Report, 23 May 2022.
        Version of 14 June 2022."""
        by = self._listed() if self.authors else self.publisher
        said = [f"{by} ({self.published_on.year}). {_ended(self.title)}"]
        if self.authors:
            said.append(_ended(self.publisher))
        dated = self.phrases.day(self.published_on)
        facts = [self.kind, *filter(None, [self.number]), dated]
        said.append(f"{', '.join(facts)}. {self._version}.")
        return " ".join(said)

    @property
    def bibtex(self) -> str:
        """One entry, as BibTeX and biber read it, in UTF-8."""
        authors = " and ".join(f"{{{_bibtex(name)}}}" for name in self.authors or (self.publisher,))
        fields = {
            "author": authors,
            "title": f"{{{_bibtex(self.title)}}}",
            "institution": _bibtex(self.publisher),
            "type": _bibtex(self.kind),
            "number": _bibtex(self.number),
            "isbn": _bibtex(self.isbn),
            "year": str(self.published_on.year),
            "date": self.published_on.isoformat(),
            "version": self.version_of.isoformat(),
            "url": self.address,
        }
        lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
        return f"@{self.bibtex_type}{{{self.key},\n" + ",\n".join(lines) + "\n}\n"

    @property
    def ris(self) -> str:
        """One reference, a tag a line."""
        tags = [
            ("TY", self.ris_type),
            *(("AU", name) for name in self.authors or (self.publisher,)),
            ("TI", self.title),
            ("PB", self.publisher),
            ("M3", self.kind),
            ("M1", self.number),
            ("SN", self.isbn),
            ("PY", str(self.published_on.year)),
            ("DA", f"{self.published_on:%Y/%m/%d}/"),
            ("ET", self._version),
            ("UR", self.address),
            ("ID", self.key),
            ("ER", ""),
        ]
        lines = [f"{tag}  - {_in_a_line(said)}" for tag, said in tags if said or tag == "ER"]
        return "\r\n".join(lines) + "\r\n"

    @property
    def _version(self) -> str:
        return self.phrases.version % {"day": self.phrases.day(self.version_of)}

    def _listed(self) -> str:
        *first, last = self.authors
        return self.phrases.names % {"names": ", ".join(first), "last": last} if first else last


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def _in_a_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _bibtex(text: str) -> str:
    return _in_a_line(text).translate(BIBTEX_SIGNS)
