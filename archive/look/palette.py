"""A review's own three colours, and every other that follows from them, by light and by night."""

from dataclasses import dataclass

from archive.look.colours import AA, AAA, BLACK, WHITE, Colour, contrast

INK = Colour.of("#14283b")
CLOTH = Colour.of("#a9c0d1")
THREAD = Colour.of("#a41e43")
LINK = Colour.of("#0b4679")
NIGHTLY_LINK = Colour.of("#a3cef6")


@dataclass(frozen=True)
class Palette:
    """`ink` is for words, `cloth` for covers and the tint of grounds, `thread` for the red tape:
    state, and what binds. As they are here they are those of the style sheet."""

    ink: Colour = INK
    cloth: Colour = CLOTH
    thread: Colour = THREAD

    @property
    def tint(self) -> Colour:
        return self.cloth.towards(WHITE, 0.77)

    def problems(self) -> dict[str, str]:
        """By colour (ink, cloth, thread), a sentence for each that cannot be read well enough."""
        found = {}
        if (reached := self._least(self.ink)) < AAA:
            found["ink"] = _too_weak("Words in this colour are", reached, AAA, "darker")
        if (reached := contrast(self.ink, self.cloth)) < AA:
            found["cloth"] = _too_weak("Words on such a cover are", reached, AA, "lighter")
        if (reached := self._least(self.thread)) < AA:
            found["thread"] = _too_weak("Signs in this colour are", reached, AA, "darker")
        return found

    def _least(self, colour: Colour) -> float:
        return min(contrast(colour, WHITE), contrast(colour, self.tint))

    def by_light(self) -> dict[str, Colour]:
        """Each token of the style sheet that follows from the three."""
        ink, tint = self.ink, self.tint
        quiet = ink.towards(tint, 0.2).until(AAA, WHITE, tint, towards=ink)
        return {
            "ink": ink,
            "ink-quiet": quiet,
            "tint": tint,
            "rule": self.cloth.towards(WHITE, 0.2),
            "rule-strong": ink,
            "link": LINK.until(AAA, WHITE, tint, towards=BLACK),
            "link-hover": ink,
            "red": self.thread,
            "red-dark": self.thread.towards(BLACK, 0.16),
            "cloth": self.cloth,
            "cloth-spine": self.cloth.towards(ink, 0.28),
            "cloth-ink": ink,
            "notice": ink,
            "notice-quiet": WHITE.towards(ink, 0.2).until(AAA, ink, towards=WHITE),
            "button": ink,
        }

    def by_night(self) -> dict[str, Colour]:
        paper = self.ink.towards(BLACK, 0.4)
        tint = paper.towards(WHITE, 0.06)
        ink = self.cloth.towards(WHITE, 0.8).until(AAA, paper, tint, towards=WHITE)
        thread = self.thread.until(AA, paper, tint, towards=WHITE)
        cloth = self.cloth.towards(paper, 0.5).until(AA, WHITE, towards=BLACK)
        return {
            "ink": ink,
            "ink-quiet": self.cloth.until(AAA, paper, tint, towards=WHITE),
            "paper": paper,
            "tint": tint,
            "rule": tint.towards(WHITE, 0.22),
            "rule-strong": ink,
            "link": NIGHTLY_LINK.until(AAA, paper, tint, towards=WHITE),
            "link-hover": WHITE,
            "red": thread,
            "red-dark": thread.towards(BLACK, 0.12),
            "cloth": cloth,
            "cloth-spine": cloth.towards(BLACK, 0.3),
            "cloth-ink": WHITE,
            "notice": paper.towards(BLACK, 0.4),
            "notice-quiet": self.cloth.until(AAA, paper, towards=WHITE),
            "button": ink,
            "button-ink": paper,
        }


def _too_weak(what: str, reached: float, least: float, way: str) -> str:
    return (
        f"{what} hard to read: the contrast is {reached:.1f} to 1, and {least:g} to 1 is needed. "
        f"Choose a {way} one."
    )
