"""Lists and forms of the admin: found by state, and asked for in a bounded number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from .conftest import address_of, edit, save

POSTS = reverse("admin:archive_post_changelist")


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


class TestStateFilter:
    @pytest.fixture(autouse=True)
    def one_of_each(self, make_post):
        now = timezone.now()
        make_post("A draft", published_at=None)
        make_post("A scheduled one", published_at=now + timedelta(days=1))
        make_post("A published one")
        make_post("A withdrawn one", withdrawn_at=now, withdrawn_because="An error.")

    @pytest.mark.parametrize("state", ["draft", "scheduled", "published", "withdrawn"])
    def test_finds_those_in_a_state(self, editor, state):
        found = editor.get(POSTS, {"state": state}).context["cl"].queryset

        assert [post.title for post in found] == [f"A {state}{' one' if state != 'draft' else ''}"]

    def test_says_the_state_in_a_word(self, editor):
        page = editor.get(POSTS).content.decode()

        assert page.count('<span class="state state--') == 4
        assert ">Withdrawn</span>" in page

    def test_of_questions(self, editor, make_faq):
        make_faq("Out?"), make_faq("Not yet?", published_at=None)

        found = editor.get(reverse("admin:archive_faqentry_changelist"), {"state": "draft"})

        assert [entry.question for entry in found.context["cl"].queryset] == ["Not yet?"]


def test_a_record_is_found_by_its_words(editor, make_post):
    make_post("What we heard in Leeds")
    make_post("Another")

    found = editor.get(POSTS, {"q": "Leeds"}).context["cl"].queryset

    assert [post.title for post in found] == ["What we heard in Leeds"]


def test_everything_is_in_one_list_and_opens_in_its_own_form(editor, make_letter, make_post):
    letter, post = make_letter(), make_post()
    address = reverse("admin:archive_record_changelist")

    page = editor.get(address).content.decode()

    assert address_of(letter) in page
    assert address_of(post) in page
    opened = editor.get(reverse("admin:archive_record_change", args=[letter.pk]))
    assert opened["Location"] == address_of(letter)


class TestQueries:
    @pytest.mark.parametrize("name", ["record", "post", "faqentry", "board", "person", "notice"])
    def test_of_a_list_do_not_grow_with_it(
        self, name, editor, make_post, make_faq, make_member, make_notice
    ):
        def more(count: int) -> None:
            for _ in range(count):
                make_post(edited_by=editor.user)
                make_faq()
                make_member()
                more.started += timedelta(days=1)
                make_notice(starts_at=more.started)

        more.started = timezone.now()
        address = reverse(f"admin:archive_{name}_changelist")
        more(2)
        few = queries(editor, address)
        more(20)

        assert queries(editor, address) == few
        assert few <= 12

    def test_of_a_form_do_not_grow_with_its_rows(
        self, editor, make_episode, make_person, make_contributor, make_attachment
    ):
        person = make_person()

        def episode(rows: int):
            made = make_episode(turns=rows)
            made.turns.update(person=person)
            for _ in range(rows):
                make_contributor(made)
                make_attachment(made)
                made.links.create(to_record=made.record)
            return made

        few, many = episode(2), episode(12)

        assert queries(editor, address_of(many)) == queries(editor, address_of(few))
        assert queries(editor, address_of(many)) <= 20

    def test_of_the_index_are_few(self, editor, make_post):
        for _ in range(12):
            make_post(published_at=None, edited_by=editor.user)

        assert queries(editor, reverse("admin:index")) <= 22


class TestIndex:
    def test_says_what_to_do_and_what_waits(self, editor, make_post, make_user):
        make_post("Mine", published_at=None, edited_by=editor.user)
        make_post("Theirs", published_at=None, edited_by=make_user())
        make_post("Tomorrow", published_at=timezone.now() + timedelta(days=1))

        context = editor.get(reverse("admin:index")).context

        assert [record.title for record in context["drafts"]] == ["Mine"]
        assert [record.title for record in context["scheduled"]] == ["Tomorrow"]
        assert len(context["lately"]) == 3
        assert "Write a letter" in [task["says"] for task in context["tasks"]]

    def drafts_of(self, client) -> list[str]:
        context = client.get(reverse("admin:index")).context
        return [record.title for record in context["drafts"]]

    def test_keeps_a_draft_that_a_colleague_saved_in_its_writers_list(
        self, editor, administrator, make_post
    ):
        draft = make_post("Mine", published_at=None)
        save(editor, draft, body="My words.")
        save(administrator, draft, body="My words, mended.")

        assert self.drafts_of(editor) == self.drafts_of(administrator) == ["Mine"]

    def test_does_so_with_the_draft_of_what_is_published(self, editor, administrator, make_post):
        draft = edit(editor, make_post("Mine"))
        save(editor, draft, body="My words.")
        save(administrator, draft, body="My words, mended.")

        assert self.drafts_of(editor) == ["Mine"]

    def test_has_no_draft_of_what_somebody_wrote_before_that_draft(
        self, editor, administrator, make_post
    ):
        post = make_post("Mine", published_at=None)
        save(editor, post, "_publish", body="My words.")
        edit(administrator, post)

        assert self.drafts_of(editor) == []

    def test_each_task_opens_the_form_that_it_names(self, editor):
        for task in editor.get(reverse("admin:index")).context["tasks"]:
            assert editor.get(task["url"]).status_code == 200
