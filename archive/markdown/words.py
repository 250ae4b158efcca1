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
    chart: str = "Bar chart"
    chart_called: str = "Bar chart: {title}"
    chart_table: str = "The table of this chart"
    chart_table_called: str = "{title}: the table"
    figures: str = "The figures in a table"
    bars: str = (
        "A bar chart of {count} bars. The longest is {longest}. The shortest is {shortest}. "
        "The table has every figure."
    )

    def label(self, callout: str) -> str:
        """What a callout of that kind is called; a figure and a chart's title are enough."""
        labels = {
            "information": self.information,
            "warning": self.warning,
            "help-line": self.help_line,
        }
        return labels.get(callout, "")

    def chart_of(self, title: str) -> str:
        return self.chart_called.format(title=title) if title else self.chart

    def table_of(self, title: str) -> str:
        return self.chart_table_called.format(title=title) if title else self.chart_table


ENGLISH = Words()
