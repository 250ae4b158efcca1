"""Every public page is valid HTML, says the Nu validator, where there is one (npm: vnu-jar)."""

import os
import shutil
import subprocess

import pytest

from archive.public_urls import PublicUrls

JAR = os.environ.get("NU_VALIDATOR", "")

pytestmark = pytest.mark.skipif(
    not (JAR and shutil.which("java")), reason="needs Java, and NU_VALIDATOR to name vnu.jar"
)


def test_the_validator_has_nothing_to_say(make_site, client, tmp_path):
    make_site(4)
    for number, page in enumerate(PublicUrls().pages()):
        (tmp_path / f"{number}.html").write_bytes(client.get(page.address).content)
    said = subprocess.run(
        ["java", "-jar", JAR, "--format", "gnu", *map(str, sorted(tmp_path.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.stderr == ""
