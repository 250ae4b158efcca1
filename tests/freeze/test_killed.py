"""A freeze that is killed at whatever moment: no half copy, and the next one goes on to the same
bytes, in another folder, language and zone of the machine."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.freeze.test_freezing import files_of
from tests.own_database import PROJECT

CONTENT = {
    "review.md": "---\ntype: review\nname: The Review of Examples\n---\n",
    **{
        f"page-{number}.md": f"---\ntype: page\ntitle: Page {number}\ndate: 2022-01-03\n"
        f"menu_position: {number + 1}\n---\nWhat page {number} says.\n"
        for number in range(5)
    },
}
MOMENTS = (
    "bag",
    "bag/data/site/index.html",
    "bag/data/inventory.jsonl",
    "bag/data/archive.wacz",
    "bag/data/report.html",
    "bag/manifest-sha256.txt",
)
"""What has just been begun in the folder of the work when the process is killed."""


@pytest.fixture
def machine(own_database, tmp_path):
    """A database with a few pages, all of them kept."""
    content = tmp_path / "content"
    content.mkdir()
    for name, text in CONTENT.items():
        (content / name).write_text(text)
    own_database.manage("import_content", str(content))
    own_database.manage("captures", "--fill")
    return own_database


def freezing(machine, target: Path, **environment: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "freeze", str(target)],
        cwd=PROJECT,
        env=machine.environment | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill_when(process: subprocess.Popen, sign: Path) -> None:
    while not sign.exists() and process.poll() is None:
        time.sleep(0.0005)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_leaves_no_half_copy_and_is_gone_on_with(machine, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    at_once = tmp_path / "at once"
    process = freezing(machine, at_once)
    process.communicate()
    assert process.returncode == 0
    whole = files_of(at_once)

    target = tmp_path / "frozen"
    killed = 0
    for moment in MOMENTS:
        kill_when(freezing(machine, target), tmp_path / ".frozen.unfinished" / moment)
        if target.exists():  # it was quicker
            break
        killed += 1
    other = {"TMPDIR": str(elsewhere), "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "77",
             "LC_ALL": "C"}  # fmt: skip
    is_there = target.exists()
    goes_on = freezing(machine, target, **other)
    goes_on.communicate()

    assert goes_on.returncode == (2 if is_there else 0)  # what is whole is not written over
    assert killed >= 3
    assert files_of(target) == whole
    assert not list(tmp_path.glob(".*"))
    assert not list(elsewhere.iterdir())


def test_two_cannot_write_the_same_folder_at_once(machine, tmp_path):
    target = tmp_path / "frozen"
    first = freezing(machine, target)
    while not (tmp_path / ".frozen.unfinished" / "lock").exists() and first.poll() is None:
        time.sleep(0.0005)
    time.sleep(0.05)  # it takes the lock once the file is there
    second = freezing(machine, target)
    _, said = second.communicate()

    assert first.wait(120) == 0
    first.stderr.close()
    assert second.returncode == 2
    assert "Another freeze is writing" in said or "is not empty" in said
