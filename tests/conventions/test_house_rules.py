"""The rules of the house that a program can see."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

PROJECT = Path(__file__).resolve().parent.parent.parent
OURS = (
    "archive", "review_site", "tests", "benchmarks", "screenshots", "demonstration", "translating",
)  # fmt: skip
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "managers"}
LONGEST = 400
QUERY_WORDS = {"filter", "exclude", "order_by"}


def python_files(*rooms: str) -> list[Path]:
    return [
        path
        for room in rooms
        for path in sorted((PROJECT / room).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def templates() -> list[Path]:
    return sorted((PROJECT / "templates").rglob("*.html"))


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def test_querysets_are_sentences_everywhere_but_in_models():
    """`@register.filter` is a template's, and has nothing to do with the database."""
    found = [
        f"{named(path)}:{node.lineno} {node.func.attr}("
        for path in python_files("archive", "review_site")
        if (PROJECT / "archive" / "models") not in path.parents
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in QUERY_WORDS
        and getattr(node.func.value, "id", "") != "register"
    ]

    assert found == []


def test_every_order_ends_in_the_primary_key():
    orders = {
        f"{named(path)}:{node.lineno}": node.args[-1]
        for path in python_files("archive/models")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "order_by"
        and node.args
    }

    assert orders
    assert [place for place, last in orders.items() if not is_primary_key(last)] == []


def is_primary_key(field: ast.expr) -> bool:
    return isinstance(field, ast.Constant) and field.value in ("pk", "-pk")


def test_every_models_own_order_ends_in_the_primary_key():
    unsettled = [
        model.__name__
        for model in apps.get_app_config("archive").get_models()
        if model._meta.ordering and model._meta.ordering[-1] not in ("pk", "-pk")
    ]

    assert unsettled == []


def test_no_module_has_a_name_that_says_nothing():
    found = [named(p) for p in python_files(*OURS) if {p.stem, p.parent.name} & FORBIDDEN_NAMES]

    assert found == []


def test_a_file_is_read_in_one_sitting():
    long = {named(path): len(path.read_text().splitlines()) for path in python_files(*OURS)}

    assert {name: lines for name, lines in long.items() if lines > LONGEST} == {}


def test_a_module_says_why_it_exists():
    silent = [
        named(path)
        for path in python_files(*(room for room in OURS if room != "tests"))
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_nothing_is_caught_that_was_not_named_unless_it_is_raised_again():
    found = [
        f"{named(path)}:{node.lineno}"
        for path in python_files(*OURS)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and getattr(node.type, "id", "BaseException") in ("Exception", "BaseException")
        and not isinstance(node.type, ast.Tuple | ast.Attribute)
        and not isinstance(node.body[-1], ast.Raise)
    ]

    assert found == []


def test_templates_hold_no_style_and_no_script_of_their_own():
    """The content security policy forbids both, and a browser would pass them over."""
    inline = re.compile(
        r"""<style\b|\sstyle=|\son[a-z]+="|="javascript:|<script(?![^>]*\ssrc=)""", re.I
    )
    found = {named(path): inline.findall(path.read_text()) for path in templates()}

    assert {name: hits for name, hits in found.items() if hits} == {}


def test_templates_fetch_nothing_from_elsewhere():
    outside = re.compile(
        r'(?:src|srcset|poster|action)="(?:https?:)?//|<link[^>]*href="(?:https?:)?//'
    )
    found = {named(path): outside.findall(path.read_text()) for path in templates()}

    assert {name: hits for name, hits in found.items() if hits} == {}


COMPONENT = re.compile(r'{% include "components/[^%]*%}')


def test_components_are_included_with_only_what_they_need():
    open_ended = [
        f"{named(path)}: {include}"
        for path in templates()
        for include in COMPONENT.findall(path.read_text())
        if not include.endswith(" only %}")
    ]

    assert open_ended == []


def test_components_open_with_what_they_need():
    silent = [
        named(path)
        for path in sorted((PROJECT / "templates" / "components").glob("*.html"))
        if not path.read_text().startswith(("{% comment %}", "{#"))
    ]

    assert silent == []


def test_no_block_stands_inside_an_if():
    found = []
    for path in templates():
        depth = 0
        for tag in re.findall(r"{% (if|endif|block)\b", path.read_text()):
            depth += {"if": 1, "endif": -1, "block": 0}[tag]
            if tag == "block" and depth:
                found.append(named(path))

    assert found == []


@pytest.mark.parametrize(
    "command", sorted(c for c, app in get_commands().items() if app == "archive")
)
def test_every_command_is_documented(command):
    words = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]

    assert any(command in path.read_text() for path in words)


@pytest.mark.parametrize(
    "target", re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.M)
)
def test_every_target_of_make_says_what_it_does(target):
    makefile = (PROJECT / "Makefile").read_text()

    assert re.search(rf"^{target}:.*## \w+", makefile, re.M)
