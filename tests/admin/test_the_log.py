"""The log as administrators and auditors read it."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from archive.lifecycle.log import prove, seal_log
from archive.models import LogLine
from tests.admin.conftest import address_of, save, text_of

Kind = LogLine.Kind
LOG = reverse("admin:archive_logline_changelist")
CSV = reverse("admin:archive_logline_csv")


def rows_of(response) -> list[LogLine]:
    return list(response.context["cl"].result_list)


def as_csv(client, **asked) -> list[list[str]]:
    text = b"".join(client.get(CSV, asked).streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


class TestWhatIsInIt:
    def test_a_save_with_who_and_where(self, editor, make_post):
        post = make_post(published_at=None)
        save(editor, post, title="Another title")

        line = LogLine.objects.about("archive_record").of_kind(Kind.CHANGED).newest_first()[0]
        assert line.account == editor.user.pk
        assert line.who == editor.user.username
        assert line.way == f"POST /admin/archive/post/{post.pk}/change/"
        assert "title" in line.what.split()

    def test_a_log_in_and_a_log_out(self, client, make_user):
        ada = make_user("Editors", username="ada")

        client.post(
            reverse("admin:login"), {"username": "ada", "password": "a long enough password"}
        )
        client.post(reverse("admin:logout"))

        for kind in (Kind.SIGNED_IN, Kind.SIGNED_OUT):
            line = LogLine.objects.of_kind(kind).newest_first()[0]
            assert (line.account, line.key) == (ada.pk, str(ada.pk))

    def test_a_log_in_that_failed_by_the_account_that_it_was_for(self, client, make_user):
        ada = make_user("Editors", username="ada")

        client.post(reverse("admin:login"), {"username": "ada", "password": "guessed"})

        line = LogLine.objects.of_kind(Kind.REFUSED).get()
        assert (line.account, line.key) == (None, str(ada.pk))

    def test_not_what_was_typed_in_the_place_of_a_name(self, client, db):
        client.post(reverse("admin:login"), {"username": "my-secret-passw0rd", "password": "x"})

        line = LogLine.objects.of_kind(Kind.REFUSED).get()
        assert "my-secret" not in str(line.says())
        assert line.what == "no account has that name"

    def test_no_line_for_each_try_while_log_in_is_paused(self, client, make_user, settings):
        make_user("Editors", username="ada")
        wrong = {"username": "ada", "password": "guessed"}

        for _ in range(settings.AXES_FAILURE_LIMIT + 5):
            client.post(reverse("admin:login"), wrong)

        assert LogLine.objects.of_kind(Kind.REFUSED).count() == settings.AXES_FAILURE_LIMIT

    def test_a_log_in_to_a_closed_site(self, closed_site, client, make_user):
        make_user("Auditors", username="ada")

        client.post(
            reverse("admin:login"), {"username": "ada", "password": "a long enough password"}
        )

        assert LogLine.objects.of_kind(Kind.SIGNED_IN).newest_first()[0].who == "ada"

    def test_no_address_of_anybodys_computer(self, client, make_user):
        make_user("Editors", username="ada")
        client.post(
            reverse("admin:login"),
            {"username": "ada", "password": "guessed"},
            REMOTE_ADDR="203.0.113.7",
        )

        assert not any("203.0.113.7" in str(line.says()) for line in LogLine.objects.all())

    def test_a_change_of_an_account_without_the_password(self, administrator, make_user):
        somebody = make_user("Editors")
        address = reverse("admin:auth_user_password_change", args=[somebody.pk])
        new = {"password1": "correct horse battery", "password2": "correct horse battery"}

        administrator.post(address, new | {"usable_password": "true"})

        line = LogLine.objects.about("auth_user").of_kind(Kind.CHANGED).newest_first()[0]
        assert (line.what, line.who) == ("password", administrator.user.username)
        assert not any("horse" in str(each.says()) for each in LogLine.objects.all())


class TestThePage:
    def test_is_for_administrators_and_auditors(self, administrator, auditor, editor, sign_in):
        for address in (LOG, CSV):
            assert administrator.get(address).status_code == 200
            assert auditor.get(address).status_code == 200
            assert editor.get(address).status_code == 403
            assert sign_in("").get(address).status_code == 403

    def test_shows_the_newest_first_and_the_head_of_the_chain(self, auditor, make_topic):
        make_topic(), make_topic()

        page = auditor.get(LOG)

        keys = [line.pk for line in rows_of(page)]
        assert keys == sorted(keys, reverse=True)
        assert LogLine.objects.head().seal in text_of(page)

    def test_seals_what_waits(self, auditor, make_topic):
        make_topic()
        auditor.get(LOG)

        assert LogLine.objects.unsealed().count() == 0
        assert prove().fault is None

    @pytest.mark.parametrize(
        ("asked", "is_one"),
        [
            ({"kind": "signed-in"}, lambda line: line.kind == Kind.SIGNED_IN),
            ({"thing": "archive_topic"}, lambda line: line.thing == "archive_topic"),
            ({"person": "nobody"}, lambda line: line.account is None),
        ],
    )
    def test_is_narrowed(self, asked, is_one, auditor, make_topic):
        make_topic()

        lines = rows_of(auditor.get(LOG, asked))

        assert lines
        assert all(map(is_one, lines))

    def test_is_narrowed_to_what_a_person_did(self, auditor, editor, make_post):
        save(editor, make_post(), title="Another title")

        lines = rows_of(auditor.get(LOG, {"person": str(editor.user.pk)}))

        assert {line.account for line in lines} == {editor.user.pk}

    def test_is_narrowed_to_a_day_in_london(self, auditor, make_topic):
        make_topic()
        day = LogLine.objects.newest_first()[0].at

        assert rows_of(auditor.get(LOG, {"on": f"{day:%Y-%m-%d}"}))
        assert rows_of(auditor.get(LOG, {"on": "2001-01-01"})) == []
        assert auditor.get(LOG, {"on": "someday"}).status_code == 200

    def test_leads_to_what_is_still_there(self, auditor, make_topic):
        topic = make_topic()

        assert reverse("admin:archive_topic_change", args=[topic.pk]) in text_of(auditor.get(LOG))

    def test_offers_no_way_to_change_a_line(self, administrator, make_topic):
        make_topic()
        line = LogLine.objects.newest_first()[0]

        for view in ("change", "delete"):
            address = reverse(f"admin:archive_logline_{view}", args=[line.pk])
            assert administrator.post(address, {"what": "x", "post": "yes"}).status_code == 403
        assert administrator.get(reverse("admin:archive_logline_add")).status_code == 403

    def test_shows_a_line_by_itself(self, auditor, make_topic):
        make_topic()
        line = LogLine.objects.newest_first()[0]

        assert auditor.get(address_of(line)).status_code == 200

    def test_is_read_in_a_closed_site(self, closed_site, auditor):
        assert auditor.get(LOG).status_code == 200

    def test_asks_the_database_as_often_however_long_it_is(
        self, auditor, make_topic, django_assert_max_num_queries
    ):
        for _ in range(60):
            make_topic()
        seal_log()

        with django_assert_max_num_queries(20):
            auditor.get(LOG)


class TestAsCsv:
    def test_holds_what_the_filters_let_through(self, auditor, make_topic):
        topic = make_topic()

        titles, *lines = as_csv(auditor, thing="archive_topic")

        assert titles[0] == "Line"
        assert [line[2:5] for line in lines] == [["Added", "archive_topic", str(topic.pk)]]

    def test_is_itself_in_the_log(self, auditor):
        as_csv(auditor)

        line = LogLine.objects.of_kind(Kind.TAKEN_OUT).get()
        assert (line.what, line.who) == ("the log as CSV", auditor.user.username)

    def test_runs_nothing_in_a_spreadsheet(self, auditor, make_user, sign_in, make_post):
        clever = sign_in("Editors", username="@SUM(A1)")
        save(clever, make_post(), title="Another title")

        _, *lines = as_csv(auditor, person=str(clever.user.pk))

        assert {line[7] for line in lines} == {"'@SUM(A1)"}
