"""What replays a WACZ: pywb, as national archives run it, and ReplayWeb.page, in the browser."""

import http.client
import json
import re
import socket
import subprocess
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings

TOOLS = settings.BASE_DIR / "var" / "replay"
PYTHON = TOOLS / "python" / "bin"
STARTING_SECONDS = 60

FRAME = b"<!doctype html><title>A frame to replay in</title><iframe></iframe>"
EMBEDDED = (
    b'<!doctype html><title>The archive</title><script src="/ui.js"></script>'
    b'<replay-web-page source="/site.wacz" replayBase="/replay/" coll="site" embed="full">'
    b"</replay-web-page>"
)
INSIDE = b'<!doctype html><script src="/ui.js"></script><replay-app-main></replay-app-main>'
HTML, SCRIPT, ZIP = "text/html; charset=utf-8", "text/javascript; charset=utf-8", "application/zip"


class ReplayWebPage:
    """A folder of files on a server that knows nothing but to send parts of them: ReplayWeb.page
    reads the WACZ in the browser, and answers there."""

    def __init__(self, wacz: Path) -> None:
        package = TOOLS / "replaywebpage"
        files = {
            "/": (EMBEDDED, HTML),
            "/replay/": (INSIDE, HTML),
            "/replay/frame.html": (FRAME, HTML),
            "/replay/sw.js": ((package / "sw.js").read_bytes(), SCRIPT),
            "/ui.js": ((package / "ui.js").read_bytes(), SCRIPT),
            "/site.wacz": (wacz.read_bytes(), ZIP),
        }
        handler = type("Handler", (_Files,), {"files": files})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.frame = f"{self.url}/replay/frame.html"

    def start(self) -> None:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, stamp: str, uri: str) -> str:
        return f"{self.url}/replay/w/site/{stamp}mp_/{uri}"


class _Files(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    files: dict[str, tuple[bytes, str]] = {}

    def do_GET(self) -> None:
        content, content_type = self.files.get(self.path.partition("?")[0], (b"", ""))
        status = 200 if content_type else 404
        asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        headers = {"Content-Type": content_type or HTML, "Accept-Ranges": "bytes"}
        if asked and content_type:
            first, last = self._part(asked, len(content))
            headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
            status, content = 206, content[first : last + 1]
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(content))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    do_HEAD = do_GET  # noqa: N815 (the name is http.server's)

    @staticmethod
    def _part(asked: re.Match, length: int) -> tuple[int, int]:
        first, last = asked.groups()
        if not first:
            return max(0, length - int(last)), length - 1
        return int(first), min(int(last or length), length - 1)

    def log_message(self, *_facts) -> None:
        pass


class Pywb:
    """A collection into which the WACZ was put, with the index that it came with."""

    def __init__(self, wacz: Path, folder: Path) -> None:
        self.folder = folder
        self._process: subprocess.Popen | None = None
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self.frame = f"{self.url}/static/frame.html"
        self.run("wb-manager", "init", "site")
        self.run("wb-manager", "add", "--unpack-wacz", "site", str(wacz))
        (folder / "config.yaml").write_text("framed_replay: false\n")
        (folder / "static").mkdir(exist_ok=True)
        (folder / "static" / "frame.html").write_bytes(FRAME)

    def run(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [PYTHON / program, *words], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self) -> None:
        self._process = subprocess.Popen(
            [PYTHON / "wayback", "-b", "127.0.0.1", "-p", str(self._port)],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + STARTING_SECONDS
        while not self._is_well():
            assert time.monotonic() < end, "pywb does not serve"
            time.sleep(0.1)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(STARTING_SECONDS)

    def page(self, stamp: str, uri: str) -> str:
        return f"{self.url}/site/{stamp}mp_/{uri}"

    def found(self, stamp: str, uri: str) -> dict:
        """What its index names first for an address and a moment."""
        asked = urlencode({"url": uri, "closest": stamp, "limit": 1, "output": "json"})
        return json.loads(self.get(f"/site/cdx?{asked}"))

    def payload(self, stamp: str, uri: str) -> bytes:
        return self.get(f"/site/{stamp}id_/{uri}")

    def get(self, path: str) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        finally:
            connection.close()

    def _is_well(self) -> bool:
        with suppress(OSError):
            self.get("/")
            return True
        return False
