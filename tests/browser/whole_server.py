"""The production server on a copy of this project, which a test may dress anew."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

COPIED = ("archive", "review_site", "templates", "static")
BYTECODE = shutil.ignore_patterns("__pycache__")
STARTING_SECONDS = 60


class WholeServer:
    """A site in a folder of its own: its code, its style sheets, its database, its server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "site"
        self._process: subprocess.Popen | None = None
        for name in COPIED:
            shutil.copytree(settings.BASE_DIR / name, self.folder / name, ignore=BYTECODE)
        shutil.copy(settings.BASE_DIR / "manage.py", self.folder)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._bind = f"127.0.0.1:{free.getsockname()[1]}"
        self.url = f"http://{self._bind}"
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "SECRET_KEY": "a-copy-signs-with-this-and-nothing-else-ever-does-so",
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "BIND": self._bind,
            "WEB_CONCURRENCY": "1",
            "STATE_DIR": str(folder / "state"),
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        }
        (folder / "state").mkdir()
        self.manage("migrate", "--verbosity=0")

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=self.folder,
            env=self._environment,
            check=True,
        )

    def run(self, code: str) -> None:
        """What an editor does, and what time does."""
        self.manage("shell", "--verbosity=0", "--command", code)

    def start(self) -> None:
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "review_site.server"],
            cwd=self.folder,
            env=self._environment,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTING_SECONDS
        while not self._is_well():
            assert time.monotonic() < end, "the server does not serve"
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(STARTING_SECONDS)
            self._process = None

    def _is_well(self) -> bool:
        connection = http.client.HTTPConnection(self._bind, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False
