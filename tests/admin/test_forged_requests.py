"""What no form of ours sends, and somebody may: it gets past nothing that a form is held to."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archive.models import FaqEntry, Person, Record, Severity, State, Waiver, WatchedName
from archive.proofreading.reading import proof
from tests.files.made_files import NAME, pdf_writer, written

from .conftest import SOON, address_of, errors_of, form_at, messages_of, save
from .test_held_files import BLACKENED
from .writing import keep, put_back

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
            {"_schedule": "1", "schedule_for_day": SOON, "schedule_for_time": "09:30"},
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


class TestAPublishedQuestion:
    @pytest.mark.parametrize("wish", ["_withdraw", "_restore", "_supersede", "_move"])
    def test_has_none_of_the_buttons_of_a_page(
        self, editor, make_faq, a_second_person_is_asked_for, wish
    ):
        question = make_faq()
        response = save(editor, question, wish, answer="Another answer.")

        assert FaqEntry.objects.get(pk=question.pk).published_at == question.published_at
        assert FaqEntry.objects.get(pk=question.pk).answer == question.answer
        assert "that cannot be done with this form" in errors_of(response)


class TestAChoiceThatIsNone:
    """A list of suggestions is asked for by number; what is none is refused in a sentence."""

    SENT = pytest.mark.parametrize("sent", [{"topics": "funding"}, {"picture": "a"}])

    @SENT
    def test_is_refused_when_it_is_saved(self, editor, make_post, sent):
        response = save(editor, make_post(published_at=None), **sent)

        assert response.status_code == 200
        assert errors_of(response)

    @SENT
    def test_is_kept_and_put_back(self, editor, make_post, sent):
        draft = make_post(published_at=None)
        keep(editor, draft, **sent)

        assert editor.get(address_of(draft)).status_code == 200
        assert put_back(editor, address_of(draft)).status_code == 200


def test_an_author_strips_nothing_of_what_has_its_moment(sign_in, make_post, make_attachment):
    writer = pdf_writer(NAME)
    writer.add_metadata({"/Author": "Ada Example"})
    post = make_post(published_at=timezone.now() + timedelta(days=1))
    attachment = make_attachment(post, written(writer), "evidence.pdf")
    author = sign_in("Authors")
    author.get(reverse("admin:file", args=[attachment.pk]))
    author.post(reverse("admin:file", args=[attachment.pk]), {"_strip": "1"})

    assert post.attachments.get().sha256 == attachment.sha256


def test_an_author_does_not_leave_as_it_is_what_stops_a_page(sign_in, make_post):
    author = sign_in("Authors")
    draft = make_post(published_at=None, body="See [the letter](/publications/nowhere/).")
    (found,) = (each for each in proof(draft).all if each.severity == Severity.BLOCKS)
    asked = {"of": "post", "pk": draft.pk, "place": found.place}
    asked |= {f"reason-{found.place}": "It comes later."}
    response = author.post(reverse("admin:findings_waive"), asked, follow=True)

    assert not Waiver.objects.exists()
    assert any("only who publishes it" in said for said in messages_of(response))


@pytest.mark.parametrize("view", ["", "preview/", "published/", "edit/"])
def test_a_number_that_no_row_can_have_is_that_of_nothing(editor, view):
    address = f"/admin/archive/publication/{'9' * 30}/{view or 'change/'}"

    assert editor.get(address).status_code in (302, 404, 405)
    assert editor.post(address, {}).status_code in (302, 404, 405, 409)


def test_a_year_that_no_clock_can_tell_is_shown_as_nothing(editor):
    asked = {"at": "0001-01-01T00:00:00+14:00", "address": "/"}

    assert editor.get(reverse("admin:days_ahead_page"), asked).status_code == 404


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
