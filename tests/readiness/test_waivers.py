"""A finding that is left as it is: with a reason, by somebody, on the record for ever."""

import pytest
from django.db import IntegrityError, connection, transaction

from archive.models import Waiver
from archive.readiness.report import Report, WaiverRefused, take_back, waive

WHY = "It is a quotation from the play."


@pytest.fixture
def somebody(make_user):
    return make_user("Administrators")


@pytest.fixture
def post(make_post):
    return make_post(body="We met today.")


@pytest.fixture
def waived(post, somebody):
    (finding,) = Report().standing
    return waive(finding.place, by=somebody, reason=WHY)


def test_it_stands_no_longer_and_is_shown_with_its_reason(waived):
    report = Report()
    assert report.standing == []
    assert [each.waiver.reason for each in report.waived] == [WHY]


def test_it_needs_a_reason(post, somebody):
    (finding,) = Report().standing
    with pytest.raises(WaiverRefused, match="Say why it can stay so"):
        waive(finding.place, by=somebody, reason="  ")


def test_it_can_be_taken_back_which_stays_on_the_record(waived, somebody):
    take_back(waived.pk, by=somebody)
    assert len(Report().standing) == 1
    waived.refresh_from_db()
    assert (waived.reason, waived.taken_back_by) == (WHY, somebody)


def test_it_is_taken_back_once(waived, somebody):
    take_back(waived.pk, by=somebody)
    with pytest.raises(WaiverRefused, match="taken back already"):
        take_back(waived.pk, by=somebody)


def test_it_can_be_waived_anew_after_that(waived, somebody):
    take_back(waived.pk, by=somebody)
    waive(waived.place, by=somebody, reason="Another reason.")
    assert Waiver.objects.count() == 2


def test_it_comes_back_when_the_text_at_its_place_changes(waived, post):
    post.body = "We met again today."
    post.save()
    report = Report()
    assert [each.quote for each in report.standing] == ["We met again today."]
    assert report.waived == []


def test_it_stays_when_another_text_of_the_page_changes(waived, post):
    post.body = "We met today.\n\nIt rained."
    post.save()
    assert Report().standing == []


def test_nobody_waives_what_is_not_there(waived, somebody):
    with pytest.raises(WaiverRefused, match="not there any more"):
        waive(waived.place, by=somebody, reason=WHY)


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        "statement",
        [
            "DELETE FROM archive_waiver",
            "UPDATE archive_waiver SET reason = 'Another.'",
            "UPDATE archive_waiver SET place = 'another'",
            "UPDATE archive_waiver SET waived_at = taken_back_at",
        ],
    )
    def test_to_forget_it_or_to_have_it_say_something_else(self, waived, statement):
        refused(statement)

    def test_to_take_back_what_was_taken_back(self, waived, somebody):
        take_back(waived.pk, by=somebody)
        refused("UPDATE archive_waiver SET taken_back_at = waived_at")
        refused("UPDATE archive_waiver SET taken_back_at = NULL, taken_back_by_id = NULL")

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has REPLACE")
    def test_to_put_another_in_its_place(self, waived):
        names = [field.column for field in Waiver._meta.concrete_fields]
        same = ", ".join(names)
        refused(f"REPLACE INTO archive_waiver ({same}) SELECT {same} FROM archive_waiver")  # noqa: S608
        other = ", ".join("id + 1" if name == "id" else name for name in names)
        refused(f"REPLACE INTO archive_waiver ({same}) SELECT {other} FROM archive_waiver")  # noqa: S608


def refused(statement: str) -> None:
    says = "on the record for ever: it can be taken back, once"
    with (
        pytest.raises(IntegrityError, match=says),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_closed_site_can_be_waived_too(post, somebody, close_site):
    close_site()
    finding = next(each for each in Report().standing if each.rule == "relative-date")
    waive(finding.place, by=somebody, reason=WHY)
    assert Waiver.objects.count() == 1
