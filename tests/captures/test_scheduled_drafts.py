"""A draft that was scheduled takes the place of what is published at its moment, by itself: once,
as of that moment, and the site goes on where it cannot."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archive.captures.dress import of_this_process
from archive.captures.editions import DatabaseEditions
from archive.lifecycle import StageMoveRefused, begin_draft, move_stage
from archive.models import Drafting, Edition, Post, Record, Revision, Stage
from tests.importing.conftest import files_in

SOON = timedelta(seconds=0.4)


@pytest.fixture
def schedule(make_user):
    """Give the draft of a record other words and a moment; the moment."""

    def schedule(record, in_time: timedelta = SOON, body: str = "As it is from then on.", **facts):
        draft = begin_draft(record, by=None)
        draft.body = body
        draft.save()
        moment = timezone.now() + in_time
        said = {"change_note": "The final figures.", "is_major": True, "goes_out_at": moment}
        Drafting.objects.update(**said | {"scheduled_by": make_user("Editors")} | facts)
        return moment

    return schedule


@pytest.fixture
def editions():
    return DatabaseEditions(of_this_process())


def wait_for(moment) -> None:
    time.sleep(max(0, (moment - timezone.now()).total_seconds()) + 0.05)


@pytest.mark.django_db(transaction=True)
class TestAtItsMoment:
    def test_it_goes_out_with_the_edition_that_begins_then(self, make_post, schedule, editions):
        post = make_post(body="As it was.")
        moment = schedule(post)
        before = editions.read()

        assert before.holds_until == moment
        assert Post.objects.get().body == "As it was."
        wait_for(moment)
        after = editions.read()

        assert Post.objects.get().body == "As it is from then on."
        assert (after.number > before.number, after.began_at) == (True, moment)
        assert editions.read() == after
        assert not Record.with_drafts_of.drafts_of_published().exists()

    def test_readers_are_told_as_of_then(self, make_post, schedule, editions, client):
        post = make_post()
        moment = schedule(post)
        wait_for(moment)

        editions.read()

        revision = Revision.objects.get()
        assert (revision.made_at, Post.objects.get().public_updated_at) == (moment, moment)
        assert revision.made_by == Post.objects.get().edited_by
        assert revision.made_by is not None
        assert "The final figures." in client.get(post.address).content.decode()

    @pytest.mark.skipif(connection.vendor == "sqlite", reason="It lets one write at a time.")
    def test_it_goes_out_once_however_many_processes_there_are(self, make_post, schedule):
        wait_for(schedule(make_post()))
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

        assert Revision.objects.count() == 1
        assert not Drafting.objects.exists()


class TestNobodyLooked:
    def test_it_goes_out_late_rather_than_never(self, make_post, make_board, schedule, editions):
        post = make_post()
        schedule(post, -timedelta(days=1))
        make_board()  # begins an edition after that moment

        editions.read()

        assert Post.objects.get(pk=post.pk).body == "As it is from then on."

    def test_two_go_out_in_their_order(self, make_post, make_page, schedule, editions):
        post, page = make_post(), make_page()
        schedule(post, -timedelta(hours=2))
        begin_draft(page, by=None)
        later = {"change_note": "B", "goes_out_at": timezone.now() - timedelta(hours=1)}
        Drafting.objects.exclude(change_note="The final figures.").update(**later)

        editions.read()

        notes = Revision.objects.in_order().values_list("change_note", flat=True)
        assert list(notes) == ["The final figures.", "B"]

    @pytest.mark.parametrize("command", [["export_content", "FOLDER"], ["site_stage"]])
    def test_a_command_looks_at_the_record_as_it_should_be(
        self, command, make_post, schedule, tmp_path
    ):
        schedule(make_post(), -timedelta(hours=1))

        call_command(*[str(tmp_path / "out") if each == "FOLDER" else each for each in command])

        assert Post.objects.get().body == "As it is from then on."
        if command[0] == "export_content":
            assert "from then on" in str(files_in(tmp_path / "out"))


class TestWhereItsPageWasWithdrawnSince:
    def test_it_is_a_draft_again_and_says_why(self, make_post, schedule, editions):
        post = make_post(body="As it was.")
        schedule(post, -timedelta(hours=1))
        post.withdrawn_at, post.withdrawn_because = timezone.now(), "It named a child."
        post.save()

        editions.read()

        assert Post.objects.get().body == "As it was."
        drafting = Drafting.objects.get()
        assert drafting.goes_out_at is None
        assert "withdrawn meanwhile: “It named a child.”" in drafting.not_published_because


class TestWhereItCannotGoOut:
    @pytest.fixture
    def held_up(self, make_post, schedule, editions):
        """A draft of a post that an import changed since."""
        post = make_post()
        schedule(post, -timedelta(hours=1))
        Post.objects.update(summary="An import wrote this.")
        editions.read()
        return post

    def test_it_is_a_draft_again_and_the_site_goes_on(self, held_up, editions, client):
        number = editions.read().number

        drafting = Drafting.objects.get()
        assert drafting.goes_out_at is None
        assert "changed beside this draft" in drafting.not_published_because
        assert "An import wrote this." in client.get(held_up.address).content.decode()
        assert editions.read().number == number

    def test_the_admin_says_so_loudly(self, held_up, admin_client):
        draft = Record.with_drafts_of.drafts_of(held_up).get()
        form = reverse("admin:archive_post_change", args=[draft.pk])

        assert (
            "Not published at its moment"
            in admin_client.get(reverse("admin:index")).content.decode()
        )
        assert "did not go out at its moment" in admin_client.get(form).content.decode()


class TestClosing:
    def test_is_refused_while_one_waits_for_its_moment(self, closing_site, make_post, schedule):
        post = make_post("What we heard")
        schedule(post, timedelta(days=1))

        with pytest.raises(StageMoveRefused, match="“What we heard”"):
            move_stage(
                Stage.CLOSED, by=None, reason="Over.", edition=Edition.objects.current().number
            )
