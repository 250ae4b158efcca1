"""The list of everything, at the foot of the first page."""

from django.contrib import admin
from django.urls import reverse

from archive.admin.menu import ELSEWHERE, SHELVES, shelved

from .conftest import text_of


def test_every_list_stands_on_a_shelf_by_what_it_is_for(administrator):
    page = text_of(administrator.get(reverse("admin:index")))

    for says in SHELVES:
        assert f"<h3>{says}</h3>" in page
    assert f"<h3>{ELSEWHERE}</h3>" not in page


def test_every_place_on_a_shelf_has_its_list():
    registered = {model._meta.model_name for model in admin.site._registry}

    assert {name for names in SHELVES.values() for name in names} <= registered


def test_a_list_that_nobody_gave_a_place_is_there_all_the_same():
    known = {"object_name": "Post", "name": "News and blogs"}
    new = {"object_name": "Hearing", "name": "Hearings"}

    assert [(shelf.says, shelf.models) for shelf in shelved([{"models": [new, known]}])] == [
        ("What the public reads", [known]),
        (ELSEWHERE, [new]),
    ]


def test_editors_find_what_they_may_open_alone(editor):
    page = text_of(editor.get(reverse("admin:index")))

    assert "<h3>What the public reads</h3>" in page
    assert reverse("admin:auth_user_changelist") not in page
