"""The demonstration, in a folder that goes away afterwards, with a server before it."""

import contextlib
import http.client
import os
import secrets
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

TAKE_DOWN = """
from django.contrib.auth import get_user_model
from archive.captures.takedowns import ask, confirm

first, second = (get_user_model().objects.create_superuser(name) for name in ("ada", "bea"))
(asked,) = ask({address!r}, reason="It named a child, by mistake.", by=first)
confirm(asked, by=second)
"""
BRING_BACK_THE_FIRST_WORDING = """
from archive.models import Notice

Notice.objects.order_by("starts_at", "pk").last().delete()
"""


class Site:
    """`url` answers while it is there."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "STATE_DIR": str(folder),
            "STATIC_FROM_SOURCE": "yes",
            "DJANGO_RUNSERVER_HIDE_WARNING": "true",
        }

    def manage(self, *words: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=PROJECT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def shell(self, code: str) -> None:
        self.manage("shell", "--verbosity=0", "--command", code)

    @contextmanager
    def served(self) -> Iterator[None]:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", str(self._port)],
            cwd=PROJECT,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            end = time.monotonic() + STARTING_SECONDS
            while not self._is_well():
                if time.monotonic() > end:
                    raise TimeoutError("The demonstration's server does not answer.")
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait()

    def _is_well(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError):
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False


@contextmanager
def demonstration() -> Iterator[Site]:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        site.manage("prepare_demonstration")
        with site.served():
            yield site
