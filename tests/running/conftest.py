"""A process of its own, to see how the settings take what the environment says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def run_with(tmp_path):
    """Run Python with exactly these variables, as on a server: nothing of this machine's."""

    def run(code: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env={"PATH": os.environ["PATH"], "STATE_DIR": str(tmp_path), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
