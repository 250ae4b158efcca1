"""Several things go out at one instant, or none of them: what may be put together, what stands in
the way, and what is left behind."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from archive.lifecycle import (
    DraftRefused,
    ReleaseRefused,
    begin_draft,
    discard_set,
    publish_draft,
    publish_due,
    publish_set,
    put_in,
    schedule_set,
    standing_in_the_way,
    take_back_set,
    take_out,
)
from archive.models import (
    Drafting,
    FaqEntry,
    Notice,
    Post,
    Record,
    ReleaseMember,
    ReleaseSet,
    Revision,
    State,
)
from tests.lifecycle.release_set import four, fresh, make_draft, release

__all__ = ["four", "make_draft", "release"]

TOMORROW = timedelta(days=1)


class TestWhatCanBePutIn:
    def test_a_draft_of_each_kind(self, release, four):
        assert [each.thing.pk for each in release.members.in_order()] == [e.pk for e in four]
        assert {fresh(each).release for each in four} == {release}

    def test_nothing_that_waits_in_another_set(self, four):
        other = ReleaseSet.objects.create(name="Another")

        with pytest.raises(ReleaseRefused, match="“The final report” already. Take it out there"):
            put_in(other, four[0])

    def test_nothing_that_is_public(self, release, make_post, make_faq, make_notice):
        for thing in (make_post(), make_faq(), make_notice()):
            with pytest.raises(ReleaseRefused):
                put_in(release, thing)

    def test_nothing_that_has_a_moment_of_its_own(self, release, make_post):
        post = make_post(published_at=timezone.now() + TOMORROW)

        with pytest.raises(ReleaseRefused, match="take it back to draft first"):
            put_in(release, post)

    def test_one_notice(self, release, four, make_notice):
        with pytest.raises(ReleaseRefused, match="two cannot begin at one instant"):
            put_in(release, make_notice("Another", is_draft=True, starts_at=timezone.now()))

    def test_nothing_once_it_is_scheduled(self, release, four, make_post):
        schedule_set(release, at=timezone.now() + TOMORROW, by=None)

        with pytest.raises(ReleaseRefused, match="Take it back to drafts first"):
            put_in(release, make_post(published_at=None))
        with pytest.raises(ReleaseRefused, match="Take it back to drafts first"):
            take_out(release.members.in_order()[0])

    def test_what_is_taken_out_is_a_draft_as_before(self, release, four):
        take_out(release.members.of(four[0]).get())

        assert fresh(four[0]).release is None
        assert release.members.count() == 3


class TestScheduling:
    def test_gives_all_of_it_one_moment(self, release, four, make_user):
        moment = timezone.now() + TOMORROW

        schedule_set(release, at=moment, by=make_user())

        assert {fresh(each).goes_out_at for each in four} == {moment}
        assert {fresh(each).state for each in four[:2]} == {State.SCHEDULED}
        assert set(Record.with_drafts_of.in_state(State.SCHEDULED)) == {
            Record._base_manager.get(pk=each.pk) for each in four[:2]
        }
        assert FaqEntry.objects.in_state(State.SCHEDULED).get() == four[2]
        assert not Notice.objects.upcoming().exists()

    def test_says_of_each_record_that_it_has_a_moment(self, release, four, make_user):
        schedule_set(release, at=timezone.now() + TOMORROW, by=make_user())

        assert set(Revision.objects.values_list("record_id", "event")) == {
            (four[0].pk, "scheduled"),
            (four[1].draft_of_id, "scheduled"),
        }

    def test_moves_all_of_it(self, release, four):
        schedule_set(release, at=timezone.now() + TOMORROW, by=None)
        later = timezone.now() + 2 * TOMORROW

        schedule_set(release, at=later, by=None)

        assert {fresh(each).goes_out_at for each in four} == {later}

    def test_is_taken_back_for_all_of_it(self, release, four):
        schedule_set(release, at=timezone.now() + TOMORROW, by=None)

        take_back_set(release, by=None)

        assert {fresh(each).goes_out_at for each in four} == {None}
        assert {fresh(each).release for each in four} == {release}

    def test_says_of_all_that_is_in_the_way_by_name(self, release, four, make_draft, make_letter):
        put_in(release, make_draft("The timetable", note=""))
        put_in(release, make_letter("To the Minister", published_at=None, dated_on=None))

        with pytest.raises(ReleaseRefused) as refused:
            schedule_set(release, at=timezone.now() + TOMORROW, by=None)

        said = str(refused.value)
        assert "“The timetable”: Say what changed" in said
        assert "“To the Minister”: Give the letter’s date before publishing it." in said
        assert {fresh(each).goes_out_at for each in four} == {None}

    def test_looks_at_what_is_in_the_way_without_a_change(self, release, four, edition_number):
        before = edition_number()

        assert standing_in_the_way(release) == []

        assert edition_number() == before
        assert fresh(four[0]).published_at is None

    def test_is_refused_where_there_is_nothing_in_it(self, release):
        with pytest.raises(ReleaseRefused, match="nothing in this set yet"):
            schedule_set(release, at=timezone.now() + TOMORROW, by=None)

    def test_is_refused_for_a_moment_that_has_passed(self, release, four):
        with pytest.raises(ReleaseRefused, match="has passed"):
            schedule_set(release, at=timezone.now() - TOMORROW, by=None)

    def test_is_of_the_whole_set_alone(self, release, four):
        with pytest.raises(DraftRefused, match="waits in the release set “The final report”"):
            publish_draft(Record.with_drafts_of.get(pk=four[1].pk), by=None)


class TestPublishing:
    def test_brings_all_of_it_to_the_public_at_one_instant(self, release, four, make_user):
        editor = make_user()

        publish_set(release, by=editor)

        release.refresh_from_db()
        moments = [
            fresh(four[0]).published_at,
            Revision.objects.get(record=four[1].draft_of_id).made_at,
            fresh(four[2]).published_at,
            fresh(four[3]).starts_at,
        ]
        assert set(moments) == {release.went_out_at}
        assert release.released_by == editor
        assert Post.objects.get().body == "As it is from then on."

    def test_leaves_what_was_published_and_by_whom(self, release, four, make_user):
        editor = make_user()

        publish_set(release, by=editor)

        revisions = Revision.objects.in_order().values_list("event", "made_by", "made_at")
        out = ReleaseSet.objects.get().went_out_at
        assert set(revisions) == {("published", editor.pk, out), ("updated", editor.pk, out)}

    def test_leads_from_the_set_to_what_is_published_now(self, release, four):
        publish_set(release, by=None)

        assert [each.thing.pk for each in release.members.in_order()] == [
            four[0].pk,
            four[1].draft_of_id,
            four[2].pk,
            four[3].pk,
        ]
        assert not Record.with_drafts_of.drafts_of_published().exists()

    def test_frees_each_for_another_set(self, release, four):
        publish_set(release, by=None)
        other = ReleaseSet.objects.create(name="The correction")

        put_in(other, begin_draft(Record.objects.get(pk=four[0].pk), by=None))

        assert other.members.count() == 1

    def test_is_done_once(self, release, four):
        publish_set(release, by=None)

        for again in (publish_set, take_back_set):
            with pytest.raises(ReleaseRefused, match="went out already"):
                again(release, by=None)


class TestAtItsMoment:
    @pytest.fixture
    def due(self, release, four):
        """Its moment is past, and nobody has looked since."""
        schedule_set(release, at=timezone.now() + TOMORROW, by=None)
        ReleaseSet.objects.update(goes_out_at=timezone.now() - TOMORROW)
        release.refresh_from_db()
        return release

    def test_all_of_it_goes_out_as_of_then(self, due, four):
        moment = due.goes_out_at

        assert publish_due(timezone.now()) == 1

        assert {fresh(four[0]).published_at, fresh(four[2]).published_at} == {moment}
        assert Post.objects.get().body == "As it is from then on."
        assert ReleaseSet.objects.get().went_out_at == moment

    def test_none_of_it_goes_out_where_one_cannot(self, due, four):
        Post.objects.update(summary="An import wrote this.")

        assert publish_due(timezone.now()) == 1

        assert [fresh(each).goes_out_at for each in four] == [None] * 4
        assert {fresh(each).release for each in four} == {due}
        held_up = ReleaseSet.objects.held_up().get()
        assert "“How we worked”: What is published was changed" in held_up.not_published_because
        assert not Revision.objects.filter(event__in=["published", "updated"]).exists()

    def test_none_of_it_goes_out_where_the_database_refuses_one(self, due, four, make_post):
        """Of what was written already by then nothing is left."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("archive.lifecycle.release.standing_in_the_way", lambda *_: [])
            Drafting.objects.update(change_note="")
            publish_due(timezone.now())

        assert fresh(four[0]).published_at is None
        assert ReleaseSet.objects.held_up().exists()

    def test_another_moment_takes_its_reason_away(self, due):
        ReleaseSet.objects.hold_up(due, "“A”: Because.")

        schedule_set(due, at=timezone.now() + TOMORROW, by=None)

        assert ReleaseSet.objects.get().not_published_because == ""


class TestWhatIsKept:
    def test_a_set_that_went_out_cannot_change(self, release, four):
        publish_set(release, by=None)

        for change in (
            lambda: ReleaseSet.objects.update(name="Another"),
            lambda: ReleaseSet.objects.all().delete(),
            lambda: ReleaseMember.objects.update(is_waiting=True),
            lambda: ReleaseMember.objects.create(release=release, notice=four[3]),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_one_that_has_not_can_be_thrown_away(self, release, four):
        discard_set(release)

        assert not ReleaseSet.objects.exists()
        assert {fresh(each).release for each in four} == {None}

    def test_one_that_is_scheduled_is_taken_back_first(self, release, four):
        schedule_set(release, at=timezone.now() + TOMORROW, by=None)

        with pytest.raises(ReleaseRefused, match="Take it back to drafts first"):
            discard_set(release)

    def test_what_went_out_with_it_can_still_be_deleted(self, release, make_faq):
        put_in(release, make_faq(published_at=None))
        publish_set(release, by=None)

        FaqEntry.objects.all().delete()

        assert ReleaseSet.objects.get().is_out
