"""Processes of their own: one to see how the settings take what the environment says, and the
production server."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

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


@dataclass
class RunningServer:
    host: str
    port: int
    process: subprocess.Popen
    environment: dict[str, str]
    generation: int = 0

    @property
    def record(self) -> list[int]:
        path = Path(self.environment["STATE_DIR"]) / "server.pid"
        return [int(word) for word in path.read_text().split()] if path.exists() else []

    @property
    def most_memory(self) -> float:
        """The most that its process ever had, in MiB, where it has one process."""
        children = Path(f"/proc/{self.generation}/task/{self.generation}/children").read_text()
        status = Path(f"/proc/{int(children)}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def wait_until_it_serves(self) -> None:
        end = time.monotonic() + 30
        while not self.record:
            assert time.monotonic() < end, "the server does not serve after 30 seconds"
            time.sleep(0.05)
        self.generation = self.record[1]

    def connect(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=10)

    def get(self, path: str, **headers: str) -> SimpleNamespace:
        return self.ask("GET", path, headers=headers)

    def ask(self, method: str, path: str, **more) -> SimpleNamespace:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        connection.request(method, path, **more)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return SimpleNamespace(status=answer.status, headers=answer.headers, body=body)

    def ask_for_renewal(self) -> subprocess.CompletedProcess:
        return self._command("renew")

    def look(self) -> subprocess.CompletedProcess:
        return self._command("look")

    def _command(self, name: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "-m", "review_site.server", name],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    def stop(self, by: int = signal.SIGTERM) -> int:
        self.process.send_signal(by)
        return self.process.wait(30)


@pytest.fixture
def start(tmp_path):
    """Start the production server with an application that lies in tmp_path."""
    processes = []

    def start(application: str, **environment: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "review_site.server", "--application", application],
            cwd=PROJECT,
            env=server_environment(tmp_path) | environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.terminate()
        process.wait(30)
        process.stderr.close()


@pytest.fixture
def serve(start, tmp_path):
    """The same, and wait until it serves."""

    def serve(application: str, host: str = "127.0.0.1", **environment: str) -> RunningServer:
        with socket.create_server((host, 0), family=family_of(host)) as free:
            port = free.getsockname()[1]
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        process = start(application, BIND=bind, **environment)
        server = RunningServer(host, port, process, server_environment(tmp_path))
        server.wait_until_it_serves()
        return server

    return serve


def family_of(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def server_environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(folder),
        "PYTHONDONTWRITEBYTECODE": "1",  # versions written within one second have one date
        "STATE_DIR": str(folder),
    }
