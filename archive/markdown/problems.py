"""What an editor should know about a body before it is saved, in plain words."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from archive.markdown.callouts import KINDS, find_callouts
from archive.markdown.charts import NoChart, bars_of, table_rows
from archive.markdown.code import lines_without_code, without_code_spans
from archive.markdown.footnotes import NOTE, REFERENCE, take_notes
from archive.markdown.images import own_picture
from archive.markdown.links import IMAGE, LINK, allowed_target
from archive.markdown.wordings import POINTS_AT_NOTHING, has_its_date, relative, says_nothing

TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])([^<>]{0,2000})>?|<!--")
RUNS_BY_ITSELF = re.compile(r"[\s/\"']on[a-z]{3,30}\s{0,20}=", re.IGNORECASE)
DANGEROUS_TAGS = frozenset({
    "applet", "base", "embed", "form", "frame", "frameset", "iframe", "link", "math", "meta",
    "object", "script", "style", "svg", "template",
})  # fmt: skip
FILE_NAME = re.compile(
    r"^(?:img|dsc|image|picture|photo|screenshot)?[\s_-]*\d*$|\.(?:jpe?g|png|webp|gif|avif|heic)$",
    re.IGNORECASE,
)
SORT_OF_PICTURE = re.compile(
    r"\W*(?:(?:an?|the|this|y|yr)\s+)?"
    r"(?:chart|delwedd|diagram|ffotograff|figure|graff|graph|graphic|illustration|image"
    r"|infographic|llun|photo|photograph|pic|picture|screenshot|siart)s?"
    r"(?:\s+\d+)?\W*",
    re.IGNORECASE,
)
BLANK_LETTERS = str.maketrans("", "", "\u115f\u1160\u3164\uffa0")
"""Letters to a computer, and nothing at all to a reader."""


def says_something(text: str) -> bool:
    """Blanks say nothing, be they ever so thin; nor do dots and dashes."""
    return any(character.isalnum() for character in text.translate(BLANK_LETTERS))


def says_what_it_shows(alt: str) -> bool:
    """“A chart” is what anybody knows who is told that there is a picture."""
    return SORT_OF_PICTURE.fullmatch(alt) is None


@dataclass(frozen=True)
class Problem:
    """One finding: its line (from 1), what is wrong and what to do; blocking forbids saving.

    `rule` says of which sort it is; `start` and `end` are where it stands in the text.
    """

    line: int
    text: str
    blocking: bool
    rule: str
    start: int
    end: int


@dataclass(frozen=True)
class ShownPicture:
    """A picture in a body: its line (from 1), the words that stand for it, where it is, and from
    where to where its description stands."""

    line: int
    alt: str
    source: str
    start: int
    end: int


def problems(source: str) -> list[Problem]:
    """Everything in a body that is dangerous, or that its readers would stumble over."""
    lines = lines_without_code(source)
    text = without_code_spans("\n".join(lines))
    places = _Places(text)
    found = [
        *_of_markup(text, places),
        *_of_links(text, places),
        *_of_pictures(text, places),
        *_of_callouts(text.split("\n"), places),
        *_of_charts(text.split("\n"), places),
        *_of_footnotes(text.split("\n"), places),
    ]
    return sorted(found, key=lambda problem: (problem.line, not problem.blocking, problem.text))


def relative_dates(source: str) -> list[Problem]:
    """Words such as "today" that will be wrong tomorrow: for notices, which stand for years."""
    text = without_code_spans("\n".join(lines_without_code(source)))
    places = _Places(text)
    found = []
    for start, end in relative(text):
        word = text[start:end].lower()
        if has_its_date(text, start, end):
            advice = f"“{word}” stands beside its date. The date alone says it for good."
        else:
            advice = (
                f"This says “{word}” without its date. Write the date itself: the text will "
                "be read for years."
            )
        found.append(places.problem("relative-date", start, end, advice))
    return found


class _Places:
    """Line numbers of places in a text, and places of its lines."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.end = len(text)

    def line(self, position: int) -> int:
        return bisect_right(self.starts, position)

    def problem(
        self, rule: str, start: int, end: int, text: str, *, blocking: bool = False
    ) -> Problem:
        return Problem(self.line(start), text, blocking, rule, start, end)

    def problem_in(
        self, rule: str, line: int, words: str, text: str, *, blocking: bool = False
    ) -> Problem:
        """In a line, counted from 1; `words` is all of it, or what stands at its end."""
        last = self.starts[line] - 1 if line < len(self.starts) else self.end
        return Problem(line, text, blocking, rule, last - len(words), last)


def _of_markup(text: str, places: _Places) -> Iterator[Problem]:
    opened: set[str] = set()
    for match in TAG.finditer(text):
        name = (match[1] or "!--").lower()
        if match[0].startswith("</") and name in opened & DANGEROUS_TAGS:
            continue  # said once, where it begins
        opened.add(name)
        if name in DANGEROUS_TAGS or RUNS_BY_ITSELF.search(match[2] or ""):
            yield places.problem(
                "html-that-runs",
                *match.span(),
                f"This holds HTML that could run a program (<{name}>). Take it out; to show it "
                "as an example, put it between `backticks`.",
                blocking=True,
            )
        else:
            yield places.problem(
                "html-as-typed",
                *match.span(),
                f"HTML is not used here: <{name}> will be shown as it was typed. Use the "
                "buttons above the text, or Markdown.",
            )


def _of_links(text: str, places: _Places) -> Iterator[Problem]:
    for match in re.finditer(LINK, text):
        words = re.sub(r"[*_`]", "", match[1]).strip()
        target = match[2].removeprefix("<").removesuffix(">").strip()
        if not target:
            yield places.problem(
                "link-without-target",
                *match.span(),
                f"The link “{words}” leads nowhere. Add its address.",
            )
        elif allowed_target(target) is None:
            yield places.problem(
                "link-not-allowed",
                *match.span(2),
                f"The link “{words}” leads to “{_short(target)}”, which is not allowed. Use a "
                "web address (https://…), an e-mail address (mailto:…), a telephone number "
                "(tel:…) or a page of this site (/…).",
                blocking=True,
            )
        if says_nothing(words):
            yield places.problem(
                "link-says-nothing",
                *match.span(1),
                f"The link “{words}” does not say where it leads. Make the name of the page or "
                "document the link: some people hear only the links of a page.",
            )
    unlinked = re.sub(LINK, lambda found: re.sub(r"[^\n]", ".", found[0]), text)
    for match in POINTS_AT_NOTHING.finditer(unlinked):
        yield Problem(
            places.line(match.end()),
            f"“{match[1].lower()} … here” has no link. Name the page or document, and make "
            "its name the link.",
            False,
            "leads-nowhere",
            *match.span(),
        )


def pictures(source: str) -> list[ShownPicture]:
    """The pictures that a body shows, in its order."""
    text = without_code_spans("\n".join(lines_without_code(source)))
    return list(_pictures(text, _Places(text)))


def _pictures(text: str, places: _Places) -> Iterator[ShownPicture]:
    for match in re.finditer(IMAGE, text):
        source = match[2].removeprefix("<").removesuffix(">")
        line = places.line(match.start())
        yield ShownPicture(line, (match[1] or "").strip(), source, *match.span(1))


def _of_pictures(text: str, places: _Places) -> Iterator[Problem]:
    for shown in _pictures(text, places):
        alt, source = shown.alt, shown.source
        if own_picture(source) is None:
            yield places.problem(
                "picture-elsewhere",
                shown.end,
                shown.end + len(source) + 3,
                f"The picture “{_short(source)}” is not on this site. Upload it here, then "
                "insert it.",
                blocking=True,
            )
        if not says_something(alt):
            yield places.problem(
                "picture-alt",
                shown.start,
                shown.end,
                "A picture has no description. Write between the square brackets what it "
                "shows, for people who cannot see it.",
            )
        elif not says_what_it_shows(alt):
            yield places.problem(
                "picture-alt",
                shown.start,
                shown.end,
                f"The picture's description “{_short(alt)}” says only of what sort it is. Write "
                "what it shows.",
            )
        elif FILE_NAME.search(alt) or alt.lower() == source.rsplit("/", 1)[-1].lower():
            yield places.problem(
                "picture-alt",
                shown.start,
                shown.end,
                f"The picture's description “{_short(alt)}” looks like a file name. Write what "
                "the picture shows.",
            )


def _of_callouts(lines: list[str], places: _Places) -> Iterator[Problem]:
    for mark in find_callouts(lines)[1]:
        if mark.reason == "unclosed":
            text = (
                f"The callout “::: {mark.kind}” is not closed. Put ::: on a line of its own "
                "where it ends."
            )
        elif mark.reason == "unknown":
            text = (
                f"There is no callout named “{mark.kind}”, so its marks will be shown as "
                f"typed. Use one of: {', '.join(KINDS)}."
            )
        else:
            text = "This ::: closes nothing. Take it out, or open a callout above it."
        is_open = mark.reason == "unclosed"
        rule = "callout-open" if is_open else "callout"
        yield places.problem_in(rule, mark.line + 1, lines[mark.line], text, blocking=is_open)


def _of_charts(lines: list[str], places: _Places) -> Iterator[Problem]:
    for chart in find_callouts(lines)[0]:
        if chart.kind != "chart":
            continue
        faults = []
        if not chart.title:
            faults.append("A chart needs a title: write behind “::: chart” what it shows.")
        try:
            bars_of(table_rows(lines[chart.first + 1 : chart.last]))
        except NoChart as reason:
            faults.append(f"{reason} Until then its table is shown alone.")
        for text in faults:
            yield places.problem_in("chart", chart.first + 1, lines[chart.first], text)


def _of_footnotes(lines: list[str], places: _Places) -> Iterator[Problem]:
    kept, notes = take_notes(lines)
    in_text = set(re.findall(REFERENCE, "\n".join([*kept, *notes.values()])))
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        note = NOTE.match(line)
        if note and note[1] in seen:
            text = f"There are two footnotes [^{note[1]}]. Give this one another name."
            yield places.problem_in("footnote", number, line, text)
        elif note and note[1] not in in_text:
            yield places.problem_in(
                "footnote",
                number,
                line,
                f"Nothing in the text refers to the footnote [^{note[1]}]. Put [^{note[1]}] "
                "where it belongs.",
            )
        if note:
            seen.add(note[1])
        first = note.end(1) + 1 if note else 0
        for mark in re.finditer(REFERENCE, line[first:]):
            if mark[1] not in notes:
                yield places.problem_in(
                    "footnote",
                    number,
                    line[first + mark.start() :],
                    f"The footnote [^{mark[1]}] is missing. Write it on a line of its own: "
                    f"[^{mark[1]}]: the note.",
                )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
