"""Icons and the card for social media, drawn from a review's name, colours and crest.

The same review gives the same bytes: the only fonts are those in `fonts/`, which are part of the
project, cut down to the letters of English and Welsh.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageDraw, ImageFont

from archive.look.palette import Palette

FONTS = Path(__file__).parent / "fonts"
CARD = (1200, 630)
"""What the cards of social media are cut from."""

TOUCH_ICON = 180
FAVICONS = (16, 32, 48)
FINER = 4
"""How many times larger things are drawn than they become, which smooths their edges."""


def icon(palette: Palette) -> str:
    """A book of the review's cloth with the end of its tape, as SVG."""
    colours = palette.by_light()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<path fill="{colours["cloth-spine"]}" d="M5 2h3v28H5z"/>'
        f'<path fill="{colours["cloth"]}" d="M8 2h19v28H8z"/>'
        f'<path fill="none" stroke="{colours["ink"]}" d="M11 5.5h13v21H11z"/>'
        f'<path fill="{colours["red"]}" d="M20 2h4v13l-2-2-2 2z"/></svg>\n'
    )


def touch_icon(palette: Palette) -> bytes:
    """For the home screens of telephones, which fill a transparent part with black: it has none."""
    picture = Image.new("RGB", (TOUCH_ICON, TOUCH_ICON), str(palette.tint))
    book = book_of(palette, 132)
    picture.paste(book, ((TOUCH_ICON - book.width) // 2, (TOUCH_ICON - book.height) // 2), book)
    return _png(picture)


def favicon(palette: Palette) -> bytes:
    """For browsers that know no SVG: an ICO of three sizes."""
    sizes = []
    for size in FAVICONS:
        picture = Image.new("RGBA", (size, size))
        book = book_of(palette, size)
        picture.paste(book, ((size - book.width) // 2, 0), book)
        sizes.append(picture)
    out = BytesIO()
    largest = sizes[-1]
    largest.save(out, "ICO", sizes=[(size, size) for size in FAVICONS], append_images=sizes[:-1])
    return out.getvalue()


def card(family: str, given: str, palette: Palette, crest: BinaryIO | None = None) -> bytes:
    """The name of the review in its two parts beside its book, for links on social media."""
    colours = palette.by_light()
    picture = Image.new("RGB", CARD, str(palette.tint))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, CARD[1] - 18, CARD[0], CARD[1]), fill=str(palette.thread))
    book = book_of(palette, 400)
    picture.paste(book, (CARD[0] - 80 - book.width, 106), book)
    left, top, width = 80, 106, CARD[0] - 80 - book.width - 80 - 90
    if crest is not None:
        top += _crest(picture, crest, left, top)
    lines, font = _fitting(given, width, CARD[1] - 80 - top - (60 if family else 0))
    if family:
        small = font_of("Regular", 40)
        pen.text((left, top), family, fill=str(colours["ink-quiet"]), font=small)
        top += 60
    for line in lines:
        pen.text((left, top), line, fill=str(colours["ink"]), font=font)
        top += round(font.size * 1.2)
    return _png(picture)


def _crest(picture: Image.Image, crest: BinaryIO, left: int, top: int) -> int:
    """Puts the crest where the name would begin; answers how far down that moves the name."""
    with Image.open(crest) as opened:
        drawn = opened.convert("RGBA")
    drawn.thumbnail((320, 110), Image.Resampling.LANCZOS)
    picture.paste(drawn, (left, top - 26), drawn)
    return drawn.height + 14


def _fitting(text: str, width: int, height: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The words in lines, in the largest size at which they fit."""
    for size in range(84, 27, -4):
        font = font_of("Bold", size)
        lines = _lines(text, font, width)
        fits = all(font.getlength(line) <= width for line in lines)
        if fits and len(lines) * size * 1.2 <= height:
            break
    return lines[: max(1, int(height / (size * 1.2)))], font


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def book_of(palette: Palette, height: int) -> Image.Image:
    """The book of the icon, with its frame where it is large enough to be seen."""
    colours = palette.by_light()
    scale = height * FINER / 28
    drawn = Image.new("RGBA", (round(22 * scale), round(28 * scale)))
    pen = ImageDraw.Draw(drawn)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[int, ...]:
        return tuple(round(place * scale) for place in (left, top, right, bottom))

    pen.rectangle(box(0, 0, 3, 28), fill=str(colours["cloth-spine"]))
    pen.rectangle(box(3, 0, 22, 28), fill=str(colours["cloth"]))
    line = max(1, round(scale * (0.25 if height > 100 else 1)))
    frame = box(5.5, 3, 19.5, 25)
    pen.rectangle(frame, outline=str(colours["ink"]), width=line)
    if height > 100:
        pen.rectangle(box(6.1, 3.6, 18.9, 24.4), outline=str(colours["ink"]), width=line)
    tape = [(15, 0), (18, 0), (18, 12), (16.5, 10.6), (15, 12)]
    pen.polygon([(x * scale, y * scale) for x, y in tape], fill=str(colours["red"]))
    small = (round(drawn.width / FINER), height)
    return drawn.resize(small, Image.Resampling.LANCZOS)


@cache
def font_of(weight: str, size: int) -> ImageFont.FreeTypeFont:
    path = FONTS / f"NotoSerif-{weight}.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
