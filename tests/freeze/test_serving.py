"""A frozen site served from its folder: by ours, and by the two lines for nginx of the docs."""

import http.client
import re
import threading
from pathlib import Path

import pytest

from archive.freeze.serving import NoSiteThere, server_of, site_in
from tests.freeze.redirects.conftest import free_port, program, running

DOCS = Path(__file__).resolve().parents[2] / "docs" / "freezing.md"
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log stderr; events {{ }}
http {{
    access_log off; include /etc/nginx/mime.types;
    client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
    uwsgi_temp_path {folder}; scgi_temp_path {folder};
    server {{
        listen 127.0.0.1:{port};
{lines}
    }}
}}
"""


@pytest.fixture
def bag(tmp_path) -> Path:
    site = tmp_path / "bag" / "data" / "site"
    for name, content in {
        "index.html": "home",
        "faqs/index.html": "questions",
        "feed/index.xml": "<feed/>",
        "a file.pdf": "%PDF",
        "cite/a.bib": "@report",
        "cite/a.ris": "TY  - RPRT",
        "favicon.ico": "icon",
        "empty/below/index.html": "below",
        ".well-known/security.txt": "Contact: us",
        ".hidden": "hidden",
        "404.html": "not here",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(content)
    (tmp_path / "bag" / "secret.txt").write_text("outside")
    (site / "out").symlink_to(tmp_path / "bag" / "secret.txt")
    return tmp_path / "bag"


@pytest.fixture
def get(bag):
    """Ask our own server; status, headers and body."""
    with server_of(site_in(bag), 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield lambda path, method="GET", **headers: asked(
                server.server_port, path, method, **headers
            )
        finally:
            server.shutdown()
            thread.join()


def asked(port: int, path: str, method: str = "GET", **headers: str):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, body


class TestServing:
    @pytest.mark.parametrize(
        ("path", "content_type", "body"),
        [
            ("/", "text/html; charset=utf-8", "home"),
            ("/faqs/", "text/html; charset=utf-8", "questions"),
            ("/faqs/?page=2", "text/html; charset=utf-8", "questions"),
            ("/feed/", "application/xml; charset=utf-8", "<feed/>"),
            ("/a%20file.pdf", "application/pdf", "%PDF"),
            ("/cite/a.bib", "application/x-bibtex; charset=utf-8", "@report"),
            ("/cite/a.ris", "application/x-research-info-systems; charset=utf-8", "TY  - RPRT"),
            ("/favicon.ico", "image/x-icon", "icon"),
            ("/.well-known/security.txt", "text/plain; charset=utf-8", "Contact: us"),
        ],
    )
    def test_gives_the_file_of_an_address(self, get, path, content_type, body):
        status, headers, got = get(path)
        assert (status, headers["Content-Type"], got) == (200, content_type, body)

    @pytest.mark.parametrize(
        "path",
        ["/nothing/", "/../secret.txt", "/%2e%2e/%2e%2e/secret.txt", "/out", "/.hidden", "/empty/",
         "/faqs/index.html/", "/..%5csecret.txt", "/%00", "/" + "a" * 300, "/%ff", "nothing"],
    )  # fmt: skip
    def test_gives_nothing_else(self, get, path):
        status, _, body = get(path)
        assert (status, body) == (404, "not here")

    def test_leads_to_the_slash_of_a_folder(self, get):
        status, headers, _ = get("/faqs")
        assert (status, headers["Location"]) == (301, "/faqs/")

    def test_leads_to_no_other_host(self, get):
        status, headers, _ = get("//faqs")
        assert (status, headers["Location"]) == (301, "/faqs/")

    def test_sends_no_body_to_head(self, get):
        status, headers, body = get("/", "HEAD")
        assert (status, headers["Content-Length"], body) == (200, "4", "")

    @pytest.mark.parametrize(
        ("asked_for", "part", "body"),
        [
            ("bytes=0-1", "bytes 0-1/9", "qu"),
            ("bytes=7-", "bytes 7-8/9", "ns"),
            ("bytes=-3", "bytes 6-8/9", "ons"),
            ("bytes=4-400", "bytes 4-8/9", "tions"),
        ],
    )
    def test_sends_the_part_that_a_player_asks_for(self, get, asked_for, part, body):
        status, headers, got = get("/faqs/", Range=asked_for)
        assert (status, headers["Content-Range"], got) == (206, part, body)
        assert headers["Content-Length"] == str(len(body))

    def test_refuses_a_part_behind_the_end(self, get):
        status, headers, body = get("/faqs/", Range="bytes=9-")
        assert (status, headers["Content-Range"], body) == (416, "bytes */9", "")

    @pytest.mark.parametrize("asked_for", ["bytes=0-1,3-4", "lines=1-2", "bytes=5-2", "bytes=-"])
    def test_sends_all_where_it_cannot_send_that_part(self, get, asked_for):
        status, headers, body = get("/faqs/", Range=asked_for)
        assert (status, body, "Content-Range" in headers) == (200, "questions", False)

    def test_says_that_it_sends_parts(self, get):
        assert get("/faqs/", "HEAD")[1]["Accept-Ranges"] == "bytes"

    def test_takes_nothing_in(self, get):
        assert get("/", "POST")[0] == 501

    def test_takes_a_site_without_its_bag(self, bag):
        assert site_in(bag / "data" / "site") == site_in(bag)

    def test_is_refused_where_there_is_no_site(self, tmp_path):
        with pytest.raises(NoSiteThere, match="There is no frozen site"):
            site_in(tmp_path)


class TestTheTwoLinesForNginx:
    @pytest.fixture
    def port(self, bag, tmp_path):
        nginx = program("nginx")
        (lines,) = re.findall(r"```nginx\n(.*?)```", DOCS.read_text(), re.S)
        assert len(lines.splitlines()) == 2
        lines = lines.replace("/srv/frozen/data/site", str(bag / "data" / "site"))
        port, file = free_port(), tmp_path / "nginx.conf"
        file.write_text(NGINX.format(folder=tmp_path, port=port, lines=lines))
        with running([nginx, "-p", str(tmp_path), "-e", "stderr", "-c", str(file)], port):
            yield port

    def test_serve_the_site(self, port):
        assert asked(port, "/")[2] == "home"
        assert asked(port, "/faqs/")[2] == "questions"
        assert asked(port, "/faqs/")[1]["Content-Type"] == "text/html; charset=utf-8"
        assert asked(port, "/feed/")[2] == "<feed/>"
        assert asked(port, "/feed/")[1]["Content-Type"].startswith("text/xml")
        assert asked(port, "/.well-known/security.txt")[0] == 200
        assert asked(port, "/faqs")[0] == 301
        assert asked(port, "/nothing/")[0::2] == (404, "not here")
