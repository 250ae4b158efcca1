"""Characters that no text on the record holds: nobody sees them, and some of them deceive.

Control characters other than tabs and line ends, which XML cannot hold at all; halves of
characters, which no encoding can; and the marks that turn the direction of a text round, with
which words can be made to read otherwise than they are.
"""

import re

UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
SHOWN_BEFORE = 30


def unreadable(text: str) -> str:
    """A sentence on the first such character of a text; nothing where there is none."""
    found = UNREADABLE.search(text)
    if not found:
        return ""
    before = text[: found.start()].rpartition("\n")[2][-SHOWN_BEFORE:].strip()
    where = f"after “{before}”" if before else "at the beginning"
    return (
        f"This holds a character that cannot be seen (U+{ord(found[0]):04X}), {where}. Take it out."
    )


def readable(text: str) -> str:
    """The text without such characters."""
    return UNREADABLE.sub("", text)
