"""`make` on machines that have little: what works, and what is said where it cannot."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
LOCKS = sorted((PROJECT / "requirements").glob("*.txt"))

# Debian's own python3: a Python like any other, without pip and without ensurepip.
BARE_PYTHON = f"""#!/bin/sh
case "$*" in *venv*|*pip*) exit 1 ;; esac
exec {sys.executable} "$@"
"""
OLD_PYTHON = """#!/bin/sh
case "$1" in --version) echo Python 3.9.2 ;; *) exit 1 ;; esac
"""
THIS_PYTHON = f'#!/bin/sh\nexec {sys.executable} "$@"\n'
NO_PACKAGES = "#!/bin/sh\nexit 100\n"


@pytest.fixture
def make_environment(tmp_path):
    """Run requirements/environment in an empty folder, with these programs before the others."""

    def make(programs: dict[str, str]) -> subprocess.CompletedProcess:
        folder = tmp_path / "programs"
        folder.mkdir()
        for name, text in programs.items():
            (folder / name).write_text(text)
            (folder / name).chmod(0o755)
        for name in ("sh", "id", "rm", "touch"):
            (folder / name).symlink_to(shutil.which(name))
        (tmp_path / "lock.txt").touch()
        return subprocess.run(
            [PROJECT / "requirements" / "environment", "lock.txt"],
            cwd=tmp_path,
            env={"PATH": str(folder)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return make


class TestAPythonWithoutPip:
    def test_is_told_in_one_line_what_to_install(self, make_environment):
        answer = make_environment({"python3": BARE_PYTHON, "apt-get": NO_PACKAGES})
        assert answer.returncode == 1
        assert "sudo apt-get install python3-venv" in answer.stderr.splitlines()[-1]

    def test_is_left_without_half_an_environment(self, make_environment, tmp_path):
        make_environment({"python3": BARE_PYTHON, "apt-get": NO_PACKAGES})
        assert not (tmp_path / ".venv").exists()


class TestAPythonThatIsTooOld:
    def test_is_named_in_one_line_with_the_cure(self, make_environment):
        answer = make_environment({"python3": OLD_PYTHON})
        assert answer.returncode == 1
        assert answer.stderr == (
            "Python 3.11 or later is needed, and this machine answers: Python 3.9.2. "
            "Install one, or name it: make setup PYTHON=/path/to/python3.11\n"
        )

    def test_is_passed_over_for_a_newer_one(self, make_environment, tmp_path):
        answer = make_environment({"python3": OLD_PYTHON, "python3.12": THIS_PYTHON})
        assert answer.returncode == 0, answer.stderr
        assert (tmp_path / ".venv" / "bin" / "python").exists()


def make(*arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout


def test_make_lists_every_target():
    text = (PROJECT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", text, re.MULTILINE))
    listed = set(re.findall(r"^  ([a-z-]+) ", make(), re.MULTILINE))
    assert {"run", "test"} <= listed
    assert listed == targets


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
class TestALock:
    def test_pins_each_package_with_hashes(self, lock):
        entries = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert len(entries) > 10
        for entry in entries:
            assert re.match(r"[a-z0-9-]+(\[[a-z,]+\])?==\S+", entry), entry
            assert "--hash=sha256:" in entry, entry

    def test_names_no_host(self, lock):
        assert "://" not in lock.read_text()


def test_what_the_site_runs_on_is_what_it_is_tested_on():
    run, dev = (
        set(re.findall(r"^(\S+==\S+)", lock.read_text(), re.MULTILINE))
        for lock in (PROJECT / "requirements" / "run.txt", PROJECT / "requirements" / "dev.txt")
    )
    assert run <= dev
