"""Captions made of a transcript: when each is shown, and what it holds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.files import Spoken, captions_of, parse_captions, write_webvtt
from archive.files.captioning import LONGEST, cut

SPEECH = (
    "We asked families what had helped them. Most named one person, who had stayed; and they told "
    "us, too, what had not helped: being asked the same questions by somebody new each month."
)


class TestTheTimes:
    def test_a_turn_begins_when_it_was_noted_and_ends_with_the_next(self):
        cues = captions_of([Spoken("Host", "Welcome.", 0), Spoken("Guest", "Hello.", 1)], 2)

        assert [(cue.starts_at, cue.ends_at) for cue in cues] == [(0, 1), (1, 2)]

    def test_the_pieces_of_a_turn_share_its_time_by_their_length(self):
        cues = captions_of([Spoken("Host", SPEECH, 10), Spoken("Guest", "Yes.", 20)])
        host = [cue for cue in cues if cue.speaker == "Host"]

        assert host[0].starts_at == 10
        assert host[-1].ends_at == pytest.approx(20)
        assert all(one.ends_at == other.starts_at for one, other in pairwise(host))

    def test_a_turn_without_a_time_shares_that_of_the_one_before(self):
        cues = captions_of(
            [Spoken("Host", "A.", 5), Spoken("Guest", "B.", None), Spoken("Host", "C.", 7)], 8
        )

        assert [(cue.starts_at, cue.ends_at) for cue in cues] == [(5, 6), (6, 7), (7, 8)]

    def test_words_do_not_stand_through_a_long_silence(self):
        cues = captions_of([Spoken("Host", "Wait.", 0), Spoken("Host", "Now.", 600)])

        assert cues[0].ends_at < 5

    def test_without_any_time_there_are_none(self):
        assert captions_of([Spoken("Host", "Welcome.")]) == []

    def test_the_last_turn_ends_when_its_words_are_read_where_no_end_is_known(self):
        (cue,) = captions_of([Spoken("Host", "w" * 30, 0)])

        assert cue.ends_at == 2


class TestTheWords:
    def test_are_cut_where_a_sentence_or_a_phrase_ends(self):
        assert cut(SPEECH)[:2] == [
            "We asked families what had helped them.",
            "Most named one person, who had stayed; and they told us, too, what had not helped:",
        ]

    def test_without_a_place_to_cut_are_cut_all_the_same(self):
        assert cut("w" * (LONGEST + 5)) == ["w" * LONGEST, "wwwww"]

    @given(some.text(max_size=400))
    def test_are_all_there_in_pieces_that_fit(self, text):
        pieces = cut(text)

        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert all(0 < len(piece) <= LONGEST for piece in pieces)


TURN = some.builds(
    Spoken,
    some.text(max_size=20),
    some.text(max_size=300),
    some.none() | some.floats(0, 90_000, allow_nan=False),
)


@given(some.lists(TURN, max_size=6), some.none() | some.floats(0, 90_000, allow_nan=False))
def test_the_file_is_webvtt_whatever_was_said(turns, ends_at):
    """https://www.w3.org/TR/webvtt1/: each cue ends after it begins, none begins before the one
    before it, and no arrow stands in a text."""
    cues = captions_of(turns, ends_at)
    text = write_webvtt(cues)

    assert text.startswith("WEBVTT\n")
    assert all(cue.starts_at < cue.ends_at for cue in cues)
    assert all(one.starts_at <= other.starts_at for one, other in pairwise(cues))
    blocks = text.removeprefix("WEBVTT\n").strip("\n").split("\n\n")
    assert all(block.count("-->") == 1 for block in blocks if block)
    if any(cue.text.strip() for cue in cues):
        parse_captions(text)
