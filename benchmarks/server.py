"""What a page in memory costs the server, beside nginx sending the same bytes from a file.

    python -m benchmarks.server [--path /] [--rounds 5] [--seconds 3] [--open-file-cache]

The production server with the demonstration on SQLite. One process each, on a core of its own;
wrk asks over kept connections from another. The cost is the CPU time of the process that answers
(user and system) for each request.
"""

import argparse
import contextlib
import gzip
import os
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
AT_MOST = 1.3
CONNECTIONS = 32
SERVER, NGINX = 8461, 8462
TICKS = os.sysconf("SC_CLK_TCK")
SENT_BY_NGINX = {"content-type", "content-encoding", "content-length", "etag", "last-modified"}
SENT_BY_NGINX |= {"date", "server", "connection", "vary"}

# gzip_static is nginx's way of sending what is compressed already. open_file_cache is left at its
# default, off: with it nginx goes on sending a file that was replaced.
CONFIGURATION = """
daemon off; worker_processes 1; error_log error.log; pid nginx.pid; {user}
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; server_tokens off; {cache}
    types {{ text/html html; }} charset utf-8;
    keepalive_timeout 75s; keepalive_requests 1000000000;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    server {{
        listen 127.0.0.1:{port}; root {folder}; index index.html;
        gzip_static on; gzip_vary on;
{headers}
    }}
}}
"""


def what_is_missing() -> str:
    absent = [name for name in ("nginx", "wrk", "taskset") if not shutil.which(name)]
    if absent:
        return f"this machine has no {' and no '.join(absent)} (Debian: apt-get install nginx wrk)"
    if len(os.sched_getaffinity(0)) < 2:
        return "it takes two cores, one for the server and one for the load"
    return ""


@contextlib.contextmanager
def running(command: list[str], port: int, **more: object) -> Iterator[int]:
    """The command on the first core; gives the id of the process that answers."""
    core = str(min(os.sched_getaffinity(0)))
    process = subprocess.Popen(["taskset", "-c", core, *command], **more)
    try:
        until = time.monotonic() + 30
        while not answers(port):
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit(f"{command[0]} did not start.")
            time.sleep(0.1)
        yield youngest(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except OSError as fault:
        return hasattr(fault, "code")  # an answer, if an odd one
    return True


def youngest(process: int) -> int:
    """The last of a line of processes, each the only child of the one before."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return youngest(int(children[0])) if children else process


def seconds_used(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def ask(port: int, path: str) -> tuple[bytes, list[tuple[str, str]]]:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read(), answer.getheaders()


def write_for_nginx(folder: Path, path: str, *, has_cache: bool) -> Path:
    """The answer of the server as a file, and a configuration that sends it the same."""
    body, headers = ask(SERVER, path)
    page = folder / path.strip("/") / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_bytes(gzip.decompress(body))
    Path(f"{page}.gz").write_bytes(body)
    configuration = folder / "nginx.conf"
    lines = [
        'add_header {} "{}";'.format(name, value.replace('"', '\\"'))
        for name, value in headers
        if name.lower() not in SENT_BY_NGINX
    ]
    configuration.write_text(
        CONFIGURATION.format(
            user="user root;" if os.getuid() == 0 else "",
            cache="open_file_cache max=1000;" if has_cache else "",
            port=NGINX,
            folder=folder,
            headers="\n".join(lines),
        )
    )
    return configuration


def cost(port: int, path: str, process: int, seconds: int) -> tuple[float, float]:
    """Microseconds of CPU for a request, and requests a second."""
    before = seconds_used(process)
    other_core = ["taskset", "-c", str(max(os.sched_getaffinity(0)))]
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-H", "Accept-Encoding: gzip"]
    said = subprocess.run(
        [*other_core, *load, f"http://127.0.0.1:{port}{path}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"Not every request was answered:\n{said}")
    asked = int(re.search(r"(\d+) requests in", said)[1])
    return (seconds_used(process) - before) / asked * 1e6, asked / seconds


def prepare(variables: dict[str, str]) -> None:
    """A site with the demonstration on its record."""
    demonstration = str(PROJECT / "fixtures" / "demo")
    for command in (
        ["migrate", "--verbosity=0"],
        ["collectstatic", "--no-input", "--verbosity=0"],
        ["import_content", demonstration],
    ):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=PROJECT,
            env=variables,
            stdout=subprocess.DEVNULL,
            check=True,
        )


def compare(path: str, *, rounds: int, seconds: int, has_cache: bool) -> float:
    """Print each round, and give the median of (ours : nginx's)."""
    ratios = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        variables = {
            "PATH": os.environ["PATH"],
            "BIND": f"127.0.0.1:{SERVER}",
            "STATE_DIR": str(folder),
            "WEB_CONCURRENCY": "1",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": f"http://127.0.0.1:{SERVER}",
        }
        prepare(variables)
        ours = stack.enter_context(
            running(
                [sys.executable, "-m", "review_site.server"],
                SERVER,
                cwd=PROJECT,
                env=variables,
                stderr=subprocess.DEVNULL,
            )
        )
        configuration = write_for_nginx(folder, path, has_cache=has_cache)
        theirs = stack.enter_context(
            running(
                ["nginx", "-p", str(folder), "-e", "error.log", "-c", str(configuration)], NGINX
            )
        )
        if ask(SERVER, path)[0] != ask(NGINX, path)[0]:
            raise SystemExit("nginx and the server do not send the same bytes.")
        for number in range(1, rounds + 1):
            ours_cost, ours_speed = cost(SERVER, path, ours, seconds)
            theirs_cost, theirs_speed = cost(NGINX, path, theirs, seconds)
            ratios.append(ours_cost / theirs_cost)
            print(
                f"  round {number}: {ours_cost:5.1f} µs, nginx {theirs_cost:5.1f} µs: "
                f"{ratios[-1]:.2f}   ({ours_speed:,.0f} and {theirs_speed:,.0f} requests a second)",
                flush=True,
            )
    median = statistics.median(ratios)
    print(f"  median: {median:.2f} times nginx's CPU (at most {AT_MOST} is promised)")
    return median


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--path", default="/")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--open-file-cache", action="store_true")
    given = parser.parse_args()
    if missing := what_is_missing():
        print(f"The server is not compared with nginx: {missing}.")
        return 0
    print(f"{given.path} from memory, beside nginx:")
    median = compare(
        given.path,
        rounds=given.rounds,
        seconds=given.seconds,
        has_cache=given.open_file_cache,
    )
    return int(median > AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
