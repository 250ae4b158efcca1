"""A release set at its moment, as readers get it: all of it with the edition that begins then, or
nothing, and the site goes on."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from archive.captures.dress import of_this_process
from archive.captures.editions import DatabaseEditions
from archive.lifecycle import (
    StageMoveRefused,
    begin_draft,
    move_stage,
    put_in,
    schedule_set,
)
from archive.models import Drafting, Edition, Post, Record, ReleaseSet, Revision, Stage

SOON = timedelta(seconds=0.6)


@pytest.fixture
def editions():
    return DatabaseEditions(of_this_process())


@pytest.fixture
def schedule(make_user, make_post, make_publication, make_faq):
    """A report, a question and new words for a post go out together; the moment."""

    def schedule(in_time: timedelta = SOON):
        release = ReleaseSet.objects.create(name="The final report")
        draft = begin_draft(make_post("How we worked", body="As it was."), by=None)
        draft.body = "See [the report](/publications/the-report/)."
        draft.save()
        Drafting.objects.update(change_note="The report is out.", is_major=True)
        report = make_publication("The report", published_at=None)
        for thing in (draft, report, make_faq("Where is it?", published_at=None)):
            put_in(release, thing)
        schedule_set(release, at=timezone.now() + abs(in_time), by=make_user("Editors"))
        moment = timezone.now() + in_time
        ReleaseSet.objects.update(goes_out_at=moment)
        return moment

    return schedule


def wait_for(moment) -> None:
    time.sleep(max(0, (moment - timezone.now()).total_seconds()) + 0.05)


def statuses(client) -> list[int]:
    report = Record.objects.get(slug="the-report")
    return [client.get(report.address).status_code, "Where is it?" in _faqs(client)]


def _faqs(client) -> str:
    return client.get("/faqs/").content.decode()


@pytest.mark.django_db(transaction=True)
class TestAtItsMoment:
    def test_all_of_it_goes_out_with_one_edition(self, schedule, editions, client):
        moment = schedule()
        before = editions.read()
        assert before.holds_until == moment
        assert statuses(client) == [404, False]

        wait_for(moment)
        assert statuses(client) == [404, False]  # the clock alone brings out nothing of it
        after = editions.read()

        assert statuses(client) == [200, True]
        assert "See <a" in client.get(Post.objects.get().address).content.decode()
        assert (after.number > before.number, after.began_at) == (True, moment)
        assert editions.read() == after

    def test_nothing_of_it_does_where_one_cannot(self, schedule, editions, client):
        wait_for(schedule())
        Post.objects.update(summary="An import wrote this.")

        editions.read()

        assert statuses(client) == [404, False]
        assert "“How we worked”" in ReleaseSet.objects.get().not_published_because
        assert editions.read() == editions.read()

    @pytest.mark.skipif(connection.vendor == "sqlite", reason="It lets one write at a time.")
    def test_it_goes_out_once_however_many_processes_there_are(self, schedule):
        wait_for(schedule())
        ready = threading.Barrier(4)

        def read() -> None:
            ready.wait()
            try:
                DatabaseEditions(of_this_process()).read()
            finally:
                connection.close()

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

        assert Revision.objects.filter(event__in=["published", "updated"]).count() == 2
        assert ReleaseSet.objects.get().is_out


def test_it_goes_out_late_rather_than_never(schedule, editions, make_board):
    moment = schedule(-timedelta(days=1))
    make_board()  # begins an edition after that moment

    editions.read()

    assert ReleaseSet.objects.get().went_out_at == moment
    assert Record.objects.get(slug="the-report").published_at == moment


def test_no_site_closes_while_one_waits(closing_site, schedule):
    schedule(timedelta(days=1))

    with pytest.raises(StageMoveRefused, match="“The final report”"):
        move_stage(Stage.CLOSED, by=None, reason="Over.", edition=Edition.objects.current().number)
