"""A text as it lies before the proofreader, and what is remarked on it. Knows nothing of Django."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from archive.markdown.code import lines_without_code, without_code_spans
from archive.markdown.wordings import without_targets

_BLOCK_BREAK = re.compile(
    r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])|\n(?=[ \t]*(?:#|\||>|:::))"
)
_NO_PROSE = re.compile(r"[ \t]*(?:#|\||:::|!\[)")
_LEAD = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+|>[ \t]?|\[\^[^\]\n]{1,80}\]:)*[ \t]*")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A house word: how it is written here, how it is not, and why."""

    write: str
    instead_of: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class LinkFault:
    """What is wrong with where a link leads. `rule` is the id of the rule that it breaks."""

    rule: str
    what: str
    do: str
    quote: str


@dataclass(frozen=True, slots=True)
class About:
    """What the rules have to know of the page that a text stands on.

    `today` is the day in London. `dated_on` is the day of the text itself, if it has one: the
    one that it bears, or that of its publication. `last_updated_on` is empty for what is not
    public yet. `opens_on` and `closes_on` are a call's, with `closes_at_midnight` where it
    closes with the first minute of that day. `is_as_said`: a letter as it was sent, a speech as
    it was given. `lasts`: it is there to be true for good, as an answer or a page is, and news
    is not. `link_faults` are by address, as they are written.
    """

    address: str
    today: date
    dated_on: date | None = None
    last_updated_on: date | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    closes_at_midnight: bool = False
    is_english: bool = True
    is_question: bool = False
    is_as_said: bool = False
    lasts: bool = False
    has_files: bool = False
    spellings: tuple[Spelling, ...] = ()
    link_faults: Mapping[str, LinkFault] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """The text of one field. Its lines end in line feeds; places in it count characters."""

    field: str
    label: str
    source: str
    about: About
    is_markdown: bool = True

    @cached_property
    def text(self) -> str:
        """Without what stands in code; every place stays where it is."""
        if not self.is_markdown:
            return self.source
        return without_code_spans("\n".join(lines_without_code(self.source)))

    @cached_property
    def words(self) -> str:
        """Without addresses, too: what is read. Every place stays where it is."""
        return without_targets(self.text) if self.is_markdown else self.text

    def prose(self) -> Iterator[tuple[int, int]]:
        """Where paragraphs, items of lists and notes stand, without headings, tables, pictures."""
        start = 0
        breaks = [*_BLOCK_BREAK.finditer(self.words)]
        for end, after in [*((m.start(), m.end()) for m in breaks), (len(self.words), 0)]:
            block = self.words[start:end]
            if block.strip() and not _NO_PROSE.match(block):
                lead = _LEAD.match(block)
                yield start + (lead.end() if lead else 0), end
            start = after

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with where it begins."""
        start = 0
        for line in self.text.split("\n"):
            yield start, line
            start += len(line) + 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule says of the words from `start` to `end`: what is wrong, and how to mend it.

    `replacement` is what could stand there instead, where that is known. `quote` and `words`
    tell this place from others that break the same rule, for waivers; left empty they are the
    sentence there and the words themselves.
    """

    rule: str
    start: int
    end: int
    what: str
    do: str = ""
    replacement: str | None = None
    quote: str = ""
    words: str = ""
