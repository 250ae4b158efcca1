"""The text of a PDF as Markdown, as far as its layout and its tags tell it."""

from archive.files.twin.pdf.reading import twin_of_pdf

__all__ = ["twin_of_pdf"]
