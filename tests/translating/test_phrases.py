"""Every word that the public reads is asked of gettext, so that it can be said in any language."""

import ast
import re

import pytest

from translating.phrases import PROJECT, Phrase, calls, modules, of_module, of_template, templates

IN_THE_DRESS_OF_THE_ADMIN = "403_csrf.html"
SAME_IN_ANY_LANGUAGE = {"WhatsApp", "Facebook", "LinkedIn", "Bluesky", "ISBN"}

NOT_READ = re.compile(
    r"{% comment %}.*?{% endcomment %}|{% block dress %}.*?{% endblock %}|<!--.*?-->", re.S
)
TRANSLATED = re.compile(r"{% blocktranslate\b.*?{% endblocktranslate %}", re.S)
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.S)
READ_ALOUD = re.compile(r'\s(?:alt|aria-label|label|placeholder|title)="([^"]*)"')
ELEMENT = re.compile(r"<[^>]*>", re.S)
WORD = re.compile(r"[A-Za-z]{2,}")


def words_of(template: str) -> set[str]:
    """The words that stand in a template itself."""
    text = CODE.sub("", TRANSLATED.sub("", NOT_READ.sub("", template)))
    read = [*READ_ALOUD.findall(text), ELEMENT.sub(" ", text)]
    return {word for part in read for word in WORD.findall(part)}


def public_templates():
    return [path for path in templates() if path.name != IN_THE_DRESS_OF_THE_ADMIN]


@pytest.mark.parametrize("path", public_templates(), ids=lambda path: path.stem)
def test_a_template_has_no_words_of_its_own(path):
    assert words_of(path.read_text()) <= SAME_IN_ANY_LANGUAGE


def test_a_template_with_words_of_its_own_would_be_found():
    assert words_of('<p aria-label="The menu">{% translate "Menu" %} of {{ name }}</p>') == {
        "The", "menu", "of",
    }  # fmt: skip


@pytest.mark.parametrize("path", public_templates(), ids=lambda path: path.stem)
def test_a_component_is_given_no_words_that_are_not_translated(path):
    """`called="By"`, for example: what begins with a capital is read by somebody."""
    includes = re.findall(r"{% include [^%]*%}", path.read_text())

    assert re.findall(r'(?:called|title)="[^"]+"', "".join(includes)) == []


def test_a_view_has_no_title_of_its_own():
    views = [path for path in modules() if path.parent.name == "views" or path.stem == "feeds"]
    assert views
    found = [
        f"{path.relative_to(PROJECT)}:{value.lineno}"
        for path in views
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in ("title", "description")
        if isinstance(value, ast.JoinedStr) or (isinstance(value, ast.Constant) and value.value)
    ]

    assert found == []


def test_what_is_asked_of_gettext_is_written_there_so_that_it_can_be_found():
    """But for the labels of files, which are taken from where they stand."""
    hidden = [
        f"{path.stem}: {ast.unparse(call)}"
        for path in modules()
        for call in calls(path.read_text())
        if not list(of_module(ast.unparse(call)))
    ]

    assert hidden == ["wording: gettext(_label(attachment.content_type))"]


def test_phrases_are_found_in_templates_however_they_are_asked_for():
    template = (
        '{% translate "Menu" %} {% include "a.html" with title=_("Members") only %}'
        "{% blocktranslate count count=n with day=on|day %}{{ count }} page of {{ day }}"
        "{% plural %}{{ count }} pages of {{ day }}{% endblocktranslate %}"
        '{{ role|default:_("Member") }}'
    )

    assert set(of_template(template)) == {
        Phrase("Menu"),
        Phrase("Members"),
        Phrase("%(count)s page of %(day)s", "%(count)s pages of %(day)s"),
        Phrase("Member"),
    }
