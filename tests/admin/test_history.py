"""What became of a record: every save with its words, readable."""

from django.contrib.admin.models import LogEntry

from .conftest import address_of, save


def test_lists_each_save_with_who_and_what_readers_were_told(editor, auditor, make_post):
    post = make_post()
    save(editor, post, body="News.", change_note="A third meeting.", tell_readers="on")

    page = auditor.get(address_of(post, "history")).content.decode()

    assert "Edith Shaw" in page
    assert "A third meeting." in page
    assert "readers told" in page


def test_shows_the_words_of_a_save_and_what_they_replaced(editor, make_post):
    post = make_post()
    save(editor, post, body="The first words.")
    save(editor, post, body="The second words.")

    response = editor.get(f"{address_of(post, 'history')}{post.revisions.newest_first()[0].pk}/")

    page = response.content.decode()
    assert "<del>first</del>" in page
    assert "<ins>second</ins>" in page


def test_words_of_another_record_are_not_shown_here(editor, make_post):
    post, other = make_post(), make_post()
    save(editor, other)

    address = f"{address_of(post, 'history')}{other.revisions.get().pk}/"

    assert editor.get(address).status_code == 404


def test_what_has_no_revisions_leaves_a_line_in_the_log(editor, make_faq):
    entry = make_faq()

    save(editor, entry, answer="Another answer.")

    line = LogEntry.objects.get()
    assert (line.user, line.object_id) == (editor.user, str(entry.pk))
    assert "Answer" in line.get_change_message()


def test_the_log_says_when_a_question_went_out(editor, make_faq):
    entry = make_faq(published_at=None)

    save(editor, entry, "_publish")

    assert LogEntry.objects.get().get_change_message() == "It is published."
