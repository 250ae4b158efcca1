"""Each sees who else has a form open, and finds all that they typed and did not save."""

from datetime import timedelta

import time_machine
from django.urls import reverse
from django.utils import timezone

from archive.models import Post, Writing

from .conftest import address_of, form_at, save, text_of
from .writing import ANOTHER, BEAT, WINDOW, beat, draft, keep

__all__ = ["draft"]


class TestWhoElseIsThere:
    def test_is_said_with_since_when_and_whether_they_type(self, editor, administrator, draft):
        with time_machine.travel("2022-06-01 13:02:00+00:00", tick=False) as clock:
            keep(administrator, draft, body="His.")
            clock.shift(10)
            said = beat(editor, draft, ANOTHER).json()["others"]
            assert said == ["Adam Rao has had this open since 14:02 and is typing."]
            clock.shift(20)
            said = beat(editor, draft, ANOTHER).json()["others"]
            assert said == ["Adam Rao has had this open since 14:02."]

    def test_is_said_on_opening_the_form(self, editor, administrator, draft):
        beat(administrator, draft)

        assert "Adam Rao has had this open since" in text_of(editor.get(address_of(draft)))

    def test_ends_without_a_word_from_them(self, editor, administrator, draft):
        with time_machine.travel("2022-06-01 13:02:00+00:00", tick=False) as clock:
            beat(administrator, draft)
            clock.shift(46)
            assert beat(editor, draft, ANOTHER).json()["others"] == []

    def test_ends_when_they_leave(self, editor, administrator, draft):
        beat(administrator, draft)
        administrator.post(BEAT, {"editor": administrator.user.pk, "window": WINDOW, "left": "yes"})

        assert beat(editor, draft, ANOTHER).json()["others"] == []

    def test_is_oneself_in_another_window(self, editor, draft):
        beat(editor, draft)

        said = beat(editor, draft, ANOTHER).json()["others"]
        assert said == ["You have this open in another window, too."]

    def test_is_nobody_in_the_form_of_something_new(self, editor, administrator):
        beat(administrator, Post(kind="news"))

        assert beat(editor, Post(kind="news"), ANOTHER).json()["others"] == []

    def test_is_told_of_a_save(self, editor, administrator, draft):
        seen = form_at(editor, address_of(draft))["seen"]
        save(administrator, draft, body="His words.")

        said = beat(editor, draft, seen=seen).json()["saved"]
        assert said.startswith("Adam Rao saved this on")

    def test_costs_few_questions(self, editor, administrator, draft, django_assert_max_num_queries):
        beat(administrator, draft)

        with django_assert_max_num_queries(14):
            beat(editor, draft, ANOTHER)


class TestTheListOfWhatIsKept:
    def test_leads_to_each_form(self, editor, draft):
        keep(editor, draft, body="As it is typed.")

        page = editor.get(reverse("admin:kept"))

        assert f'href="{address_of(draft)}"' in page.content.decode()
        assert "As it is typed." in text_of(page)
        assert "1 text that you wrote and did not save is kept" in text_of(editor.get("/admin/"))

    def test_gives_back_the_words_where_the_form_is_gone(self, editor, draft):
        keep(editor, draft, body="As it is typed.")
        draft.delete()

        page = text_of(editor.get(reverse("admin:kept")))

        assert "Of something that is gone" in page
        assert "As it is typed." in page

    def test_lets_go_what_nobody_came_back_for(self, editor, draft):
        with time_machine.travel(timezone.now() - timedelta(weeks=4, days=1)):
            keep(editor, draft, body="As it is typed.")

        assert "Nothing." in text_of(editor.get(reverse("admin:kept")))
        assert not Writing.objects.exists()
