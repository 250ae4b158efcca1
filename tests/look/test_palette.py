"""A review's own colours: refused where they cannot be read, and every other follows from them."""

import pytest
from django.core.exceptions import ValidationError

from archive.look import AA, AAA, Colour, NotAColour, Palette, contrast
from archive.models import Review

GREEN = Palette(ink=Colour.of("#123524"), cloth=Colour.of("#b5d1bf"), thread=Colour.of("#8a3b00"))
BLACK_AND_YELLOW = Palette(
    ink=Colour.of("#000000"), cloth=Colour.of("#ffe14d"), thread=Colour.of("#7a1fa2")
)
WHITE = Colour.of("#ffffff")


@pytest.mark.parametrize("palette", [Palette(), GREEN, BLACK_AND_YELLOW])
class TestWhatFollows:
    def test_by_light_can_be_read(self, palette):
        assert unreadable({"paper": WHITE, "button-ink": WHITE} | palette.by_light()) == []

    def test_by_night_can_be_read(self, palette):
        assert unreadable(palette.by_night()) == []


def unreadable(colours: dict[str, Colour]) -> list[str]:
    pairs = [
        *((text, on, AAA) for text in ("ink", "ink-quiet", "link") for on in ("paper", "tint")),
        *(("red", on, AA) for on in ("paper", "tint")),
        ("cloth-ink", "cloth", AA),
        ("notice-quiet", "notice", AAA),
        ("button-ink", "button", AAA),
    ]
    return [
        f"{text} on {on}"
        for text, on, least in pairs
        if contrast(colours[text], colours[on]) < least
    ]


def test_the_usual_palette_has_no_problem():
    assert Palette().problems() == {}


def test_a_colour_is_six_digits():
    with pytest.raises(NotAColour, match="Write it as # and six digits"):
        Colour.of("red")


class TestAReview:
    @pytest.mark.parametrize(
        ("field", "colour", "said"),
        [
            ("ink_colour", "#777777", "Choose a darker one."),
            ("cloth_colour", "#334455", "Choose a lighter one."),
            ("thread_colour", "#ffb000", "4.5 to 1 is needed"),
            ("ink_colour", "blue", "“blue” is no colour."),
        ],
    )
    def test_with_colours_that_cannot_be_read_is_refused_in_words(self, field, colour, said):
        with pytest.raises(ValidationError) as refused:
            Review(name="It", **{field: colour}).clean()

        assert said in refused.value.message_dict[field][0]

    def test_without_colours_has_the_usual_ones(self):
        assert Review(name="It").palette == Palette()
