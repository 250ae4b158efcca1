"""The draft of a published page that waits for its minute: what is saved in it goes out unseen."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from archive.models import Record, WatchedName

from .conftest import edit, errors_of, messages_of, save
from .test_held_files import BLACKENED


@pytest.fixture
def scheduled(editor, make_post):
    draft = edit(editor, make_post(body="Read what we heard."))
    day = timezone.localdate() + timedelta(days=3)
    moment = {"schedule_for_day": str(day), "schedule_for_time": "09:30"}
    save(editor, draft, "_schedule", change_note="A sentence more.", **moment)
    return fresh(draft)


def fresh(draft) -> Record:
    return type(draft).with_drafts_of.get(pk=draft.pk)


class TestAScheduledDraft:
    def test_keeps_its_moment_when_its_words_are_changed(self, editor, scheduled):
        save(editor, scheduled, body="Read what they told us.")

        assert fresh(scheduled).body == "Read what they told us."
        assert fresh(scheduled).goes_out_at == scheduled.goes_out_at

    def test_takes_no_words_that_stop_publication(self, editor, scheduled):
        page = save(editor, scheduled, body="Read [the plan](/news/nothing/).")

        assert "which is not there" in errors_of(page)
        assert fresh(scheduled).body == "Read what we heard."

    def test_takes_no_name_that_is_watched(self, editor, scheduled):
        watched = WatchedName()
        watched.name = "Jane Example"
        watched.save()

        page = save(editor, scheduled, body="Jane Example told us.")

        assert errors_of(page)
        assert fresh(scheduled).body == "Read what we heard."

    def test_takes_them_once_it_is_a_draft_again(self, editor, scheduled):
        save(editor, scheduled, "_take_back", body="Read [the plan](/news/nothing/).")

        assert fresh(scheduled).goes_out_at is None
        assert fresh(scheduled).body == "Read [the plan](/news/nothing/)."

    def test_is_a_draft_again_with_a_file_that_is_held_back(self, editor, scheduled):
        file = SimpleUploadedFile("Evidence.pdf", BLACKENED)
        row = {"attachments-TOTAL_FORMS": "1", "attachments-0-title": "The evidence"}

        page = save(editor, scheduled, **row | {"attachments-0-file": file})

        assert fresh(scheduled).goes_out_at is None
        assert fresh(scheduled).attachments.get().name == "evidence.pdf"
        assert any("Not published." in message for message in messages_of(page))
