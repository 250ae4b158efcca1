"""Bodies that are files of the storage: large ones, and those of the record itself."""

import gzip
import resource

import pytest
from django.core.files.storage import default_storage

from archive.captures.kept import Answer, BodyRefused, StoredFile
from archive.captures.large_bodies import names
from archive.captures.packing import IN_DATABASE
from archive.captures.store import DatabaseStore
from archive.models import Body, Capture, Edition

WORDS = ("<p>What the review heard from families.</p>" * 50).encode()


@pytest.fixture
def store(db) -> DatabaseStore:
    return DatabaseStore()


@pytest.fixture
def edition(db):
    """The number of the one that the site is in, whenever it is asked."""
    return lambda: Edition.objects.current().number


@pytest.fixture
def small_disk():
    """A disk with room for 64 KiB of a file: what is longer breaks off in the middle."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))

    def make_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    yield make_room
    make_room()


def answer(body: bytes, content_type: str = "text/html") -> Answer:
    return Answer(200, (("Content-Type", content_type),), body)


class TestALargeBody:
    def body(self) -> bytes:
        return bytes(range(256)) * (IN_DATABASE // 256 + 1)

    def test_is_a_file_of_the_storage(self, store, edition):
        kept = store.keep("/film.mp4", answer(self.body(), content_type="video/mp4"), edition())
        stored = Body.objects.get()

        assert stored.content is None
        assert stored.file == f"bodies/{kept.sha256[:2]}/{kept.sha256}"
        with default_storage.open(stored.file) as file:
            assert file.read() == self.body()
        assert (kept.plain, kept.gzip, kept.size) == (None, None, len(self.body()))

    def test_of_text_is_in_the_database_where_it_is_small_once_packed(self, store, edition):
        kept = store.keep("/all/", answer(WORDS * 1000), edition())

        assert kept.size > IN_DATABASE
        assert gzip.decompress(kept.gzip) == WORDS * 1000

    def test_is_whole_or_not_there_when_the_disk_is_full(self, store, edition, small_disk):
        with pytest.raises(BodyRefused, match="File too large"):
            store.keep("/film.mp4", answer(self.body(), content_type="video/mp4"), edition())

        assert not Capture.objects.exists()
        assert not Body.objects.exists()
        assert list(names()) == []

    def test_is_kept_once_there_is_room_again(self, store, edition, small_disk):
        film = answer(self.body(), content_type="video/mp4")
        with pytest.raises(BodyRefused):
            store.keep("/film.mp4", film, edition())
        small_disk()

        assert store.keep("/film.mp4", film, edition())


class TestAFileOfTheRecord:
    @pytest.fixture
    def attachment(self, make_attachment, make_post):
        return make_attachment(make_post(), b"What the evidence says.")

    def told(self, attachment, body: bytes = b"", sha256: str = "") -> Answer:
        file = StoredFile(attachment.file.name, sha256 or attachment.sha256, attachment.size)
        return Answer(200, (("Content-Type", "text/plain"),), body, file)

    def test_is_kept_where_it_lies(self, store, edition, attachment):
        content = b"What the evidence says."
        kept = store.keep("/a.txt", self.told(attachment, content), edition())

        assert Body.objects.get().file == attachment.file.name
        assert kept.plain == content

    def test_need_not_be_read_to_be_kept(self, store, edition, attachment):
        store.keep("/a.txt", self.told(attachment), edition())

        assert store.find("/a.txt", edition()).plain == b"What the evidence says."

    def test_is_kept_apart_where_it_is_not_what_it_was(self, store, edition, attachment):
        kept = store.keep("/a.txt", self.told(attachment, b"Other words."), edition())

        assert Body.objects.get().file == ""
        assert kept.plain == b"Other words."

    def test_is_served_by_django_where_its_file_is_lost_and_the_log_says_so(
        self, store, edition, attachment, caplog
    ):
        store.keep("/a.txt", self.told(attachment), edition())
        default_storage.delete(attachment.file.name)

        assert store.find("/a.txt", edition()) is None
        assert attachment.file.name in caplog.text

    def test_is_not_served_where_somebody_put_other_bytes_into_it(
        self, store, edition, attachment, caplog
    ):
        store.keep("/a.txt", self.told(attachment), edition())
        with default_storage.open(attachment.file.name, "wb") as file:
            file.write(b"What somebody else says.")

        assert store.find("/a.txt", edition()) is None
        assert "is not what was kept" in caplog.text
