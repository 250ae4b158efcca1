"""Runs the production server, and renews it without losing a request
(docs/decisions/0006-granian.md says why it is this one).

This process only holds the socket. What answers on it is a generation of processes
(review_site/generation.py) with an interpreter of its own, so that a renewal brings new code and
new packages; the older generation answers until the new one can.
"""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from review_site.environment import Environment
from review_site.generation import FINISHING_SECONDS, WAITING_CONNECTIONS

PROJECT = Path(__file__).resolve().parent.parent
SIGNALS = {signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}
STARTING_SECONDS = 60
# For how long readers are answered by the older generation as well, and let go after an answer.
LEAVING_SECONDS = 3

env = Environment()


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def listen(address: str) -> socket.socket:
    """Raises ImproperlyConfigured with what would be right, OSError where it cannot listen."""
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise ImproperlyConfigured(
            f"BIND must be one address and a port, as in 127.0.0.1:8000, not {address!r}."
        )
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, int(port)), family=family, backlog=WAITING_CONNECTIONS)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it
    return listener


class Generation:
    """A generation as the server sees it: a process that leads a group of its own."""

    def __init__(self, listener: socket.socket, processes: int, threads: int, more: list[str]):
        self._missing = processes
        self._ready, ready = os.pipe()
        handed = {"socket": listener.fileno(), "ready": ready}
        numbers = {**handed, "processes": processes, "threads": threads, "parent": os.getpid()}
        options = [f"--{name}={number}" for name, number in numbers.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "review_site.generation", *options, *more],
            cwd=PROJECT,
            pass_fds=handed.values(),
            start_new_session=True,
        )
        os.close(ready)

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def can_answer(self, seconds: float = STARTING_SECONDS) -> bool:
        """Wait until all its processes have loaded the site. False if one of them cannot."""
        end = time.monotonic() + seconds
        while self._missing > 0 and time.monotonic() < end and not self.has_ended:
            if select.select([self._ready], [], [], 0.1)[0]:
                said = os.read(self._ready, self._missing)
                if not said:
                    break
                self._missing -= len(said)
        return self._missing == 0 and not self.has_ended

    def let_go(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGUSR1)

    def finish(self) -> None:
        self.process.terminate()

    def wait(self) -> None:
        """Until all its processes have ended, at the latest when they had the time to finish.

        Python notes a signal and heeds it later; one that came just before a wait is heeded only
        when another ends the wait. So each second brings one that says nothing.
        """
        for _ in range(FINISHING_SECONDS + 5):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(1)
                return
            os.killpg(self.process.pid, signal.SIGUSR2)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        """To be called when it has ended: a process that is made anew says that it is ready."""
        os.close(self._ready)


class Server:
    def __init__(self, listener: socket.socket, record: Path, more: list[str]) -> None:
        self._listener, self._record, self._more = listener, record, more
        self._processes = env.whole_number("WEB_CONCURRENCY", len(os.sched_getaffinity(0)))
        self._threads = env.whole_number("WEB_THREADS", 8)
        self._finishing: list[Generation] = []

    def run(self) -> int:
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        self._serving = self._start()
        if not self._serving.can_answer():
            say("The site could not be loaded; what stands above says why.")
            self._stop()
            return 1
        self._write_record()
        host, port, *_ = self._listener.getsockname()
        say(f"Serving on {host}, port {port}: {self._processes} × {self._threads} threads.")
        return self._obey()

    def _obey(self) -> int:
        while True:
            match signal.sigwait(SIGNALS):
                case signal.SIGHUP:
                    self._renew()
                case signal.SIGCHLD:
                    self._forget_ended()
                    if self._serving.has_ended:
                        say("The server's processes ended unasked; what stands above says why.")
                        self._stop()
                        return 1
                case _:
                    self._stop()
                    return 0

    def _start(self) -> Generation:
        return Generation(self._listener, self._processes, self._threads, self._more)

    def _renew(self) -> None:
        new = self._start()
        if not new.can_answer():
            new.finish()
            self._finishing.append(new)
            say("The new version could not be loaded; the one before goes on serving.")
            self._write_record()
            return
        old, self._serving = self._serving, new
        old.let_go()
        time.sleep(LEAVING_SECONDS)
        old.finish()
        self._finishing.append(old)
        self._write_record()
        say("A new generation of processes serves the site.")

    def _forget_ended(self) -> None:
        for generation in [one for one in self._finishing if one.has_ended]:
            self._finishing.remove(generation)
            generation.close()

    def _stop(self) -> None:
        generations = [self._serving, *self._finishing]
        for generation in generations:
            generation.finish()
        for generation in generations:
            generation.wait()
        self._record.unlink(missing_ok=True)

    def _write_record(self) -> None:
        """Who to ask for a renewal, and what serves: `renew` sees by it that one was made."""
        self._record.parent.mkdir(parents=True, exist_ok=True)
        new = self._record.with_suffix(".new")
        new.write_text(f"{os.getpid()} {self._serving.process.pid} {time.monotonic_ns()}\n")
        new.replace(self._record)


def renew(record: Path) -> int:
    """Ask the running server for a new generation, and wait until it serves."""
    before = read_record(record)
    if not before:
        return look_for_server(record)
    server, serving, _ = before
    os.kill(int(server), signal.SIGHUP)
    end = time.monotonic() + STARTING_SECONDS + LEAVING_SECONDS + 10
    while (now := read_record(record)) == before and time.monotonic() < end:
        time.sleep(0.1)
    if not now:
        say("The server has ended; its log says why.")
        return 1
    if now[1] == serving:
        say("The new version could not be loaded; the one before goes on serving.")
        return 1
    say("The new version serves the site.")
    return 0


def look_for_server(record: Path) -> int:
    """Before anything is changed for its sake."""
    if read_record(record):
        return 0
    say("No server is running here. `make serve` starts one.")
    return 1


def read_record(record: Path) -> list[str]:
    """What the running server wrote; nothing where none runs, even if one was killed here."""
    try:
        written = record.read_text().split()
        is_ours = b"review_site.server" in Path(f"/proc/{written[0]}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return written if is_ours else []


def main(arguments: list[str]) -> int:
    record = Path(env.text("STATE_DIR", str(PROJECT / "var"))) / "server.pid"
    match arguments:
        case ["renew"]:
            return renew(record)
        case ["look"]:
            return look_for_server(record)
    try:
        return Server(listen(env.text("BIND", "127.0.0.1:8000")), record, arguments).run()
    except (ImproperlyConfigured, OSError) as fault:
        say(f"The server cannot start: {fault}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
