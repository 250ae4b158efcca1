"""Characters that nobody sees are kept out of the record, whoever writes them."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from archive.models import (
    AccessibilityCheck,
    AttachmentVersion,
    Body,
    Capture,
    Edition,
    Inspection,
    LogLine,
    Look,
    ReleaseMember,
    Revision,
    RuleSeverity,
    SecondPersonRule,
    SiteState,
    Tombstone,
    Topic,
    WatchedName,
)
from archive.models.readable import Readable

UNSEEN = ["\x00", "\x07", "\x0b", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800", "\uffff"]


@pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)
@pytest.mark.parametrize("field", ["title", "summary", "body", "reference"])
def test_no_text_of_a_record_holds_one(make_publication, field, unseen):
    report = make_publication()
    setattr(report, field, f"A report{unseen} of ours")

    with pytest.raises(ValidationError) as refused:
        report.full_clean()
    assert refused.value.message_dict == {
        field: [
            f"This holds a character that cannot be seen (U+{ord(unseen):04X}), "
            "after “A report”. Take it out."
        ]
    }


def test_nor_does_a_list_of_texts(make_letter):
    letter = make_letter(addressed_to=["The Minister", "\u202eThe Minister"])

    with pytest.raises(ValidationError) as refused:
        letter.full_clean()
    assert "(U+202E), at the beginning." in refused.value.message_dict["addressed_to"][0]


def test_every_model_with_words_of_editors_promises_it():
    without = {
        m for m in apps.get_app_config("archive").get_models() if not issubclass(m, Readable)
    }

    assert without <= {
        *(AccessibilityCheck, Body, Capture, Edition, Inspection, Look, SiteState, Tombstone),
        *(AttachmentVersion, Revision),  # their words were an attachment's or a record's before
        ReleaseMember,  # it leads to what has words
        *(RuleSeverity, SecondPersonRule, WatchedName),  # chosen, and kept unreadable
        LogLine,  # names of columns, and no words of anybody's
    }


def test_lines_tabs_and_the_letters_of_every_language_stay(make_publication):
    report = make_publication("Adroddiad ŵ ־ עברית \u200f日本語 👩‍👧 – é", summary="One\r\n\ttwo")
    report.full_clean()


def test_other_faults_of_a_row_are_told_too(db):
    with pytest.raises(ValidationError) as refused:
        Topic(name="x" * 101, slug="a slug", description="\x07").full_clean()
    assert {*refused.value.message_dict} == {"name", "slug", "description"}
