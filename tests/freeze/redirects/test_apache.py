"""Apache with the rules of the frozen copy as a .htaccess file."""

import os
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from .conftest import (
    ARCHIVE,
    NOT_ON_THE_LIST,
    ODD,
    OF_FAQS,
    OF_HOME,
    OF_NOTHING,
    free_port,
    program,
    running,
)

MODULES = Path(os.environ.get("APACHE_MODULES", "/usr/lib/apache2/modules"))
NEEDED = ("mpm_event", "authz_core", "dir", "rewrite", "headers")
CONFIGURATION = """
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog /dev/stderr
{modules}
DocumentRoot {folder}/site
<Directory {folder}/site>
    AllowOverride FileInfo Options=FollowSymLinks
    Require all granted
</Directory>
"""


@pytest.fixture
def server(write, tmp_path):
    apache = program("apache2")
    port = free_port()
    modules = [f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in NEEDED]
    facts = {"folder": tmp_path, "port": port, "modules": "\n".join(modules)}
    (tmp_path / "site").mkdir()
    shutil.copy(write(ODD) / "apache.htaccess", tmp_path / "site" / ".htaccess")
    file = tmp_path / "apache.conf"
    file.write_text(CONFIGURATION.format(**facts))
    with running([apache, "-f", str(file), "-D", "FOREGROUND"], port) as started:
        yield started


def test_every_address_leads_to_its_place(server):
    for address in ODD:
        assert server.leads(address) == ARCHIVE + quote(address), address


def test_no_other_address_leads_anywhere(server):
    for address in NOT_ON_THE_LIST:
        assert server.get(quote(address)).status == 404, address


def test_an_earlier_day_leads_to_the_page(server):
    for address in OF_FAQS:
        assert server.leads(address) == f"{ARCHIVE}/faqs/", address
    for address in OF_HOME:
        assert server.leads(address) == f"{ARCHIVE}/", address
    for address in OF_NOTHING:
        assert server.get(address).status == 404, address


def test_a_query_is_not_carried_along(server):
    assert server.get("/faqs/?page=2").headers["Location"] == f"{ARCHIVE}/faqs/"


def test_browsers_may_keep_it_for_ten_minutes(server):
    assert server.get("/faqs/").headers["Cache-Control"] == "public, max-age=600"
