"""Transcripts with times: read from WebVTT and SRT, written as WebVTT."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.files import CaptionsBroken, Cue, parse_captions, write_webvtt

WEBVTT = """\ufeffWEBVTT - An interview
Kind: captions

STYLE
::cue { color: red }

NOTE a note
of two lines

intro
00:01.000 --> 00:04.500 align:start position:0%
<v.loud Ann Example>Hello <i>and</i> welcome &amp; thanks,
<c.green>dear</c> listener.

01:00:05.000 --> 01:00:06.000
<v Ann Example>Yes?</v> <v Ben>No.</v>
"""


def test_webvtt_gives_times_in_seconds_speakers_and_plain_words():
    assert parse_captions(WEBVTT) == [
        Cue(1.0, 4.5, "Ann Example", "Hello and welcome & thanks, dear listener."),
        Cue(3605.0, 3606.0, "Ann Example", "Yes?"),
        Cue(3605.0, 3606.0, "Ben", "No."),
    ]


def test_srt_is_read_as_well():
    text = "1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\an8}<i>Hello</i>\r\nagain\r\n\r\n"

    assert parse_captions(text) == [Cue(1.0, 2.5, "", "Hello again")]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "no captions here"),
        ("WEBVTT\n", 1, "no captions here"),
        ("WEBVTT\n\n00:05.000 --> 00:04.000\nx", 3, "ends before it begins"),
        ("WEBVTT\n\na\n00:5.0 --> 00:06.000\nx", 4, "times cannot be read"),
        ("WEBVTT\n\n00:01.000 -->\nx", 3, "times cannot be read"),
        ("1\n00:00:01,000 --> 00:00:02,000\nx\n\nand more", 5, "“and more” stands where a time"),
        ("1\n00:00:61,000 --> 00:01:02,000\nx", 2, "times cannot be read"),
    ],
)
def test_broken_captions_name_the_line(text, line, says):
    with pytest.raises(CaptionsBroken) as broken:
        parse_captions(text)

    assert broken.value.line == line
    assert f"Line {line}: " in str(broken.value)
    assert says in str(broken.value)


def test_what_is_written_is_webvtt():
    assert write_webvtt([Cue(3661.5, 3662.0, "Ann", "a < b"), Cue(3662, 3663, "", "more")]) == (
        "WEBVTT\n\n01:01:01.500 --> 01:01:02.000\n<v Ann>a &lt; b\n\n"
        "01:01:02.000 --> 01:01:03.000\nmore\n"
    )


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30
).map(lambda text: " ".join(text.split()))
CUES = st.builds(
    lambda starts, length, speaker, words: Cue(
        starts / 1000, (starts + length) / 1000, speaker, words
    ),
    st.integers(0, 40_000_000), st.integers(0, 60_000), WORDS, WORDS.filter(bool),
)  # fmt: skip


@given(st.lists(CUES, min_size=1, max_size=4))
def test_what_is_written_is_read_again_as_it_was(cues):
    assert parse_captions(write_webvtt(cues)) == cues
