"""House words in the admin, and find and replace over the whole record."""

import pytest
from django.urls import reverse

from archive.lifecycle import begin_draft
from archive.models import HouseWord, Kind
from archive.models.log import logged

from .conftest import address_of, errors_of, messages_of, save, text_of

ADD = reverse("admin:archive_houseword_add")
REPLACE = reverse("admin:replace")
BOARD = "Experts by Experience Board"


@pytest.fixture
def word(db):
    return HouseWord.objects.create(write=BOARD, instead_of=["EBE Board"], why="It is its name.")


class TestTheList:
    def test_an_editor_adds_one_with_several_wrong_forms(self, editor):
        sent = {"write": BOARD, "instead_of": "EBE Board\n\nEBE  Board\nthe EBE", "why": ""}

        editor.post(ADD, sent)

        assert HouseWord.objects.get().instead_of == ["EBE Board", "the EBE"]

    @pytest.mark.parametrize(
        ("sent", "says"),
        [
            ({"write": BOARD, "instead_of": ""}, "required"),
            ({"write": "", "instead_of": "EBE Board"}, "required"),
            ({"write": BOARD, "instead_of": f"{BOARD}\nEBE"}, "the way in which it is written"),
            ({"write": "EBE Board", "instead_of": "EBE"}, "undo each other"),
            ({"write": BOARD, "instead_of": "EBE"}, "There is a house word for that already"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, editor, word, sent, says):
        assert says in errors_of(editor.post(ADD, sent))

    def test_an_auditor_reads_and_changes_nothing(self, auditor, word):
        assert BOARD in text_of(auditor.get(reverse("admin:archive_houseword_changelist")))
        assert auditor.get(ADD).status_code == 403

    def test_changing_one_keeps_the_other_fields(self, editor, word):
        save(editor, word, why="Because.")

        word.refresh_from_db()
        assert (word.why, word.instead_of) == ("Because.", ["EBE Board"])


def chosen_on(page) -> list[str]:
    return [change.key for change in page.context["changes"]]


class TestFindAndReplace:
    def test_shows_every_place_word_by_word_and_changes_nothing(self, editor, make_post, word):
        post = make_post(body="The EBE Board met.\n\nThe EBE Board wrote.")

        page = editor.get(REPLACE, {"word": word.pk})

        assert "2 places in 1 page" in text_of(page)
        assert "<del>EBE</del>" in page.content.decode()
        post.refresh_from_db()
        assert "EBE Board" in post.body

    def test_replaces_what_was_chosen_as_one_revision_each(self, editor, make_post, word):
        one = make_post(body="The EBE Board met.", summary="On the EBE Board.")
        other = make_post(body="The EBE Board wrote.")
        page = editor.get(REPLACE, {"word": word.pk})
        key = next(key for key in chosen_on(page) if key.startswith(f"post:{one.pk}:"))

        answer = editor.post(REPLACE, {"word": word.pk, "chosen": [key]}, follow=True)

        one.refresh_from_db()
        other.refresh_from_db()
        assert (one.body, one.summary) == (f"The {BOARD} met.", f"On the {BOARD}.")
        assert other.body == "The EBE Board wrote."
        (revision,) = one.revisions.all()
        assert (revision.made_by, revision.is_major) == (editor.user, False)
        assert "“EBE Board” is written" in revision.change_note
        assert one.edited_by == editor.user
        assert f"“{BOARD}” stands in 2 places of one page now." in messages_of(answer)[0]

    def test_other_words_are_found_and_replaced_too(self, editor, make_faq, make_call):
        question = make_faq(answer="Looked after children.")
        call = make_call(text_open="For looked after children.", body="")
        asked = {"find": "looked after children", "write": "children in care"}

        page = editor.get(REPLACE, asked)
        editor.post(REPLACE, asked | {"chosen": chosen_on(page)})

        question.refresh_from_db()
        call.refresh_from_db()
        assert question.answer == "Children in care."
        assert call.text_open == "For children in care."

    def test_what_is_no_record_keeps_the_words_that_stood_there_in_its_log(self, editor, make_faq):
        question = make_faq(answer="Looked after children.")
        asked = {"find": "looked after children", "write": "children in care"}

        editor.post(REPLACE, asked | {"chosen": chosen_on(editor.get(REPLACE, asked))})

        (entry,) = logged(question)
        assert "Looked after children." in entry.change_message

    def test_addresses_of_links_and_code_stay(self, editor, make_post):
        body = "See [LAC](/LAC/), https://example.org/LAC and `LAC`."
        post = make_post(body=body)
        asked = {"find": "LAC", "write": "care"}

        editor.post(REPLACE, asked | {"chosen": chosen_on(editor.get(REPLACE, asked))})

        post.refresh_from_db()
        assert post.body == "See [care](/LAC/), https://example.org/LAC and `LAC`."

    def test_letters_as_they_were_sent_are_not_ticked(self, editor, make_letter, word):
        make_letter(kind=Kind.LETTER, body="The EBE Board met.")

        page = editor.get(REPLACE, {"word": word.pk})

        assert "its words stay" in text_of(page)
        assert "checked" not in page.content.decode().partition("replacing-list")[2]

    def test_a_text_that_changed_meanwhile_is_looked_at_again(self, editor, make_post, word):
        post = make_post(body="The EBE Board met.")
        keys = chosen_on(editor.get(REPLACE, {"word": word.pk}))
        post.body = "The EBE Board met twice."
        post.save()

        answer = editor.post(REPLACE, {"word": word.pk, "chosen": keys})

        assert any("since you looked" in said for said in messages_of(answer))
        post.refresh_from_db()
        assert post.body == "The EBE Board met twice."

    def test_what_no_form_would_take_is_refused_whole(self, editor, make_post):
        one, long = make_post("The LAC plan"), make_post("LAC " + "x" * 245, slug="long")
        asked = {"find": "LAC", "write": "children in care"}

        answer = editor.post(REPLACE, asked | {"chosen": chosen_on(editor.get(REPLACE, asked))})

        assert any("cannot say that" in said for said in messages_of(answer))
        one.refresh_from_db()
        long.refresh_from_db()
        assert one.title == "The LAC plan"

    def test_nothing_dangerous_comes_in_by_it(self, editor, make_post):
        post = make_post(body="The LAC plan.")
        asked = {"find": "LAC", "write": "<script>"}

        answer = editor.post(REPLACE, asked | {"chosen": chosen_on(editor.get(REPLACE, asked))})

        assert any("could run a program" in said for said in messages_of(answer))
        post.refresh_from_db()
        assert post.body == "The LAC plan."

    def test_nothing_chosen_is_nothing_changed(self, editor, make_post, word):
        make_post(body="The EBE Board met.")

        answer = editor.post(REPLACE, {"word": word.pk})

        assert any("Nothing was chosen" in said for said in messages_of(answer))

    def test_what_was_taken_down_is_not_found(self, editor, make_post, word, administrator):
        post = make_post(body="The EBE Board met.")
        type(post).objects.filter(pk=post.pk).update(taken_down_at=post.published_at)

        assert "Nothing says it any more." in text_of(editor.get(REPLACE, {"word": word.pk}))

    def test_drafts_of_published_pages_are_named_and_stay(self, editor, make_post, word):
        post = make_post("What we heard", body="Nothing yet.")
        draft = begin_draft(post, by=editor.user)
        draft.body = "The EBE Board met."
        draft.save()

        page = editor.get(REPLACE, {"word": word.pk})

        assert chosen_on(page) == []
        assert "Drafts of published pages that say it too" in text_of(page)
        assert address_of(draft) in page.content.decode()
        draft.refresh_from_db()
        assert draft.body == "The EBE Board met."

    def test_is_for_those_who_may_change_the_record(self, auditor, client, word):
        assert auditor.get(REPLACE, {"word": word.pk}).status_code == 403
        assert client.get(REPLACE).status_code == 302

    def test_a_closed_site_refuses_it(self, editor, make_post, word, close_site):
        make_post(body="The EBE Board met.")
        keys = chosen_on(editor.get(REPLACE, {"word": word.pk}))
        close_site()

        answer = editor.post(REPLACE, {"word": word.pk, "chosen": keys})

        assert answer.status_code == 403
        assert "Nothing was saved" in text_of(answer)
