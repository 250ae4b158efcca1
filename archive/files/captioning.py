"""Captions made of a transcript: turns, each with the second at which it starts, into cues that a
reader can follow.

A turn's words are cut where sentences and phrases end, and share its time by their length: nobody
has said when each of them was spoken. Turns without a time share that of the one before.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.files.captions import Cue

LONGEST = 84
"""Characters of a caption: two lines of forty-two, which is what broadcasters allow."""
SPOKEN_A_SECOND = 15.0
"""Characters, where it is not known when somebody ended: about 170 words a minute."""
SHORTEST = 0.5
"""Seconds that a caption stands at least; where there is less, all share what there is."""

SENTENCE = re.compile(r"[.!?…][”’\")]*\s")
PHRASE = re.compile(r"[,;:–—]\s|\s[–—]\s")


@dataclass(frozen=True)
class Spoken:
    """What one speaker said; `starts_at` in seconds, None where nobody noted it."""

    speaker: str
    text: str
    starts_at: float | None = None


def captions_of(turns: Sequence[Spoken], ends_at: float | None = None) -> list[Cue]:
    """Cues one after the other, none before the one before it. `ends_at` is when the recording
    does, if that is known. Without a single time there are none."""
    cues: list[Cue] = []
    last = 0.0
    groups = list(_timed(turns))
    for place, (starts_at, together) in enumerate(groups):
        starts_at = max(starts_at, last)
        pieces = [(turn.speaker, piece) for turn in together for piece in cut(turn.text)]
        length = sum(len(piece) for _, piece in pieces)
        later = groups[place + 1][0] if place + 1 < len(groups) else ends_at
        usual = starts_at + max(length / SPOKEN_A_SECOND, SHORTEST * len(pieces))
        end = min(later, usual * 2 - starts_at) if later and later > starts_at else usual
        last = starts_at
        for speaker, piece in pieces:
            begins, last = last, last + (end - starts_at) * len(piece) / length
            cues.append(Cue(begins, last, speaker, piece))
    return [cue for cue in cues if round(cue.ends_at, 3) > round(cue.starts_at, 3)]


def _timed(turns: Sequence[Spoken]) -> Iterator[tuple[float, list[Spoken]]]:
    """Each time that was noted, with the turns that share it."""
    if all(turn.starts_at is None for turn in turns):
        return
    starts_at = 0.0
    together: list[Spoken] = []
    for turn in turns:
        if turn.starts_at is not None and together:
            yield starts_at, together
            together = []
        starts_at = turn.starts_at if turn.starts_at is not None else starts_at
        if turn.text.strip():
            together.append(turn)
    if together:
        yield starts_at, together


def cut(text: str) -> list[str]:
    """Words in pieces of at most LONGEST characters, cut at the end of a sentence where there is
    one, else of a phrase, else between words."""
    rest = " ".join(text.split())
    pieces = []
    while len(rest) > LONGEST:
        place = _place(rest)
        pieces.append(rest[:place].rstrip())
        rest = rest[place:].lstrip()
    return [*pieces, rest] if rest else pieces


def _place(text: str) -> int:
    window = text[: LONGEST + 1]
    for end in (SENTENCE, PHRASE):
        places = [found.end() for found in end.finditer(window)]
        if places and places[-1] >= LONGEST // 3:
            return places[-1]
    return window.rfind(" ") + 1 or LONGEST
