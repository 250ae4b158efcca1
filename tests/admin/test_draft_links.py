"""Links that show a draft outside, in the admin: who makes them, sees them and ends them."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.models import DraftLink, LogLine, Post, WatchedName

from .conftest import address_of, edit, messages_of, text_of

ALL = reverse("admin:draft_links")


@pytest.fixture
def draft(make_post) -> Post:
    return make_post(published_at=None, title="A first thought")


def ask(client, record, **facts):
    until = timezone.localdate() + timedelta(days=7)
    said = {"shown_to": "Jane Smith", "until": until.isoformat()}
    return client.post(address_of(record, "links"), said | facts)


def revoke(client, link):
    return client.post(reverse("admin:draft_link_revoke", args=[link.pk]), follow=True)


class TestMakingOne:
    def test_shows_its_address_once(self, editor, client, draft):
        address = ask(editor, draft).context["address"]

        assert client.get(address).status_code == 200
        assert address not in unescape(editor.get(address_of(draft, "links")).content.decode())
        assert address not in unescape(editor.get(ALL, follow=True).content.decode())
        assert "no-store" in ask(editor, draft)["Cache-Control"]

    def test_is_offered_on_the_drafts_form_for_a_week(self, editor, draft):
        form = editor.get(address_of(draft)).content.decode()
        offered = editor.get(address_of(draft, "links")).context["form"]

        assert address_of(draft, "links") in form
        assert offered["until"].value() == timezone.localdate() + timedelta(days=7)

    def test_is_for_the_draft_of_a_published_page_too(self, editor, client, make_post):
        draft = edit(editor, make_post())

        assert client.get(ask(editor, draft).context["address"]).status_code == 200

    @pytest.mark.parametrize(
        ("facts", "says"),
        [
            ({"shown_to": " "}, "This field is required."),
            ({"until": ""}, "This field is required."),
            ({"until": "1 January 2020"}, "That day has gone by."),
            ({"until": "1 January 2200"}, "A link lasts for 30 days at most."),
            ({"shown_to": "Jane\u202eSmith"}, "a character that cannot be seen"),
        ],
    )
    def test_is_refused_in_a_sentence_and_keeps_what_was_typed(self, editor, draft, facts, says):
        response = ask(editor, draft, **facts)

        assert says in text_of(response)
        assert not DraftLink.objects.exists()

    def test_is_refused_while_a_watched_name_stands_in_it(self, editor, draft):
        watched = WatchedName()
        watched.name = "Jane Example"
        watched.save()
        Post.objects.filter(pk=draft.pk).update(body="Jane Example came.")

        response = ask(editor, draft)

        assert "“Jane Example” (body) is on the list" in text_of(response)
        assert not DraftLink.objects.exists()

    def test_is_not_offered_for_what_is_published(self, editor, make_post):
        post = make_post()

        assert editor.get(address_of(post, "links")).context["form"] is None
        assert ask(editor, post).context["address"] == ""
        assert not DraftLink.objects.exists()

    @pytest.mark.parametrize("group", ["Authors", "Reviewers", "Auditors"])
    def test_is_for_editors_and_administrators(self, sign_in, draft, group):
        somebody = sign_in(group)

        assert ask(somebody, draft).status_code == 403
        assert not DraftLink.objects.exists()

    def test_is_in_the_log_without_its_secret(self, administrator, draft):
        secret = ask(administrator, draft).context["address"].split("/")[-2]
        line = LogLine.objects.filter(thing="archive_draftlink").get()

        assert line.kind == LogLine.Kind.ADDED
        assert not any(secret in str(values) for values in LogLine.objects.values())


class TestTheList:
    def test_says_who_made_it_for_whom_until_when_and_how_often_it_was_opened(
        self, editor, auditor, client, draft
    ):
        address = ask(editor, draft).context["address"]
        client.get(address)
        client.get(address)

        says = text_of(auditor.get(ALL, follow=True))

        assert "Jane Smith" in says
        assert "A first thought" in says
        assert "<td>Edith Shaw</td>" in says
        assert "<td>2</td>" in says
        assert "<td>Open</td>" in says

    @pytest.mark.parametrize("group", ["Authors", "Reviewers"])
    def test_is_not_for_everybody(self, sign_in, draft, group):
        somebody = sign_in(group)

        assert somebody.get(ALL).status_code == 403
        assert somebody.get(address_of(draft, "links")).status_code == 403

    def test_is_a_table_that_is_taken_along_without_the_secret(self, editor, client, draft):
        address = ask(editor, draft).context["address"]
        ask(editor, draft, shown_to="Ann Bell")

        sorted_by_name = editor.get(reverse("admin:report", args=["shown-outside"]), {"by": 0})
        assert [row[0].text for row in sorted_by_name.context["rows"]] == ["Ann Bell", "Jane Smith"]

        taken = editor.get(reverse("admin:report_csv", args=["shown-outside"]))
        text = b"".join(taken.streaming_content).decode()
        assert "Jane Smith,A first thought,Open," in text
        secret = address.rstrip("/").rpartition("/")[2]
        assert secret not in text
        assert all(link.secret_sha256 not in text for link in DraftLink.objects.all())

    @pytest.mark.parametrize("group", ["Authors", "Reviewers"])
    def test_is_no_report_for_everybody(self, sign_in, group):
        somebody = sign_in(group)

        for name in ("report", "report_csv"):
            assert somebody.get(reverse(f"admin:{name}", args=["shown-outside"])).status_code == 403
        assert "shown to people outside" not in text_of(somebody.get(reverse("admin:reports")))

    def test_says_what_ended_a_link(self, editor, draft):
        ask(editor, draft)
        DraftLink.objects.update(until=timezone.localdate() - timedelta(days=1))
        assert "Ended after" in text_of(editor.get(ALL, follow=True))

        DraftLink.objects.update(until=timezone.localdate())
        Post.objects.filter(pk=draft.pk).update(published_at=timezone.now())
        assert "Ended: the draft went out" in text_of(editor.get(ALL, follow=True))


class TestRevokingOne:
    def test_ends_it_and_says_who_did(self, editor, administrator, client, draft):
        address = ask(editor, draft).context["address"]

        response = revoke(administrator, DraftLink.objects.get())

        assert messages_of(response) == ["The link for Jane Smith shows nothing any more."]
        assert "by Adam Rao" in text_of(editor.get(address_of(draft, "links")))
        assert client.get(address).status_code == 404

    def test_leads_back_to_the_draft_where_it_was_done_there(self, editor, draft):
        ask(editor, draft)

        response = revoke(editor, DraftLink.objects.get())

        assert response.redirect_chain[-1][0] == address_of(draft, "links")

    def test_is_done_by_a_button_and_not_by_a_link(self, editor, draft):
        ask(editor, draft)
        address = reverse("admin:draft_link_revoke", args=[DraftLink.objects.get().pk])

        assert editor.get(address).status_code == 404
        assert not DraftLink.objects.get().is_revoked

    @pytest.mark.parametrize("group", ["Authors", "Reviewers", "Auditors"])
    def test_is_for_editors_and_administrators(self, editor, sign_in, draft, group):
        ask(editor, draft)

        assert revoke(sign_in(group), DraftLink.objects.get()).status_code == 403
        assert not DraftLink.objects.get().is_revoked


def test_a_draft_with_a_link_can_be_deleted(editor, draft):
    ask(editor, draft)

    editor.post(address_of(draft, "delete"), {"post": "yes"})

    assert not Post.objects.exists()
    assert not DraftLink.objects.exists()


def test_in_a_closed_site_they_are_looked_at(editor, draft, close_site):
    ask(editor, draft)
    close_site()

    assert "Jane Smith" in text_of(editor.get(ALL, follow=True))
    assert revoke(editor, DraftLink.objects.get()).status_code == 403
    assert address_of(draft, "links") not in text_of(editor.get(address_of(draft)))


def test_the_closing_of_the_site_ends_them(editor, draft, close_site):
    ask(editor, draft)
    close_site()

    for page in (editor.get(address_of(draft, "links")), editor.get(ALL, follow=True)):
        assert "Ended when the site closed" in text_of(page)
        assert ">Open<" not in text_of(page)
        assert "Show it to somebody outside" not in text_of(page)
