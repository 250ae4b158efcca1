"""The process of its own in which a PDF is read: its standard input is the file, its output the
twin as JSON. See `archive.files.apart`."""

import json
import sys
from dataclasses import asdict
from io import BytesIO

from archive.files.apart import bound
from archive.files.twin.pdf import twin_of_pdf

seconds = float(sys.argv[1])
bound(seconds)
twin = twin_of_pdf(BytesIO(sys.stdin.buffer.read()), seconds)
sys.stdout.write(json.dumps(asdict(twin)))
