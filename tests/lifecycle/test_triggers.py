"""Which changes make a new edition, and which make none, table by table."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from archive.lifecycle import move_stage, triggers
from archive.models import (
    Capture,
    Edition,
    FaqEntry,
    Notice,
    Record,
    Redirect,
    Revision,
    Stage,
    StageRequest,
    Takedown,
)

NOTE = {"event": Revision.Event.UPDATED, "change_note": "A figure was corrected.", "text": {}}


SEEN = {
    "record": {"summary": "Another."},
    "publication": {"reference": "CP 1"},
    "call": {"text_open": "Another."},
    "episode": {"recorded": "2023"},
    "post": {"byline": "The team"},
    "page": {"menu_position": 1},
    "address": {"address": "/moved/"},
    "attachment": {"title": "Another."},
    "attachmentversion": {"title": "Another."},
    "contributor": {"role": "Author"},
    "person": {"biography": "Another."},
    "topic": {"description": "Another."},
    "series": {"summary": "Another."},
    "turn": {"text": "Another."},
    "link": {"label": "Another."},
    "redirect": {"to_record": None, "to_url": "/news/"},
    "revision": {"change_note": "Another."},
    "faqentry": {"answer": "Another."},
    "faqcategory": {"introduction": "Another."},
    "board": {"summary": "Another."},
    "boardmember": {"role": "Chair"},
    "picture": {"caption": "Another."},
    "review": {"question": "Another?"},
    "helpline": {"phone": "0800 1"},
    "accessibilitycheck": {"edition": 2},
    "tombstone": {"address": "/gone-too/"},
    "releaseset": {"goes_out_at": timezone.now() + timedelta(days=1)},
    "drafting": {"goes_out_at": timezone.now() + timedelta(days=1)},
}
"""A change that readers see, by the name of the table."""

OF_RECORDS = [
    "record", "publication", "call", "episode", "post", "page", "address", "attachment",
    "attachmentversion", "contributor", "person", "topic", "series", "turn", "link", "revision",
    "faqentry", "faqcategory",
]  # fmt: skip
"""Those that nobody sees while the record, or the question, is a draft."""


GOES_ALONE = [
    "publication", "call", "post", "page", "attachment", "contributor", "turn", "link",
    "attachmentversion", "redirect", "revision", "faqentry", "boardmember", "picture", "helpline",
    "tombstone", "record_topics",
]  # fmt: skip
"""Those that nothing else hangs on: a row of another table goes with what does."""


def change(row, **facts) -> None:
    """As a bulk update goes: past `save()`, in the row's own table alone."""
    assert type(row)._base_manager.filter(pk=row.pk).update(**facts) == 1


def erase(row) -> None:
    """The row alone, past every cascade."""
    meta = row._meta
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {meta.db_table} WHERE {meta.pk.column} = %s",  # noqa: S608
            [row.pk],
        )


class TestANewEditionBegins:
    @pytest.mark.parametrize("name", SEEN)
    def test_with_a_change_of_what_readers_see(self, name, things, edition_number):
        row = things()[name]
        before = edition_number()

        change(row, **SEEN[name])

        assert edition_number() > before

    @pytest.mark.parametrize("name", GOES_ALONE)
    def test_with_the_going_of_what_readers_saw(self, name, things, edition_number):
        row = things()[name]
        before = edition_number()

        erase(row)

        assert edition_number() > before

    def test_with_a_record_that_goes_with_all_its_parts(self, things, edition_number):
        report = things()["publication"]
        Redirect.objects.all().delete()
        before = edition_number()

        report.delete()

        assert edition_number() > before

    @pytest.mark.parametrize("facts", [{}, {"published_at": timezone.now() + timedelta(days=1)}])
    def test_with_a_new_record_that_is_public_or_will_be(
        self, facts, make_publication, edition_number
    ):
        before = edition_number()

        make_publication(**facts)

        assert edition_number() > before

    def test_with_a_draft_that_is_published(self, make_post, edition_number):
        draft = make_post(published_at=None)
        before = edition_number()

        Record.objects.filter(pk=draft.pk).update(published_at=timezone.now())

        assert edition_number() > before

    def test_with_a_record_that_becomes_a_draft_again(self, make_post, edition_number):
        post = make_post(published_at=timezone.now() + timedelta(days=1))
        before = edition_number()

        Record.objects.filter(pk=post.pk).update(published_at=None)

        assert edition_number() > before

    def test_with_a_topic_given_to_a_public_record(self, make_post, make_topic, edition_number):
        post, topic = make_post(), make_topic()
        before = edition_number()

        post.topics.add(topic)

        assert edition_number() > before

    def test_with_rows_made_in_bulk(self, make_faq, edition_number):
        category = make_faq().category
        before = edition_number()

        FaqEntry.objects.bulk_create(
            FaqEntry(category=category, question="Why?", answer="So.", anchor=f"why-{n}",
                     published_at=timezone.now())
            for n in range(3)
        )  # fmt: skip

        assert edition_number() > before

    def test_with_a_record_saved_anew(self, make_letter, edition_number):
        letter = make_letter()
        before = edition_number()

        letter.sign_off = "With thanks,"
        letter.save()

        assert edition_number() > before

    def test_with_what_is_loaded_from_a_fixture(self, make_board, edition_number, tmp_path):
        board = make_board()
        fixture = tmp_path / "board.json"
        call_command("dumpdata", "archive.board", output=str(fixture))
        board.delete()
        before = edition_number()

        call_command("loaddata", str(fixture), verbosity=0)

        assert edition_number() > before

    def test_with_the_closing_of_the_site_and_with_its_opening(self, make_notice, edition_number):
        make_notice()
        before = edition_number()
        move_stage(Stage.CLOSING, by=None)
        closing = edition_number()
        move_stage(Stage.OPEN, by=None, reason="Too early.")

        assert before < closing < edition_number()

    def test_with_a_notice_once_the_site_is_closing(self, closing_site, edition_number):
        before = edition_number()

        change(closing_site, title="Another.")

        assert edition_number() > before

    def test_though_the_edition_was_lost_and_with_a_number_never_used(
        self, make_board, edition_number, lose_edition
    ):
        Capture.objects.create(
            address="/", status=200, headers=[], first_edition=70, last_edition=70,
            captured_from=timezone.now(), rendered_at=timezone.now(), takedown=_a_takedown(),
        )  # fmt: skip
        lose_edition()

        make_board()

        assert edition_number() == 71


def _a_takedown() -> Takedown:
    from django.contrib.auth.models import User

    first, second = (User.objects.create_user(f"administrator-{n}") for n in "ab")
    return Takedown.objects.create(
        address="/", reason="A person was at risk.", asked_by=first, decided_by=second,
        decided_at=timezone.now(), outcome="done",
    )  # fmt: skip


class TestNoEditionBegins:
    @pytest.mark.parametrize("name", OF_RECORDS)
    def test_with_a_change_of_a_draft(self, name, things, edition_number):
        row = things(published_at=None)[name]
        before = edition_number()

        change(row, **SEEN[name])

        assert edition_number() == before

    @pytest.mark.parametrize("kind", ["publication", "call", "episode", "post", "page"])
    def test_with_a_new_draft(self, kind, request, edition_number):
        make = request.getfixturevalue(f"make_{kind}")
        before = edition_number()

        make(published_at=None)

        assert edition_number() == before

    def test_with_a_draft_that_goes(self, make_publication, edition_number):
        draft = make_publication(published_at=None)
        before = edition_number()

        draft.delete()

        assert edition_number() == before

    def test_with_a_record_saved_as_it_was(self, make_post, edition_number, make_user):
        post = make_post()
        before = edition_number()

        post.edited_by = make_user()
        post.save()

        assert edition_number() == before

    def test_with_a_revision_that_readers_are_not_told_of(self, make_post, edition_number):
        post = make_post()
        before = edition_number()

        Revision.objects.create(record_id=post.pk, is_major=False, **NOTE)
        Revision.objects.create(record_id=post.pk, is_major=True, **NOTE | {"change_note": ""})

        assert edition_number() == before

    def test_with_a_picture_that_nothing_shows_yet(self, make_picture, edition_number):
        before = edition_number()

        make_picture()

        assert edition_number() == before

    def test_with_a_person_whom_no_page_names(self, make_person, edition_number):
        before = edition_number()

        change(make_person(), biography="Another.")

        assert edition_number() == before

    def test_with_a_redirect_to_a_draft(self, make_redirect, make_post, edition_number):
        draft = make_post(published_at=None)
        before = edition_number()

        make_redirect(to_record=Record.objects.get(pk=draft.pk))

        assert edition_number() == before

    def test_with_a_notice_while_the_site_is_open(self, make_notice, edition_number):
        before = edition_number()

        make_notice()
        Notice.objects.update(title="Another.")

        assert edition_number() == before

    def test_with_a_takedown_that_is_only_asked_for(self, make_user, edition_number):
        before = edition_number()

        asked = Takedown.objects.create(address="/x/", reason="A court.", asked_by=make_user())
        asked.words = "a name"
        asked.save()

        assert edition_number() == before

    def test_with_a_wish_to_close_the_site(self, make_user, edition_number):
        before = edition_number()

        StageRequest.objects.create(to_stage=Stage.CLOSED, reason="It ended.", asked_by=make_user())

        assert edition_number() == before

    def test_with_accounts_groups_and_sessions(self, make_user, client, edition_number):
        before = edition_number()

        user = make_user("Editors")
        client.force_login(user)
        Group.objects.create(name="Readers")
        user.delete()
        Session.objects.all().delete()

        assert edition_number() == before

    def test_with_a_change_that_is_taken_back(self, make_post, edition_number):
        post = make_post()
        before = edition_number()

        with transaction.atomic():
            change(post, byline="Somebody else")
            transaction.set_rollback(True)

        assert edition_number() == before


def test_a_closing_site_that_closes_keeps_its_edition(closing_site, edition_number):
    before = edition_number()

    move_stage(Stage.CLOSED, by=None, reason="It ended.", edition=before)

    assert edition_number() == before


def test_a_transaction_makes_one_edition_on_postgresql(make_publication, edition_number):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite counts each row.")
    before = edition_number()

    for _ in range(3):
        make_publication()
    with connection.cursor() as cursor:  # outside of any savepoint, as at a commit
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    assert Edition.objects.current().number == before + 1


def test_every_table_that_counts_is_tried_here():
    counted = {table.name.removeprefix("archive_") for table in triggers.TABLES}
    turns = {"sitestate", "stagechange", "notice", "takedown"}

    assert counted == {*SEEN, *turns, "record_topics"}
