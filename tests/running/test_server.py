"""The production server: how it starts and stops, and that a new version loses no request."""

import http.client
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent

ANSWER = """
import os, time

def application(environ, start_response):
    if environ["PATH_INFO"] == "/slow/":
        time.sleep(2.5)
    start_response("200 OK", [("Content-Length", "{length}")])
    return [b"{version}"]
"""


def write_version(folder, version):
    (folder / "answer.py").write_text(ANSWER.format(version=version, length=len(version)))


@pytest.fixture
def server(serve, tmp_path):
    write_version(tmp_path, "one")
    return serve("answer:application", WEB_CONCURRENCY="2")


def read_all_the_while(server, is_kept, done, read, faults):
    """Ask again and again, as a reader who keeps the connection or as new ones."""
    connection = None
    while not done.is_set():
        connection = connection or http.client.HTTPConnection(server.host, server.port, timeout=10)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            read.append(answer.read())
        except (OSError, http.client.HTTPException) as fault:
            faults.append(repr(fault))
            connection.close()
            connection = None
            continue
        if not is_kept or answer.getheader("Connection") == "close":
            connection.close()
            connection = None
    if connection:
        connection.close()


@pytest.fixture
def readers(server):
    """Eight readers under way, half of them on kept connections; gives what they read and lost."""
    done, read, faults = threading.Event(), [], []
    threads = [
        threading.Thread(target=read_all_the_while, args=(server, kept, done, read, faults))
        for kept in (True, False) * 4
    ]
    for thread in threads:
        thread.start()

    def stop():
        done.set()
        for thread in threads:
            thread.join(20)
        return read, faults

    yield stop
    stop()


class TestANewVersion:
    def test_is_read_at_the_end_and_no_request_is_lost(self, server, readers, tmp_path):
        write_version(tmp_path, "two")
        asked = server.ask_for_renewal()
        read, faults = readers()
        assert asked.returncode == 0, asked.stderr
        assert asked.stderr == "The new version serves the site.\n"
        assert faults == []
        assert set(read) == {b"one", b"two"}
        assert server.get("/").body == b"two"

    def test_can_be_installed_again_and_again(self, server, readers, tmp_path):
        for version in ("two", "three"):
            write_version(tmp_path, version)
            assert server.ask_for_renewal().returncode == 0
        _, faults = readers()
        assert faults == []
        assert server.get("/").body == b"three"

    def test_that_cannot_be_loaded_leaves_the_one_before_serving(self, server, readers, tmp_path):
        (tmp_path / "answer.py").write_text("import nothing_of_this_name")
        asked = server.ask_for_renewal()
        read, faults = readers()
        assert asked.returncode == 1
        assert "the one before goes on serving" in asked.stderr
        assert faults == []
        assert set(read) == {b"one"}

    def test_lets_an_answer_that_is_under_way_come_to_its_end(self, server, tmp_path):
        answers = []
        reader = threading.Thread(target=lambda: answers.append(server.get("/slow/").body))
        reader.start()
        time.sleep(0.3)
        write_version(tmp_path, "two")
        assert server.ask_for_renewal().returncode == 0
        reader.join(10)
        assert answers == [b"one"]

    def test_finds_the_server_before_anything_is_changed(self, server):
        assert server.look().returncode == 0
        makefile = (PROJECT / "Makefile").read_text()
        steps = makefile.partition("new-version:")[2].partition("\n\n")[0].splitlines()[1:]
        assert steps[0].endswith("review_site.server look")

    def test_needs_a_server_that_runs(self, server):
        server.stop()
        asked = server.ask_for_renewal()
        assert asked.returncode == 1
        assert asked.stderr == "No server is running here. `make serve` starts one.\n"


class TestStopping:
    def test_lets_an_answer_that_is_under_way_come_to_its_end(self, server):
        answers = []
        reader = threading.Thread(target=lambda: answers.append(server.get("/slow/").body))
        reader.start()
        time.sleep(0.3)
        assert server.stop() == 0
        reader.join(10)
        assert answers == [b"one"]

    def test_leaves_no_process_behind(self, server):
        server.stop()
        group = subprocess.run(
            ["pgrep", "--session", str(server.generation)], capture_output=True, check=False
        )
        assert group.stdout == b""

    def test_by_the_keyboard_is_the_same(self, server):
        assert server.stop(signal.SIGINT) == 0


class TestAServerThatIsKilled:
    """Only its own process is gone then; the generation that it made would be left."""

    def test_takes_its_processes_with_it_once_they_have_answered(self, server, start):
        answers = []
        reader = threading.Thread(target=lambda: answers.append(server.get("/slow/").body))
        reader.start()
        time.sleep(0.3)
        server.stop(signal.SIGKILL)
        reader.join(10)
        assert answers == [b"one"]
        wait_until_it_is_gone(server.generation)
        again = start("answer:application", BIND=f"{server.host}:{server.port}")
        assert again.stderr.readline().startswith("Serving on")

    def test_takes_them_with_it_where_they_lost_the_first_of_them_too(self, server):
        subprocess.run(
            ["kill", "-KILL", str(server.process.pid), str(server.generation)], check=True
        )
        wait_until_it_is_gone(server.generation)

    def test_is_no_server_to_renew(self, server):
        server.stop(signal.SIGKILL)
        looked = server.look()
        assert looked.returncode == 1
        assert looked.stderr == "No server is running here. `make serve` starts one.\n"


def wait_until_it_is_gone(generation):
    end = time.monotonic() + 10
    while subprocess.run(
        ["pgrep", "--session", str(generation)], capture_output=True, check=False
    ).stdout:
        assert time.monotonic() < end, "processes are left after 10 seconds"
        time.sleep(0.1)


class TestAProcessThatIsKilled:
    def test_is_made_anew(self, serve, tmp_path):
        write_version(tmp_path, "one")
        server = serve("answer:application", WEB_CONCURRENCY="1")
        time.sleep(6)  # a process that ends in its first seconds would only end again
        subprocess.run(["pkill", "-KILL", "--parent", str(server.generation)], check=True)
        assert server.get("/").body == b"one"


class TestStarting:
    @pytest.mark.parametrize("address", ["8000", "localhost", "127.0.0.1:http", "a:1,b:2,"])
    def test_with_an_address_that_is_none_says_what_one_is(self, start, address):
        process = start("answer:application", BIND=address)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 2
        assert "BIND must be one address and a port, as in 127.0.0.1:8000" in said

    def test_on_an_address_that_is_taken_says_so(self, start):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            process = start("answer:application", BIND=f"127.0.0.1:{taken.getsockname()[1]}")
            _, said = process.communicate(timeout=20)
        assert process.returncode == 2
        assert "The server cannot start" in said
        assert "Address already in use" in said

    def test_with_a_site_that_cannot_be_loaded_ends(self, start, tmp_path):
        (tmp_path / "answer.py").write_text("import nothing_of_this_name")
        process = start("answer:application", BIND="127.0.0.1:0")
        _, said = process.communicate(timeout=60)
        assert process.returncode == 1
        assert "The site could not be loaded" in said

    def test_listens_on_version_six_of_the_internet_protocol_too(self, serve, tmp_path):
        write_version(tmp_path, "one")
        assert serve("answer:application", host="::1").get("/").body == b"one"
