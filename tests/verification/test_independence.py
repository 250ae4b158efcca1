"""The proof has other eyes than the writers, and says in one place what it looks at."""

import ast
import re
import sys
from pathlib import Path

from archive.verification import Rule

PROJECT = Path(__file__).resolve().parents[2]
ROOM = PROJECT / "archive" / "verification"
FORMATS = {"selectolax", "yaml", "PIL", "pypdf", "tinytag"}


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module)
    return names


def test_it_imports_the_standard_library_the_formats_and_itself():
    found = {name for path in ROOM.glob("*.py") for name in imported(path)}
    others = {
        name
        for name in found
        if name.partition(".")[0] not in sys.stdlib_module_names | FORMATS
        and not name.startswith("archive.verification")
    }

    assert others == set()


def test_the_bag_of_the_tests_shares_nothing_with_the_writers():
    assert not [
        name for name in imported(Path(__file__).parent / "good_bag.py") if "archive" in name
    ]


def documented() -> dict[str, str]:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]+) \|$",
        (PROJECT / "docs/verifying.md").read_text(),
        re.M,
    )
    return dict(rows)


def test_every_rule_is_documented_with_what_to_do():
    assert documented() == {str(rule): rule.to_do for rule in Rule}


def test_every_rule_is_found_by_some_test():
    told = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))

    assert [rule.name for rule in Rule if f"Rule.{rule.name}" not in told] == []


def test_every_rule_is_told_by_some_check():
    told = "".join(path.read_text() for path in ROOM.glob("*.py"))

    assert [rule.name for rule in Rule if f"Rule.{rule.name}" not in told] == []
