"""Is everything on the list reached from the home page by links alone?

What is not on it cannot be reached: a link there is a link to nothing (leading.py)."""

from collections.abc import Sequence

from .index import Index

WELL_KNOWN = ("/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/404.html")
"""Found by whoever knows where such things are, without a link."""

LEADING_ON = ("page", "redirect", "tombstone")
"""Kinds whose links are followed. The pages of the past lead to all that there is, so that nothing
would ever be missed."""


class NotTheInventory(Exception):
    """Links do not reach all that the site lists. The text names each address."""

    def __init__(self, not_kept: Sequence[str], not_reached: Sequence[str]) -> None:
        faults = (
            (not_kept, "is listed as public, and no answer of it is kept in this edition"),
            (not_reached, "is public, and no link from the home page leads to it"),
        )
        lines = [f"{address} {fault}." for addresses, fault in faults for address in addresses]
        super().__init__(
            "The links of the site and the list of its public addresses differ:\n"
            + "\n".join(lines)
            + "\nAdd the missing links, or take back what nobody is to find, and freeze again."
        )
        self.not_kept, self.not_reached = not_kept, not_reached


def check(index: Index) -> int:
    """How many links there are, from file to file. Raises NotTheInventory. Settles on the way
    which files are of the record, and which are the dress of the pages."""
    index.name_dress()
    reached, links = _reached(index)
    not_reached = [
        address
        for number, address in index.ask(
            "SELECT number, address FROM file JOIN listed USING (address)"
            " WHERE kind != 'memento' ORDER BY address"
        )
        if not reached[number] and address not in WELL_KNOWN
    ]
    not_kept = _addresses(
        index,
        "SELECT address FROM listed EXCEPT SELECT address FROM capture WHERE stands ORDER BY 1",
    )
    if not_kept or not_reached:
        raise NotTheInventory(not_kept, not_reached)
    return links


def _reached(index: Index) -> tuple[bytearray, int]:
    """Which files are reached, by their numbers, a byte each; and how many links there are."""
    (last,) = next(index.ask("SELECT max(number) FROM file"))
    reached, leads_on = bytearray(last + 1), bytearray(last + 1)
    for (number,) in index.ask(f"SELECT number FROM file WHERE kind IN {LEADING_ON}"):  # noqa: S608
        leads_on[number] = 1
    (links,) = next(index.ask("SELECT sum(length(links)) / 4 FROM file"))
    home = index.standing("/")
    waiting = [home.file] if home else []
    for number in waiting:
        reached[number] = 1
    while waiting:
        for number in index.links_of(waiting.pop()):
            if not reached[number]:
                reached[number] = 1
                if leads_on[number]:
                    waiting.append(number)
    return reached, links


def _addresses(index: Index, question: str) -> list[str]:
    return [row[0] for row in index.ask(question)]
