"""Names that must never be published: kept by administrators, found in whatever goes out."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archive.models import Record, State, WatchedName

from .conftest import address_of, errors_of, form_at, messages_of, publish, save, text_of
from .test_attachments import with_new_rows

ADD = "admin:archive_watchedname_add"
LIST = "admin:archive_watchedname_changelist"


@pytest.fixture
def watch(db):
    def watch(name: str = "Jane Example") -> WatchedName:
        watched = WatchedName(name=name)
        watched.save()
        return watched

    return watch


class TestAText:
    def test_with_a_watched_name_does_not_go_out_and_is_not_lost(self, editor, watch, make_post):
        watch()
        draft = make_post(published_at=None)
        text = "We spoke to **Jane**\nExample in May."
        response = save(editor, draft, wish="_publish", body=text)

        draft.refresh_from_db()
        assert draft.state == State.DRAFT
        assert "“Jane Example” (Body) is on the list" in errors_of(response)
        assert "Jane**\nExample in May." in response.content.decode()

    def test_can_wait_as_a_draft(self, editor, watch, make_post):
        watch()
        draft = make_post(published_at=None)
        save(editor, draft, body="Jane Example")

        draft.refresh_from_db()
        assert draft.body == "Jane Example"

    def test_that_is_public_cannot_get_one(self, editor, watch, make_post):
        watch()
        post = make_post()
        response = publish(editor, post, title="What Jane Example said")

        assert "must never be published" in errors_of(response)

    def test_does_not_tell_the_other_names(self, editor, watch, make_post):
        watch()
        watch("Bo Sample")
        response = publish(editor, make_post(), title="What Jane Example said")

        assert "Bo Sample" not in response.content.decode()

    def test_beside_a_record_is_looked_at_too(self, editor, watch, make_episode):
        watch()
        draft = make_episode(published_at=None)
        response = save(editor, draft, wish="_publish", **{"turns-0-text": "I am Jane Example."})

        draft.refresh_from_db()
        assert "must never be published" in errors_of(response)
        assert draft.state == State.DRAFT

    def test_of_a_person_a_board_or_a_question_is_looked_at_too(
        self, editor, watch, make_person, make_faq
    ):
        watch()
        for thing, field in ((make_person(), "biography"), (make_faq(), "answer")):
            response = save(editor, thing, **{field: "She knew Jane Example."})

            assert "must never be published" in errors_of(response)


class TestAFile:
    @pytest.mark.parametrize(
        ("name", "title", "content"),
        [
            ("notes.txt", "Notes", b"What Jane Example said"),
            ("jane-example.txt", "Notes", b"What she said"),
            ("notes.txt", "Example, Jane", b"What she said"),
        ],
    )
    def test_that_names_somebody_keeps_the_record_a_draft(
        self, editor, watch, make_post, name, title, content
    ):
        watch()
        draft = make_post(published_at=None)
        row = {"title": title, "file": SimpleUploadedFile(name, content)}
        data = with_new_rows(editor, draft, row) | {"_publish": "1"}
        data.pop("_save", None)
        response = editor.post(address_of(draft), data, follow=True)

        draft.refresh_from_db()
        assert draft.state == State.DRAFT
        assert "must never be published" in (
            messages_of(response)[0] if response.redirect_chain else errors_of(response)
        )


class TestTheList:
    def test_is_kept_by_administrators_and_encrypted(self, administrator):
        data = form_at(administrator, reverse(ADD)) | {"name": "Jane  Example"}
        administrator.post(reverse(ADD), data)

        assert WatchedName.objects.get().name == "Jane Example"
        with connection.cursor() as cursor:
            cursor.execute("SELECT token FROM archive_watchedname")
            assert "Jane" not in cursor.fetchone()[0]
        assert "Jane Example" in text_of(administrator.get(reverse(LIST)))

    @pytest.mark.parametrize("who", ["editor", "auditor"])
    def test_is_nobody_elses_to_see(self, who, watch, request):
        watch()

        assert request.getfixturevalue(who).get(reverse(LIST)).status_code == 403

    def test_leaves_no_name_in_the_log(self, administrator, watch):
        watched = watch()
        save(administrator, watched, name="Bo Sample")
        administrator.post(address_of(watched, "delete"), {"post": "yes"})

        told = " ".join(f"{each.object_repr} {each.change_message}" for each in
                        LogEntry.objects.all())  # fmt: skip
        assert LogEntry.objects.count() == 2
        assert "Jane" not in told
        assert "Bo" not in told

    @pytest.mark.parametrize("name", ["Jo", "JANE-EXAMPLE"])
    def test_refuses_what_is_too_short_or_there_already(self, administrator, watch, name):
        watch()
        data = form_at(administrator, reverse(ADD)) | {"name": name}
        administrator.post(reverse(ADD), data)

        assert WatchedName.objects.count() == 1


class TestALostKey:
    def test_stops_publishing_and_says_so(self, editor, watch, make_post, settings):
        watch()
        settings.WATCH_LIST_KEY = "another key than before"
        response = publish(editor, make_post(), title="Anything")

        assert "encrypted with another key" in errors_of(response)

    def test_shows_the_list_so_that_it_can_be_entered_anew(self, administrator, watch, settings):
        watch()
        settings.WATCH_LIST_KEY = "another key than before"

        assert "cannot be read with this server’s key" in text_of(administrator.get(reverse(LIST)))


class TestThePanelBesideAText:
    def found(self, client, thing, **texts) -> list[dict]:
        of = {"of": thing._meta.model_name, "pk": thing.pk, "texts": "yes"}
        found = client.post(reverse("admin:findings"), of | texts).json()["findings"]
        return [each for each in found if each["rule"] == "watched-name"]

    def test_says_it_at_its_place_while_it_is_written(self, editor, watch, make_post):
        watch()
        draft = make_post(published_at=None)
        [finding] = self.found(editor, draft, body="We met **Jane** Example.")

        assert finding["severity"] == "blocks"
        assert (finding["field"], finding["start"], finding["end"]) == ("body", 9, 23)
        assert finding["what"].startswith("“Jane Example” is on the list of names")

    def test_is_not_silenced_by_a_reason(self, editor, watch, make_post):
        watch()
        draft = make_post(published_at=None, body="We met Jane Example.")
        [finding] = self.found(editor, draft)
        place = finding["place"]
        sent = {"of": "post", "pk": draft.pk, "texts": "yes", "place": place}

        refused = editor.post(reverse("admin:findings_waive"), sent | {f"reason-{place}": "Fame."})

        assert finding["canBeWaived"] is False
        assert refused.status_code == 409
        assert self.found(editor, draft)

    def test_tells_only_what_was_typed(self, sign_in, watch, make_post):
        watch()
        watch("Bo Sample")
        author = sign_in("Authors")
        draft = make_post(published_at=None)

        answer = self.found(author, draft, title="Jane EXAMPLE spoke")

        assert "“Jane EXAMPLE”" in str(answer)
        assert "Sample" not in str(answer)

    def test_says_once_in_the_form_why_it_does_not_go_out(self, editor, watch, make_post):
        watch()
        draft = make_post(published_at=None)
        response = save(editor, draft, wish="_publish", body="Jane Example")

        assert errors_of(response).count("Jane Example") == 1

    def test_says_that_the_list_cannot_be_read(self, editor, watch, make_post, settings):
        watch()
        settings.WATCH_LIST_KEY = "another key"
        [finding] = self.found(editor, make_post(published_at=None))

        assert "cannot be read" in finding["what"]

    def test_answers_at_once_to_a_long_list_and_a_long_text(self, watch):
        from time import process_time

        from archive.models import Page
        from archive.proofreading import watched
        from archive.proofreading.manuscript import sheets

        for number in range(200):
            watch(f"Jane Example {'abcdefghij'[number % 10]}{number}")
        page = Page(title="Long", kind="page", body="We met in Leeds and said so. " * 1000)
        pages = sheets(page)
        before = process_time()
        assert list(watched.remarks(pages)) == []
        assert process_time() - before < 0.2


def test_a_draft_says_at_once_that_a_file_holds_one(editor, watch, make_post):
    watch()
    draft = make_post(published_at=None)
    file = SimpleUploadedFile("notes.txt", b"It was Jane Example.")
    data = with_new_rows(editor, draft, {"title": "Notes", "file": file})

    response = editor.post(address_of(draft), data | {"_save": "1"}, follow=True)

    assert any("“Jane Example” (notes.txt" in said for said in messages_of(response))
    assert draft.attachments.get().name == "notes.txt"


class TestWhatIsScheduledBeforeANameIsWatched:
    """A new page is out as soon as its minute has passed: nobody looks at it then."""

    def test_is_a_draft_again_and_is_named(self, administrator, make_publication):
        later = timezone.now() + timedelta(days=1)
        report = make_publication("Costs", body="Jane Example said so.", published_at=later)
        other = make_publication(body="Nobody is named.", published_at=later)
        data = form_at(administrator, reverse(ADD)) | {"name": "Jane Example"}
        response = administrator.post(reverse(ADD), data, follow=True)

        assert Record.objects.get(pk=report.pk).state == State.DRAFT
        assert Record.objects.get(pk=other.pk).state == State.SCHEDULED
        assert any("“Costs” was to go out on" in said for said in messages_of(response))
        assert "must never be published" in report.revisions.newest_first()[0].change_note

    def test_is_that_of_a_question_too(self, administrator, make_faq):
        question = make_faq(answer="Jane Example.", published_at=timezone.now() + timedelta(days=1))
        data = form_at(administrator, reverse(ADD)) | {"name": "Jane Example"}
        administrator.post(reverse(ADD), data)

        question.refresh_from_db()
        assert question.published_at is None


def test_find_and_replace_writes_no_watched_name(editor, watch, make_post):
    watch()
    post = make_post(body="A carer said so.")
    address = reverse("admin:replace")
    asked = {"find": "carer", "write": "Jane Example"}
    chosen = editor.get(address, asked).context["changes"][0].key
    response = editor.post(address, asked | {"chosen": [chosen]}, follow=True)

    post.refresh_from_db()
    assert post.body == "A carer said so."
    assert "must never be published" in text_of(response)
