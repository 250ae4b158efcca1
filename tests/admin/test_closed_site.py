"""The admin of a closed site: everything is looked at, nothing changed, and every page says why."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from archive.admin import closed
from archive.lifecycle import begin_draft, held_back, move_stage
from archive.models import Drafting, Picture, Post, ReleaseSet, SiteState, Stage, Topic

from .conftest import address_of, form_at, publish, text_of
from .test_held_files import BLACKENED
from .writing import WINDOW, keep

RECORDS = ["publication", "post", "call", "episode", "page"]
FORMS = [*RECORDS, "picture", "topic", "person", "board", "faqcategory", "faqentry", "series",
         "notice", "redirect", "review"]  # fmt: skip


def add(name: str) -> str:
    return reverse(f"admin:archive_{name}_add")


@pytest.fixture
def things(
    make_letter, make_post, make_call, make_episode, make_page, make_picture, make_topic,
    make_member, make_faq, make_notice, make_redirect, make_contributor, make_attachment,
):  # fmt: skip
    """One of everything that the admin has a form for."""
    letter, member, faq = make_letter(), make_member(), make_faq()
    make_contributor(letter)
    make_attachment(letter)
    return [
        letter, make_post(), make_call(), make_episode(), make_page(), make_picture(),
        make_topic(), member.person, member.board, faq, faq.category, make_notice(),
        make_redirect(to_url="/news/"), make_post(published_at=None),
    ]  # fmt: skip


class TestEveryForm:
    def test_is_shown_without_anything_to_fill_in(self, things, administrator, close_site):
        close_site()

        for thing in things:
            page = administrator.get(address_of(thing))
            text = text_of(page)
            assert page.status_code == 200, thing
            assert 'name="_save"' not in text, thing
            assert "<textarea" not in text, thing
            assert str(thing) in text or thing.pk, thing

    def test_shows_its_words(self, administrator, make_letter, make_contributor, close_site):
        letter = make_letter("To the Secretary of State", body="Words that matter.")
        make_contributor(letter, role="Chair of the Review")
        close_site()

        text = text_of(administrator.get(address_of(letter)))

        assert "To the Secretary of State" in text
        assert "Words that matter." in text
        assert "Chair of the Review" in text

    def test_leads_to_its_public_page(self, administrator, make_letter, close_site):
        letter = make_letter()
        close_site()

        text = text_of(administrator.get(address_of(letter)))

        assert f'href="{letter.get_absolute_url()}"' in text

    @pytest.mark.parametrize("name", FORMS)
    def test_for_something_new_says_that_nothing_can_be_changed(
        self, administrator, closed_site, name
    ):
        page = administrator.get(add(name))

        assert page.status_code == 403
        assert "there is nothing to fill in here" in text_of(page)

    def test_to_delete_says_the_same(self, administrator, make_post, close_site):
        draft = make_post(published_at=None)
        close_site()

        for page in (
            administrator.get(address_of(draft, "delete")),
            administrator.post(address_of(draft, "delete"), {"post": "yes"}),
        ):
            assert page.status_code == 403
            assert "The site is closed" in text_of(page)
        assert Post.objects.count() == 1


class TestAFormThatComesTooLate:
    def test_is_answered_with_what_was_written(self, administrator, make_post, close_site):
        post = make_post("What we heard")
        data = form_at(administrator, address_of(post)) | {"body": "An hour of <b>work</b>."}
        close_site()

        page = administrator.post(address_of(post), data | {"_save": "1"})

        text = text_of(page)
        assert page.status_code == 403
        assert "Nothing was saved" in text
        assert "An hour of &lt;b&gt;work&lt;/b&gt;." in text
        assert "csrfmiddlewaretoken" not in text.partition('class="written"')[2]
        assert Post.objects.get().body != "An hour of <b>work</b>."

    def test_is_answered_so_even_where_only_the_database_knows(
        self, administrator, make_topic, close_site, monkeypatch
    ):
        """As when the site closes between the form's first question and its last."""
        topic = make_topic("Kinship care")
        data = form_at(administrator, address_of(topic)) | {"name": "Kinship", "_save": "1"}
        close_site()
        monkeypatch.setattr(closed, "site_state", lambda request: SiteState(stage=Stage.CLOSING))

        page = administrator.post(address_of(topic), data)

        text = text_of(page)
        assert page.status_code == 403
        assert "Nothing was saved" in text
        assert "Kinship" in text
        assert Topic.objects.get().name == "Kinship care"

    def test_never_shows_a_password(self, administrator, closed_site, rf):
        sent = rf.post("/", {"password1": "an open secret", "title": "A title", "seen": "x"})

        assert closed.written(sent) == [("Title", "A title")]


def test_a_picture_dropped_into_a_text_is_refused_in_a_sentence(administrator, closed_site):
    drawing = BytesIO()
    Image.new("RGB", (64, 48)).save(drawing, "PNG")
    sent = {"file": SimpleUploadedFile("table.png", drawing.getvalue()), "alt": "A table"}

    answer = administrator.post(reverse("admin:picture_upload"), sent)

    assert answer.status_code == 422
    assert answer.json()["refused"][0].startswith("The site is closed")
    assert not Picture.objects.exists()


def test_a_draft_can_still_be_previewed_by_those_who_look(administrator, make_post, close_site):
    draft = make_post("Never published", published_at=None)
    close_site()

    page = administrator.get(address_of(draft, "preview"))

    assert page.status_code == 200
    assert "Never published" in page.content.decode()


def test_another_day_of_it_is_not_to_be_seen(administrator, closed_site):
    page = administrator.get(reverse("admin:notice_on"), {"on": "23 May 2030"})

    assert page.status_code == 403
    assert "The site is closed" in text_of(page)


class TestEveryPage:
    @pytest.mark.parametrize("who", ["editor", "administrator", "auditor"])
    def test_says_since_when_it_is_closed_and_what_can_be_done(self, request, closed_site, who):
        person = request.getfixturevalue(who)

        for address in (
            reverse("admin:index"),
            reverse("admin:archive_post_changelist"),
            reverse("admin:stage"),
        ):
            text = text_of(person.get(address))
            assert "<b>The site is closed</b>, since" in text
            assert "on the server" in text
            assert "Two administrators can reopen it" in text

    def test_offers_nothing_to_write(self, editor, closed_site):
        index = text_of(editor.get(reverse("admin:index")))
        posts = text_of(editor.get(reverse("admin:archive_post_changelist")))

        assert "Write news" not in index
        assert "Nobody can change it: the site is closed" in index
        assert add("post") not in posts

    def test_asks_nobody_for_what_cannot_be_done(
        self, administrator, make_post, make_attachment, close_site
    ):
        ReleaseSet.objects.create(name="The report", not_published_because="It was changed.")
        draft = begin_draft(make_post(), by=None)
        Drafting.objects.filter(pk=draft.pk).update(not_published_because="It was changed.")
        held_back([make_attachment(make_post(published_at=None), BLACKENED, "evidence.pdf")])
        headings = ("Release sets that did not go out", "Not published at its moment",
                    "Files waiting to be looked at")  # fmt: skip
        before = text_of(administrator.get(reverse("admin:index")))
        close_site()

        index = text_of(administrator.get(reverse("admin:index")))

        assert all(heading in before for heading in headings)
        assert not any(heading in index for heading in headings)
        assert "needs you" not in index


class TestWhatGoesOn:
    def test_people_sign_in_and_out(self, client, make_user, closed_site):
        user = make_user("Editors")
        sent = {"username": user.username, "password": "a long enough password"}

        signed_in = client.post(reverse("admin:login"), sent, follow=True)

        assert signed_in.context["user"] == user
        assert User.objects.get(pk=user.pk).last_login is not None
        assert client.post(reverse("admin:logout")).status_code == 200

    def test_administrators_look_after_accounts(self, administrator, closed_site):
        sent = {
            "username": "newcomer",
            "password1": "a long enough password",
            "password2": "a long enough password",
            "usable_password": "true",
            "groups": [str(administrator.user.groups.get().pk)],
        }

        administrator.post(reverse("admin:auth_user_add"), sent)

        assert User.objects.get(username="newcomer").is_staff

    def test_an_account_that_never_did_anything_can_be_deleted(
        self, administrator, make_user, closed_site
    ):
        idle = make_user()

        administrator.post(reverse("admin:auth_user_delete", args=[idle.pk]), {"post": "yes"})

        assert not User.objects.contains(idle)


class TestReopened:
    def test_everything_can_be_changed_again(self, administrator, make_post, close_site):
        post = make_post("What we heard")
        close_site()
        move_stage(Stage.CLOSING, by=None, reason="A letter was missing.")

        publish(administrator, post, title="What we heard in May")

        assert Post.objects.get().title == "What we heard in May"

    def test_the_database_had_refused_until_then(self, make_post, close_site):
        post = make_post()
        close_site()

        with pytest.raises(IntegrityError, match="The site is closed"), transaction.atomic():
            post.save()


class TestWhatComesBackOfALateForm:
    @pytest.fixture
    def draft(self, make_post):
        return make_post("What we heard", body="As it is saved.", published_at=None)

    def sent(self, client, draft, **changes) -> dict:
        return form_at(client, address_of(draft)) | {"window": WINDOW, "_save": "1"} | changes

    def test_is_said_to_be_kept_where_it_is(self, editor, draft, close_site):
        data = self.sent(editor, draft, body="An hour of work.")
        keep(editor, draft, body="An hour of work.")
        close_site()

        text = text_of(editor.post(address_of(draft), data))

        assert "The site has kept all of it for you" in text
        assert "has not kept it" not in text
        assert reverse("admin:kept") in text
        assert "An hour of work." in text_of(editor.get(reverse("admin:kept")))

    def test_has_what_was_typed_in_figures_alone(self, editor, draft, close_site):
        data = self.sent(editor, draft, title="1984")
        close_site()

        assert "1984" in text_of(editor.post(address_of(draft), data))

    def test_is_said_to_be_newer_than_what_is_kept(self, editor, draft, close_site):
        data = self.sent(editor, draft, body="An hour of work.")
        keep(editor, draft, body="An hour")
        close_site()

        assert "is older than what stands here" in text_of(editor.post(address_of(draft), data))

    def test_is_said_not_to_be_kept_where_it_is_not(self, editor, draft, close_site):
        data = self.sent(editor, draft, body="An hour of work.")
        close_site()

        assert "the site has not kept it" in text_of(editor.post(address_of(draft), data))

    def test_has_the_words_of_its_form_for_fields_and_choices(self, editor, draft, close_site):
        data = self.sent(editor, draft, kind="news", language="en", slug="what-we-heard")
        close_site()

        given = dict(editor.post(address_of(draft), data).context["written"])

        assert given["Short name"] == "what-we-heard"
        assert given["Kind"] == "News"
        assert given["Language"] == "English"
        assert not {"Window", "Slug", "Seen"} & given.keys()

    def test_has_those_of_its_rows_too(self, editor, draft, make_contributor, close_site):
        make_contributor(draft, role="Chair of the Review")
        data = self.sent(editor, draft)
        close_site()

        given = dict(editor.post(address_of(draft), data).context["written"])

        assert given["Contributor 1: Role"] == "Chair of the Review"

    def test_of_a_new_one_has_them_as_well(self, editor, closed_site):
        sent = {"title": "To all", "slug": "to-all", "kind": "news", "window": WINDOW}

        given = dict(editor.post(add("post"), sent).context["written"])

        assert given["Short name"] == "to-all"
        assert "Window" not in given
