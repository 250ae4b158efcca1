"""What would break the database's promises about release sets, each by its name."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import ReleaseMember, ReleaseSet


@pytest.fixture
def break_a_release_set(make_post, make_faq, make_notice) -> dict[str, Callable[[], object]]:
    now = timezone.now()

    def release(**facts) -> ReleaseSet:
        return ReleaseSet.objects.create(**{"name": "The final report"} | facts)

    def twice(**thing) -> None:
        for _ in range(2):
            ReleaseMember.objects.create(release=release(), **thing)

    def two_notices() -> None:
        whole = release()
        for title, starts_at in (("One", now), ("Two", now + timedelta(days=1))):
            whole.members.create(notice=make_notice(title, is_draft=True, starts_at=starts_at))

    return {
        "a_release_set_has_a_name": lambda: release(name=""),
        "a_release_set_goes_out_once": lambda: release(goes_out_at=now, went_out_at=now),
        "a_release_set_that_was_held_up_has_no_moment": lambda: release(
            goes_out_at=now, not_published_because="A fault."
        ),
        "a_member_of_a_release_set_is_one_thing": lambda: release().members.create(),
        "a_release_set_has_one_notice": two_notices,
        "a_record_waits_in_one_release_set": lambda: twice(
            record_id=make_post(published_at=None).pk
        ),
        "a_question_waits_in_one_release_set": lambda: twice(question=make_faq(published_at=None)),
        "a_notice_waits_in_one_release_set": lambda: twice(notice=make_notice(is_draft=True)),
    }
