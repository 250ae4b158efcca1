"""One generation of the server's processes: granian, answering on a socket that it is handed.

review_site/server.py starts one, and when there is a new version another beside it. Both accept
from the same socket; the older one then lets its readers go, each after its next answer.
"""

import argparse
import contextlib
import ctypes
import multiprocessing
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial

from granian._internal import load_target
from granian.constants import HTTPModes, Interfaces, RuntimeModes
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server import Server

APPLICATION = "review_site.production:application"
WAITING_CONNECTIONS = 1024
# To one process, idle ones too: what a browser keeps open, or a slow attacker, holds no thread.
CONNECTIONS = 16_384
# Longer than proxies keep their connections, so that it is never us who closes one in use.
KEPT_ALIVE_SECONDS = 75
FINISHING_SECONDS = 30
# A page from memory that meets one being rendered waits this long for the interpreter, not 5 ms.
SWITCH_SECONDS = 0.0005
# Read by the settings when the application is loaded. granian would put them into the environ
# of each request, from where they could reach an error page or a log.
SECRETS = ("SECRET_KEY", "WATCH_LIST_KEY", "DATABASE_URL", "REDIS_URL")

SIGNAL_WHEN_ORPHANED = 1  # Linux's PR_SET_PDEATHSIG

leaving = False


def leave(listener: socket.socket) -> None:
    """Accept nothing more, and let those who are connected go.

    The other generation accepts from the same queue, so the socket must not be shut. In this
    process another takes its number: one that nobody can find and that has nothing to accept.
    """
    global leaving
    leaving = True
    with socket.socket(socket.AF_UNIX) as nowhere:
        nowhere.bind("")
        nowhere.listen()
        nowhere.setblocking(False)
        os.dup2(nowhere.fileno(), listener.fileno())


def end_when_told() -> None:
    """A process that is being made has nothing to finish. granian, once ready, sees to the rest;
    before that it would leave each process with a handler that only the first one can heed."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def end_with(parent: int) -> None:
    """Have this process finish what is under way, and end, when the one that made it is gone.

    Whoever kills the server kills that one process only. Its generation would go on for ever,
    serving what nobody can renew and holding the address from which a new server is to serve.
    """
    with contextlib.suppress(AttributeError):  # Linux alone has it, and alone is served on
        ctypes.CDLL(None).prctl(SIGNAL_WHEN_ORPHANED, int(signal.SIGTERM))
    if os.getppid() != parent:  # it was gone before it could be said
        os.kill(os.getpid(), signal.SIGTERM)


def letting_go(application: Callable) -> Callable:
    """The application; once this generation is leaving, each answer ends its connection.

    A server that closes a kept connection can meet a request that is just being sent on it. A
    reader who is told with an answer that the connection ends sends the next request elsewhere.
    """

    def answer(environ: dict, start_response: Callable) -> object:
        if not leaving:
            return application(environ, start_response)

        def start_last(status: str, headers: list, exc_info: object = None) -> None:
            start_response(status, [*headers, ("Connection", "close")], exc_info)

        return application(environ, start_last)

    return answer


def load(target: str, ready: int) -> Callable:
    """Called in each process; says through `ready` that the application could be loaded."""
    application = letting_go(load_target(target))
    sys.setswitchinterval(SWITCH_SECONDS)
    for name in SECRETS:
        os.environ.pop(name, None)
    os.write(ready, b".")
    return application


class GranianOnSocket(Server):
    """granian on a socket that was opened elsewhere and stays open when this generation ends.

    By itself granian opens a socket in each process, and what waits in the queue of a process
    that ends is lost.
    """

    def __init__(self, listener: socket.socket, **settings: object) -> None:
        host, port, *_ = listener.getsockname()
        super().__init__(APPLICATION, host, port, interface=Interfaces.WSGI, **settings)
        self._listener = listener

    def _init_shared_socket(self) -> None:
        self._sso = self._listener
        self._shd = SocketHolder(self._listener.fileno(), False, WAITING_CONNECTIONS)


def main() -> None:
    parser = argparse.ArgumentParser()
    for name in ("socket", "ready", "processes", "threads", "parent"):
        parser.add_argument(f"--{name}", type=int, required=True)
    parser.add_argument("--application", default=APPLICATION)
    given = parser.parse_args()

    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # often 1,024 until asked for more
    # Processes inherit the socket and this handler, as only forked ones do.
    multiprocessing.set_start_method("fork")
    listener = socket.socket(fileno=given.socket)
    signal.signal(signal.SIGUSR1, lambda signum, frame: leave(listener))
    signal.signal(signal.SIGUSR2, lambda signum, frame: None)  # only to be woken by
    end_with(given.parent)
    made_by = os.getpid()
    os.register_at_fork(after_in_child=lambda: (end_when_told(), end_with(made_by)))
    signal.pthread_sigmask(signal.SIG_SETMASK, [])  # the server held all of them back
    GranianOnSocket(
        listener,
        workers=given.processes,
        blocking_threads=given.threads,
        runtime_mode=RuntimeModes.mt,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=KEPT_ALIVE_SECONDS * 1000),
        websockets=False,
        backlog=WAITING_CONNECTIONS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=FINISHING_SECONDS,
        log_level=LogLevels.error,  # its warnings are about eight threads a core
    ).serve(target_loader=partial(load, given.application, given.ready), wrap_loader=False)


if __name__ == "__main__":
    main()
