"""nginx with the rules of the frozen copy: each address leads to its place in the web archive."""

from urllib.parse import quote, unquote

import pytest

from .conftest import (
    ARCHIVE,
    NOT_ON_THE_LIST,
    ODD,
    OF_FAQS,
    OF_HOME,
    OF_NOTHING,
    ROBOTS,
    free_port,
    program,
    running,
)

CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log stderr;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder};
    proxy_temp_path {folder};
    fastcgi_temp_path {folder};
    uwsgi_temp_path {folder};
    scgi_temp_path {folder};
    include {rules}/nginx-map.conf;
    server {{
        listen 127.0.0.1:{port};
        include {rules}/nginx-server.conf;
        location / {{ return 404; }}
    }}
}}
"""


@pytest.fixture
def serve(write, tmp_path):
    nginx = program("nginx")

    def serve(addresses):
        port = free_port()
        file = tmp_path / "nginx.conf"
        facts = {"folder": tmp_path, "rules": write(addresses), "port": port}
        file.write_text(CONFIGURATION.format(**facts))
        return running([nginx, "-p", str(tmp_path), "-e", "stderr", "-c", str(file)], port)

    return serve


def test_every_address_leads_to_its_place(serve):
    with serve(ODD) as server:
        for address in ODD:
            assert server.leads(address) == ARCHIVE + quote(address), address
            assert unquote(server.leads(address)).endswith(address)


def test_no_other_address_leads_anywhere(serve):
    with serve(ODD) as server:
        for address in NOT_ON_THE_LIST:
            assert server.get(quote(address)).status == 404, address


def test_an_earlier_day_leads_to_the_page(serve):
    with serve(ODD) as server:
        for address in OF_FAQS:
            assert server.leads(address) == f"{ARCHIVE}/faqs/", address
        for address in OF_HOME:
            assert server.leads(address) == f"{ARCHIVE}/", address
        for address in OF_NOTHING:
            assert server.get(address).status == 404, address


def test_robots_are_told_by_this_host(serve):
    with serve(ODD) as server:
        answer = server.get("/robots.txt")
        assert (answer.status, answer.text) == (200, ROBOTS)
        assert answer.headers["Content-Type"].startswith("text/plain")


def test_a_query_is_not_carried_along(serve):
    with serve(ODD) as server:
        assert server.get("/faqs/?page=2").headers["Location"] == f"{ARCHIVE}/faqs/"


def test_browsers_may_keep_it_for_ten_minutes(serve):
    with serve(ODD) as server:
        assert server.get("/faqs/").headers["Cache-Control"] == "public, max-age=600"


def test_thousands_of_addresses_are_taken(serve):
    addresses = [f"/publications/the-{number:05}-th-report-of-many/" for number in range(30_000)]

    with serve(addresses) as server:
        for address in (addresses[0], addresses[15_000], addresses[-1]):
            assert server.leads(address) == ARCHIVE + address
