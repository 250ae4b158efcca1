"""From the file to the twin, in the process that reads it."""

from io import BytesIO

from archive.files.twin.pdf.blocks import blocks_of
from archive.files.twin.pdf.lines import laid_out
from archive.files.twin.pdf.running import without_running_lines
from archive.files.twin.text import Twin, joined


def twin_of_pdf(file: BytesIO, seconds: float) -> Twin:
    """The text of a PDF; nothing where it has none. What is wrong with a broken file comes as an
    exception of the library's: who calls this does so in a process apart."""
    laid = laid_out(file, seconds)
    without_running_lines(laid)
    text = "\n\n".join(joined(blocks_of(laid))).strip()
    return Twin(text, laid.pictures, laid.blank_pages)
