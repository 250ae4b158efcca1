"""PDFs: what stands on their pages and what can be got out of them."""

from archive.files.inspecting.pdf.document import inspect_pdf

__all__ = ["inspect_pdf"]
