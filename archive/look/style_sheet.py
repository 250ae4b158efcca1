"""The small style sheet that dresses a site in its review's colours, after that of all reviews."""

import re
from collections.abc import Mapping

from archive.look.colours import Colour
from archive.look.palette import Palette

NOT_IN_A_STRING = re.compile(r"[\x00-\x1f\x7f\"\\<>]")


def style_sheet(name: str, palette: Palette) -> str:
    """Tokens in the layer of tokens, so that print and forced colours have the last word; where
    the colours are the usual ones, none. The review's name stands at the foot of printed pages."""
    parts = ["/* This review’s own look. */"]
    if palette != Palette():
        parts.append(
            "@layer tokens {\n"
            f"  :root {{\n{_tokens(palette.by_light(), 4)}  }}\n\n"
            "  @media (prefers-color-scheme: dark) {\n"
            f"    :root {{\n{_tokens(palette.by_night(), 6)}    }}\n  }}\n}}"
        )
    parts.append(
        "@page {\n  @bottom-left {\n"
        f"    content: {_string(name)};\n    font: 8.5pt serif;\n  }}\n}}\n"
    )
    return "\n\n".join(parts)


def _tokens(colours: Mapping[str, Colour], indent: int) -> str:
    return "".join(f"{' ' * indent}--{name}: {colour};\n" for name, colour in colours.items())


def _string(text: str) -> str:
    return f'"{NOT_IN_A_STRING.sub(lambda sign: f"{chr(92)}{ord(sign[0]):06x}", text)}"'
