"""The demonstration in a folder of its own, with the production server before it."""

import contextlib
import http.client
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
STARTING_SECONDS = 60
STOPPING_SECONDS = 30


class Site:
    """`url` answers between `start` and `stop`; `known_as` is the address that its pages name."""

    def __init__(self, folder: Path, known_as: str = "") -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.known_as = known_as or self.url
        self._server: subprocess.Popen[bytes] | None = None
        self._environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": self.known_as,
            "ALLOWED_HOSTS": "127.0.0.1",
            "BIND": f"127.0.0.1:{self._port}",
            "WEB_CONCURRENCY": "1",
            "STATE_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        }

    def prepare(self) -> None:
        """Bring the demonstration, with its pages as they stood on past days."""
        self.manage("collectstatic", "--no-input", "--verbosity=0")
        self.manage("prepare_demonstration")

    def copy(self, folder: Path) -> "Site":
        """The same site in another folder, to be changed there. Its pages were kept for the same
        address, so it goes on naming that one."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Site(folder, self.known_as)

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def shell(self, code: str) -> None:
        """What an editor does, and what time does."""
        self.manage("shell", "--verbosity=0", "--command", code)

    def start(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "review_site.server"],
            cwd=PROJECT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTING_SECONDS
        while not self._is_well():
            if time.monotonic() > end:
                raise TimeoutError("The demonstration's server does not answer.")
            time.sleep(0.05)

    def stop(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait(STOPPING_SECONDS)
            self._server = None

    @contextmanager
    def served(self) -> Iterator["Site"]:
        try:
            self.start()
            yield self
        finally:
            self.stop()

    def _is_well(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False


@contextmanager
def served_demonstration() -> Iterator[Site]:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.prepare()
        with site.served():
            yield site
