"""Documents, workbooks and slides of Office programs: packages of XML and what lies beside it."""

from archive.files.inspecting.office.document import inspect_office

__all__ = ["inspect_office"]
