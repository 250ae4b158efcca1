from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from archive.importing.folder_export import FolderInUse, export_folder
from archive.importing.folder_import import import_folder
from archive.markdown.characters import readable
from archive.models import (
    Address,
    Attachment,
    Focus,
    Notice,
    Person,
    Picture,
    Post,
    Record,
    Revision,
    Topic,
)
from tests.importing.conftest import files_in
from tests.importing.test_again import FILES, everything

PICTURED = {
    "blog/boats.md": "---\ntype: blog\ntitle: Boats\npicture: {file: ../boat.png, alt: One boat}\n"
    "pictures: [{file: ../sea.png, alt: The sea, credit: Ada}]\n"
    "attachments: [{file: ../the data.csv, title: Data, on_page: true},\n"
    "  {url: https://x.example/, title: More}]\n"
    "---\n![A boat](../boat.png) and ![the sea](../sea.png)\n",
    "the data.csv": "a,b\n1,2\n",
}


@pytest.fixture
def forget_everything():
    """An empty site."""

    def forget() -> None:
        Record.objects.update(superseded_by=None, version_of=None, version_for="")
        for name in (
            "Page",
            "Episode",
            "Turn",
            "Contributor",
            "BoardMember",
            "Review",
            "FaqCategory",
        ):
            Record._meta.apps.get_model("archive", name).objects.all().delete()
        for model in (Attachment, Revision, Address, Notice, Topic, Person, Picture):
            model.objects.all().delete()
        for name in ("Board", "Series"):
            Record._meta.apps.get_model("archive", name).objects.all().delete()
        assert everything() == "[]"

    return forget


@pytest.fixture
def filled(bring, png):
    """A site with something of everything."""
    bring(FILES | PICTURED | {"boat.png": png("navy"), "sea.png": png("teal")})


class TestAnExport:
    def test_changes_nothing_when_it_is_imported(self, filled, exported, make_folder):
        before = everything()
        outcome = import_folder(make_folder(exported()))
        assert outcome.findings == []
        assert everything() == before
        assert not outcome.added
        assert not outcome.changed

    def test_gives_the_same_files_from_a_site_that_has_nothing_else(
        self, filled, exported, make_folder, forget_everything
    ):
        first = exported()
        forget_everything()
        assert import_folder(make_folder(first)).findings == []
        assert exported() == first

    def test_gives_the_same_files_each_time(self, filled, exported):
        assert exported() == exported()

    def test_has_its_places(self, filled, exported):
        assert sorted(exported()) == [
            "boards/board.md",
            "calls/call.md",
            "faqs/questions.md",
            "files/boats/the-data.csv",
            "news/a-draft.md",
            "news/boats.md",
            "notices/2023-02-20-closing.md",
            "people/ada-adams.md",
            "pictures/boat-2.png",
            "pictures/boat.png",
            "pictures/sea.png",
            "podcast/talk.md",
            "publications/early-findings-easy-read.md",
            "publications/early-findings.md",
            "redirects.md",
            "review.md",
            "series.md",
            "topics.md",
        ]

    def test_is_written_as_a_person_would_write_it(self, filled, exported):
        files = exported()
        assert files["publications/early-findings.md"].decode() == (
            "---\n"
            "type: letter\n"
            "title: Letter on early findings\n"
            "slug: early-findings\n"
            "date: 2021-07-20\n"
            "updated: 2021-07-22T10:00\n"
            "summary: What the review found in four months.\n"
            "addressed_to:\n"
            "  - Secretary of State for Education\n"
            "  - Chief Secretary to the Treasury\n"
            "copied_to:\n"
            "  - Prime Minister\n"
            "sign_off: Best regards\n"
            "reference: CP 451\n"
            "key: true\n"
            "content_note: It speaks of neglect.\n"
            "topics:\n"
            "  - Early findings\n"
            "  - Family help\n"
            "people:\n"
            "  - name: Ada Adams\n"
            "    role: Chair of the Review\n"
            "    biography: A *judge*.\n"
            "related:\n"
            "  - record: early-findings-easy-read\n"
            "  - label: The white paper\n"
            "    url: https://www.gov.example/paper\n"
            "    kind: next-in-series\n"
            "  - label: A leaflet of which only the name is known\n"
            "former_addresses:\n"
            "  - /letters/2021/early.html\n"
            "changes:\n"
            "  - at: 2021-07-22T10:00\n"
            "    note: Corrected a figure.\n"
            "    major: true\n"
            "---\n\n"
            "Dear Secretary of State,\n\n"
            "## Findings\n\n"
            "These are *early*.\n"
        )
        assert files["news/a-draft.md"].decode() == (
            "---\ntype: blog\ntitle: A draft\nslug: a-draft\npublished: draft\n---\n\nNot yet.\n"
        )
        assert "![the sea](../pictures/sea.png)" in files["news/boats.md"].decode()


class TestWhatEditorsWrote:
    """Not only what was imported comes back: so does what was typed in the admin."""

    @pytest.fixture
    def comes_back(self, exported, make_folder, forget_everything):
        def check() -> dict[str, bytes]:
            before, first = everything(), exported()
            outcome = import_folder(make_folder(first))
            assert outcome.findings == []
            assert not outcome.changed
            assert not outcome.added
            assert everything() == before
            forget_everything()
            assert import_folder(make_folder(first)).findings == []
            assert exported() == first
            return first

        return check

    def test_in_lines_that_look_like_marks(self, make_letter, make_call, make_episode, comes_back):
        make_letter(body="Dear Ada,\n\nis not its salutation.", salutation="")
        make_letter(body="Dear Ben,\n\nnor this.", salutation="To all,")
        make_call(body="## After\n\nnot a section", text_open="## Outcome\n\nnor this")
        episode = make_episode(body="## Transcript\n\nof nothing")
        episode.turns.create(position=0, speaker="Ada", text="[1:36] said\n\n**Ben:** nothing")
        episode.turns.create(position=7, speaker="Ben", text="- a\n- list", anchor="list")
        comes_back()

    def test_with_the_line_ends_of_a_browser(self, make_page, comes_back):
        make_page(body="One.\r\n\r\n- two\r\n", summary="Three\r\nfour ")
        comes_back()

    def test_with_moments_to_the_microsecond(self, make_post, comes_back):
        at = datetime(2022, 10, 30, 0, 30, 1, 234567, tzinfo=UTC)
        files = comes_back_with(make_post, comes_back, published_at=at, dated_on=None)
        assert b"published: 2022-10-30T01:30:01.234567+01:00" in b"".join(files.values())

    def test_with_a_correction(self, make_post, comes_back):
        wrong = {"change_note": "A number was wrong.", "is_major": True, "is_correction": True}
        make_post().revisions.create(event="updated", **wrong)
        assert b"correction: true" in b"".join(comes_back().values())

    def test_with_two_people_of_one_name(self, make_post, make_person, comes_back):
        one, two = make_person("Ada Adams", slug="ada"), make_person("Ada Adams", slug="ada-2")
        for person in (one, two):
            make_post().contributors.create(person=person)
        assert b"person: ada-2" in b"".join(comes_back().values())

    def test_with_speakers_whom_only_an_editor_knew(self, make_episode, make_person, comes_back):
        episode, person = make_episode(turns=0), make_person("Ada Adams")
        episode.contributors.create(person=person, role="Guest")
        for position, (speaker, who) in enumerate((("Judge", person), ("Ada Adams", None)), 1):
            episode.turns.create(position=position, speaker=speaker, person=who, text="Yes.")
        files = comes_back()
        assert b"speaks_as:\n      - Judge\n" in b"".join(files.values())

    def test_with_a_name_that_is_somebody_elses_in_the_transcript(
        self, make_episode, make_person, comes_back
    ):
        episode = make_episode(turns=0)
        episode.contributors.create(person=make_person("Ada Adams"))
        episode.turns.create(position=1, speaker="Ada Adams", text="I am another.")
        assert b"speaks_as: []\n" in b"".join(comes_back().values())

    def test_with_pictures_whose_words_differ_from_the_texts(self, make_post, png, comes_back):
        kept = {
            alt: Picture.objects.keep(BytesIO(png()), alt=alt, name="boat.png", credit="Ada")
            for alt in ("A boat", "A red boat")
        }
        names = [picture.get_absolute_url() for picture in kept.values()]
        make_post(body=f"![Boats]({names[0]})\n\n![Boats]({names[1]} 'On the sea')")
        comes_back()

    def test_with_pictures_that_are_only_decoration(self, make_post, png, comes_back):
        picture = Picture.objects.keep(BytesIO(png()), is_decorative=True, name="boat.png")
        make_post(body=f"![decorative]({picture.get_absolute_url()})", picture=picture)
        assert b"decorative: true" in b"".join(comes_back().values())

    def test_with_the_part_of_a_picture_that_stays_in_sight(self, make_post, png, comes_back):
        seen = Picture.objects.keep(BytesIO(png()), alt="A", name="a.png", focus=Focus.BOTTOM)
        usual = Picture.objects.keep(BytesIO(png("red")), alt="B", name="b.png")
        make_post(body=f"![A]({seen.get_absolute_url()})", picture=seen)
        make_post(picture=usual)
        assert b"".join(comes_back().values()).count(b"focus: bottom") == 2

    def test_in_drafts_and_slugs_of_every_sort(self, make_post, make_page, comes_back):
        make_post(slug="_Hidden", title="A", published_at=None)
        make_post(slug="hidden", title="B")
        make_page(slug="README", title="C")
        make_page(slug="con", title="D", address="/else/where/")
        files = comes_back()
        assert {"news/hidden.md", "news/hidden-2.md", "pages/readme.md", "pages/file-con.md"} <= {
            *files
        }

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        title=st.text(min_size=1, max_size=40).filter(lambda text: text.strip()),
        text=st.text(max_size=80) | st.lists(st.text(max_size=10)).map("\n".join),
    )
    def test_whatever_the_letters(self, make_folder, exported, db, title, text):
        title, text = readable(title), readable(text)
        assume(title.strip() and not {"<", "["} & {*text} and ":::" not in text)
        Address.objects.all().delete()
        Post.objects.create(
            kind="blog", slug="it", title=title, summary=text, body=text, content_note=title
        )
        files = exported()
        outcome = import_folder(make_folder(files))
        assert outcome.findings == []
        assert outcome.unchanged["blog"] == 1
        Address.objects.all().delete()
        assert import_folder(make_folder(files)).findings == []
        assert exported() == files


def comes_back_with(make, comes_back, **facts) -> dict[str, bytes]:
    make(**facts)
    return comes_back()


class TestTheFolder:
    def test_is_new_or_empty(self, db, tmp_path):
        export_folder(tmp_path / "new" / "folder")
        (tmp_path / "file.txt").write_text("mine")
        with pytest.raises(FolderInUse, match="is not empty"):
            export_folder(tmp_path)
        with pytest.raises(FolderInUse, match="is not a folder"):
            export_folder(tmp_path / "file.txt")
        assert files_in(tmp_path) == {"file.txt": b"mine"}


class TestAFileThatIsGone:
    def test_is_told_and_the_rest_is_written(self, filled, tmp_path):
        Path(Attachment.objects.exclude(file="").get().file.path).unlink()
        Path(Picture.objects.get(alt="One boat").file.path).unlink()
        exported = export_folder(tmp_path)
        assert [str(finding).partition(":")[0] for finding in exported.findings] == [
            "news/boats.md",
            "news/boats.md",
        ]
        assert import_folder(tmp_path).findings == []
