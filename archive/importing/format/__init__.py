"""The folder format (docs/folder-format.md): read and written, without Django."""
