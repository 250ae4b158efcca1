"""The marks in a body that put its parts into places of their own, and the way back.

A mark is a line that means something to us: `## Transcript`, `**Speaker:**`, `Dear …,`. A line
that only looks like one begins with a backslash, which is taken away here and given back when
the text is written again, so that no text is lost or takes another's place.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from archive.importing.format.findings import Fault
from archive.importing.format.values import as_kept

CALL_SECTIONS = ("Before", "While open", "After", "Outcome")
CALL_MARK = re.compile(r"^##[ \t]+(Before|While open|After|Outcome)[ \t]*$")
TRANSCRIPT_MARK = re.compile(r"^##[ \t]+Transcript[ \t]*$")
QUESTION_MARK = re.compile(r"^##(?:[ \t]+(.*))?$")
SALUTATION = re.compile(r"^Dear .{1,240},[ \t]*$")
SPEAKER = re.compile(r"^\*\*(?=\S)((?:(?!\*\*).){0,150}):\*\*(?:[ \t]+(.*)|[ \t]*)$")
HEADING = re.compile(r"^#{1,2}(?:[ \t]|$)")
TIME = re.compile(r"^\[((?:\d{1,3}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?|[\d:.]{1,20})\](?:[ \t]+|$)")
CLOCK = re.compile(r"^(?:(\d{1,3}):(?=\d\d:))?(\d{1,2}):([0-5]\d)(?:\.(\d{1,3}))?$")
ANCHOR = re.compile(r"^\{#([-a-zA-Z0-9_]{1,80})\}(?:[ \t]+|$)")
ATTRIBUTES = re.compile(
    r"[ \t]{1,9}\{(?=[#p])(?:#([-a-zA-Z0-9_]{1,200}))?[ \t]*(?:published=([^\s{}]+))?\}[ \t]*$"
)
BACKSLASHES = re.compile(r"^(\\*)")
STARTS_A_BLOCK = re.compile(r"^(?:\s|[#>+*|:~`=-]|\d+[.)]|\[\^)")


@dataclass(frozen=True)
class Prose:
    """A part of a body and the line of the file on which it begins."""

    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Question:
    """`published` as it was typed, empty where nothing was."""

    question: str
    answer: Prose
    anchor: str
    published: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class SpokenTurn:
    """What one speaker said before the next one spoke; `seconds` from the beginning."""

    speaker: str
    seconds: Decimal | None
    anchor: str
    text: Prose
    line: int = field(default=0, compare=False)


def unescaped(line: str, *marks: re.Pattern[str]) -> str:
    """The line without its first backslash where a mark follows its backslashes."""
    bare = line.lstrip("\\")
    return line[1:] if bare != line and any(mark.match(bare) for mark in marks) else line


def escaped(text: str, *marks: re.Pattern[str], lines: int | None = None) -> str:
    """The text with a backslash before each line (of the first `lines`) that would be a mark."""
    found = text.split("\n")
    for number, line in enumerate(found[:lines]):
        if any(mark.match(line.lstrip("\\")) for mark in marks):
            found[number] = "\\" + line
    return "\n".join(found)


def prose(lines: list[str], line: int, *marks: re.Pattern[str]) -> Prose:
    """Lines as a text without the blank lines around it; `line` is the number of the first."""
    blank = next((i for i, found in enumerate(lines) if found.strip()), len(lines))
    text = "\n".join(unescaped(found, *marks) for found in lines)
    return Prose(as_kept(text), line + blank)


def take_salutation(body: Prose) -> tuple[str, Prose]:
    """The line “Dear …,” that a letter begins with, if it does, and the rest."""
    first, *rest = body.text.split("\n")
    if SALUTATION.match(first):
        return first.rstrip(), prose(rest, body.line + 1)
    return "", Prose("\n".join([unescaped(first, SALUTATION), *rest]), body.line)


def with_salutation(salutation: str, body: str) -> tuple[str, bool]:
    """The body that gives this salutation back, and whether it can."""
    if not salutation:
        return escaped(body, SALUTATION, lines=1), True
    if not SALUTATION.match(salutation) or salutation != salutation.rstrip():
        return body, False
    return f"{salutation}\n\n{body}".rstrip("\n"), True


def take_call_sections(body: Prose) -> tuple[Prose, dict[str, Prose]]:
    """What stands before the sections of a call, and the sections by their headings."""
    lines = body.text.split("\n")
    starts = [
        (number, found[1]) for number, line in enumerate(lines) if (found := CALL_MARK.match(line))
    ]
    names = [name for _, name in starts]
    for place, (number, name) in enumerate(starts):
        earlier = names[:place]
        if any(CALL_SECTIONS.index(name) <= CALL_SECTIONS.index(before) for before in earlier):
            raise Fault(
                body.line + number,
                f"“## {name}” stands too late or twice. The order is: "
                f"{', '.join(CALL_SECTIONS)}, each once, at the end of the body.",
            )
    ends = [*(number for number, _ in starts), len(lines)]
    before = prose(lines[: ends[0]], body.line, CALL_MARK)
    sections = {
        name: prose(lines[start + 1 : end], body.line + start + 1, CALL_MARK)
        for name, (start, end) in zip(names, pairwise(ends), strict=True)
    }
    return before, sections


def with_call_sections(body: str, sections: dict[str, str]) -> str:
    parts = [escaped(body, CALL_MARK)] if body else []
    for name in CALL_SECTIONS:
        if sections.get(name):
            parts.append(f"## {name}\n\n{escaped(sections[name], CALL_MARK)}")
    return "\n\n".join(parts)


def take_questions(body: Prose) -> list[Question]:
    lines = body.text.split("\n")
    starts = [number for number, line in enumerate(lines) if QUESTION_MARK.match(line)]
    before = prose(lines[: starts[0] if starts else None], body.line)
    if before.text:
        raise Fault(before.line, "Text before the first “## Question”. Put it under “intro:”.")
    questions = []
    for start, end in pairwise([*starts, len(lines)]):
        line = body.line + start
        found = QUESTION_MARK.match(lines[start])
        title = ((found[1] or "") if found else "").strip()
        attributes = ATTRIBUTES.search(" " + title)
        if attributes:
            title = title[: max(attributes.start() - 1, 0)].strip()
        if not title:
            raise Fault(line, "A question is missing after ##. Write it on this line.")
        answer = prose(lines[start + 1 : end], line + 1, QUESTION_MARK)
        anchor, published = (attributes[1], attributes[2]) if attributes else ("", "")
        questions.append(Question(title, answer, anchor or "", published or "", line))
    return questions


def with_questions(questions: list[Question], usual: str) -> str:
    """The questions as sections, saying when they were published where that is not `usual`."""
    parts = []
    for each in questions:
        mark = f"#{each.anchor}"
        if each.published != usual:
            mark += f" published={each.published}"
        heading = f"## {' '.join(each.question.split())} {{{mark}}}"
        parts.append(f"{heading}\n\n{escaped(each.answer.text, QUESTION_MARK)}".rstrip("\n"))
    return "\n\n".join(parts)


def take_transcript(body: Prose) -> tuple[Prose, list[SpokenTurn]]:
    """What stands before `## Transcript`, and the turns below it."""
    lines = body.text.split("\n")
    start = next((i for i, line in enumerate(lines) if TRANSCRIPT_MARK.match(line)), len(lines))
    before = prose(lines[:start], body.line, TRANSCRIPT_MARK)
    return before, _turns(lines[start + 1 :], body.line + start + 1)


def _turns(lines: list[str], first: int) -> list[SpokenTurn]:
    starts = [number for number, line in enumerate(lines) if SPEAKER.match(line)]
    for number, line in enumerate(lines):
        if HEADING.match(line):
            raise Fault(
                first + number,
                "A heading inside the transcript. The transcript is the last part of the file: "
                "move this above “## Transcript”, or use ### within a turn.",
            )
    before = prose(lines[: starts[0] if starts else None], first)
    if before.text:
        raise Fault(
            before.line,
            "Nobody says this. Begin the turn with its speaker, **Name:**, or move the text above "
            "“## Transcript”.",
        )
    return [
        _turn(lines[start:end], first + start) for start, end in pairwise([*starts, len(lines)])
    ]


def _turn(lines: list[str], line: int) -> SpokenTurn:
    found = SPEAKER.match(lines[0])
    if found is None:
        raise Fault(line, "A turn begins with its speaker, as in **Name:**.")
    rest, seconds, anchor = found[2] or "", None, ""
    if time := TIME.match(rest):
        seconds = read_clock(time[1], line)
        rest = rest[time.end() :]
    if named := ANCHOR.match(rest):
        anchor = named[1]
        rest = rest[named.end() :]
    rest = unescaped(rest, TIME, ANCHOR)
    following = [unescaped(text, SPEAKER, HEADING) for text in lines[1:]]
    if not rest.strip():
        return SpokenTurn(found[1].strip(), seconds, anchor, prose(following, line + 1), line)
    text = as_kept("\n".join([rest, *following]))
    return SpokenTurn(found[1].strip(), seconds, anchor, Prose(text, line), line)


def with_transcript(body: str, turns: list[SpokenTurn]) -> str:
    parts = [escaped(body, TRANSCRIPT_MARK)] if body else []
    if turns:
        parts.append("## Transcript")
    for turn in turns:
        head = f"**{turn.speaker}:**"
        if turn.seconds is not None:
            head += f" [{write_clock(turn.seconds)}]"
        if turn.anchor:
            head += f" {{#{turn.anchor}}}"
        text = turn.text.text
        if not text:
            parts.append(head)
            continue
        first, *following = text.split("\n")
        rest = [escaped(line, SPEAKER, HEADING) for line in following]
        if STARTS_A_BLOCK.match(first):
            block = "\n".join([escaped(first, SPEAKER, HEADING), *rest])
            parts.append(f"{head}\n\n{block}")
        else:
            parts.append("\n".join([f"{head} {escaped(first, TIME, ANCHOR)}", *rest]))
    return "\n\n".join(parts)


def read_clock(text: str, line: int) -> Decimal:
    """Seconds from the beginning, from a time such as 1:36, 1:02:03 or 1:36.250."""
    found = CLOCK.match(text)
    if not found:
        raise Fault(line, f"“[{text}]” is not a time in the recording. Write it as [1:36].")
    hours, minutes, seconds, fraction = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return Decimal(f"{whole}.{(fraction or '').ljust(3, '0')}")


def write_clock(seconds: Decimal) -> str:
    whole, fraction = divmod(seconds, 1)
    minutes, rest = divmod(int(whole), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{text}.{int(fraction * 1000):03}" if fraction else text
