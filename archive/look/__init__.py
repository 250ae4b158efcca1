"""How a review looks: its colours, held to their contrast, and the pictures drawn from them.

It knows nothing of Django.
"""

from archive.look.colours import AA, AAA, Colour, NotAColour, contrast
from archive.look.palette import Palette

__all__ = ["AA", "AAA", "Colour", "NotAColour", "Palette", "contrast"]
