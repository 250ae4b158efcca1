"""The frozen copy: whole, the same each time, and of nothing but what was public."""

import gzip
import hashlib
import io
import zipfile
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.captures.filling import fill
from archive.captures.rendering import Renderer
from archive.freeze.bag import OpenBag
from archive.freeze.freezing import freeze
from archive.freeze.preparing import NotFrozen
from archive.lifecycle import move_stage
from archive.lifecycle.archiving import NO_MOMENT, NOT_YET, ROBOTS
from archive.models import Capture, Edition, Record, Review, Stage

A_DAY = timedelta(days=1)
numbers = count()


@pytest.fixture
def frozen(tmp_path, db):
    """Freeze the site; gives the files of the bag by their paths."""

    def made(name: str = "frozen", **facts) -> dict[str, bytes]:
        freeze(tmp_path / name, **{"progress": lambda *told: None} | facts)
        return files_of(tmp_path / name)

    return made


@pytest.fixture
def site(make_page, make_letter, make_faq, make_attachment, make_redirect, make_picture):
    """Small, with something of what differs in being written."""
    letter = make_letter("A letter", picture=make_picture())
    make_attachment(letter)
    make_redirect("/old/", to_record=make_page("About us", menu_position=1))
    make_faq()
    Review.objects.create(name="The Review of Examples")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def everything_in(files: dict[str, bytes]) -> bytes:
    """All that is written in them, and in what is packed in them."""
    found = []
    for name, content in files.items():
        found.append(name.encode())
        found.append(content)
        if name.endswith(".wacz"):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                members = {each: packed.read(each) for each in packed.namelist()}
            found += [gzip.decompress(m) if n.endswith(".gz") else m for n, m in members.items()]
    return b"\n".join(found)


class Restless:
    """Middleware that makes the page about us another one each time that it is asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path == "/about-us/":
            response.content += b"<!-- %d -->" % next(numbers)
        return response


class TestAFrozenCopy:
    def test_has_every_part(self, site, frozen):
        files = frozen()
        assert {
            "bagit.txt",
            "bag-info.txt",
            "manifest-sha256.txt",
            "tagmanifest-sha256.txt",
            "data/site/index.html",
            "data/inventory.jsonl",
            "data/archive.wacz",
            "data/content/review.md",
            "data/report.html",
        } <= set(files)
        assert any(name.startswith("data/redirects/") for name in files)

    def test_is_the_same_each_time(self, site, frozen):
        first = frozen("first")
        with time_machine.travel(timezone.now() + timedelta(minutes=1)):
            assert frozen("again") == first

    def test_says_of_itself_what_it_is(self, site, frozen):
        info = frozen()["bag-info.txt"].decode()
        day = timezone.localdate(Edition.objects.current().began_at)

        assert "Source-Organization: The Review of Examples\n" in info
        assert f"Bagging-Date: {day.isoformat()}\n" in info

    def test_leads_to_the_capture_that_is_asked_for(self, site, frozen):
        files = frozen(archived_at="20230310120000")
        rules = b"".join(text for name, text in files.items() if name.startswith("data/redirects/"))
        assert b"/ukgwa/20230310120000/http://testserver/" in rules

    def test_leads_nobody_to_what_was_taken_down(self, site, frozen, take_down, make_letter):
        make_letter("Another letter")
        fill()
        letter = Record.objects.get(title="A letter")
        take_down(letter.address)
        files = frozen()
        rules = b"".join(text for name, text in files.items() if name.startswith("data/redirects/"))

        assert b"/about-us/" in rules
        assert letter.address.encode() not in rules

    def test_leads_nobody_on_who_asks_again_and_again(self, site, frozen):
        files = frozen()
        table = files["data/redirects/redirects.csv"].decode()
        led_on = {line.partition(",")[0] for line in table.splitlines()}

        assert {"/", "/about-us/", "/old/", "/card.png"} <= led_on
        for address in ("/robots.txt", "/feed/", "/sitemap.xml", "/.well-known/security.txt"):
            assert address not in led_on
        assert files["data/redirects/robots.txt"].decode() == ROBOTS

    @pytest.mark.parametrize(
        ("digits", "why"),
        [
            ("2023", NO_MOMENT),
            ("20230231120000", NO_MOMENT),
            ("２" * 14, NO_MOMENT),
            ("29991231235959", NOT_YET),
        ],
    )
    def test_is_not_made_where_no_such_capture_can_be(self, site, frozen, tmp_path, digits, why):
        with pytest.raises(NotFrozen) as refusal:
            frozen(archived_at=digits)
        assert str(refusal.value) == why
        assert list(tmp_path.iterdir()) == []

    def test_begins_again_where_something_is_published_meanwhile(self, site, frozen, make_page):
        published = []

        def progress(what: str, done: int, total: int) -> None:
            if what == "Writing records" and not published:
                published.append(make_page("Published meanwhile"))
                number = Edition.objects.current().number
                Edition.objects.begin_next(number, began_at=timezone.now())

        files = frozen(progress=progress)
        assert "data/site/published-meanwhile/index.html" in files
        assert "data/content/pages/published-meanwhile.md" in files


class TestWhatIsNotPublic:
    def test_leaves_no_trace(self, site, frozen, make_page, make_post, make_attachment, make_faq,
                             make_topic, make_person, make_redirect, make_picture, make_notice,
                             make_user):  # fmt: skip
        for number, moment in enumerate((None, timezone.now() + A_DAY)):
            picture = make_picture(alt=f"Zsecret alternative {number}")
            body = f"Zsecret body ![Zsecret picture]({picture.get_absolute_url()})"
            draft = make_post(f"Zsecret {number}", body=body, published_at=moment, picture=picture,
                              topics=[make_topic(f"Zsecret topic {number}")])  # fmt: skip
            make_attachment(draft, b"Zsecret file", f"zsecret-{number}.txt")
            draft.contributors.create(person=make_person(f"Zsecret Person {number}"))
            make_redirect(f"/zsecret-former-{number}/", to_record=draft)
            make_page(f"Child {number}", parent=draft_page(make_page, number, moment))
            make_page(f"Old {number}", superseded_by=draft).links.create(to_record=draft)
            make_faq(f"Zsecret question {number}?", answer="Zsecret", published_at=moment)
        make_notice("Zsecret notice", body="Zsecret")
        make_user("Editors", email="zsecret@review.example", first_name="Zsecret")
        files = frozen()

        assert b"Child 0" in everything_in(files)
        assert b"zsecret" not in everything_in(files).lower()


class TestAClosedSite:
    @pytest.fixture
    def closed(self, site, closing_site, edition_number, close_site):
        edition_number()
        fill()
        close_site()

    def test_renders_nothing_and_keeps_nothing(self, closed, frozen, monkeypatch):
        monkeypatch.setattr(Renderer, "render", None)
        before = list(Capture.objects.by_address().values_list())
        files = frozen(renders_again=True)

        assert "data/site/index.html" in files
        assert list(Capture.objects.by_address().values_list()) == before

    def test_is_not_made_for_an_address_at_which_it_was_never_served(
        self, closed, frozen, settings
    ):
        served_at, settings.SITE_URL = settings.SITE_URL, "https://other.example.org"

        with pytest.raises(NotFrozen, match=f"served at {served_at}/"):
            frozen()

    def test_is_the_same_years_later(self, closed, frozen):
        first = frozen("first")
        with time_machine.travel(timezone.now() + 3000 * A_DAY):
            assert frozen("later") == first

    def test_is_not_made_for_a_capture_from_before_the_closing(self, closed, frozen):
        with pytest.raises(NotFrozen, match="was made before the site closed"):
            frozen(archived_at="20230310120000")

    def test_leads_to_the_capture_that_it_is_archived_with_while_it_is(
        self, closed, frozen, archive_site
    ):
        archived = archive_site().archived_site.timestamp
        pinned = frozen("archived")["data/redirects/redirects.csv"].decode()
        move_stage(Stage.CLOSED, by=None, reason="That capture lacks a page.")
        taken_back = frozen("taken back")["data/redirects/redirects.csv"].decode()

        assert f"/ukgwa/{archived}/http://testserver/about-us/" in pinned
        assert "/ukgwa/http://testserver/about-us/" in taken_back
        assert archived not in taken_back

    def test_has_the_notice_of_the_day_in_its_content(self, closed, frozen):
        assert [name for name in frozen() if name.startswith("data/content/notices/")]


class TestAPageThatIsNotTheSameTwice:
    @pytest.fixture
    def restless(self, make_page, settings):
        make_page("About us", menu_position=1)
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Restless"]

    def test_stops_the_freeze_and_is_named(self, restless, frozen, tmp_path):
        with pytest.raises(NotFrozen) as stop:
            frozen()
        (finding,) = stop.value.findings
        assert finding.startswith("/about-us/ answered other bytes the second time.")
        assert not (tmp_path / "frozen").exists()

    def test_is_found_where_it_was_kept_before_only_if_all_are_compared(
        self, make_page, settings, frozen
    ):
        make_page("About us", menu_position=1)
        fill()
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Restless"]
        frozen("kept")
        with pytest.raises(NotFrozen) as stop:
            frozen("compared", renders_again=True)
        assert [each.split()[0] for each in stop.value.findings] == ["/about-us/"]


class TestTheCommand:
    def test_says_what_there_is(self, site, tmp_path, capsys):
        call_command("freeze", str(tmp_path / "frozen"))
        out, err = capsys.readouterr()
        tagmanifest = (tmp_path / "frozen" / "tagmanifest-sha256.txt").read_bytes()

        assert f"tagmanifest-sha256.txt: {hashlib.sha256(tagmanifest).hexdigest()}\n" in out
        assert "report.html" in out
        assert err == ""

    def test_refuses_a_folder_that_holds_something(self, site, tmp_path):
        (tmp_path / "mine").touch()
        with pytest.raises(CommandError, match="is not empty") as refusal:
            call_command("freeze", str(tmp_path))
        assert refusal.value.returncode == 2

    def test_names_what_stopped_it(self, make_page, settings, tmp_path, capsys):
        make_page("About us", menu_position=1)
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Restless"]
        with pytest.raises(CommandError, match="Nothing was frozen") as refusal:
            call_command("freeze", str(tmp_path / "frozen"))
        assert refusal.value.returncode == 2
        assert "/about-us/ answered other bytes" in capsys.readouterr().err

    def test_goes_on_once_there_is_room_again(self, site, tmp_path, monkeypatch):
        write, written = OpenBag.write, []

        def until_full(bag, path, chunks) -> None:
            if len(written) == 9:
                raise OSError(28, "No space left on device")
            written.append(path)
            write(bag, path, chunks)

        with monkeypatch.context() as full:
            full.setattr(OpenBag, "write", until_full)
            with pytest.raises(CommandError, match="No space left on device") as refusal:
                call_command("freeze", str(tmp_path / "frozen"))
        assert refusal.value.returncode == 2
        assert not (tmp_path / "frozen").exists()
        call_command("freeze", str(tmp_path / "frozen"))
        call_command("freeze", str(tmp_path / "at once"))
        assert files_of(tmp_path / "frozen") == files_of(tmp_path / "at once")


def draft_page(make_page, number: int, moment):
    return make_page(f"Zsecret parent {number}", published_at=moment)
