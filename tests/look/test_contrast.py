"""The colours of the style sheet can be told apart, by light and by night."""

import re

import pytest
from django.conf import settings

from archive.look import AA, AAA, Colour, contrast

TOKEN = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")

TO_READ = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("ink-quiet", "paper"),
    ("ink-quiet", "tint"),
    ("link", "paper"),
    ("link", "tint"),
    ("link-hover", "paper"),
    ("link-hover", "tint"),
    ("notice-ink", "notice"),
    ("notice-quiet", "notice"),
    ("button-ink", "button"),
    ("focus-ink", "focus"),
)
SHORT = (
    ("cloth-ink", "cloth"),
    ("red", "paper"),
    ("red", "tint"),
    ("paper", "red"),
)


def palettes() -> dict[str, dict[str, Colour]]:
    text = (settings.BASE_DIR / "static" / "css" / "tokens" / "colours.css").read_text()
    light, _, dark = text.partition("@media (prefers-color-scheme: dark)")
    by_light = {name: Colour.of(value) for name, value in TOKEN.findall(light)}
    by_night = {name: Colour.of(value) for name, value in TOKEN.findall(dark)}
    return {"light": by_light, "dark": by_light | by_night}


@pytest.mark.parametrize("scheme", ["light", "dark"])
class TestEveryColour:
    def test_of_a_text_to_read_has_the_higher_contrast(self, scheme):
        assert too_weak(palettes()[scheme], TO_READ, AAA) == {}

    def test_of_a_short_text_has_what_the_law_asks(self, scheme):
        assert too_weak(palettes()[scheme], SHORT, AA) == {}


def too_weak(
    colours: dict[str, Colour], pairs: tuple[tuple[str, str], ...], least: float
) -> dict[str, float]:
    reckoned = {f"{text} on {on}": contrast(colours[text], colours[on]) for text, on in pairs}
    return {pair: round(reached, 2) for pair, reached in reckoned.items() if reached < least}


def test_contrast_is_reckoned_as_the_standard_does():
    black, white = Colour.of("#000000"), Colour.of("#ffffff")

    assert contrast(black, white) == 21
    assert contrast(white, white) == 1
    assert round(contrast(Colour.of("#767676"), white), 2) == 4.54
