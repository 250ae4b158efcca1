"""What a guard is made of: a change that the database refuses, and the sentence that it gives."""

from dataclasses import dataclass


def changes(*columns: str) -> str:
    """Has one of them another value than before? An empty one is like another empty one."""
    return "(" + " OR ".join(f"OLD.{each} IS DISTINCT FROM NEW.{each}" for each in columns) + ")"


@dataclass(frozen=True)
class Refusal:
    """`says` is raised where a row of `table` would be changed so, and `when` is true.

    `of_replacing`: it stands in the way of SQLite's REPLACE, which deletes unseen the row that
    another takes the place of. PostgreSQL has none.
    """

    table: str
    event: str
    when: str
    says: str
    of_replacing: bool = False
