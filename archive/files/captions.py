"""Transcripts with their times: WebVTT and SRT into cues, and cues into WebVTT.

WebVTT: https://www.w3.org/TR/webvtt1/. SRT has no standard; what is read here is what the usual
programs write.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

TIME = re.compile(r"^(?:(\d{1,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})$")
TIMING = re.compile(r"^\s*(\S+)\s+-->\s+(\S+)(?:\s.*)?$")
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]{1,200})>")
TAG = re.compile(r"</?(?:[a-zA-Z][^<>]{0,200}|\d[\d:.]{0,20})?>|\{\\[^{}]{0,50}\}")


class CaptionsBroken(Exception):
    """Captions that cannot be read; the text names the line and says what to do."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Line {line}: {sentence}")
        self.line = line


@dataclass(frozen=True)
class Cue:
    """Words said by one voice from `starts_at` to `ends_at`, in seconds from the beginning."""

    starts_at: float
    ends_at: float
    speaker: str
    text: str


def parse_captions(text: str) -> list[Cue]:
    """The cues of a WebVTT or SRT file, in its order; styles, notes and positions are left out.

    Where a cue holds several voices, each becomes a cue of its own with the same times.
    """
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    cues = []
    for first, block in _blocks(lines):
        cues += _cues_of(first, block)
    if not cues:
        raise CaptionsBroken(1, "there are no captions here. A WebVTT or SRT file is needed.")
    return cues


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Each run of lines between blank lines, with the number of its first line (from 1)."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cues_of(first: int, block: list[str]) -> list[Cue]:
    position = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    if position is None:
        if re.match(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)", block[0]):
            return []
        raise CaptionsBroken(
            first,
            f"“{block[0][:40]}” stands where a time was expected, such as "
            "00:01:02.000 --> 00:01:05.500. Take out blank lines inside a caption.",
        )
    number = first + position
    timing = TIMING.match(block[position])
    starts_at = _seconds(timing[1], number) if timing else None
    ends_at = _seconds(timing[2], number) if timing else None
    if starts_at is None or ends_at is None:
        raise CaptionsBroken(
            number, "the times cannot be read. Write them as 00:01:02.000 --> 00:01:05.500."
        )
    if ends_at < starts_at:
        raise CaptionsBroken(number, "the caption ends before it begins. Correct its times.")
    return [
        Cue(starts_at, ends_at, speaker, words)
        for speaker, words in _voices("\n".join(block[position + 1 :]))
    ]


def _seconds(written: str, line: int) -> float | None:
    time = TIME.match(written)
    if not time:
        return None
    hours, minutes, seconds, thousandths = (int(part or 0) for part in time.groups())
    return ((hours * 60 + minutes) * 60_000 + seconds * 1000 + thousandths) / 1000


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    speaker = ""
    pieces = VOICE.split(payload)
    for index, piece in enumerate(pieces):
        if index % 2:
            speaker = " ".join(html.unescape(piece).split())
            continue
        words = " ".join(html.unescape(TAG.sub("", piece)).split())
        if words:
            yield speaker, words


def write_webvtt(cues: Iterable[Cue]) -> str:
    """Cues as a WebVTT file, ending in a line break."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        voice = f"<v {_escaped(cue.speaker)}>" if cue.speaker.strip() else ""
        times = f"{_written(cue.starts_at)} --> {_written(cue.ends_at)}"
        blocks.append(f"{times}\n{voice}{_escaped(cue.text)}\n")
    return "\n".join(blocks)


def _escaped(text: str) -> str:
    return html.escape(" ".join(text.split()), quote=False)


def _written(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
