"""A second person looks at a release set as one, each thing as it stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.lifecycle import (
    ReleaseRefused,
    approve_set,
    mark_of_set,
    publish_due,
    publish_set,
    schedule_set,
    send_back_set,
    submit_set,
    without_second_person,
)
from archive.models import (
    PublishedAlone,
    ReleaseSet,
    Submission,
)
from tests.lifecycle.release_set import four, fresh, make_draft, release

__all__ = ["four", "make_draft", "release"]

TOMORROW = timedelta(days=1)


class TestASecondPerson:
    """The report and the notice ask for one; the post and the question do not."""

    @pytest.fixture(autouse=True)
    def asked_for(self, a_second_person_is_asked_for):
        pass

    @pytest.fixture
    def author(self, make_user):
        return make_user("Editors", first_name="Edith")

    @pytest.fixture
    def other(self, make_user):
        return make_user("Reviewers", first_name="Rhoda")

    @pytest.fixture
    def approved(self, release, four, author, other):
        submit_set(release, by=author)
        approve_set(release, by=other, seen=mark_of_set(release))
        return release

    def test_is_asked_for_each_by_name(self, release, four, author):
        with pytest.raises(ReleaseRefused) as refused:
            schedule_set(release, at=timezone.now() + TOMORROW, by=author)

        assert [each.thing.pk for each in refused.value.in_the_way] == [four[0].pk, four[3].pk]
        assert "“The final report”: A second person has to approve it first." in str(refused.value)

    def test_approves_the_set_as_one(self, approved, four, author):
        schedule_set(approved, at=timezone.now() + TOMORROW, by=author)

        assert ReleaseSet.objects.get().is_scheduled

    def test_sends_the_set_back_as_one(self, release, four, author, other):
        submit_set(release, by=author)

        sent_back = send_back_set(release, by=other, reason="The figures are missing.")

        assert [each.pk for each in sent_back] == [four[0].pk, four[3].pk]
        assert "Rhoda" in str(without_second_person(release)[0])

    def test_is_another_than_wrote_it(self, release, four, author):
        submit_set(release, by=author)

        with pytest.raises(ReleaseRefused, match="“The final report”: You wrote some of this"):
            approve_set(release, by=author, seen=mark_of_set(release))

    def test_approves_what_was_read(self, release, four, author, other):
        submit_set(release, by=author)
        seen = mark_of_set(release)
        four[2].answer = "Here."
        four[2].save()

        with pytest.raises(ReleaseRefused, match="changed while you were reading"):
            approve_set(release, by=other, seen=seen)

    def test_a_later_change_ends_the_approval_and_says_of_which(self, approved, four, author):
        four[0].body = "Another."
        four[0].save()

        [missing] = without_second_person(approved)

        assert str(missing).startswith("“The final report”: It was changed after Rhoda")
        with pytest.raises(ReleaseRefused, match="“The final report”: It was changed after"):
            publish_set(approved, by=author)

    def test_what_was_changed_since_holds_all_of_it_up(self, approved, four, author):
        schedule_set(approved, at=timezone.now() + TOMORROW, by=author)
        four[0].body = "Another."
        four[0].save()
        ReleaseSet.objects.update(goes_out_at=timezone.now() - TOMORROW)

        publish_due(timezone.now())

        assert "It was changed after" in ReleaseSet.objects.held_up().get().not_published_because
        assert fresh(four[2]).published_at is None

    def test_can_be_asked_again_while_it_is_scheduled(self, approved, four, author, other):
        schedule_set(approved, at=timezone.now() + TOMORROW, by=author)
        four[0].body = "Another."
        four[0].save()

        submit_set(approved, by=author)
        approve_set(approved, by=other, seen=mark_of_set(approved))

        assert without_second_person(approved) == []

    def test_an_administrator_does_without_and_says_why_of_each(self, release, four, make_user):
        schedule_set(
            release,
            at=timezone.now() + TOMORROW,
            by=make_user("Administrators"),
            alone_because="Everybody else is ill.",
        )

        kept = PublishedAlone.objects.values_list("title", "because")
        assert set(kept) == {
            ("The final report", "Everybody else is ill."),
            ("The report is out", "Everybody else is ill."),
        }

    def test_an_editor_does_not(self, release, four, author):
        with pytest.raises(ReleaseRefused, match="Publishing alone is for administrators"):
            publish_set(release, by=author, alone_because="I know it all.")

        assert not PublishedAlone.objects.exists()

    def test_is_done_with_once_it_is_out(self, approved, four, author):
        publish_set(approved, by=author)

        assert not Submission.objects.standing().exists()
