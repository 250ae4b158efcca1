"""The rules of proofreading: what each asks for, and how grave it is by itself."""

from dataclasses import dataclass

from archive.models import Severity
from archive.readiness.rules import RULES as OF_THE_CLOSING


@dataclass(frozen=True, slots=True)
class Rule:
    """`id` never changes: waivers and severities name it. `says` is true of a text that is right.
    `is_fixed`: it is refused whatever anybody decides, since it could harm or show nothing."""

    id: str
    title: str
    says: str
    severity: Severity
    is_fixed: bool = False


INFORMATION, WARNING, BLOCKS = Severity.INFORMATION, Severity.WARNING, Severity.BLOCKS


def _of_the_closing(rule: str, severity: Severity) -> Rule:
    """One that is looked at in what is public, too, under the same id and in the same words."""
    known = OF_THE_CLOSING[rule]
    return Rule(rule, known.title, known.says, severity)


_ALL = (
    # Never let through.
    Rule(
        "html-that-runs",
        "HTML that could run a program",
        "No text holds HTML that could run a program.",
        BLOCKS,
        True,
    ),
    Rule(
        "link-not-allowed",
        "Links to where none may lead",
        "Links lead to web, mail and telephone addresses and to pages of this site.",
        BLOCKS,
        True,
    ),
    Rule(
        "picture-elsewhere",
        "Pictures from other sites",
        "Every picture is on this site.",
        BLOCKS,
        True,
    ),
    Rule(
        "picture-missing",
        "Pictures that are not there",
        "Every picture that a text shows is there.",
        BLOCKS,
        True,
    ),
    Rule(
        "watched-name",
        "Names that must never be published",
        "No text names anybody who must never be named.",
        BLOCKS,
        True,
    ),
    Rule("callout-open", "Callouts without an end", "Every callout is closed.", BLOCKS, True),
    # Where links lead, and what they say.
    Rule("link-without-target", "Links without an address", "Every link has an address.", BLOCKS),
    _of_the_closing("links-inside", BLOCKS),
    Rule(
        "link-to-draft",
        "Links to what is not out yet",
        "What a text links to is public by the time that the text is.",
        BLOCKS,
    ),
    _of_the_closing("links-outside", WARNING),
    _of_the_closing("link-says-nothing", WARNING),
    _of_the_closing("bare-address", WARNING),
    _of_the_closing("leads-nowhere", WARNING),
    # Days.
    _of_the_closing("relative-date", WARNING),
    _of_the_closing("open-call", WARNING),
    _of_the_closing("future-in-questions", WARNING),
    Rule(
        "future-of-past",
        "A future that has passed",
        "No text says “will” of a day that has passed.",
        WARNING,
    ),
    Rule(
        "call-dates",
        "Calls that contradict their dates",
        "What a call says of its opening and closing is what its dates say.",
        WARNING,
    ),
    Rule(
        "wrong-weekday",
        "Weekdays that are others",
        "The weekday beside a date is the right one.",
        WARNING,
    ),
    Rule(
        "last-updated",
        "Last updated long ago",
        "What is meant to last was looked through within a year, and no text says when it was.",
        INFORMATION,
    ),
    # How a text is built.
    Rule(
        "no-summary",
        "No summary",
        "Every record has a summary, which stands in lists and search results.",
        WARNING,
    ),
    Rule(
        "heading-skips",
        "Headings that skip a level",
        "Headings go down one level at a time.",
        WARNING,
    ),
    Rule("heading-empty", "Headings without words", "Every heading has words.", WARNING),
    Rule(
        "heading-bold",
        "Bold text in place of a heading",
        "What looks like a heading is one.",
        WARNING,
    ),
    Rule("table-headers", "Tables without headers", "Every column of a table has a name.", WARNING),
    _of_the_closing("picture-alt", BLOCKS),
    Rule(
        "footnote",
        "Footnotes that do not meet their marks",
        "Each mark has its note, and each note its mark.",
        WARNING,
    ),
    _of_the_closing("glued-mark", WARNING),
    Rule(
        "callout",
        "Marks of callouts that are none",
        "The marks of callouts are ones that there are.",
        WARNING,
    ),
    Rule(
        "chart",
        "Charts that cannot be drawn",
        "Every chart has a title, and a table with a number in each row.",
        WARNING,
    ),
    Rule(
        "html-as-typed", "HTML that readers would see", "No HTML is shown as it was typed.", WARNING
    ),
    # How it reads.
    Rule(
        "house-words", "House words", "Names and terms are written as the house words say.", WARNING
    ),
    Rule("capitals", "Words in capitals", "Only abbreviations and names are in capitals.", WARNING),
    Rule("long-sentence", "Long sentences", "No sentence has more than 40 words.", INFORMATION),
    Rule(
        "reading-age",
        "Reading age",
        "The text is read easily from an age below 16, by the formula of Flesch and Kincaid.",
        INFORMATION,
    ),
)

RULES = {rule.id: rule for rule in _ALL}
"""By id, in the order in which they are shown."""
