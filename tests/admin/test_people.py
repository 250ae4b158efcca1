"""A person's form: which part of the portrait stays in sight is chosen by looking at it."""

import re

import pytest
from django.urls import reverse

from archive.models import Focus

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_of(client, make_user):
    def form(person) -> str:
        client.force_login(make_user("Editors"))
        return client.get(reverse("admin:archive_person_change", args=[person.pk])).text

    return form


def test_each_choice_is_shown_as_it_would_crop_the_portrait(form_of, make_person, make_picture):
    picture = make_picture()
    form = form_of(make_person("Ada Example", portrait=picture, portrait_focus=Focus.LEFT))

    for focus in Focus:
        assert f'class="focus-crop focus-crop--{focus}" src="{picture.get_absolute_url()}"' in form
    assert form.count('type="radio" name="portrait_focus"') == len(Focus)
    assert re.search(r'value="left"[^>]* checked', form)


def test_without_a_portrait_there_are_the_words_alone(form_of, make_person):
    form = form_of(make_person("Ada Example"))

    assert "focus-crop" not in form
    assert form.count('type="radio" name="portrait_focus"') == len(Focus)
