"""A public file's address is for ever: the newest version is behind it, earlier ones beside it."""

import contextlib
from io import BytesIO

import pytest

from archive.models import Attachment, AttachmentVersion
from archive.public_urls import PublicUrls


def replace(attachment: Attachment, content: bytes) -> None:
    attachment.keep_file(BytesIO(content), attachment.name)
    attachment.save()


def answer(client, address: str) -> bytes | int:
    with contextlib.closing(client.get(address)) as response:
        return b"".join(response) if response.status_code == 200 else response.status_code


@pytest.fixture
def replaced(make_post, make_attachment):
    post = make_post("Evidence day")
    attachment = make_attachment(post, b"What it said first", "notes.txt")
    replace(attachment, b"What it says now")
    return attachment


class TestAPublicFileThatIsReplaced:
    def test_has_the_new_one_at_its_address_and_the_old_one_beside_it(self, client, replaced):
        assert answer(client, replaced.get_absolute_url()) == b"What it says now"
        assert answer(client, "/attachments/evidence-day/v1/notes.txt") == b"What it said first"

    def test_counts_its_versions(self, client, replaced):
        replace(replaced, b"What it says at last")

        assert answer(client, "/attachments/evidence-day/v2/notes.txt") == b"What it says now"
        assert answer(client, "/attachments/evidence-day/v3/notes.txt") == 404

    def test_lists_them_on_its_records_page(self, client, replaced):
        page = client.get(replaced.record.get_absolute_url()).content.decode()

        assert "Earlier versions" in page
        assert 'href="/attachments/evidence-day/v1/notes.txt"' in page

    def test_has_them_among_what_the_public_can_reach(self, replaced):
        assert "/attachments/evidence-day/v1/notes.txt" in {url.address for url in PublicUrls()}

    def test_makes_a_new_edition(self, replaced, edition_number):
        before = edition_number()
        replace(replaced, b"What it says at last")

        assert edition_number() > before

    def test_has_none_of_the_same_bytes(self, replaced):
        replace(replaced, b"What it says now")
        replaced.title = "Another title"
        replaced.save()

        assert AttachmentVersion.objects.count() == 1

    def test_takes_them_along_when_it_is_taken_away(self, client, replaced):
        replaced.delete()

        assert answer(client, "/attachments/evidence-day/v1/notes.txt") == 404
        assert "/attachments/evidence-day/v1/notes.txt" not in {u.address for u in PublicUrls()}

    def test_is_counted_by_its_address_and_not_by_its_row(self, client, replaced, make_attachment):
        """An import or a draft puts another row in the place of the one that there was."""
        AttachmentVersion.objects.keep(replaced)
        record = replaced.record
        replaced.delete()
        make_attachment(record, b"What it says at last", "notes.txt")

        assert answer(client, "/attachments/evidence-day/v1/notes.txt") == b"What it said first"
        assert answer(client, "/attachments/evidence-day/v2/notes.txt") == b"What it says now"


class TestADraftsFileThatIsReplaced:
    def test_leaves_nothing(self, make_post, make_attachment):
        replace(make_attachment(make_post(published_at=None)), b"What it says now")

        assert not AttachmentVersion.objects.exists()
