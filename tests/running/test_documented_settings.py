"""docs/running.md names every setting that the environment can give, and no other."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
READ = re.compile(r'\benv\.(?:\w+)\(\s*"([A-Z_]+)"')
DOCUMENTED = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_every_setting_is_documented_and_every_documented_one_is_read():
    read = {
        name
        for file in ("settings.py", "server.py")
        for name in READ.findall((PROJECT / "review_site" / file).read_text())
    }
    assert {"SECRET_KEY", "BIND"} <= read
    assert read == set(DOCUMENTED.findall((PROJECT / "docs" / "running.md").read_text()))
