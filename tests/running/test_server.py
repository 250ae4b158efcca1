"""The production server: a reload loses no reader."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
ANSWER_WITH_ITS_PROCESS = """
import os

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(os.getpid()).encode()]
"""


@pytest.fixture
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def server(address, tmp_path):
    (tmp_path / "answer.py").write_text(ANSWER_WITH_ITS_PROCESS)
    command = [sys.executable, "-m", "gunicorn", "--config", PROJECT / "review_site" / "server.py"]
    process = subprocess.Popen(
        [*command, "--pythonpath", tmp_path, "answer"],
        cwd=PROJECT,
        env={**os.environ, "BIND": address, "WEB_CONCURRENCY": "2"},
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: answers(address))
    yield process
    process.terminate()
    process.wait(timeout=30)


def get(address):
    with urllib.request.urlopen(f"http://{address}/", timeout=5) as response:
        return response.read()


def answers(address):
    try:
        return get(address)
    except OSError:
        return b""


def wait_until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so after {seconds} seconds"
        time.sleep(0.05)


def test_a_reload_refuses_no_connection_and_brings_new_processes(server, address):
    before = {get(address) for _ in range(40)}
    server.send_signal(signal.SIGHUP)
    wait_until(lambda: get(address) not in before)  # get() fails if one connection is refused
    for _ in range(100):
        get(address)
