"""Looking into a file before it goes out: what it is, what it says of itself, what it hides."""

from archive.files.inspecting.apart import inspect
from archive.files.inspecting.report import Finding, Report, as_rows, from_rows
from archive.files.inspecting.rules import Level, Rule

__all__ = ["Finding", "Level", "Report", "Rule", "as_rows", "from_rows", "inspect"]
