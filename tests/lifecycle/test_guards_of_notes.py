"""What administrators wrote stays for ever, but for words that were taken down."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.models import (
    ArchiveCheck,
    ArchiveComparison,
    PublishedAlone,
    Takedown,
    TaskMark,
    Waiver,
)
from archive.models.told import EVERYTHING_TOLD, TAKEN_DOWN

FOR_EVER = "on the record for ever"


@pytest.fixture
def notes(make_user):
    """One row of each table, by its model."""
    ada = make_user("Administrators")
    seen = {"looked_by": "Ada", "looked_on": timezone.localdate(), "recorded_by": ada}
    figures = dict.fromkeys(("same", "different", "not_held", "not_compared", "only_theirs"), 1)
    return {
        Waiver: Waiver.objects.create(
            rule="today", address="/x/", place="1" * 64, what="It says today.",
            quote="We met today.", reason="It is a play.", waived_by=ada,
        ),
        ArchiveCheck: ArchiveCheck.objects.create(
            address="/x/", archived_address="https://example.org/", verdict="wrong",
            words="It shows a name.", **seen,
        ),
        ArchiveComparison: ArchiveComparison.objects.create(
            copy_name="copy", copy_sha256="2" * 64, answers_from="answers.cdx", **figures
        ),
        TaskMark: TaskMark.objects.create(
            task="agree", number=1, says="done", words="With a name.", made_by=ada
        ),
        PublishedAlone: PublishedAlone.objects.create(
            thing="record/1", address="/x/", title="A name", because="Nobody is in.",
            mark="3" * 64, published_by=ada,
        ),
    }  # fmt: skip


@pytest.fixture
def take_something_down(make_user):
    def take_down(at=None) -> None:
        Takedown.objects.create(
            address="/y/", reason="A court ordered it.", asked_by=make_user(), outcome="done",
            decided_by=make_user(), decided_at=at or timezone.now(),
        )  # fmt: skip

    return take_down


def refused(note, **facts) -> None:
    with pytest.raises(IntegrityError, match=FOR_EVER), transaction.atomic():
        type(note).objects.update(**facts)


def words_of(told) -> dict[str, str]:
    return dict.fromkeys(told.words, TAKEN_DOWN)


def a_name(told) -> str:
    return told.model.__name__


@pytest.mark.parametrize("told", EVERYTHING_TOLD, ids=a_name)
class TestANote:
    def test_loses_its_words_after_something_was_taken_down(self, told, notes, take_something_down):
        take_something_down()

        assert told.model.objects.update(**words_of(told)) == 1

    def test_loses_them_for_nothing_else(self, told, notes):
        refused(notes[told.model], **words_of(told))

    def test_that_was_written_after_a_takedown_keeps_them(self, told, notes, take_something_down):
        take_something_down(timezone.now() - timedelta(days=1))

        refused(notes[told.model], **words_of(told))

    def test_gets_no_other_words(self, told, notes, take_something_down):
        take_something_down()

        for name in told.words:
            refused(notes[told.model], **{name: "Other words."})
            refused(notes[told.model], **{name: ""})

    def test_changes_in_nothing_else_on_the_way(self, told, notes, take_something_down, make_user):
        take_something_down()
        note = notes[told.model]
        others = {
            field.attname: make_user().pk
            if field.is_relation
            else timezone.now() - timedelta(days=3)
            if field.attname.endswith("_at")
            else timezone.localdate() - timedelta(days=3)
            if field.attname.endswith("_on")
            else 7
            for field in note._meta.concrete_fields
            if field.name not in (*told.words, "taken_back_by", "taken_back_at", "verdict", "says")
        }
        for name, other in others.items():
            refused(note, **words_of(told) | {name: other})

    def test_keeps_its_words_in_a_closed_site(self, told, notes, take_something_down, closed_site):
        refused(notes[told.model], **words_of(told))

    def test_is_never_deleted(self, told, notes, take_something_down):
        take_something_down()

        with pytest.raises(IntegrityError, match=FOR_EVER), transaction.atomic():
            told.model.objects.all().delete()


def test_a_waiver_that_was_taken_back_loses_its_words_too(notes, take_something_down, make_user):
    Waiver.objects.take_back(notes[Waiver].pk, make_user())
    take_something_down()

    assert Waiver.objects.update(what=TAKEN_DOWN, quote=TAKEN_DOWN, reason=TAKEN_DOWN) == 1
    refused(notes[Waiver], taken_back_at=timezone.now())
