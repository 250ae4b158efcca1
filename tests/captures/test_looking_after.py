"""The store looked after: how large it is, whether it agrees with itself, and what is mended."""

from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError

from archive.captures.editions import DatabaseEditions
from archive.captures.kept import Answer
from archive.captures.looking_after import files_of_nothing, findings, mend
from archive.captures.size import Size, kind_of
from archive.captures.store import DatabaseStore
from archive.lifecycle import begin_draft, discard_draft, triggers
from archive.models import Body, Capture, Edition

START = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
WORDS = b"<p>What the review heard from families.</p>" * 50


@pytest.fixture
def keep(db):
    def kept(address: str, body: bytes = WORDS, content_type: str = "text/html") -> None:
        answer = Answer(200, (("Content-Type", content_type),), body)
        assert DatabaseStore().keep(address, answer, Edition.objects.current().number)

    return kept


@pytest.fixture
def captures():
    """What the command says, and the code that it ends with."""

    def run(*options: str) -> tuple[str, str, int]:
        said, complained = StringIO(), StringIO()
        code = 0
        try:
            call_command("captures", *options, stdout=said, stderr=complained)
        except SystemExit as end:
            code = end.code
        return said.getvalue(), complained.getvalue(), code

    return run


class TestTheSize:
    def test_counts_captures_addresses_and_bodies_apart(self, keep):
        keep("/a/")
        keep("/b/")
        keep("/b/", b"Another answer")
        size = Size()

        assert (size.captures, size.addresses, size.whole.bodies) == (3, 2, 2)
        assert size.whole.sent == len(WORDS) + len(b"Another answer")
        assert 0 < size.whole.stored < size.whole.sent

    def test_is_told_by_kind(self, keep):
        keep("/a/", b"Hello")
        keep("/a.png", b"\x89PNG", "image/png")
        keep("/film.mp4", bytes(2_000_000), "video/mp4")
        kinds = {kind.name: (kind.bodies, kind.stored, kind.in_files) for kind in Size().kinds}

        assert kinds == {
            "Pages": (1, 5, 0),
            "Pictures": (1, 4, 0),
            "Sound and film": (1, 0, 2_000_000),
        }

    @pytest.mark.parametrize(
        ("content_type", "kind"),
        [
            ("text/html; charset=utf-8", "Pages"),
            ("text/css", "Style sheets and scripts"),
            ("application/atom+xml; charset=utf-8", "Feeds and lists for machines"),
            ("application/pdf", "Documents and other files"),
            ("", "Documents and other files"),
        ],
    )
    def test_knows_the_kind_of(self, content_type, kind):
        assert kind_of(content_type) == kind

    def test_grows_by_the_day_and_the_month_in_london(self, keep):
        for days, address in ((0, "/a/"), (1, "/b/"), (60, "/c/"), (60, "/d/")):
            with time_machine.travel(START + timedelta(days=days), tick=False):
                keep(address, address.encode())
        with time_machine.travel(START + timedelta(days=61)):
            size = Size()
            days, months = size.days, size.months

        assert [(f"{grown.begins_at:%d %b}", grown.captures, grown.stored) for grown in days] == [
            ("02 Apr", 2, 6)
        ]
        assert [(f"{grown.begins_at:%B}", grown.captures) for grown in months] == [
            ("April", 2),
            ("February", 1),
            ("January", 1),
        ]

    def test_is_asked_in_a_fixed_number_of_questions(self, keep, django_assert_max_num_queries):
        for number in range(5):
            keep(f"/{number}/", f"{number}".encode())
        with django_assert_max_num_queries(9):
            size = Size()
            said = [size.captures, size.addresses, size.of_this_edition, size.emptied]
            said += [size.oldest, size.newest, size.kinds, size.whole, size.days, size.months]

        assert said[:4] == [5, 5, 5, 0]


class TestTheStoreAgreesWithItself:
    def test_where_nothing_has_happened(self, keep):
        keep("/a/")
        keep("/film.mp4", bytes(2_000_000), "video/mp4")

        assert list(findings()) == []
        assert mend() == 0

    def test_but_for_a_trigger_that_is_missing(self, db):
        triggers.remove()

        assert any("manage.py migrate makes" in finding for finding in findings())

    def test_but_for_a_file_that_is_lost(self, keep):
        keep("/film.mp4", bytes(2_000_000), "video/mp4")
        name = Body.objects.get().file
        default_storage.delete(name)

        assert [*findings()] == [
            f"{name}, which captures need, is not in the storage. "
            "Bring it back from a copy of MEDIA_ROOT."
        ]
        assert mend() == 0

    def test_but_for_a_file_that_was_cut_short(self, keep):
        keep("/film.mp4", bytes(2_000_000), "video/mp4")
        name = Body.objects.get().file
        default_storage.delete(name)
        default_storage.save(name, ContentFile(b"short"))

        assert "has 5 bytes and had 2000000" in next(findings())

    def test_but_for_a_body_that_nothing_holds_until_it_is_mended(self, keep):
        Body.objects.create(sha256="0" * 64, size=2, content=b"Hi")

        assert "No capture has the body 0000" in next(findings())
        assert mend() == 1
        assert list(findings()) == []

    def test_but_for_a_body_that_a_closed_site_lets_nobody_mend(self, keep, close_site):
        Body.objects.create(sha256="0" * 64, size=2, content=b"Hi")
        close_site()

        assert mend() == 0
        assert "only once the site is reopened" in next(findings())

    def test_but_for_a_file_of_a_process_that_died_until_it_is_mended(self, db):
        name = default_storage.save("bodies/ab/.unfinished-1", ContentFile(b"half"))

        assert list(findings()) == []  # it may be in the making
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=2)):
            assert f"{name} in the storage belongs to nothing that is kept." in next(findings())
            assert mend() == 1
        assert not default_storage.exists(name)


class TestFilesOfTheRecord:
    """…are deleted once nothing that there is, or was served, needs them."""

    @pytest.fixture(autouse=True)
    def later(self):
        """Every file has lain there for a while."""
        with time_machine.travel(datetime.now(UTC) + timedelta(hours=2)):
            yield

    def test_stay_while_a_draft_has_them(self, make_post, make_attachment, make_picture):
        make_attachment(make_post(published_at=None))
        make_picture()

        assert list(files_of_nothing()) == []

    def test_go_once_their_draft_was_thrown_away(self, make_post, make_attachment):
        draft = make_post(published_at=None)
        name = make_attachment(draft).file.name
        draft.delete()

        assert list(files_of_nothing()) == [name]
        assert mend() == 1
        assert not default_storage.exists(name)

    def test_stay_where_the_published_page_has_them_too(self, make_post, make_attachment):
        post = make_post()
        name = make_attachment(post).file.name
        discard_draft(begin_draft(post, by=None), by=None)

        assert mend() == 0
        assert default_storage.exists(name)

    def test_stay_as_an_earlier_version_of_what_took_their_place(self, make_post, make_attachment):
        attachment = make_attachment(make_post())
        name = attachment.file.name
        attachment.keep_file(BytesIO(b"Another text."), attachment.name)
        attachment.save()

        assert attachment.file.name != name
        assert mend() == 0
        assert default_storage.exists(name)

    def test_stay_where_what_was_served_is_made_of_them(self, db):
        name = default_storage.save("attachments/report.pdf", ContentFile(b"What was served."))
        Body.objects.create(sha256="0" * 64, size=16, file=name)

        assert list(files_of_nothing()) == []


class TestTheCommand:
    def test_shows_the_store(self, keep, captures):
        DatabaseEditions().read()
        keep("/a/")
        said, complained, code = captures()

        assert "1 captures of 1 addresses" in said
        assert f"Edition {Edition.objects.current().number}, since" in said
        assert "Pages" in said
        assert said.endswith("All is well with it.\n")
        assert (complained, code) == ("", 0)

    def test_shows_an_empty_one(self, db, captures):
        said, _, code = captures()

        assert "0 captures of 0 addresses" in said
        assert code == 0

    def test_fills_it(self, make_page, captures):
        page = make_page()
        said, _, code = captures("--fill")

        assert Capture.objects.of(page.address).exists()
        assert "Kept now: " in said
        assert code == 0

    def test_ends_with_1_and_a_line_for_each_finding(self, keep, captures):
        Body.objects.create(sha256="0" * 64, size=2, content=b"Hi")
        _, complained, code = captures()

        assert len(complained.splitlines()) == 1
        assert code == 1

    def test_ends_with_1_where_a_page_cannot_be_kept(self, make_page, captures, monkeypatch):
        page = make_page("About us")

        def broken(record, request, parts=None):
            raise RuntimeError

        monkeypatch.setattr("archive.views.records.page_for", broken)
        _, complained, code = captures("--fill")

        assert f"{page.address} could not be kept: the log says why." in complained
        assert code == 1

    def test_mends_first_and_then_looks(self, db, captures):
        Body.objects.create(sha256="0" * 64, size=2, content=b"Hi")
        said, complained, code = captures("--mend")

        assert "Left over, and deleted: 1." in said
        assert (complained, code) == ("", 0)

    def test_ends_with_2_where_the_database_is_away(self, db, captures, monkeypatch):
        def away(*args):
            raise OperationalError("could not connect to server")

        monkeypatch.setattr("archive.management.commands.captures.Size", away)
        with pytest.raises(CommandError, match="could not connect") as refusal:
            captures()

        assert refusal.value.returncode == 2
