"""Questions: published by buttons like records, ordered in their group."""

from django.urls import reverse

from archive.models import FaqEntry

from .conftest import address_of, form_at, messages_of, save

ADD = reverse("admin:archive_faqentry_add")


def test_a_new_question_is_a_draft_at_the_end_of_its_group(editor, client, make_faq):
    last = make_faq(position=4)
    data = form_at(editor, ADD) | {
        "question": "Who pays?",
        "answer": "The department does.",
        "category": last.category.pk,
    }

    editor.post(ADD, data)

    entry = FaqEntry.objects.get(question="Who pays?")
    assert (entry.published_at, entry.position, entry.anchor) == (None, 5, "who-pays")
    assert "Who pays?" not in client.get("/faqs/").content.decode()


def test_goes_on_the_site_and_off_it(editor, client, make_faq):
    entry = make_faq("Who pays?", published_at=None)

    save(editor, entry, "_publish")
    assert "Who pays?" in client.get("/faqs/").content.decode()

    save(editor, entry, "_take_back")
    assert "Who pays?" not in client.get("/faqs/").content.decode()


def test_on_the_site_it_is_not_deleted_and_keeps_its_anchor(editor, make_faq):
    entry = make_faq(anchor="who-pays")

    save(editor, entry, anchor="another")

    entry.refresh_from_db()
    assert entry.anchor == "who-pays"
    assert editor.post(address_of(entry, "delete"), {"post": "yes"}).status_code == 403


def test_the_order_is_that_of_the_group(editor, make_faq):
    first, second = make_faq(position=1), make_faq(position=2)

    save(editor, first.category, **{"entries-0-position": 2, "entries-1-position": 1})

    assert list(first.category.entries.in_order()) == [second, first]


def test_a_group_with_questions_is_not_deleted(editor, make_faq):
    category = make_faq().category

    assert editor.post(address_of(category, "delete"), {"post": "yes"}).status_code == 403


class TestTakenOffTheSite:
    def test_it_says_so_and_its_words_stay_in_the_history(self, editor, make_faq):
        entry = make_faq(answer="What the public read.")

        response = save(editor, entry, "_take_back", answer="Other words.")

        assert "is taken off the site" in messages_of(response)[0]
        page = editor.get(address_of(entry, "history")).content.decode()
        assert "It is taken off the site." in page
        assert "What the public read." in page

    def test_it_is_deleted_by_administrators_only(self, editor, administrator, make_faq):
        entry = make_faq()
        save(editor, entry, "_take_back")

        assert editor.post(address_of(entry, "delete"), {"post": "yes"}).status_code == 403
        administrator.post(address_of(entry, "delete"), {"post": "yes"})
        assert not FaqEntry.objects.exists()

    def test_its_link_stays_its_own(self, editor, make_faq):
        entry = make_faq(anchor="who-pays")
        save(editor, entry, "_take_back")

        save(editor, entry, anchor="another")

        entry.refresh_from_db()
        assert entry.anchor == "who-pays"


def test_a_draft_that_was_never_public_is_deleted_by_editors(editor, make_faq):
    entry = make_faq(published_at=None)

    editor.post(address_of(entry, "delete"), {"post": "yes"})

    assert not FaqEntry.objects.exists()
