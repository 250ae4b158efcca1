"""A bag of one test, addresses that are hard to write down, and servers that follow the rules."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.freeze.redirects import FOLDER, write_redirects

SITE = "https://review.example.org"
ROBOTS = 'User-agent: *\n# "a" \\\nDisallow: /\n'
STAMP = "20230310120000"
ARCHIVE = f"https://webarchive.nationalarchives.gov.uk/ukgwa/{STAMP}/{SITE}"
STARTING_SECONDS = 20

ODD = [
    "/",
    "/faqs/",
    "/attachments/a-report/Final.pdf",
    "/attachments/a-report/final.pdf",
    "/attachments/a-report/FINAL (2).pdf",
    "/attachments/a-report/final (2).pdf",
    "/with space/",
    "/ends with a space ",
    "/100%/",
    "/%41/",
    '/a "quoted" word/',
    "/it's/",
    "/$1/$uri/${PATH}/",
    "/a.c/",
    "/a+b(c)[d]{e}^f|g*h?i/",
    "/back\\slash/",
    "/back\\1/",
    "/semi;colon/and,comma/",
    "/a&b=c#d/",
    "/a:b@c!/",
    "/~tilde/`tick`/<tag>/",
    "/dé-jà-vu/",
    "/Ärger/",
    "/日本語/🙂/",
    "/default",
    "/.well-known/security.txt",
    "/-F/",
    "/%{REQUEST_URI}/%1/",
    "/" + "very-long-" * 24,
]
NOT_ON_THE_LIST = [
    "/faqs/all",
    "/faqs/all/",
    "/abc/",
    "/x/faqs/",
    "/attachments/a-report/",
    "/a.c/d",
]


OF_FAQS = [
    "/faqs",
    "/memento/20230310120000/faqs/",
    "/memento/2023/faqs",
    "/memento/after/20230310120000/faqs/",
    "/timemap/faqs/",
    "/timemap/page/2/faqs/",
    "/changes/20230310120000/20230311120000/faqs/",
    "/changes/after/20230310120000/faqs/",
]
"""Where the past of a page was shown, and its address without the last slash."""
OF_HOME = ["/on/", "/on/2023-03-10/", "/memento/20230310120000/", "/timemap/"]
OF_NOTHING = [
    "/memento/20230310120000/faqs/all/",
    "/timemap/robots.txt",
    "/memento/faqs/",
    "/changes/20230310120000/faqs/",
    "/on/2023-03-10/faqs/",
    "/x/timemap/faqs/",
]
"""Of what was taken down, or never was."""


class Bag:
    """In a folder; a file is written once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, path: str, chunks: Iterable[bytes]) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("xb") as opened:
            opened.writelines(chunks)

    def has(self, path: str) -> bool:
        return (self.folder / path).exists()


@pytest.fixture
def write(tmp_path_factory):
    """Write the rules for addresses, into a bag of their own; the answer is their folder."""

    def write(addresses: Iterable[str], timestamp: str = STAMP) -> Path:
        bag = Bag(tmp_path_factory.mktemp("bag"))
        write_redirects(addresses, bag, site_url=SITE, timestamp=timestamp, robots=ROBOTS)
        return bag.folder / FOLDER

    return write


class Server:
    """A server that is there for one test. `get` sends the path as it is given."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path)
            response = connection.getresponse()
            response.text = response.read().decode()
            return response

    def leads(self, address: str) -> str | None:
        """Where it leads somebody who asks for that address by a permanent redirect."""
        response = self.get(quote(address, safe="/"))
        return response.headers["Location"] if response.status == 301 else None


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], port: int, **environment: str):
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        end = time.monotonic() + STARTING_SECONDS
        while True:
            assert process.poll() is None, "the server does not take the rules"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert time.monotonic() < end, "the server does not answer"
            time.sleep(0.05)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(STARTING_SECONDS)


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not on this machine.")
    return found
