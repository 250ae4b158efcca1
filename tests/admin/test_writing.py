"""What is typed in a form is kept until it is saved, for its person alone; and each sees who else
has the form open."""

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from archive.admin import writing
from archive.models import Edition, LogLine, Post, Revision, Writing

from .conftest import address_of, edit, errors_of, form_at, messages_of, publish, save, text_of
from .writing import ANOTHER, BEAT, WINDOW, beat, draft, keep, put_back, words

__all__ = ["draft"]


class TestWhatIsTyped:
    def test_is_kept_and_the_form_is_told_when(self, editor, draft):
        with time_machine.travel("2022-06-01 13:02:00+00:00", tick=False):
            said = keep(editor, draft, body="As it is typed.").json()

        assert said["kept"] == "14:02"
        assert dict(Writing.objects.get().fields)["body"] == "As it is typed."

    def test_changes_nothing_of_the_record(self, editor, make_post):
        post = make_post()
        edition, lines = Edition.objects.current(), LogLine.objects.count()

        said = form_at(editor, address_of(post))
        beat(editor, post, words=words(said | {"body": "As it is typed."}))

        assert Edition.objects.current().number == edition.number
        assert LogLine.objects.count() == lines
        assert not Revision.objects.exists()
        assert Post.objects.get().body == post.body

    def test_of_a_record_that_was_never_saved_is_offered_in_its_kind_alone(self, editor):
        beat(editor, Post(kind="news"), words=words({"title": "News", "body": "Typed."}))

        offered = editor.get("/admin/archive/post/add/?kind=news")
        assert "You wrote here on" in text_of(offered)
        assert "You wrote here" not in text_of(editor.get("/admin/archive/post/add/?kind=blog"))
        back = put_back(editor, "/admin/archive/post/add/?kind=news")
        assert "Typed.</textarea>" in back.content.decode()
        assert not Post.objects.exists()

    def test_is_kept_once_a_window_however_often_it_changes(self, editor, draft):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for body in ("One.", "Two."):
                keep(editor, draft, body=body)
                clock.shift(3)

        assert dict(Writing.objects.get().fields)["body"] == "Two."

    def test_of_another_window_replaces_nothing(self, editor, draft):
        keep(editor, draft, body="One.")
        keep(editor, draft, ANOTHER, body="Two.")

        assert len(editor.get(address_of(draft)).context["offers"]) == 2

    @pytest.mark.parametrize("make", ["make_faq", "make_notice", "make_member", "make_topic"])
    def test_is_kept_of_every_form(self, administrator, request, make):
        thing = request.getfixturevalue(make)()
        thing = thing.board if make == "make_member" else thing
        data = form_at(administrator, address_of(thing))

        assert beat(administrator, thing, words=words(data)).json()["kept"]

    def test_is_never_kept_of_a_name_that_must_not_be_published(self, administrator, db):
        from archive.models import WatchedName

        assert beat(administrator, WatchedName(), words=words({"name": "Jane"})).status_code == 404
        page = administrator.get("/admin/archive/watchedname/add/")
        assert "kept.js" not in page.content.decode()


class TestTheForm:
    def test_offers_what_is_kept_and_shows_what_differs(self, editor, draft):
        keep(editor, draft, body="As it is typed.")

        response = editor.get(address_of(draft))

        assert "You wrote here on" in text_of(response)
        assert "<ins>typed.</ins>" in response.content.decode()
        assert "As it is saved.</textarea>" in response.content.decode()

    def test_says_nothing_where_nothing_differs(self, editor, draft):
        keep(editor, draft)

        assert "You wrote here" not in text_of(editor.get(address_of(draft)))

    def test_holds_it_once_it_is_put_back_and_saves_nothing(self, editor, draft):
        keep(editor, draft, body="As it is typed.", title="")

        response = put_back(editor, address_of(draft))

        assert "As it is typed.</textarea>" in response.content.decode()
        assert "It is not saved yet." in text_of(response)
        assert not errors_of(response)  # that the title is missing is said when it is saved
        draft.refresh_from_db()
        assert draft.body == "As it is saved."

    def test_brings_back_rows_and_topics_too(self, editor, draft, make_topic):
        topic = make_topic("Homes")
        row = {
            "links-TOTAL_FORMS": "1",
            "links-0-label": "A paper",
            "links-0-url": "https://example.org/",
        }
        keep(editor, draft, topics=[topic.pk], **row)

        page = put_back(editor, address_of(draft)).content.decode()

        assert 'value="A paper"' in page
        assert f'<option value="{topic.pk}" selected>Homes' in page

    def test_shows_a_removed_row_among_what_differs(self, editor, draft, make_contributor):
        make_contributor(draft)
        keep(editor, draft, **{"contributors-0-DELETE": "on"})

        offers = editor.get(address_of(draft)).context["offers"]

        assert [each.label for each in offers[0].differences] == ["Contributor 1: Delete"]

    def test_keeps_it_no_more_once_it_is_saved(self, editor, draft):
        keep(editor, draft, body="As it is typed.")

        save(editor, draft, body="As it is typed.", window=WINDOW)

        assert not Writing.objects.kept().exists()

    def test_keeps_it_while_it_cannot_be_saved(self, editor, draft):
        keep(editor, draft, body="As it is typed.", title="")

        response = save(editor, draft, body="As it is typed.", title="", window=WINDOW)

        assert errors_of(response)
        assert response.context["writing"]["window"] == WINDOW
        assert Writing.objects.kept().exists()

    def test_keeps_it_through_a_preview(self, editor, draft):
        keep(editor, draft, body="As it is typed.")

        save(editor, draft, "_preview", body="As it is typed.", window=WINDOW)

        assert Writing.objects.kept().exists()

    def test_throws_it_away_when_asked(self, editor, draft):
        keep(editor, draft, body="As it is typed.")

        response = editor.post(reverse("admin:throw_away"), {"window": WINDOW}, follow=True)

        assert messages_of(response) == ["Thrown away. What is saved is as it was."]
        assert response.request["PATH_INFO"] == address_of(draft)
        assert not Writing.objects.exists()

    def test_says_so_where_it_is_gone_already(self, editor, draft):
        response = editor.post(address_of(draft), {"_put_back": WINDOW}, follow=True)

        assert messages_of(response) == ["That is not kept any more: it was saved or thrown away."]

    def test_put_back_after_somebody_else_saved_shows_both(self, editor, administrator, draft):
        keep(editor, draft, body="Her words.")
        save(administrator, draft, body="His words.")

        response = put_back(editor, address_of(draft))

        assert "Adam Rao saved this on" in errors_of(response)
        assert "<del>His</del>" in response.content.decode()
        assert "Her words.</textarea>" in response.content.decode()
        draft.refresh_from_db()
        assert draft.body == "His words."

    def test_put_back_of_what_was_published_meanwhile_says_where_to_go_on(
        self, editor, administrator, draft
    ):
        keep(editor, draft, body="Her words.")
        save(administrator, draft, "_publish")

        assert "This was published while you were writing" in errors_of(
            put_back(editor, address_of(draft))
        )

    def test_asks_no_more_than_thirty_questions_with_words_to_offer(
        self, editor, draft, django_assert_max_num_queries
    ):
        keep(editor, draft, body="As it is typed.")
        editor.get(address_of(draft))

        with django_assert_max_num_queries(30):
            editor.get(address_of(draft))


class TestThePageOfWhatIsPublished:
    """It has no form for words: what was typed before is for its draft."""

    def test_leads_to_the_list_in_the_place_of_an_offer(self, editor, administrator, draft):
        keep(editor, draft, body="Her words.", superseded_by="")
        save(administrator, draft, "_publish")

        page = editor.get(address_of(draft))

        assert page.context["offers"] == []
        assert "The form below holds what is saved" not in text_of(page)
        assert "It was published since" in text_of(page)
        assert reverse("admin:kept") in text_of(page)

    def test_says_nothing_where_all_of_it_was_published(self, editor, administrator, draft):
        keep(editor, draft, body="Her words.")
        save(administrator, draft, "_publish", body="Her words.")

        assert "It was published since" not in text_of(editor.get(address_of(draft)))

    def test_offers_what_was_typed_on_it(self, editor, make_post):
        post = make_post()
        keep(editor, post, withdraw_because="It was wrong.")

        page = text_of(editor.get(address_of(post)))
        assert "The form below holds what is saved" not in page
        assert "fills in what you typed below" in page
        assert "It was wrong.</textarea>" in text_of(put_back(editor, address_of(post)))
        [kept] = editor.get(reverse("admin:kept")).context["all_kept"]
        assert kept["words"] == [("Why it is withdrawn", "It was wrong.")]

    def test_is_kept_under_the_same_name_after_it_was_not_taken(self, editor, make_post):
        page = text_of(editor.get(address_of(make_post())))

        assert re.search(r'<input type="hidden" name="window" value="[0-9a-f]{16}"', page)


class TestTheListOfAllThatIsKept:
    def words(self, client) -> dict:
        [kept] = client.get(reverse("admin:kept")).context["all_kept"]
        return dict(kept["words"])

    def test_has_the_words_of_the_form(self, editor, draft):
        keep(editor, draft, slug="heard", kind="news", body="An hour of work.")

        words = self.words(editor)

        assert words["Short name"] == "heard"
        assert words["Kind"] == "News"
        assert "Slug" not in words

    def test_has_them_of_what_was_published_since(self, editor, draft):
        keep(editor, draft, slug="heard", body="An hour of work.")
        save(editor, draft, "_publish")

        assert self.words(editor)["Short name"] == "heard"

    def test_has_what_a_draft_that_is_gone_said_of_itself(self, editor, make_post):
        post = make_post()
        draft = edit(editor, post)
        keep(editor, draft, change_note="The final figures.")
        publish(editor, post)

        assert self.words(editor)["What changed"] == "The final figures."


class TestForgedWords:
    def test_half_a_character_is_shown_as_one_that_is_missing(self, editor, draft):
        beat(editor, draft, words=json.dumps([["title", "Hello \ud83d"]]))

        assert editor.get(address_of(draft)).status_code == 200
        assert "Hello \ufffd" in editor.get(reverse("admin:kept")).content.decode()

    @pytest.mark.parametrize("words", ["[" * 100_000, '[["links-TOTAL_FORMS", "900"]]'])
    def test_that_would_cost_much_to_read_are_not_kept(self, editor, draft, words):
        assert beat(editor, draft, words=words).status_code == 404
        assert not Writing.objects.kept().exists()

    def test_are_no_more_than_somebody_can_look_at(self, editor, draft, monkeypatch):
        monkeypatch.setattr(writing, "MOST_KEPT", 2)
        windows = [f"{number:016x}" for number in range(3)]
        for window in windows:
            beat(editor, draft, window)
        with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False):
            said = [beat(editor, draft, window, words=words({"title": "A"})) for window in windows]

        assert [each.status_code for each in said] == [200, 200, 413]

    @pytest.mark.parametrize("key", ["abc", "9" * 30])
    def test_are_put_back_into_no_form_that_there_is_not(self, editor, draft, key):
        keep(editor, draft, body="Typed.")
        address = f"/admin/archive/post/{key}/change/"

        assert put_back(editor, address).status_code in (302, 404, 409)
        assert Writing.objects.kept().exists()


class TestOnlyItsPerson:
    @pytest.mark.parametrize("group", ["Editors", "Administrators", "Auditors"])
    def test_sees_it(self, editor, sign_in, draft, group):
        keep(editor, draft, body="A secret.")
        other = sign_in(group)

        other.post(reverse("admin:throw_away"), {"window": WINDOW})
        seen = [
            other.get(address_of(draft)),
            other.get(reverse("admin:kept")),
            other.post(address_of(draft), {"_put_back": WINDOW}, follow=True),
        ]

        assert not any("A secret." in response.content.decode() for response in seen)
        assert Writing.objects.kept().exists()

    def test_writes_to_it(self, editor, administrator, draft):
        keep(editor, draft, body="Hers.")
        keep(administrator, draft, body="His.")

        mine = Writing.objects.by(editor.user).get()
        assert dict(mine.fields)["body"] == "Hers."

    def test_is_who_typed_it(self, editor, administrator, draft):
        """Another signed in, in another tab of the same browser."""
        response = beat(editor, draft, editor=administrator.user.pk, words="[]")

        assert "somebody else is signed in" in response.json()["refused"]
        assert not Writing.objects.exists()


class TestWhatTheServerTakes:
    def test_is_posted(self, editor):
        assert editor.get(BEAT).status_code == 405

    def test_is_from_somebody_signed_in(self, client):
        assert client.post(BEAT).status_code == 302

    @pytest.mark.parametrize(
        "sent",
        [
            {"window": "short"},
            {"model": "user"},
            {"number": "1; drop"},
            {"number": "999999"},
            {"words": "no list"},
            {"words": '[["a"]]'},
            {"words": '{"a": 1}'},
            {"words": '[["a", 1]]'},
        ],
    )
    def test_is_what_a_form_sends(self, editor, draft, sent):
        assert beat(editor, draft, **sent).status_code == 404

    def test_is_no_longer_than_any_text(self, editor, draft):
        long = words({"body": "x" * writing.LONGEST})

        assert beat(editor, draft, words=long).status_code == 413

    def test_comes_no_oftener_than_twice_a_second(self, editor, draft):
        with time_machine.travel(timezone.now(), tick=False):
            assert beat(editor, draft).status_code == 200
            assert beat(editor, draft).status_code == 429

    def test_is_of_a_bounded_number_of_forms(self, editor, draft, monkeypatch):
        monkeypatch.setattr(writing, "MOST_KEPT", 1)
        keep(editor, draft, body="One.")

        refused = beat(editor, draft, ANOTHER, words="[]").json()["refused"]
        assert "of your texts are kept already" in refused

    def test_is_of_what_they_may_change(self, sign_in, make_post):
        author, post = sign_in("Authors"), make_post()

        assert beat(author, post, words="[]").status_code == 403

    def test_is_nothing_in_a_closed_site(self, editor, draft, close_site):
        close_site()

        assert beat(editor, draft, words="[]").json() == {"refused": "the site was closed."}

    def test_holds_every_character(self, editor, draft):
        odd = "Line\r\nNUL \x00 whole 😀 ’"
        beat(editor, draft, words=json.dumps([["body", odd]]))

        assert dict(Writing.objects.get().fields)["body"] == odd
