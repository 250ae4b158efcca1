"""Rules that lead each address to its place in the UK Government Web Archive, for the servers that
may have the domain one day: nginx, Apache, hosts with Netlify's `_redirects`, and a table for all
others."""

from .writing import FOLDER, NotAnAddress, NotATimestamp, write_redirects

__all__ = ["FOLDER", "NotATimestamp", "NotAnAddress", "write_redirects"]
