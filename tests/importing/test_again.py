from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core import serializers

from archive.importing.folder_import import import_folder
from archive.models import (
    Attachment,
    Board,
    Contributor,
    Edition,
    Episode,
    FaqEntry,
    LogLine,
    Notice,
    Person,
    Publication,
    Record,
    Redirect,
    Revision,
    Series,
    Topic,
    Turn,
)
from tests.importing.test_records import EASY, LETTER

FILES = {
    "letter.md": LETTER,
    "easy.md": EASY,
    "draft.md": "---\ntype: blog\ntitle: A draft\n---\nNot yet.",
    "call.md": "---\ntype: call\ntitle: Call\nopens: 2021-01-01\ncloses: 2021-02-01\n---\n"
    "## Before\n\nSoon.",
    "talk.md": "---\ntype: episode\ntitle: Talk\nseries: Talks\nseries_position: 1 of 2\n"
    "people: [{name: Ada Adams}]\n---\n## Transcript\n\n**Ada Adams:** Hello.",
    "faqs.md": "---\ntype: faqs\ntitle: Questions\n---\n## Who?\n\nAda.\n\n## Why?\n\nSo.",
    "notice.md": "---\ntype: notice\ntitle: Closing\nstarts: 2023-02-20\n---\nIt closes.",
    "board.md": "---\ntype: board\nname: Board\nmembers: [{name: Ada Adams}]\n---\n",
    "ada.md": "---\ntype: person\nname: Ada Adams\n---\nA judge.",
    "review.md": "---\ntype: review\nname: The Review\nchair: Ada Adams\n---\nThe remit.",
    "topics.md": "---\ntype: topics\ntopics: [{name: Family help, description: Help.}]\n---\n",
    "redirects.md": "---\ntype: redirects\nredirects: [{from: /old/, to: /news/}]\n---\n",
}


def everything() -> str:
    """Every row of the record, as it is; how often it changed, and by whom, is none of it."""
    models = [
        each
        for each in apps.get_app_config("archive").get_models()
        if each not in (Edition, LogLine)
    ]
    rows = [row for model in models for row in model.objects.all()]
    return serializers.serialize("json", sorted(rows, key=lambda row: (row._meta.label, row.pk)))


class TestTheSameFolderAgain:
    def test_changes_not_a_row(self, bring):
        bring(FILES)
        before = everything()
        outcome = bring(FILES)
        assert everything() == before
        assert not outcome.added
        assert not outcome.changed
        assert outcome.unchanged["letter"] == 2

    def test_changes_nothing_on_a_trial_the_first_time(self, make_folder, db):
        before = everything()
        outcome = import_folder(make_folder(FILES), keep=False)
        assert everything() == before
        assert outcome.added["letter"] == 2
        assert outcome.added["topics"] == 2
        assert outcome.drafts == 3


class TestAChangedFile:
    @pytest.fixture
    def changed(self, bring):
        """Import the files, then again with one text in one file replaced."""

        def change(name: str, old: str, new: str):
            bring(FILES)
            assert old in FILES[name]
            return bring(FILES | {name: FILES[name].replace(old, new)})

        return change

    def test_changes_its_record_and_leaves_a_revision(self, changed):
        outcome = changed("letter.md", "four months", "five months")
        assert outcome.changed == {"letter": 1}
        letter = Publication.objects.get(slug="early-findings")
        assert letter.summary == "What the review found in five months."
        imported = letter.revisions.filter(event=Revision.Event.IMPORTED)
        assert imported.count() == 2
        assert letter.edits == 2

    def test_empties_what_it_no_longer_says(self, changed):
        changed("letter.md", "summary: What the review found in four months.\n", "")
        assert Publication.objects.get(slug="early-findings").summary == ""

    def test_leaves_the_parts_alone_that_it_does_not_change(self, changed):
        kept = lambda: list(Contributor.objects.values_list("pk", flat=True).order_by("pk"))  # noqa: E731
        changed("letter.md", "four months", "five months")
        before = kept()
        changed("letter.md", "four months", "six months")
        assert kept() == before

    def test_decides_who_its_people_are_and_in_which_order(self, changed):
        changed(
            "letter.md",
            "  - {name: Ada Adams,",
            "  - {name: Ben Brown}\n  - {name: Ada Adams,",
        )
        letter = Publication.objects.get(slug="early-findings")
        assert [str(each.person) for each in letter.contributors.all()] == [
            "Ben Brown",
            "Ada Adams",
        ]

    def test_decides_what_its_topics_are_and_deletes_none(self, changed):
        changed("letter.md", "[Family help, Early findings]", "[Kinship care]")
        letter = Publication.objects.get(slug="early-findings")
        assert [str(topic) for topic in letter.topics.all()] == ["Kinship care"]
        assert Topic.objects.filter(name="Family help").exists()

    def test_decides_on_its_turns(self, changed):
        changed("talk.md", "Hello.", "Hello.\n\n**Ben:** Hi.")
        assert [turn.text for turn in Turn.objects.in_order()] == ["Hello.", "Hi."]

    def test_corrects_when_it_was_published(self, changed):
        changed("letter.md", "date: 2021-07-20", "date: 2021-07-19")
        letter = Publication.objects.get(slug="early-findings")
        assert letter.published_at == datetime(2021, 7, 18, 23, tzinfo=UTC)

    def test_that_is_published_cannot_become_a_draft(self, bring, make_folder):
        bring(FILES)
        draft = LETTER.replace("date: 2021-07-20", "date: 2021-07-20\npublished: draft")
        (finding,) = import_folder(make_folder({"letter.md": draft, "easy.md": EASY})).findings
        assert "This is published on the site, and cannot be a draft" in finding.text
        assert finding.line == 6

    def test_that_gets_another_address_leaves_a_redirect(self, changed):
        changed("letter.md", "slug: early-findings\n", "slug: early-findings\naddress: /early/\n")
        letter = Record.objects.get(slug="early-findings")
        assert letter.address == "/early/"
        assert Redirect.objects.get(address="/publications/early-findings/").to_record == letter

    def test_that_goes_back_to_its_former_address_takes_it_from_the_redirect(self, changed, bring):
        moved = ("slug: early-findings\n", "slug: early-findings\naddress: /early/\n")
        changed("letter.md", *moved)
        usual = LETTER.replace(moved[0], moved[0] + "address: /publications/early-findings/\n")
        bring(FILES | {"letter.md": usual})
        letter = Record.objects.get(slug="early-findings")
        assert letter.address == "/publications/early-findings/"
        assert Redirect.objects.get(address="/early/").to_record == letter

    def test_that_says_no_address_keeps_the_one_it_has(self, changed, bring):
        changed("letter.md", "slug: early-findings\n", "slug: early-findings\naddress: /early/\n")
        bring(FILES)
        assert Record.objects.get(slug="early-findings").address == "/early/"

    def test_of_a_draft_that_moves_leaves_no_trace(self, changed):
        changed("draft.md", "title: A draft\n", "title: A draft\naddress: /secret/\n")
        assert not Redirect.objects.filter(address="/news/a-draft/").exists()

    def test_adds_a_change_note_and_keeps_those_there_were(self, changed):
        changed(
            "letter.md",
            "  - {at: 2021-07-22T10:00, note: Corrected a figure., major: true}",
            "  - {at: 2021-08-01, note: Added a table.}",
        )
        told = Revision.objects.with_change_notes().values_list("change_note", flat=True)
        assert sorted(told) == ["Added a table.", "Corrected a figure."]

    def test_of_questions_moves_and_changes_them_and_deletes_none(self, bring):
        bring(FILES)
        again = "---\ntype: faqs\ntitle: Questions\n---\n## When?\n\nNow.\n\n## Who?\n\nBen."
        bring({"faqs.md": again})
        found = [(each.question, each.answer) for each in FaqEntry.objects.in_order()]
        assert found == [("When?", "Now."), ("Who?", "Ben."), ("Why?", "So.")]

    def test_of_a_question_leaves_alone_when_it_was_published(self, bring):
        bring(FILES)
        before = FaqEntry.objects.get(anchor="who").published_at
        bring({"faqs.md": FILES["faqs.md"].replace("Ada.", "Ben.")})
        entry = FaqEntry.objects.get(anchor="who")
        assert (entry.answer, entry.published_at) == ("Ben.", before)

    def test_of_a_notice_is_known_by_its_start(self, changed):
        changed("notice.md", "title: Closing", "title: Closing soon")
        assert Notice.objects.get().title == "Closing soon"

    def test_of_a_board_decides_on_its_members(self, changed):
        changed("board.md", "[{name: Ada Adams}]", "[{name: Ben Brown}]")
        assert [str(each.person) for each in Board.objects.get().members.all()] == ["Ben Brown"]
        assert Person.objects.filter(name="Ada Adams").exists()

    def test_of_a_person_changes_what_is_known_of_them(self, changed):
        changed("ada.md", "A judge.", "A former judge.")
        assert Person.objects.get(name="Ada Adams").biography == "A former judge."


def test_episodes_may_change_places(bring):
    talk = "---\ntype: episode\ntitle: {}\nseries: Talks\nseries_position: {}\n---\n"
    bring({"a.md": talk.format("A", 1), "b.md": talk.format("B", 2)})
    bring({"a.md": talk.format("A", 2), "b.md": talk.format("B", 1)})
    found = Episode.objects.in_bulk(["a", "b"], field_name="slug")
    assert (found["a"].series_position, found["b"].series_position) == (2, 1)


def test_the_length_of_a_series_stays_whichever_file_says_it(bring):
    files = {
        "talk.md": "---\ntype: episode\ntitle: A\nseries: Talks\nseries_position: 1 of 3\n"
        "date: 2022-05-23\n---\n",
        "series.md": "---\ntype: series\nseries: [{title: Talks, summary: All of them.}]\n---\n",
    }
    bring(files)
    assert Series.objects.get().length == 3
    assert not bring(files).changed


def test_a_person_whom_a_file_names_anew_leaves_the_name_to_others(bring):
    bring({"a.md": "---\ntype: person\nname: Ada Adams\nslug: ada\n---\n"})
    bring(
        {
            "a.md": "---\ntype: person\nname: Ada Brown\nslug: ada\n---\n",
            "b.md": "---\ntype: news\ntitle: B\npeople: [{name: Ada Adams}]\n---\n",
        }
    )
    assert {(each.name, each.slug) for each in Person.objects.all()} == {
        ("Ada Brown", "ada"),
        ("Ada Adams", "ada-adams"),
    }


def test_a_person_is_made_once_however_often_they_are_named(bring):
    bring({"a.md": "---\ntype: news\ntitle: A\npeople: [{name: Ada Adams}]\n---\n"})
    bring({"b.md": "---\ntype: news\ntitle: B\npeople: [{name: Ada Adams}]\n---\n"})
    bring({"c.md": "---\ntype: person\nname: Ada Adams\n---\nA judge."})
    assert Person.objects.get().biography == "A judge."
    assert not Attachment.objects.exists()


def test_a_body_that_an_editor_typed_on_windows_is_the_same_body(bring):
    page = {"it.md": "---\ntype: page\ntitle: It\n---\none\ntwo"}
    bring(page)
    record = Record.objects.get()
    record.body = "\r\none\r\ntwo\r\n"
    record.save()
    assert bring(page).unchanged == {"page": 1}


@pytest.mark.parametrize("published", ["draft", "2999-01-01"])
def test_what_is_not_public_says_nothing_of_the_length_of_its_series(bring, client, published):
    talk = (
        "---\ntype: episode\ntitle: Talk {0}\nseries: Talks\n"
        "series_position: {0} of {1}\n{2}\n---\n"
    )
    public = {"a.md": talk.format(1, 3, "date: 2022-05-23")}
    secret = {"b.md": talk.format(5, 5, f"published: {published}")}
    bring(public | secret)
    assert Series.objects.get().length == 3

    outcome = bring(secret)
    assert outcome.unchanged["episode"] == 1
    page = client.get("/podcast/talk-1/").content.decode()
    assert "part 1 of 3" in page
