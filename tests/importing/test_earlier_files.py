"""Files that others replaced: they leave with an export, and come in again with an import."""

import pytest

from archive.importing.folder_import import import_folder
from archive.models import AttachmentVersion
from tests.importing.test_export import forget_everything
from tests.importing.test_public_part import exported

__all__ = ["forget_everything"]

REPORT = (
    "---\ntype: report\ntitle: Costs\ndate: 2022-05-23\nattachments:\n"
    "  - {file: notes.txt, title: The notes}\n---\nWhat it costs."
)


@pytest.fixture
def replaced(bring):
    """A report whose notes were replaced twice, by an import each time."""
    for words in ("First", "Second", "Third"):
        imported = bring({"costs.md": REPORT, "notes.txt": f"{words} words".encode()})
    return imported


class TestAFileThatAnImportReplaces:
    def test_stays_as_its_earlier_version(self, replaced, client):
        first, second = AttachmentVersion.objects.in_order()

        assert client.get(first.get_absolute_url()).getvalue() == b"First words"
        assert client.get(second.get_absolute_url()).getvalue() == b"Second words"

    def test_makes_no_difference_to_the_same_folder_again(self, replaced, bring):
        again = bring({"costs.md": REPORT, "notes.txt": b"Third words"})

        assert again.unchanged == {"report": 1}

    def test_of_a_draft_leaves_nothing(self, bring):
        draft = REPORT.replace("date: 2022-05-23", "published: draft")
        for words in (b"First words", b"Second words"):
            bring({"costs.md": draft, "notes.txt": words})

        assert not AttachmentVersion.objects.exists()


class TestAnExport:
    @pytest.mark.parametrize("only_public", [False, True])
    def test_has_them_and_they_come_in_again(
        self, replaced, tmp_path, make_folder, forget_everything, only_public
    ):
        first = exported(tmp_path / "first", only_public=only_public)
        forget_everything()
        assert import_folder(make_folder(first)).findings == []
        again = exported(tmp_path / "again", only_public=only_public)

        assert first["files/costs/v1/notes.txt"] == b"First words"
        assert any(b"version: 2" in text for text in first.values())
        assert again == first

    def test_imported_into_its_own_site_changes_nothing(self, replaced, tmp_path, make_folder):
        files = exported(tmp_path)

        assert import_folder(make_folder(files)).unchanged == {"report": 1}


def test_a_version_that_cannot_be_is_told(faults):
    earlier = "earlier_files:\n  - {file: notes.txt, version: 0, title: A, replaced: 2022-06-01}\n"
    text = REPORT.replace("---\nWhat", f"{earlier}---\nWhat")
    told = faults({"costs.md": text, "notes.txt": b"Words"})

    assert [fault.partition(": ")[2] for fault in told] == ["Versions are counted from 1."]
