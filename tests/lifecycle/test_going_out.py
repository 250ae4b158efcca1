"""The guard that every way of publishing asks, and the commands that ask it of what is there."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive.captures.watched_names import said_once
from archive.lifecycle import clear, hindrances
from archive.models import WatchedName
from tests.captures.conftest import make_capture
from tests.files.made_files import NAME, box_at, make_docx, make_pdf, run

__all__ = ["make_capture"]

BLACKENED = make_pdf(NAME + box_at(95, 695, 90, 18))


@pytest.fixture
def watch(db):
    def watch(name: str = "Jane Example") -> WatchedName:
        watched = WatchedName(name=name)
        watched.save()
        return watched

    return watch


class TestARecord:
    def test_without_dangers_may_go_out(self, make_post, make_attachment):
        post = make_post(published_at=None)
        make_attachment(post, make_pdf(NAME), "evidence.pdf")

        assert hindrances(post) == []

    def test_is_kept_back_by_a_dangerous_file_until_it_is_cleared(
        self, make_post, make_attachment, make_user
    ):
        post = make_post(published_at=None)
        attachment = make_attachment(post, BLACKENED, "evidence.pdf")
        [sentence] = hindrances(post)
        clear(attachment, by=make_user(), reason="It is her own report.")

        assert sentence.startswith("evidence.pdf is held back.")
        assert hindrances(post) == []

    def test_is_kept_back_by_a_watched_name_anywhere_in_it(
        self, watch, make_episode, make_attachment, make_contributor, make_person
    ):
        watch()
        episode = make_episode(published_at=None, turns=0, body="JANE-EXAMPLE spoke.")
        episode.turns.create(position=1, speaker="Jane Example", text="Yes.")
        make_contributor(episode, make_person("Jane Example"))
        make_attachment(episode, make_docx(run("Exámple, Jane")), "notes.docx")
        found = " ".join(hindrances(episode))

        for place in ("body", "transcript", "people", "notes.docx, the text"):
            assert f"({place})" in found

    def test_is_kept_back_by_words_that_are_under_a_box(self, watch, make_post, make_attachment):
        watch()
        post = make_post(published_at=None)
        make_attachment(post, BLACKENED, "evidence.pdf")

        assert "“Jane Example” (evidence.pdf, page 1)" in hindrances(post)[1]


def test_a_text_is_told_with_the_places_of_its_names(watch):
    watch()
    [hit] = WatchedName.objects.hits("We met Jane Example.")

    assert (hit.start, hit.end, hit.words) == (7, 19, "Jane Example")


def ran(command: str, *arguments: str) -> tuple[int, list[str]]:
    said = StringIO()
    try:
        call_command(command, *arguments, stdout=said, stderr=StringIO())
    except SystemExit as end:
        return end.code, said.getvalue().splitlines()
    return 0, said.getvalue().splitlines()


class TestTheCommandWatchList:
    def test_finds_what_is_public_and_what_will_be(self, watch, make_post, make_attachment):
        watch()
        post = make_post("On a day", body="So said *Jane* Example.")
        make_attachment(post, b"Example, Jane", "notes.txt")
        make_post("To come", body="Jane Example", published_at=timezone.now().replace(year=2099))
        make_post("A draft", body="Jane Example", published_at=None)
        code, lines = ran("watch_list")
        said = "\n".join(lines)

        assert code == 1
        assert "/news/on-a-day/: “Jane Example”" in said
        assert "/attachments/on-a-day/notes.txt: “Example, Jane” (notes.txt)" in said
        assert "/news/to-come/: “Jane Example” (scheduled, body)" in said
        assert "a-draft" not in said

    def test_ends_well_where_nothing_is_said(self, watch, make_post):
        watch()
        make_post()

        assert ran("watch_list")[0] == 0

    def test_says_where_it_cannot_look(self, watch, settings):
        watch()
        settings.WATCH_LIST_KEY = "another key than before"

        with pytest.raises(CommandError, match="encrypted with another key") as refusal:
            ran("watch_list")
        assert refusal.value.returncode == 2

    def test_looks_in_what_was_kept_of_past_days(self, watch, make_capture):
        watch()
        make_capture("/old/", b"<main><img alt='Jane Example'></main>")

        assert [str(said) for said in said_once()] == [
            "/old/: “Jane Example” (kept of a past day, or of now)"
        ]


class TestTheCommandInspectFiles:
    def test_says_which_files_are_public_and_should_not_be(self, make_post, make_attachment):
        attachment = make_attachment(make_post(), BLACKENED, "evidence.pdf")
        code, lines = ran("inspect_files")

        assert code == 1
        assert lines[-2].startswith(f"{attachment.get_absolute_url()} (published): Words under a")

    def test_ends_well_where_none_waits(self, make_post, make_attachment):
        make_attachment(make_post())

        assert ran("inspect_files")[0] == 0
