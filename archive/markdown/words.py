"""The words that a body has of its own beside those that were written: labels and names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """In the language of the body; English where nothing else is said."""

    information: str = "Information"
    warning: str = "Warning"
    help_line: str = "Help line"
    footnotes: str = "Footnotes"
    footnote: str = "Footnote"
    back: str = "Back to text {number}"
    back_to_mention: str = "Back to text {number}, mention {mention}"
    table: str = "Table {number}"

    def label(self, callout: str) -> str:
        """What a callout of that kind is called; a figure is its own label."""
        labels = {
            "information": self.information,
            "warning": self.warning,
            "help-line": self.help_line,
        }
        return labels.get(callout, "")


ENGLISH = Words()
