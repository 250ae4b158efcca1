"""Taking down for good, at its forms: seen in full, asked for by one, confirmed by another."""

import pytest
from django.urls import reverse

from archive.admin import takedowns
from archive.captures.takedowns import ask, confirm
from archive.models import Capture, Record, Takedown

from .conftest import address_of, messages_of

ASK = reverse("admin:archive_takedown_ask")
LIST = reverse("admin:archive_takedown_changelist")
REASON = "A court ordered it."


@pytest.fixture
def letter(make_letter):
    return make_letter("What happened in the home")


@pytest.fixture
def second(sign_in):
    return sign_in("Administrators", first_name="Bea", last_name="Lind")


@pytest.fixture
def asked(letter, administrator) -> Takedown:
    return ask(letter.address, reason=REASON, words="Ada Example", by=administrator.user)[0]


@pytest.fixture
def gone(asked, second) -> Takedown:
    return confirm(asked, by=second.user)


def filled(address: str, **facts) -> dict[str, str]:
    return {"address": address, "reason": REASON, "words": "", "page_stays": ""} | facts


class TestAsking:
    def test_begins_on_the_form_of_what_is_public(self, administrator, letter):
        page = administrator.get(address_of(letter)).content.decode()

        assert f"{ASK}?address={letter.address}" in page

    def test_is_not_offered_for_a_draft(self, administrator, make_letter):
        page = administrator.get(address_of(make_letter(published_at=None))).content.decode()

        assert ASK not in page

    def test_is_not_for_editors(self, editor, letter):
        assert ASK not in editor.get(address_of(letter)).content.decode()
        assert editor.get(ASK).status_code == 403
        assert editor.post(ASK, filled(letter.address) | {"is_confirmed": "1"}).status_code == 403
        assert not Takedown.objects.exists()

    def test_offers_the_titles_and_summaries_that_lists_showed(self, administrator, letter):
        page = administrator.get(ASK, {"address": letter.address}).content.decode()

        assert letter.title in page
        assert letter.summary in page

    def test_says_first_what_would_go(
        self, administrator, letter, make_redirect, make_attachment, make_picture
    ):
        make_redirect("/old/", to_record=letter)
        attachment = make_attachment(letter)
        Record.objects.at(letter.address).update(picture=make_picture("A house by night"))
        page = administrator.post(ASK, filled(letter.address)).content.decode()

        for part in (letter.address, "/old/", attachment.get_absolute_url(), "A house by night"):
            assert part in page
        assert "Ask for this to be taken down for good?" in page
        assert not Takedown.objects.exists()

    def test_is_recorded_once_it_was_confirmed(self, administrator, letter):
        sure = filled(letter.address, words="Ada Example") | {"is_confirmed": "1"}
        page = administrator.post(ASK, sure, follow=True)

        takedown = Takedown.objects.get()
        assert (takedown.asked_by, takedown.words) == (administrator.user, "Ada Example")
        assert "a second administrator has to confirm it" in messages_of(page)[0]
        assert Record.objects.get(pk=letter.pk).is_public

    def test_is_refused_in_a_sentence(self, administrator):
        page = administrator.post(ASK, filled("/nowhere/")).content.decode()

        assert "there never was" in page

    def test_asks_for_the_ticked_versions_too(self, administrator, letter, make_letter):
        easy = make_letter("In easy words", version_of=letter, version_for="Easy read")
        assert (
            "In easy words" in administrator.get(ASK, {"address": letter.address}).content.decode()
        )
        sure = filled(letter.address) | {"is_confirmed": "1", "versions": [easy.pk]}
        administrator.post(ASK, sure)

        assert set(Takedown.objects.values_list("address", flat=True)) == {
            letter.address,
            easy.address,
        }


class TestDeciding:
    def test_waits_on_the_first_page_of_administrators(self, second, editor, asked):
        link = address_of(asked)

        assert link in second.get(reverse("admin:index")).content.decode()
        assert link not in editor.get(reverse("admin:index")).content.decode()

    def test_shows_what_would_go_and_the_words(self, second, asked):
        page = second.get(address_of(asked)).content.decode()

        assert asked.address in page
        assert REASON in page
        assert "Ada Example" in page
        assert "every backup and every copy elsewhere" in page

    def test_needs_the_address_typed(self, second, asked, letter):
        page = second.post(address_of(asked), {"address": "/letters/"})

        assert "That is not the address" in page.content.decode()
        assert Record.objects.get(pk=letter.pk).is_public

    def test_takes_it_down(self, second, client, asked):
        page = second.post(address_of(asked), {"address": asked.address}, follow=True)

        asked.refresh_from_db()
        assert (asked.is_done, asked.decided_by) == (True, second.user)
        assert "taken down for good" in messages_of(page)[0]
        assert client.get(asked.address).status_code == 410

    def test_is_not_for_the_one_who_asked(self, administrator, asked, letter):
        assert (
            "somebody else has to confirm" in administrator.get(address_of(asked)).content.decode()
        )
        page = administrator.post(address_of(asked), {"address": asked.address})

        assert "a second administrator has to confirm it" in page.content.decode()
        assert Record.objects.get(pk=letter.pk).is_public

    def test_may_end_in_declining(self, second, asked, letter):
        second.post(address_of(asked), {"_decline": "1"})

        asked.refresh_from_db()
        assert (asked.outcome, asked.words) == (Takedown.Outcome.DECLINED, "")
        assert Record.objects.get(pk=letter.pk).is_public

    def test_is_not_for_auditors_who_see_it_all_the_same(self, auditor, asked):
        page = auditor.get(address_of(asked)).content.decode()

        assert REASON in page
        assert "Take it down for good" not in page
        assert auditor.post(address_of(asked), {"address": asked.address}).status_code == 403

    def test_is_not_for_editors(self, editor, asked):
        assert editor.get(address_of(asked)).status_code == 403
        assert editor.get(LIST).status_code == 403


class TestWhatIsGone:
    def test_stays_on_the_list_for_ever(self, second, gone):
        assert gone.address in second.get(LIST).content.decode()
        assert second.post(address_of(gone, "delete"), {"post": "yes"}).status_code == 403

    def test_is_logged_without_its_words(self, second, asked, letter):
        second.post(address_of(asked), {"address": asked.address})
        page = second.get(reverse("admin:admin_logentry_changelist")).content.decode()

        assert "is taken down for good" in page
        assert "Ada Example" not in page

    def test_can_be_read_by_administrators_and_auditors_alone(
        self, second, auditor, editor, gone, letter
    ):
        for may in (second, auditor):
            page = may.get(address_of(letter)).content.decode()
            assert letter.body[:20] in page
            assert "Gone from the site for good" in page
        assert editor.get(address_of(letter), follow=True).redirect_chain
        for name in ("record", "publication"):
            listed = reverse(f"admin:archive_{name}_changelist")
            assert letter.title not in editor.get(listed).content.decode()
            assert letter.title in second.get(f"{listed}?state=taken-down").content.decode()
        assert letter.title not in editor.get(reverse("admin:index")).content.decode()

    def test_cannot_be_edited_previewed_or_published(self, second, gone, letter):
        address = address_of(letter)

        assert 'name="_save"' not in second.get(address).content.decode()
        assert second.post(address, {"_save": "1"}).status_code == 403
        assert second.get(address_of(letter, "preview")).status_code == 403

    def test_is_chosen_in_no_form(self, second, gone, letter):
        asks = {"app_label": "archive", "model_name": "link", "field_name": "to_record"}
        found = second.get(reverse("admin:autocomplete"), asks | {"term": letter.title})

        assert found.json()["results"] == []


class TestInAClosedSite:
    def test_it_is_said_at_once_how_it_can_be_done(self, administrator, letter, close_site):
        close_site()
        for page in (administrator.get(ASK), administrator.post(ASK, filled(letter.address))):
            text = page.content.decode()
            assert "then take this down, and close it again" in text
            assert f'href="{reverse("admin:stage")}"' in text
            assert 'name="reason"' not in text

    def test_what_was_asked_for_before_can_only_be_declined(self, second, asked, close_site):
        close_site()
        text = second.get(address_of(asked)).content.decode()
        assert "The site is closed: nothing on the record can change" in text
        assert 'name="address"' not in text
        second.post(address_of(asked), {"_decline": "1"})

        asked.refresh_from_db()
        assert asked.outcome == Takedown.Outcome.DECLINED


class TestLookingForTheWords:
    @pytest.fixture
    def in_no_time(self, monkeypatch):
        monkeypatch.setattr(takedowns, "SECONDS", 0)

    def test_keeps_what_the_public_can_reach(self, administrator, letter, make_post):
        post = make_post("Unread")
        administrator.post(ASK, filled(letter.address, words="Ada Example"))

        assert Capture.objects.of(post.address).exists()

    def test_names_who_still_says_them(self, administrator, letter, make_post):
        post = make_post("Unread", body="By Ada Example")
        page = administrator.post(ASK, filled(letter.address, words="Ada Example")).content.decode()

        assert f"at {post.address}" in page

    def test_names_drafts_that_would_bring_them_back(self, administrator, letter, make_post):
        draft = make_post("A draft", body="By Ada Example", published_at=None)
        page = administrator.post(ASK, filled(letter.address, words="Ada Example")).content.decode()

        assert "They would bring it back" in page
        assert address_of(draft) in page

    def test_goes_on_in_another_request_where_one_is_not_enough(
        self, administrator, letter, monkeypatch, in_no_time
    ):
        sent = filled(letter.address, words="Ada Example", is_confirmed="1")
        page = administrator.post(ASK, sent)
        assert "Not everything is looked at yet" in page.content.decode()
        assert not Takedown.objects.exists()
        again = {field.html_name: field.value() or "" for field in page.context["form"]}
        monkeypatch.setattr(takedowns, "SECONDS", 20)
        administrator.post(ASK, again)

        assert Takedown.objects.get().words == "Ada Example"

    def test_goes_on_in_the_same_way_before_it_is_confirmed(
        self, second, asked, monkeypatch, in_no_time
    ):
        page = second.post(address_of(asked), {"address": asked.address})
        assert "Not everything is looked at yet" in page.content.decode()
        assert f'value="{asked.address}"' in page.content.decode()
        monkeypatch.setattr(takedowns, "SECONDS", 20)
        second.post(address_of(asked), {"address": asked.address})

        asked.refresh_from_db()
        assert asked.is_done
