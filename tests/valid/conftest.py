"""What the Nu HTML checker says of the site, at every step of its life."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.life_of_the_site import life, open_site  # noqa: F401

JAR = settings.BASE_DIR / "var/web/node_modules/vnu-jar/build/dist/vnu.jar"
NOT_YET_KNOWN = r".*(scroll-target-group|:target-current).*"
"""What the checker's list of CSS does not have yet. Browsers that do not either pass it over."""
OPTIONS = ("--also-check-css", "--filterpattern", NOT_YET_KNOWN, "--stdout")


@pytest.fixture(scope="session")
def nu():
    """Look at files or folders; what the checker says comes back, a line a message."""
    assert shutil.which("java"), (
        "Java is needed for the Nu HTML checker: apt-get install default-jre"
    )
    assert JAR.exists(), "The Nu HTML checker is not here: make test-valid fetches it."

    def look(*places: Path) -> list[str]:
        said = subprocess.run(
            ["java", "-jar", str(JAR), *OPTIONS, *map(str, places)],
            capture_output=True,
            text=True,
            check=False,
        )
        return (said.stdout + said.stderr).splitlines()

    return look
