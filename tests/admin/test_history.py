"""What became of a record: every save with its words, readable."""

import html

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.admin.log import replaced, said
from archive.lifecycle import note_revision
from archive.models import Post

from .conftest import address_of, form_at, publish, save, text_of


def test_lists_each_save_with_who_and_what_readers_were_told(editor, auditor, make_post):
    post = make_post()
    publish(editor, post, body="News.", change_note="A third meeting.", tell_readers="on")

    page = auditor.get(address_of(post, "history")).content.decode()

    assert "Edith Shaw" in page
    assert "A third meeting." in page
    assert "readers told" in page


def test_shows_the_words_of_a_save_and_what_they_replaced(editor, make_post):
    post = make_post()
    publish(editor, post, body="The first words.")
    publish(editor, post, body="The second words.")

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

    assert said(LogEntry.objects.get()) == "It is published."


class TestWordsThatWereReplaced:
    def test_are_in_the_history_of_what_is_no_record(self, editor, auditor, make_faq):
        entry = make_faq(answer="The first answer.")
        save(editor, entry, answer="The second answer.", question="Who decides now?")

        page = auditor.get(address_of(entry, "history")).content.decode()

        assert "Edith Shaw" in page
        assert "The first answer." in page
        assert "The second answer." not in page

    def test_of_rows_are_there_too(self, editor, administrator, make_member):
        board = make_member(role="Co-chair").board
        save(editor, board, **{"members-0-role": "Member"})
        save(administrator, board, **{"members-0-DELETE": "on"})

        entries = editor.get(address_of(board, "history")).context["entries"]

        removed, changed = (dict(replaced(entry)) for entry in entries)
        assert changed == {"Board member 1: Role": "Co-chair"}
        assert removed["Board member 1: Role"] == "Member"
        assert "Ada Example" in removed["Board member 1: Person"]
        assert removed["Board member 1: From"] == "Monday 1 March 2021"

    def test_are_those_of_whoever_saved_meanwhile(self, editor, administrator, make_faq):
        entry = make_faq()
        hers = form_at(editor, address_of(entry)) | {"answer": "Her answer."}
        save(administrator, entry, answer="His answer.")
        response = editor.post(address_of(entry), hers)
        again = hers | {"seen": response.context["adminform"].form["seen"].value()}

        editor.post(address_of(entry), again)

        page = editor.get(address_of(entry, "history")).content.decode()
        assert "His answer." in page

    def test_stay_when_the_thing_is_deleted(self, administrator, auditor, make_faq):
        entry = make_faq(answer="What nobody reads.", published_at=None)
        administrator.post(address_of(entry, "delete"), {"post": "yes"})

        line = LogEntry.objects.get()
        address = reverse("admin:admin_logentry_change", args=[line.pk])

        assert said(line) == "Deleted."
        assert "What nobody reads." in auditor.get(address).content.decode()

    def test_are_not_kept_twice_for_a_record(self, editor, make_post):
        save(editor, make_post(), body="New words.")

        assert replaced(LogEntry.objects.get()) == []


def test_the_words_of_a_save_are_made_a_draft_again(editor, auditor, make_post):
    post = make_post()
    publish(editor, post, body="The first words.")
    first = post.revisions.get()
    publish(editor, post, body="The second words.")
    address = f"{address_of(post, 'history')}{first.pk}/"

    assert "Restore as a draft" in editor.get(address).content.decode()
    assert "Restore as a draft" not in auditor.get(address).content.decode()
    assert auditor.post(f"{address}restore/").status_code == 403
    response = editor.post(f"{address}restore/", follow=True)

    assert "The first words.</textarea>" in response.content.decode()
    assert "are not restored" in response.content.decode()
    post.refresh_from_db()
    assert post.body == "The second words."


def saved(post) -> None:
    """Once more, as it is."""
    stored = Post.objects.get(pk=post.pk)
    note_revision(stored, before=stored.state, by=None)


def supersede(client, post, newer):
    chosen = {"superseded_by": newer.pk, "superseded_meant": newer.pk}
    return save(client, post, "_supersede", **chosen)


class TestALineOfTheHistory:
    @pytest.fixture
    def post(self, make_post):
        return make_post()

    @pytest.fixture
    def lines(self, auditor, post):
        def lines() -> list[tuple[str, str]]:
            """Newest first: what was done, and the reason or the place."""
            response = auditor.get(address_of(post, "history"))
            deeds = [revision.deed for revision in response.context["revisions"]]
            page = html.unescape(text_of(response))
            assert all(deed.name in page and deed.more in page for deed in deeds)
            return deeds

        return lines

    def test_gives_the_reason_of_a_withdrawal_and_says_that_it_stands_again(
        self, editor, post, lines
    ):
        save(editor, post, "_withdraw", withdraw_because="It names a child.")
        save(editor, post, "_restore")

        assert lines() == [
            ("Stands again", "It had been withdrawn. The reason: “It names a child.”"),
            ("Withdrawn", "The reason: “It names a child.”"),
        ]

    def test_says_what_it_gave_way_to_and_that_it_no_longer_does(
        self, editor, make_post, post, lines
    ):
        newer = make_post("The newer one")
        saved(post)
        supersede(editor, post, newer)
        save(editor, post, "_supersede", superseded_by="")

        assert lines() == [
            ("Stands for itself again", "It leads nobody to “The newer one” any more."),
            ("Superseded", "It leads readers to “The newer one”."),
            ("Updated", ""),
        ]

    def test_says_that_nothing_was_changed(self, editor, post, lines):
        saved(post)
        saved(post)

        assert lines()[0] == ("Updated", "No word of it was changed.")

    def test_leaves_to_the_note_what_was_changed_beside_the_words(self, editor, post, lines):
        saved(post)
        publish(editor, post, change_note="Its topics are in order now.")

        assert lines()[0] == ("Updated", "")

    def test_knows_of_a_newer_one_though_the_save_before_is_from_an_earlier_version(
        self, editor, make_post, post, lines
    ):
        saved(post)
        before = post.revisions.get()
        del before.text["newer_one"]
        before.save()
        supersede(editor, post, make_post("The newer one"))

        assert lines()[0] == ("Superseded", "It leads readers to “The newer one”.")

    def test_says_where_it_moved(self, administrator, post, lines):
        saved(post)
        was = post.address
        save(administrator, post, "_move", move_to="/news/elsewhere/")

        assert lines()[0] == ("Moved", f"From {was} to /news/elsewhere/.")

    def test_says_that_it_was_corrected(self, editor, post, lines):
        note = {"change_note": "It was 12.", "tell_readers": "on", "is_correction": "on"}
        publish(editor, post, body="It was 12 people.", **note)

        assert ("Corrected", "") in lines()

    def test_is_not_told_by_a_draft_that_was_begun_meanwhile(self, editor, post, lines):
        save(editor, post, "_withdraw", withdraw_because="It names a child.")
        publish(editor, post, body="It names nobody.")

        assert lines()[0] == ("Updated", "")
