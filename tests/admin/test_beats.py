"""Accounts that are limited to topics, or to groups of questions: they read everything, and write,
change and publish what is theirs, whatever way they try."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import begin_draft, make_link, note_revision, put_in, submit
from archive.models import (
    Beat,
    FaqCategory,
    FaqEntry,
    LogLine,
    Post,
    Record,
    ReleaseSet,
    State,
    Submission,
    Topic,
)
from tests.admin.conftest import address_of, edit, errors_of, form_at, publish, save, text_of

NEW = reverse("admin:archive_post_add")
REPLACE = reverse("admin:replace")


@pytest.fixture
def care(db) -> Topic:
    return Topic.objects.create(name="Care", slug="care")


@pytest.fixture
def courts(db) -> Topic:
    return Topic.objects.create(name="Courts", slug="courts")


@pytest.fixture
def limited(sign_in, care):
    """A browser of somebody who writes about “Care” alone."""

    def limited(group: str = "Editors", topics=(care,), categories=()):
        client = sign_in(group)
        Beat.objects.limit(client.user, topics=topics, categories=categories)
        return client

    return limited


@pytest.fixture
def about(make_post):
    def about(topic: Topic, **facts) -> Post:
        post = make_post(**facts)
        post.topics.set([topic])
        return post

    return about


class TestAReleaseSet:
    """It is no way round: what is in it, or would be, has to be theirs."""

    @pytest.fixture
    def release(self, make_user) -> ReleaseSet:
        return ReleaseSet.objects.create(name="The day", made_by=make_user())

    def test_takes_in_nothing_else(self, limited, about, courts, release):
        post = about(courts, published_at=None)
        editor = limited()
        editor.post(address_of(release), {"_put": f"record-{post.pk}"})
        editor.post(reverse("admin:release_put", args=["record", post.pk]), {"_into": release.pk})

        assert not release.members.exists()

    @pytest.mark.parametrize("deed", ["_publish", "_discard"])
    def test_with_something_else_in_it_is_for_colleagues(
        self, limited, about, courts, release, deed
    ):
        post = about(courts, published_at=None)
        put_in(release, Record.objects.get(pk=post.pk))
        limited().post(address_of(release), {deed: "1"})

        assert release.members.exists()
        assert Record.objects.get(pk=post.pk).state == State.DRAFT


class TestAColleaguesDraft:
    """Somebody who writes about other things reads it, and decides nothing of it."""

    @pytest.fixture
    def submitted(self, about, courts, make_user):
        post = about(courts, published_at=None)
        submit(Record.objects.get(pk=post.pk), by=make_user("Authors"))
        return post

    @pytest.mark.parametrize("deed", ["_approve", "_send_back"])
    def test_is_neither_approved_nor_sent_back(self, limited, submitted, deed):
        editor = limited()
        address = address_of(submitted, "review")
        seen = editor.get(address).context["seen"]
        response = editor.post(address, {deed: "1", "seen": seen, "reason": "No."})

        assert "“Care” alone" in text_of(response)
        assert Submission.objects.get().is_waiting

    def test_keeps_its_links(self, limited, about, courts, make_user):
        record = Record.objects.get(pk=about(courts, published_at=None).pk)
        until = timezone.localdate() + timedelta(days=7)
        link, _ = make_link(record, shown_to="Jane", until=until, by=make_user())
        address = reverse("admin:draft_link_revoke", args=[link.pk])

        assert limited().post(address).status_code == 403
        link.refresh_from_db()
        assert not link.is_revoked


class TestWhatIsTheirs:
    @pytest.mark.parametrize("group", ["Authors", "Editors"])
    def test_is_changed_as_ever(self, limited, about, care, group):
        draft = about(care, published_at=None)

        save(limited(group), draft, title="What we heard")

        assert Record.objects.get(pk=draft.pk).title == "What we heard"

    def test_is_published_as_ever(self, limited, about, care):
        somebody, post = limited(), about(care)
        publish(somebody, post, title="What we heard")
        assert Record.objects.get(pk=post.pk).title == "What we heard"

        draft = about(care, published_at=None)
        save(somebody, draft, "_publish")
        assert Record.objects.get(pk=draft.pk).state == State.PUBLISHED

    def test_begins_with_their_topic_where_they_have_one(self, limited, care):
        somebody = limited("Authors")

        somebody.post(NEW, form_at(somebody, NEW) | {"title": "What we heard", "_save": "1"})

        assert list(Post.objects.get().topics.all()) == [care]

    def test_may_have_other_topics_too(self, limited, about, care, courts):
        draft = about(care, published_at=None)

        save(limited(), draft, topics=[care.pk, courts.pk])

        assert draft.topics.count() == 2


class TestWhatIsNotTheirs:
    @pytest.fixture(params=["Authors", "Editors"])
    def somebody(self, request, limited):
        return limited(request.param)

    def test_is_read_and_says_why_it_is_not_changed(self, somebody, about, courts):
        page = text_of(somebody.get(address_of(about(courts, published_at=None))))

        assert "Your account writes about “Care” alone: this is here for you to read." in page
        assert 'name="_save"' not in page

    @pytest.mark.parametrize("wish", ["_save", "_publish", "_schedule", "_preview"])
    def test_is_not_changed_by_what_a_browser_was_made_to_send(
        self, somebody, editor, about, courts, wish
    ):
        draft = about(courts, published_at=None, title="As it was")
        sent = form_at(editor, address_of(draft)) | {"title": "Changed", wish: "1"}

        assert somebody.post(address_of(draft), sent).status_code == 403
        assert Record.objects.get(pk=draft.pk).title == "As it was"

    def test_is_not_edited_as_a_draft_nor_is_that_published(self, somebody, editor, about, courts):
        post = about(courts)
        assert somebody.post(address_of(post, "edit")).status_code == 403
        draft = edit(editor, post)
        sent = form_at(editor, address_of(draft)) | {"change_note": "All of it."}

        assert somebody.post(address_of(draft), sent | {"_publish": "1"}).status_code == 403
        assert somebody.post(address_of(draft, "discard")).status_code == 403

    @pytest.mark.parametrize("wish", ["_withdraw", "_supersede"])
    def test_is_neither_withdrawn_nor_superseded(self, somebody, about, courts, wish):
        post = about(courts)

        sent = {"withdraw_because": "It was wrong.", wish: "1"}
        assert somebody.post(address_of(post, "published"), sent).status_code == 403
        assert Record.objects.get(pk=post.pk).state == State.PUBLISHED

    def test_is_neither_deleted_nor_restored(self, somebody, about, courts):
        draft = about(courts, published_at=None)
        revision = note_revision(draft, before=State.DRAFT, by=None)
        restore = reverse("admin:archive_post_restore", args=[draft.pk, revision.pk])

        assert somebody.post(address_of(draft, "delete"), {"post": "yes"}).status_code == 403
        assert somebody.post(restore).status_code == 403

    def test_has_no_file_added_let_out_or_stripped(
        self, somebody, editor, about, courts, make_attachment
    ):
        draft = about(courts, published_at=None)
        attachment = make_attachment(draft)
        sent = form_at(editor, address_of(draft)) | {
            "attachments-0-file": SimpleUploadedFile("another.txt", b"Another.")
        }

        assert somebody.post(address_of(draft), sent).status_code == 403
        file = reverse("admin:file", args=[attachment.pk])
        assert somebody.post(file, {"_strip": "1"}).status_code == 403
        assert somebody.post(file, {"_clear": "1", "reason": "It is fine."}).status_code == 403

    def test_is_not_waived(self, somebody, about, courts):
        draft = about(courts, published_at=None)
        sent = {"of": "post", "pk": draft.pk, "place": "x", "reason-x": "It is fine."}

        assert somebody.post(reverse("admin:findings_waive"), sent).status_code == 403

    def test_is_shown_to_nobody_outside(self, somebody, about, courts):
        draft = about(courts, published_at=None)
        sent = {"shown_to": "Jane Smith", "until": "1 May 2090"}

        assert somebody.post(address_of(draft, "links"), sent).status_code == 403

    def test_is_not_everything_else_that_the_public_sees(self, limited, make_person, make_picture):
        somebody = limited()

        for thing in (make_person(), make_picture()):
            assert somebody.post(address_of(thing), {"_save": "1"}).status_code == 403


class TestTheirTopic:
    def test_is_wanted_in_a_new_draft_and_what_was_written_stays(self, limited, care, courts):
        somebody = limited("Authors", topics=[care, courts])
        sent = form_at(somebody, NEW) | {"title": "What we heard", "_save": "1"}

        response = somebody.post(NEW, sent)

        assert "about “Care” and “Courts” alone. Give it one of these topics" in errors_of(response)
        assert "What we heard" in text_of(response)
        assert not Post.objects.exists()

    @pytest.mark.parametrize("group", ["Authors", "Editors"])
    def test_cannot_be_taken_from_a_draft(self, limited, about, care, courts, group):
        draft = about(care, published_at=None)

        response = save(limited(group), draft, topics=[courts.pk])

        assert "about “Care” alone. Give it that topic" in errors_of(response)
        assert list(draft.topics.all()) == [care]

    def test_cannot_be_taken_from_a_published_page_by_its_draft(self, limited, about, care, courts):
        post = about(care)

        response = publish(limited(), post, topics=[courts.pk])

        assert "Give it that topic" in errors_of(response)
        assert list(post.topics.all()) == [care]

    def test_in_a_draft_alone_does_not_make_the_published_page_theirs(
        self, limited, about, care, courts
    ):
        draft = begin_draft(about(courts), by=None)
        draft.topics.set([care])

        assert limited().post(address_of(draft), {"_publish": "1"}).status_code == 403

    def test_may_be_any_where_pages_are_not_theirs_at_all(self, limited):
        group = FaqCategory.objects.create(name="Money", slug="money")
        somebody = limited(topics=(), categories=[group])

        response = somebody.post(NEW, form_at(somebody, NEW) | {"title": "A", "_save": "1"})

        assert "questions on “Money” alone: pages are for colleagues" in errors_of(response)


class TestQuestions:
    @pytest.fixture
    def money(self, db):
        return FaqCategory.objects.create(name="Money", slug="money")

    def test_of_their_groups_are_theirs_and_no_others(self, limited, make_faq, money):
        somebody = limited(topics=(), categories=[money])
        own, other = make_faq(category=money), make_faq()

        save(somebody, own, question="How much?")

        assert FaqEntry.objects.get(pk=own.pk).question == "How much?"
        assert somebody.post(address_of(other), {"_save": "1"}).status_code == 403

    def test_do_not_leave_their_groups(self, limited, make_faq, money):
        somebody, own = limited(topics=(), categories=[money]), make_faq(category=money)
        other = make_faq().category

        response = save(somebody, own, category=other.pk)

        assert "Questions of other groups are for others" in errors_of(response)
        assert FaqEntry.objects.get(pk=own.pk).category == money


class TestFindAndReplace:
    def test_finds_what_is_theirs_alone(self, limited, about, care, courts):
        own = about(care, title="Own", body="We said teh.")
        other = about(courts, title="Other", body="We said teh.")
        somebody = limited()
        asked = {"find": "teh", "write": "the"}

        found = somebody.get(REPLACE, asked).context["changes"]
        assert [each.thing.pk for each in found] == [own.pk]

        everything = [f"post:{other.pk}:0123456789abcdef", found[0].key]
        somebody.post(REPLACE, asked | {"chosen": everything})
        assert Record.objects.get(pk=other.pk).body == "We said teh."
        somebody.post(REPLACE, asked | {"chosen": [found[0].key]})
        assert Record.objects.get(pk=own.pk).body == "We said the."


class TestTheAccountsForm:
    def test_limits_an_account_and_lifts_that(self, administrator, make_user, care):
        account = make_user("Authors")
        address = reverse("admin:auth_user_change", args=[account.pk])

        administrator.post(address, form_at(administrator, address) | {"topics": [care.pk]})
        assert [beat.topic for beat in Beat.objects.of_account(account)] == [care]

        administrator.post(address, form_at(administrator, address) | {"topics": []})
        assert not Beat.objects.exists()
        kinds = LogLine.objects.filter(thing="archive_beat").values_list("kind", flat=True)
        assert list(kinds) == ["added", "deleted"]

    def test_does_not_limit_an_administrator(self, administrator, make_user, care):
        account = make_user("Administrators")
        address = reverse("admin:auth_user_change", args=[account.pk])
        sent = form_at(administrator, address) | {"topics": [care.pk]}

        response = administrator.post(address, sent)

        assert "Administrators write about everything." in errors_of(response)

    def test_shows_its_owner_and_an_auditor_what_it_is_limited_to(
        self, auditor, administrator, make_user, care
    ):
        account = make_user("Authors")
        Beat.objects.limit(account, topics=[care], categories=[])

        shown = text_of(auditor.get(reverse("admin:auth_user_change", args=[account.pk])))
        own = reverse("admin:auth_user_change", args=[administrator.user.pk])

        assert "What they write about" in shown
        assert '<div class="readonly">“Care”</div>' in shown
        assert '<div class="readonly">Everything</div>' in text_of(administrator.get(own))

    def test_binds_nobody_who_became_an_administrator(self, limited, about, courts):
        somebody = limited()
        somebody.user.groups.set([Group.objects.get(name="Administrators")])

        save(somebody, about(courts, published_at=None), title="Changed")

        assert Record.objects.get().title == "Changed"


def test_a_topic_that_somebody_is_limited_to_is_not_deleted(administrator, limited, care):
    """Without it they could write about everything."""
    limited()

    administrator.post(address_of(care, "delete"), {"post": "yes"})

    assert Topic.objects.get() == care
