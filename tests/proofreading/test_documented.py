"""docs/proofreading.md says of each rule what it asks for and how grave it is, and nothing else."""

from django.conf import settings

from archive.proofreading.rules import RULES

DOCS = settings.BASE_DIR / "docs" / "proofreading.md"


def test_every_rule_is_in_the_table_as_it_is():
    rows = [line for line in DOCS.read_text().splitlines() if line.startswith("| `")]

    assert rows == [
        f"| `{rule.id}` | {rule.says} | "
        f"{'never let through' if rule.is_fixed else rule.severity.label.lower()} |"
        for rule in RULES.values()
    ]
