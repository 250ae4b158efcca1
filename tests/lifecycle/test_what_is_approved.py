"""An approval is of all that would go out: where it stands, and what it takes from elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.lifecycle import (
    DraftRefused,
    approve,
    may_go_out,
    note_revision,
    put_in,
    restore,
    schedule_set,
    submit,
)
from archive.lifecycle.second_person import mark_of, writers_of
from archive.models import Kind, Record, ReleaseSet, Revision, State

pytestmark = pytest.mark.usefixtures("a_second_person_is_asked_for")
TOMORROW = timezone.now() + timedelta(days=1)


@pytest.fixture
def ada(make_user):
    return make_user("Authors", first_name="Ada")


@pytest.fixture
def bea(make_user):
    return make_user("Editors", first_name="Bea")


@pytest.fixture
def picture(make_picture):
    return make_picture(alt="A boat.")


@pytest.fixture
def approved(make_letter, picture, make_contributor, make_person, ada, bea):
    """A draft of Ada's with a picture on top and one person beside it, approved by Bea."""
    letter = make_letter(published_at=None, picture=picture)
    make_contributor(letter, make_person("Grace Example"))
    note_revision(letter, before=None, by=ada)
    submit(letter, by=ada)
    approve(letter, by=bea, seen=mark_of(letter))
    assert may_go_out(letter)
    return letter


class TestAnApprovalEnds:
    @pytest.mark.parametrize(
        "change", [{"kind": Kind.REPORT}, {"address": "/publications/elsewhere/"}]
    )
    def test_where_it_would_be_another_thing_or_elsewhere(self, approved, change):
        for name, value in change.items():
            setattr(approved, name, value)
        approved.save()

        assert not may_go_out(approved)

    def test_with_other_words_of_its_picture(self, approved, picture):
        picture.alt = "Words that nobody read."
        picture.save()

        assert not may_go_out(approved)

    def test_with_another_name_of_somebody_beside_it(self, approved):
        person = approved.contributors.get().person
        person.name = "Somebody Else"
        person.save()

        assert not may_go_out(approved)


class TestToGiveSomethingItsMoment:
    def test_is_not_to_write_it(self, approved, bea):
        note_revision(approved, before=State.DRAFT, by=bea)

        assert bea.pk not in writers_of(approved)

    def test_but_to_save_other_words_is(self, approved, bea):
        approved.title = "Another title"
        approved.save()
        note_revision(approved, before=State.DRAFT, by=bea)

        assert bea.pk in writers_of(approved)


class TestToRestoreAnEarlierSave:
    def test_makes_a_draft_again_of_what_has_its_moment(self, approved, ada):
        first = approved.revisions.get()
        Record.objects.filter(pk=approved.pk).update(published_at=TOMORROW)
        restored = restore(first, by=ada)

        assert Record.objects.get(pk=restored.pk).state == State.DRAFT

    def test_is_refused_while_it_waits_in_a_release_set(self, make_post, bea, settings):
        post = make_post(published_at=None)
        first = note_revision(post, before=None, by=bea)
        release = ReleaseSet.objects.create(name="The day", made_by=bea)
        put_in(release, Record.objects.get(pk=post.pk))
        schedule_set(release, at=TOMORROW, by=bea)

        with pytest.raises(DraftRefused, match="The day"):
            restore(Revision.objects.get(pk=first.pk), by=bea)
