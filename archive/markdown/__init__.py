"""The one place where Markdown becomes safe HTML, and where it is read for its faults.

Classes in the HTML, for the stylesheets:

- `callout` on an `aside`, with `callout--information`, `callout--warning`, `callout--help-line`
  or `callout--statistic`; in it `callout-label` (the kind, in words) and `callout-figure`
  (a statistic's number), both `p`
- `table-scroll`: the `div` around every table, focusable; in cells `align-left`, `align-centre`,
  `align-right`
- `chart` on a `figure`; in it `chart-bars` on the drawing, with a `chart-row` a bar, and
  `chart-table` on the `details` with the table
- `picture` and `quote` on a `figure`, each with an optional `figcaption`; `picture--decorative`
  on one that is said to be no more than decoration
- `footnote-mark` on the `sup` in the text, `footnotes` on the `section` at the end,
  `footnote-back` on the link back
- `numbered` on a `p` that counts on from another, with `paragraph-number` on the link to itself
- `outside` on links that lead to another site
- `visually-hidden` on words that only assistive technology needs
"""

from archive.markdown.headings import Heading
from archive.markdown.problems import (
    Problem,
    ShownPicture,
    pictures,
    problems,
    relative_dates,
)
from archive.markdown.reading import WORDS_A_MINUTE, minutes_for, text_of
from archive.markdown.rendering import Rendered, render
from archive.markdown.words import Words

__all__ = [
    "WORDS_A_MINUTE",
    "Heading",
    "Problem",
    "Rendered",
    "ShownPicture",
    "Words",
    "pictures",
    "plain_text",
    "problems",
    "reading_minutes",
    "relative_dates",
    "render",
    "word_count",
]


def plain_text(source: str) -> str:
    """The reading text of Markdown: no marks, a line a block, footnote marks as ` [1]`."""
    return text_of(render(source).html)


def word_count(source: str) -> int:
    """Words that a reader reads, footnotes included."""
    return render(source).words


def reading_minutes(source: str) -> int:
    """Whole minutes that reading takes at `WORDS_A_MINUTE`, at least one."""
    return minutes_for(word_count(source))
