"""The process of its own in which a file is looked into: see `apart`."""

import sys

from archive.files.inspecting.apart import main

main(*sys.argv[1:])
