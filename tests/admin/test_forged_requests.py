"""What no form of ours sends, and somebody may: it gets past nothing that a form is held to."""

import pytest
from django.db import connection
from django.urls import reverse

from archive.models import FaqEntry, Person, Record, State, WatchedName

from .conftest import address_of, form_at, messages_of, save
from .test_held_files import BLACKENED

pytestmark = pytest.mark.django_db


@pytest.fixture
def watched_name(db):
    WatchedName(name="Jane Example").save()
    return "Jane Example"


def without_files(data: dict[str, object]) -> dict[str, object]:
    left = {name: value for name, value in data.items() if not name.startswith("attachments-")}
    return left | {"attachments-TOTAL_FORMS": "0", "attachments-INITIAL_FORMS": "0"}


class TestADraftWithAHeldFile:
    @pytest.mark.parametrize(
        "wish",
        [
            {"_publish": "1"},
            {"_schedule": "1", "schedule_for_day": "2099-03-01", "schedule_for_time": "09:30"},
        ],
    )
    def test_stays_one_though_the_form_left_its_files_out(
        self, editor, client, make_post, make_attachment, wish
    ):
        draft = make_post(published_at=None)
        attachment = make_attachment(draft, BLACKENED, "evidence.pdf")
        data = without_files(form_at(editor, address_of(draft)))
        response = editor.post(address_of(draft), data | wish, follow=True)

        assert Record.objects.get(pk=draft.pk).state == State.DRAFT
        assert "evidence.pdf is held back" in messages_of(response)[0]
        assert client.get(attachment.get_absolute_url()).status_code == 404


class TestAFormThatHasNoPreview:
    """To be told that it is only looked at spares it nothing."""

    def test_is_held_to_the_watch_list(self, editor, watched_name, make_faq):
        question = make_faq()
        response = save(editor, question, answer=f"{watched_name} said so.", _preview="1")

        assert FaqEntry.objects.get(pk=question.pk).answer == question.answer
        assert response.context["errors"]

    def test_is_held_to_it_when_something_is_added(self, sign_in, watched_name):
        author = sign_in("Authors")
        address = reverse("admin:archive_person_add")
        data = form_at(author, address) | {"name": watched_name, "slug": "jane", "_preview": "1"}
        author.post(address, data)

        assert not Person.objects.exists()

    def test_is_told_of_what_somebody_else_saved(self, editor, make_person):
        person = make_person("Ada Example")
        data = form_at(editor, address_of(person)) | {"biography": "Mine.", "_preview": "1"}
        save(editor, person, biography="Theirs.")
        editor.post(address_of(person), data)

        assert Person.objects.get(pk=person.pk).biography == "Theirs."


@pytest.mark.django_db(transaction=True)
def test_the_buttons_beside_a_form_work_outside_the_transaction_of_a_test(editor, make_post):
    """PostgreSQL locks nothing outside a transaction, and every other test is within one."""
    post = make_post()
    assert not connection.in_atomic_block

    response = editor.post(address_of(post, "edit"), follow=True)

    assert response.status_code == 200
    draft = Record.with_drafts_of.drafts_of(post).get()
    assert editor.post(address_of(draft.facts, "discard"), {"post": "yes"}).status_code == 302


def test_what_was_never_published_has_no_page_of_what_the_public_sees(editor, make_post):
    draft = make_post(published_at=None)

    response = editor.get(reverse("admin:archive_record_published", args=[draft.pk]), follow=True)

    assert response.status_code == 200
    assert response.redirect_chain
