"""Where the links of a text lead: what nothing answers, what nobody can see yet, what is gone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.markdown.links import BARE_ADDRESS, LINK, allowed_target, without_trailing_marks

from .sheet import Remark, Sheet

_LINK, _BARE = re.compile(LINK), re.compile(BARE_ADDRESS)


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to, as it is written, and where that stands."""

    written: str
    start: int
    end: int


def targets(text: str) -> Iterator[Target]:
    """Those of a text without its code; mail and telephones left out."""
    for found in _LINK.finditer(text):
        bare = found[2].removeprefix("<").removesuffix(">").strip()
        if bare and allowed_target(bare) and not bare.lower().startswith(("mailto:", "tel:")):
            start = found.start(2) + found[2].index(bare)
            yield Target(bare, start, start + len(bare))
    for found in _BARE.finditer(_LINK.sub(lambda link: "." * len(link[0]), text)):
        address = without_trailing_marks(found[1])
        if allowed_target(address):
            yield Target(address, found.start(1), found.start(1) + len(address))


def remarks(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.is_markdown:
        return
    for target in targets(sheet.text):
        if fault := sheet.about.link_faults.get(target.written):
            yield Remark(
                fault.rule, target.start, target.end, fault.what, fault.do, quote=fault.quote
            )
