"""`manage.py site_stage`: what it prints, and the exit codes that scripts rely on."""

from datetime import UTC, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from archive.lifecycle import ask_for_stage, confirm_stage
from archive.models import Capture, Edition, SiteState, Stage, StageChange


@pytest.fixture
def site_stage(capsys):
    """Run the command; answer its exit code and what it said."""

    def run(*arguments: str) -> tuple[int, str]:
        try:
            call_command("site_stage", *arguments)
            code = 0
        except SystemExit as exit_:
            code = exit_.code
        except CommandError as fault:
            return fault.returncode, str(fault)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


def test_without_a_stage_it_shows_where_the_site_is(site_stage, db):
    assert site_stage() == (0, "The site is in the stage “Open”.\n")
    assert not StageChange.objects.exists()


def test_a_move_is_recorded_as_made_on_the_server(site_stage, make_notice):
    make_notice("This website will close")

    code, said = site_stage("closing", "--reason", "The review reported.")

    assert code == 0
    assert "The site is in the stage “Closing”." in said
    assert "moved by the server" in said
    assert "Reason: The review reported." in said
    assert "Every public page shows the notice “This website will close”." in said
    assert StageChange.objects.get().made_by is None


def test_a_refused_move_exits_with_2_and_changes_nothing(site_stage, db):
    code, said = site_stage("closing")

    assert code == 2
    assert "Write at least one closing notice first" in said
    assert SiteState.objects.current().is_open


def test_opening_again_without_a_reason_exits_with_2(site_stage, closing_site):
    assert site_stage("open")[0] == 2
    assert site_stage("open", "--reason", "Too early.")[0] == 0


class TestClosing:
    def test_keeps_every_page_and_says_so(self, site_stage, closing_site, make_letter):
        letter = make_letter()

        code, said = site_stage("closed", "--reason", "The review has ended.")

        assert code == 0
        assert "Pages and files" in said
        assert "The site is in the stage “Closed”." in said
        assert "moved by the server" in said
        kept = Capture.objects.standing().values_list("address", flat=True)
        assert {"/", "/publications/", letter.address} <= set(kept)

    def test_without_a_reason_is_refused_before_anything_is_kept(self, site_stage, closing_site):
        code, said = site_stage("closed")

        assert code == 2
        assert "Say why the site closes now" in said
        assert not Capture.objects.exists()

    def test_over_something_scheduled_is_refused_by_its_name(
        self, site_stage, closing_site, make_post
    ):
        make_post("The last word", published_at=timezone.now() + timedelta(days=1))

        code, said = site_stage("closed", "--reason", "The review has ended.")

        assert code == 2
        assert "“The last word”" in said
        assert SiteState.objects.current().is_closing

    def test_from_an_open_site_is_refused(self, site_stage, make_notice):
        make_notice()

        assert site_stage("closed", "--reason", "The review has ended.")[0] == 2
        assert SiteState.objects.current().is_open


class TestArchiving:
    @pytest.fixture
    def said(self, closed_site) -> list[str]:
        stamp = closed_site.made_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
        return ["--reason", "It was captured.", "--timestamp", stamp, "--questions", "Write to us."]

    def test_says_where_the_pages_are(self, site_stage, said):
        code, shown = site_stage("archived", "--last-crawl-checked", *said)

        assert code == 0
        assert "The site is in the stage “Archived”." in shown
        place = f"https://webarchive.nationalarchives.gov.uk/ukgwa/{said[3]}/http://testserver/"
        assert place in shown
        assert "Readers get: show a signpost." in shown

    def test_says_what_nobody_looked_at(self, site_stage, said, see_in_the_archive):
        see_in_the_archive()
        code, shown = site_stage("archived", "--last-crawl-checked", *said)

        assert code == 0
        assert "Nobody has looked at any page beside the home page in the archive" in shown
        assert "Nobody has looked at the home page" not in shown

    def test_is_refused_where_a_page_was_seen_to_be_wrong(
        self, site_stage, said, see_in_the_archive
    ):
        see_in_the_archive("/letters/one/", "wrong")
        code, shown = site_stage("archived", "--last-crawl-checked", *said)

        assert code == 2
        assert "/letters/one/ in the archive: wrong" in shown

    def test_leads_on_to_another_archive_where_that_is_wanted(self, site_stage, said):
        wanted = ["--answering", "redirects", "--web-archive", "https://archive.example.org/"]
        code, shown = site_stage("archived", "--last-crawl-checked", *said, *wanted)

        assert code == 0
        assert f"https://archive.example.org/{said[3]}/http://testserver/" in shown
        assert "Readers get: lead on at once." in shown

    def test_is_refused_where_nobody_has_looked(self, site_stage, said):
        code, shown = site_stage("archived", *said)

        assert code == 2
        assert "Look at the web archive’s last crawl first" in shown
        assert SiteState.objects.current().stage == Stage.CLOSED

    def test_is_refused_with_every_sentence_at_once(self, site_stage, closed_site):
        code, shown = site_stage("archived", "--reason", "It was captured.")

        assert code == 2
        assert "Say where questions go now" in shown
        assert "The digits are no moment" in shown

    def test_goes_back_to_closed_without_keeping_anything(self, site_stage, said):
        site_stage("archived", "--last-crawl-checked", *said)
        assert site_stage("closed")[0] == 2

        code, shown = site_stage("closed", "--reason", "Their copy was broken.")

        assert code == 0
        assert "Pages and files" not in shown
        assert SiteState.objects.current().stage == Stage.CLOSED


@pytest.mark.parametrize("stage", ["closing", "open"])
def test_reopening_needs_a_reason_and_no_second_person(site_stage, closed_site, stage):
    assert site_stage(stage)[0] == 2

    code, said = site_stage(stage, "--reason", "A letter was missing.")

    assert code == 0
    assert "Reason: A letter was missing." in said
    assert SiteState.objects.current().stage == stage


def test_shows_both_who_moved_the_site_and_what_waits(site_stage, closing_site, make_user):
    ada, bea = make_user("Administrators"), make_user("Administrators")
    asked = ask_for_stage(Stage.CLOSED, by=ada, reason="The review has ended.")

    assert f"{ada} asked for the stage “Closed”" in site_stage()[1]

    confirm_stage(asked, by=bea, edition=Edition.objects.current().number)
    said = site_stage()[1]
    assert f"moved by {ada}, confirmed by {bea}." in said
    assert "asked for" not in said


def test_a_closing_site_whose_first_notice_is_to_come_exits_with_1(site_stage, make_notice):
    make_notice(starts_at=timezone.now() + timedelta(days=1))

    code, said = site_stage("closing")

    assert code == 1
    assert "No public page shows a notice yet: the first one begins on" in said
    assert SiteState.objects.current().is_closing


def test_a_stage_that_does_not_exist_is_refused(site_stage, db):
    code, said = site_stage("asleep")

    assert code != 0
    assert "asleep" in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("arguments", [(), ("closing",)])
def test_a_database_that_cannot_be_used_exits_with_2_and_says_so(site_stage, arguments):
    with connection.schema_editor() as editor:
        editor.execute("ALTER TABLE archive_sitestate RENAME TO archive_elsewhere")
    try:
        code, said = site_stage(*arguments)
    finally:
        with connection.schema_editor() as editor:
            editor.execute("ALTER TABLE archive_elsewhere RENAME TO archive_sitestate")

    assert code == 2
    assert said.startswith("The database cannot be used: ")
