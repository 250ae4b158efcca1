"""One thing that stands between the site and its closing. Knows nothing of Django."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace

MOST_SAID = 3
"""On so many pages the same fault is said page by page; on more, once for all of them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the id of a rule, `address` where readers meet it, `what` and `do` are sentences.

    `quote` is the text at its place, as it is read, and `words` those of it that are meant. `form`
    is the path in the admin at which it is mended; empty where no form can.
    """

    rule: str
    address: str
    what: str
    do: str
    quote: str = ""
    words: str = ""
    form: str = ""

    @property
    def place(self) -> str:
        """What a waiver is for: another one as soon as the text at the place is another."""
        at = "\n".join((self.rule, self.address, self.quote or self.what, self.words))
        return hashlib.sha256(at.encode(errors="replace")).hexdigest()

    def as_row(self) -> dict[str, str]:
        return asdict(self)


def said_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What is the same on many pages (of a template, a menu, a notice) said once, with how many."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        alike.setdefault((each.rule, each.what, each.quote), []).append(each)
    for group in alike.values():
        if len(group) <= MOST_SAID:
            yield from group
        else:
            first, more = group[0], len(group) - 1
            what = f"{first.what} It is so on {more} more pages."
            yield replace(first, what=what, quote=first.quote or first.what)
