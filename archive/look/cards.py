"""The card of one record for links on social media: what it is, its title, whose it is and of
what day, in the review's colours.

There is one for every record, so drawing it has to be cheap: the ground with its book is drawn
once for a review, and the words are laid on it in a fixed number of shades. No words need more
than the letters that are in `fonts/`; what those have not is written without its accents.
"""

import unicodedata
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from archive.look.colours import Colour
from archive.look.drawing import CARD, book_of, font_of
from archive.look.palette import Palette

SHADES = 16
"""Between the ground and a colour of words: so smooth are their edges."""
GROUND_COLOURS = 128
LEFT, TOP = 80, 84
FOOT = CARD[1] - 18 - 118
BOOK_HEIGHT = 120
WIDTH = CARD[0] - 2 * LEFT
HEIGHT = 318
"""What a title may fill."""
LONGEST = 300
"""Characters that are looked at: no more fit."""


def record_card(kind: str, title: str, day: str, review: str, palette: Palette) -> bytes:
    """A PNG. The same words and colours give the same bytes."""
    ground, inks = _ground(palette)
    card = ground.copy()
    _write(card, (LEFT, TOP), drawable(kind), font_of("Regular", 34), inks["quiet"])
    lines, font = _fitting(drawable(title).split())
    top = TOP + 62
    for line in lines:
        _write(card, (LEFT, top), line, font, inks["ink"])
        top += round(font.size * 1.2)
    foot = font_of("Bold", 30)
    name = _shortened(drawable(review), foot, WIDTH - BOOK_HEIGHT)
    _write(card, (LEFT, FOOT), name, foot, inks["ink"])
    _write(card, (LEFT, FOOT + 42), drawable(day), font_of("Regular", 30), inks["quiet"])
    out = BytesIO()
    card.save(out, "PNG")
    return out.getvalue()


def _fitting(words: list[str]) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The words in lines, in the largest size at which they fit; in the smallest, what fits."""
    for size in range(84, 35, -6):
        font = font_of("Bold", size)
        lines = _lines(words, font)
        most = int(HEIGHT / (size * 1.2))
        if len(lines) <= most and all(font.getlength(line) <= WIDTH for line in lines):
            return lines, font
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} {lines[most]}"]
    return [_shortened(line, font, WIDTH) for line in lines], font


def _lines(words: list[str], font: ImageFont.FreeTypeFont) -> list[str]:
    space = font.getlength(" ")
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in words:
        width = font.getlength(word)
        if lines[-1] and used + space + width > WIDTH:
            lines.append([])
            used = 0.0
        used += width + (space if lines[-1] else 0)
        lines[-1].append(word)
    return [" ".join(line) for line in lines]


def _shortened(line: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The line as far as it fits, with a mark where it is cut."""
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        before, space, _ = line.rpartition(" ")
        line = before if space else line[:-1]
    return f"{line.rstrip(' ,;:.…')}…"


@lru_cache(maxsize=4)
def _ground(palette: Palette) -> tuple[Image.Image, dict[str, int]]:
    """The card without its words, in a palette that has room for theirs; and by the colour of
    words, the number of the first of its shades."""
    colours = palette.by_light()
    drawn = Image.new("RGB", CARD, str(palette.tint))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, CARD[1] - 18, CARD[0], CARD[1]), fill=str(palette.thread))
    book = book_of(palette, BOOK_HEIGHT)
    drawn.paste(book, (CARD[0] - LEFT - book.width, CARD[1] - 18 - 46 - book.height), book)
    ground = drawn.quantize(GROUND_COLOURS, dither=Image.Dither.NONE)
    entries = (ground.getpalette() or [])[: GROUND_COLOURS * 3]
    entries += [0] * (GROUND_COLOURS * 3 - len(entries))
    inks = {}
    for name, ink in (("ink", colours["ink"]), ("quiet", colours["ink-quiet"])):
        inks[name] = len(entries) // 3
        entries += _shades(palette.tint, ink)
    ground.putpalette(entries)
    return ground, inks


def _shades(ground: Colour, ink: Colour) -> list[int]:
    steps = (ground.towards(ink, step / (SHADES - 1)) for step in range(SHADES))
    return [part for shade in steps for part in shade.parts]


def _write(
    card: Image.Image, place: tuple[int, int], words: str, font: ImageFont.FreeTypeFont, ink: int
) -> None:
    """Lay words on the card: how much of each point they cover says in which of their shades."""
    covered = Image.new("L", card.size)
    ImageDraw.Draw(covered).text(place, words, fill=255, font=font)
    box = covered.getbbox()
    if box is None:
        return
    covered = covered.crop(box)
    shades = covered.point([ink + value * (SHADES - 1) // 255 for value in range(256)])
    card.paste(shades, box, covered.point([0] * 8 + [255] * 248))


def drawable(words: str) -> str:
    """The words in letters that the fonts have; what these lack is left off, accents or all."""
    return " ".join("".join(map(_letter, words[:LONGEST])).split())


@lru_cache(maxsize=1024)
def _letter(sign: str) -> str:
    if sign.isspace() or _has(sign):
        return sign
    plain = unicodedata.normalize("NFKD", sign)[:1]
    return plain if plain != sign and plain.isprintable() and _has(plain) else ""


def _has(sign: str) -> bool:
    font = font_of("Bold", 34)
    return bytes(font.getmask(sign)) != bytes(font.getmask("\uffff"))
