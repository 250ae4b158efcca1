"""What was taken down for good comes back by no folder, and goes out in none."""

import pytest
from django.utils import timezone

from archive.importing.folder_import import import_folder
from archive.models import Kind, Record


@pytest.fixture
def gone(make_letter):
    """A letter that was taken down, and whose title is in no exported file."""
    letter = make_letter("What happened in the home")
    Record.objects.at(letter.address).update(taken_down_at=timezone.now())
    return letter


def test_a_file_of_it_is_refused(gone, fault):
    told = fault(
        f"---\ntype: letter\ntitle: What happened\nslug: {gone.slug}\ndate: 2022-05-20\n"
        "---\nAda Example wrote this.\n"
    )

    assert "was taken down for good. Take this file out of the folder." in told


def test_it_is_in_no_export(gone, make_page, make_publication, exported):
    page = make_page("About us")
    page.links.create(to_record=gone, label="What she wrote")
    make_publication("In easy words", version_of=gone, version_for="Easy read")
    make_publication("Before it", superseded_by=gone)
    files = exported()

    assert not any(gone.slug.encode() in content for content in files.values())
    assert not any(gone.slug in name for name in files)
    assert not any(b"What she wrote" in content for content in files.values())


def test_an_export_beside_it_changes_nothing_when_it_is_imported(
    gone, make_publication, exported, make_folder
):
    make_publication("In easy words", kind=Kind.REPORT, version_of=gone, version_for="Easy read")
    outcome = import_folder(make_folder(exported()))

    assert outcome.findings == []
    assert not outcome.changed
