"""Servers as they run: processes that share a database, lose it, and find it again."""

import contextlib
import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from tests.own_database import migrated_database, own_database

__all__ = ["migrated_database", "own_database"]

PROJECT = Path(__file__).resolve().parent.parent.parent
NAME = "SELECT name FROM archive_review"
KEPT = "SELECT count(*) FROM archive_capture WHERE address = '/publications/'"


class Server:
    def __init__(self, database, folder: Path, url: str = "") -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.log: list[str] = []
        state = folder / str(self.port)
        (state / "static").mkdir(parents=True)
        environment = {
            **database.environment,
            "DATABASE_URL": url or database.url,
            "STATE_DIR": str(state),
            "MEDIA_ROOT": str(folder / "media"),
            "SITE_URL": "http://127.0.0.1",
            "ALLOWED_HOSTS": "127.0.0.1",
            "BIND": f"127.0.0.1:{self.port}",
            "WEB_CONCURRENCY": "1",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "review_site.server"],
            cwd=PROJECT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = Thread(target=self.log.extend, args=(self.process.stderr,))
        self._reader.start()
        wait_until(lambda: self.has_said("Serving on"), 60)

    def has_said(self, words: str) -> bool:
        return any(words in line for line in [*self.log])

    def get(self, path="/", **headers) -> SimpleNamespace:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Host": "127.0.0.1", **headers})
            answer = connection.getresponse()
            body = answer.read().decode()
        how = answer.headers.get("Cache-Status", "").removeprefix("review-site; ")
        return SimpleNamespace(status=answer.status, headers=answer.headers, body=body, how=how)

    @property
    def processes(self) -> list[int]:
        """All that have come of it, the last ones last."""
        found, waiting = [], [self.process.pid]
        while waiting:
            process = waiting.pop()
            found.append(process)
            for task in Path(f"/proc/{process}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        return found

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self._reader.join()
        self.process.stderr.close()


class Proxy:
    """Stands between a server and its database, and can go away."""

    def __init__(self, host: str, port: int) -> None:
        self._to = host, port
        self._listener: socket.socket | None = None
        self._open: list[socket.socket] = []
        self._passes = Event()
        self._passes.set()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.start()

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        """Refuse new connections, and break those that there are."""
        self.thaw()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for one in self._open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def freeze(self) -> None:
        """Refuse nothing and break nothing, and pass nothing on: as a process that is stopped."""
        self._passes.clear()

    def thaw(self) -> None:
        self._passes.set()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self._to)
                self._open += [near, far]
                for source, target in ((near, far), (far, near)):
                    Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._passes.wait()
                target.sendall(data)


def wait_until(is_so, seconds: float = 10) -> float:
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < seconds, f"not so after {seconds} seconds"
        time.sleep(0.02)
    return time.monotonic() - began


@pytest.fixture
def database(own_database):
    """With a review in it, whose name stands on every page."""
    create = "from archive.models import Review; Review.objects.create(name='Before')"
    own_database.manage("shell", "--command", create)
    return own_database


@pytest.fixture
def start_server(tmp_path):
    started = []

    def start(database, **facts) -> Server:
        started.append(Server(database, tmp_path, **facts))
        return started[-1]

    yield start
    for server in started:
        server.stop()


def rename(database, name: str) -> None:
    database.tell(f"UPDATE archive_review SET name = '{name}'")  # noqa: S608


def test_servers_share_what_is_kept_and_learn_of_what_is_new(database, start_server):
    one, other = start_server(database), start_server(database)
    first = one.get()

    assert "Before" in first.body
    assert (first.how, other.get().how) == ("fwd=miss; stored", "hit; detail=store")
    assert (one.get().how, other.get().how) == ("hit; detail=memory",) * 2
    assert one.get("/", **{"If-None-Match": other.get().headers["ETag"]}).status == 304

    rename(database, "After")
    assert wait_until(lambda: all("After" in server.get().body for server in (one, other))) < 2
    answers = "SELECT count(*) FROM archive_capture WHERE address = '/'"
    assert database.one(answers) == 2


def test_under_load_every_reader_gets_the_old_page_or_the_new(database, start_server):
    server = start_server(database)
    server.get()
    renamed = Event()

    def read(_) -> list[str]:
        seen = []
        while not (renamed.is_set() and len(seen) > 5 and seen[-1] == "After"):
            answer = server.get()
            assert answer.status == 200
            seen.append("After" if "After" in answer.body else "Before")
        return seen

    with ThreadPoolExecutor(8) as readers:
        reading = [readers.submit(read, number) for number in range(8)]
        rename(database, "After")
        renamed.set()
        for one in reading:
            seen = one.result(timeout=20)
            assert seen == sorted(seen, reverse=True), "the old page came after the new one"


class TestTheDatabaseGoes:
    @pytest.fixture
    def proxy(self, database):
        if not database.is_postgresql:
            pytest.skip("a SQLite file that is open cannot go away")
        proxy = Proxy(database.parameters["host"], int(database.parameters["port"]))
        yield proxy
        proxy.stop()

    @pytest.fixture
    def server(self, database, proxy, start_server):
        port = database.parameters["port"]
        return start_server(database, url=database.url.replace(f":{port}/", f":{proxy.port}/"))

    def test_and_what_is_known_is_served_until_it_is_back(self, server, proxy, database):
        known = ["/", "/publications/", "/robots.txt"]
        bodies = {path: server.get(path).body for path in known}
        is_over = Event()

        def read(path: str) -> int:
            answers = 0
            while not is_over.is_set():
                answer = server.get(path)
                assert (answer.status, "Before" in answer.body) == (200, path != "/robots.txt")
                answers += 1
            return answers

        with ThreadPoolExecutor(3) as readers:
            reading = [readers.submit(read, path) for path in known]
            proxy.stop()
            wait_until(lambda: server.get("/healthz").status == 503)
            wait_until(lambda: server.get().how == "hit; detail=away")
            old, unknown = server.get(), server.get("/calls/")
            proxy.start()
            wait_until(lambda: server.get("/healthz").status == 200)
            wait_until(lambda: server.get().how == "hit; detail=memory")
            is_over.set()
            assert all(one.result() > 10 for one in reading)

        assert old.body == bodies["/"]
        assert int(old.headers["Age"]) >= 1
        assert old.headers["Cache-Control"] == "max-age=0"
        assert (unknown.status, unknown.headers["Retry-After"]) == (503, "30")
        assert server.get("/calls/").status == 200
        rename(database, "After")
        wait_until(lambda: "After" in server.get().body)

    def test_by_hanging_and_what_is_known_is_served_at_once(self, server, proxy):
        known = server.get().body
        server.get("/admin/login/")
        with ThreadPoolExecutor(16) as readers:
            list(readers.map(server.get, [f"/unknown/{number}/" for number in range(16)]))
            proxy.freeze()
            stuck = [readers.submit(server.get, f"/new/{number}/") for number in range(12)]
            time.sleep(0.5)
            worst = max(took(server, "/").seconds for _ in range(10))
            wait_until(lambda: server.get("/healthz").status == 503)
            well = took(server, "/healthz")
            more = [readers.submit(server.get, f"/newer/{number}/") for number in range(3)]
            of_memory = [took(server, "/") for _ in range(10)]
            assert {one.result().status for one in [*stuck, *more]} == {503}
            proxy.thaw()

        assert worst < 3
        assert (well.status, well.seconds < 0.5) == (503, True)
        assert max(one.seconds for one in of_memory) < 0.5
        assert {(one.status, one.body) for one in of_memory} == {(200, known)}
        wait_until(lambda: server.get("/healthz").status == 200)
        wait_until(lambda: server.get("/calls/").status == 200)

    def test_and_the_log_says_so_in_few_lines(self, server, proxy):
        server.get()
        proxy.stop()
        wait_until(lambda: server.has_said("The database does not answer"))
        before = len(server.log)
        for number in range(50):
            assert server.get(f"/unknown/{number}/").status == 503
            server.get("/healthz")
        proxy.start()
        wait_until(lambda: server.has_said("The database answers again."))

        assert len(server.log) - before <= 3


def test_a_table_that_is_locked_holds_up_only_who_needs_it(database, start_server):
    if not database.is_postgresql:
        pytest.skip("SQLite locks no table")
    server = start_server(database)
    known = server.get().body
    paths = ["/news/", "/calls/", "/publications/", "/people/", "/feed/", "/sitemap.xml"]
    paths += [f"/unknown/{number}/" for number in range(8)]
    with contextlib.closing(database.connect()) as migration, ThreadPoolExecutor(14) as readers:
        migration.cursor().execute("LOCK TABLE archive_record IN ACCESS EXCLUSIVE MODE")
        waiting = [readers.submit(took, server, path) for path in paths]
        time.sleep(0.3)
        of_memory = [took(server, "/") for _ in range(20)]
        well = took(server, "/healthz")
        told = [one.result() for one in waiting]
        migration.rollback()

    assert {(one.status, one.body) for one in of_memory} == {(200, known)}
    assert max(one.seconds for one in [*of_memory, well]) < 4
    assert well.status == 200
    assert max(one.seconds for one in told) < 20
    wait_until(lambda: server.get("/news/").status == 200)


def took(server, path: str) -> SimpleNamespace:
    began = time.monotonic()
    answer = server.get(path)
    answer.seconds = time.monotonic() - began
    return answer


def test_a_full_disk_keeps_no_page_from_its_readers(database, start_server):
    if database.is_postgresql:
        pytest.skip("the disk of a database server is not a test's to fill")
    server = start_server(database)
    server.get()
    for process in server.processes:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    answers = [server.get("/publications/") for _ in range(2)]
    for process in server.processes:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    assert [answer.status for answer in answers] == [200, 200]
    assert [answer.how for answer in answers] == ["fwd=miss", "hit; detail=memory"]
    assert server.has_said("/publications/ could not be kept")
    wait_until(lambda: database.one(KEPT) == 1)
    rename(database, "After")
    wait_until(lambda: "After" in server.get("/publications/").body)


def test_who_writes_for_long_keeps_no_reader_waiting(database, start_server):
    if database.is_postgresql:
        pytest.skip("PostgreSQL lets many write at once")
    server = start_server(database)
    server.get()
    with contextlib.closing(database.connect()) as writer:
        writer.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        answer = server.get("/publications/")
        took = time.monotonic() - began
        assert database.one(KEPT) == 0
        writer.rollback()

    assert (answer.status, answer.how) == (200, "fwd=miss")
    assert took < 5
    wait_until(lambda: database.one(KEPT) == 1)


def test_a_killed_process_takes_nothing_with_it(database, start_server):
    server = start_server(database)
    before = server.get()
    os.kill(server.processes[-1], signal.SIGKILL)

    def is_back() -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException):
            return server.get().status == 200
        return False

    wait_until(is_back, 30)
    assert server.get().body == before.body
