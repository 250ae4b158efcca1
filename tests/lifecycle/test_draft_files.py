"""Files in the draft of a published record: one address for ever, the newest version behind it."""

from io import BytesIO

import pytest

from archive.lifecycle import begin_draft, publish_draft
from archive.models import Attachment, Record


@pytest.fixture
def published(make_post, make_attachment):
    post = make_post()
    make_attachment(post, b"What the evidence said at first.", "evidence.txt")
    return post


def publish(draft) -> Record:
    draft.drafting.change_note = "Another file."
    draft.drafting.save()
    return publish_draft(draft, by=None)


def new_file(draft) -> None:
    file = Attachment(record_id=draft.pk, title="The evidence")
    file.keep_file(BytesIO(b"What it says by now."), "evidence.txt")
    file.save()


def versions_of(record) -> list[tuple[str, int]]:
    kept = Record.objects.get(pk=record.pk).file_versions.in_order()
    return [(version.name, version.number) for version in kept]


class TestFilesOfADraft:
    def test_that_replace_others_keep_them_as_earlier_versions(self, published):
        draft = begin_draft(published, by=None)
        file = draft.attachments.get()
        file.keep_file(BytesIO(b"What it says by now."), "evidence.txt")
        file.save()

        publish(draft)

        assert versions_of(published) == [("evidence.txt", 1)]

    def test_that_come_in_the_place_of_those_taken_away_keep_them_too(self, published, client):
        draft = begin_draft(published, by=None)
        draft.attachments.get().delete()
        new_file(draft)

        publish(draft)

        (file,) = Attachment.objects.of_record(published)
        assert client.get(file.get_absolute_url()).getvalue() == b"What it says by now."
        assert versions_of(published) == [("evidence.txt", 1)]

    def test_that_are_links_stay_apart(self, published):
        links = ("https://a.example/", "https://b.example/")
        Attachment.objects.create(record_id=published.pk, title="One", url=links[0])
        draft = begin_draft(published, by=None)
        Attachment.objects.create(record_id=draft.pk, title="Two", url=links[1])

        publish(draft)

        kept = [file.url for file in Attachment.objects.of_record(published) if file.url]
        assert sorted(kept) == list(links)
