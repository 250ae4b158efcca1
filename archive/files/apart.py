"""An untrusted file is read in a process of its own, with bounds that the system keeps.

A forged file may want all memory or never end. The process that reads it has as much memory and
time as it is given, no settings and no secrets; where it dies, that is told in a sentence.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

PROJECT = Path(__file__).resolve().parents[2]
MEMORY = 1_500_000_000  # bytes of address space
LARGEST = 300_000_000  # bytes of a document that are looked into
GRACE = 5.0  # seconds to begin, and to say what was found
BUSY = 4  # how many times as long that may take by the clock, where the machine has much to do


class NotRead(Exception):
    """The file could not be read within its bounds. Its text is the end of a sentence."""


def read_apart(module: str, *arguments: str, file: BinaryIO, seconds: float) -> Any:
    """What `python -m module ARGUMENTS SECONDS` writes as JSON, given the file as its standard
    input; the file is left at its beginning. Raises NotRead."""
    file.seek(0)
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file, copy)
        size = copy.tell()
        copy.seek(0)
        file.seek(0)
        if size > LARGEST:
            raise NotRead("it is larger than 300 MB")
        return _asked([sys.executable, "-s", "-m", module, *arguments], copy, seconds)


def _asked(command: list[str], copy: BinaryIO, seconds: float) -> Any:
    try:
        answer = subprocess.run(
            [*command, str(seconds)],
            stdin=copy.fileno(),
            capture_output=True,
            cwd=PROJECT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=(seconds + GRACE) * BUSY,
            check=True,
        )
        return json.loads(answer.stdout)
    except subprocess.TimeoutExpired:
        raise NotRead("that would take too long") from None
    except (subprocess.CalledProcessError, ValueError, OSError):
        raise NotRead("it wants more memory than there is for it, or it is broken") from None


def bound(seconds: float) -> None:
    """What such a process does first: take no more memory and time than it is given."""
    import resource  # not on every system, and only wanted here

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    most = int(seconds + GRACE)
    resource.setrlimit(resource.RLIMIT_CPU, (most, most + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
