"""Two people who save the same thing: the second is told, sees both texts, and loses neither."""

from .conftest import address_of, edit, errors_of, form_at, save


class TestRecordSavedMeanwhile:
    def begin(self, editor, administrator, post):
        """Edith opens the form; Adam saves in the meantime; she sends hers."""
        hers = form_at(editor, address_of(post)) | {"body": "Her words stand here."}
        save(administrator, post, body="His words stand here.", title="His title")
        return hers

    def test_is_told_who_saved_and_sees_both_texts(self, editor, administrator, make_post):
        post = make_post(published_at=None)
        hers = self.begin(editor, administrator, post)

        response = editor.post(address_of(post), hers)

        page = response.content.decode()
        assert "Adam Rao saved this on" in errors_of(response)
        assert "<del>His</del>" in page
        assert "<ins>Her</ins>" in page
        assert "Her words stand here.</textarea>" in page
        assert {each.label for each in response.context["differences"]} == {"Title", "Body"}

    def test_nothing_is_overwritten_until_it_is_saved_again(self, editor, administrator, make_post):
        post = make_post(published_at=None)
        hers = self.begin(editor, administrator, post)

        response = editor.post(address_of(post), hers)
        post.refresh_from_db()
        assert post.body == "His words stand here."

        again = hers | {"seen": response.context["adminform"].form["seen"].value()}
        editor.post(address_of(post), again)
        post.refresh_from_db()
        assert post.body == "Her words stand here."
        kept = [revision.text["body"] for revision in post.revisions.newest_first()]
        assert kept == ["Her words stand here.", "His words stand here."]

    def test_rows_beside_it_are_compared_too(
        self, editor, administrator, make_post, make_contributor
    ):
        post = make_post(published_at=None)
        make_contributor(post, role="Chair")
        hers = form_at(editor, address_of(post)) | {"contributors-0-role": "Her role"}
        save(administrator, post, **{"contributors-0-role": "His role"})

        response = editor.post(address_of(post), hers)

        assert "Contributor 1: Role" in {each.label for each in response.context["differences"]}

    def test_what_a_draft_says_of_its_change_is_compared_too(
        self, editor, administrator, make_post
    ):
        draft = edit(editor, make_post())
        hers = form_at(editor, address_of(draft)) | {"body": "Her words stand here."}
        save(administrator, draft, change_note="Fifty, not forty.", is_correction="on")

        response = editor.post(address_of(draft), hers)

        assert {each.label for each in response.context["differences"]} == {
            "Body",
            "What changed",
            "It is a correction: what stood there was wrong",
            "Tell readers: this is news to them",
        }
        assert "Fifty, not forty." in response.content.decode()

    def test_a_form_that_says_nothing_of_what_it_saw_is_refused(self, editor, make_post):
        post = make_post(published_at=None)
        data = form_at(editor, address_of(post)) | {"body": "New."}
        del data["seen"]

        assert "while you were writing" in errors_of(editor.post(address_of(post), data))


class TestOtherThingsSavedMeanwhile:
    def test_answers_are_compared_without_a_counter(self, editor, administrator, make_faq):
        entry = make_faq()
        hers = form_at(editor, address_of(entry)) | {"answer": "Her answer."}
        save(administrator, entry, answer="His answer.")

        response = editor.post(address_of(entry), hers)

        assert "Adam Rao saved this" in errors_of(response)
        entry.refresh_from_db()
        assert entry.answer == "His answer."

    def test_members_of_a_board_are_part_of_it(self, editor, administrator, make_member):
        board = make_member().board
        hers = form_at(editor, address_of(board)) | {"members-0-role": "Her role"}
        save(administrator, board, **{"members-0-role": "His role"})

        response = editor.post(address_of(board), hers)

        assert "while you were writing" in errors_of(response)
        assert board.members.get().role == "His role"

    def test_one_person_saves_as_often_as_they_like(self, editor, make_faq):
        entry = make_faq()

        for answer in ("One.", "Two.", "Three."):
            save(editor, entry, answer=answer)

        entry.refresh_from_db()
        assert entry.answer == "Three."
