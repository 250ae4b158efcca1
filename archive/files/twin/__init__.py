"""The text of a document as Markdown, so that readers need no file to read it."""

from archive.files.twin.text import Twin
from archive.files.twin.twins import HAVE_TWINS, twin_of

__all__ = ["HAVE_TWINS", "Twin", "twin_of"]
