"""Reports: tables of what to look after, sorted by links and taken along as files."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.admin.report_rows import REPORTS
from archive.models import LogLine, Look
from archive.readiness.finding import Finding
from archive.readiness.report import Report, waive
from tests.admin.conftest import address_of, text_of

DAY = timedelta(days=1)


def at(slug: str, csv: bool = False) -> str:
    return reverse("admin:report_csv" if csv else "admin:report", args=[slug])


def rows_of(client, slug: str, **asked) -> list[list[str]]:
    page = client.get(at(slug), asked)
    return [[cell.text for cell in row] for row in page.context["rows"]]


@pytest.fixture
def looked_at(db):
    """A look at the pages that found these."""

    def look(*findings: Finding) -> None:
        Look.objects.keep(
            edition=1,
            pages=3,
            findings=[each.as_row() for each in findings],
            in_record=[],
            outside=[{"address": "https://gone.example/", "on": "/a/", "pages": 1,
                      "answer": "answered with 404", "form": "/admin/a/"}],
        )  # fmt: skip

    return look


class TestAgeingPages:
    def test_are_those_of_which_readers_were_told_nothing_for_a_year(self, editor, make_post):
        now = timezone.now()
        make_post("Fresh", published_at=now - 30 * DAY)
        make_post("Old", published_at=now - 500 * DAY)
        make_post("Old, told lately", published_at=now - 500 * DAY, public_updated_at=now - DAY)
        make_post("A draft", published_at=None)

        assert [row[0] for row in rows_of(editor, "ageing")] == ["Old"]

    def test_are_younger_or_older_by_choice(self, editor, make_post):
        now = timezone.now()
        make_post("Seven months", published_at=now - 215 * DAY)
        make_post("Three years", published_at=now - 1100 * DAY)

        assert len(rows_of(editor, "ageing", months=6)) == 2
        assert [row[0] for row in rows_of(editor, "ageing", months=24)] == ["Three years"]
        assert len(rows_of(editor, "ageing", months="many")) == 1

    def test_are_none_that_were_withdrawn(self, editor, make_post):
        now = timezone.now()
        make_post(
            published_at=now - 500 * DAY, withdrawn_at=now - DAY, withdrawn_because="It was wrong."
        )

        assert rows_of(editor, "ageing") == []


class TestEachReport:
    def test_of_pages_without_a_summary(self, editor, make_post):
        make_post("Without", summary="")
        make_post("With")
        make_post("A draft", summary="", published_at=None)

        assert [row[0] for row in rows_of(editor, "no-summary")] == ["Without"]

    def test_of_vague_links_says_what_the_rules_find_in_the_texts(self, editor, make_post):
        post = make_post(body="Read it [here](/news/).")

        page = editor.get(at("vague-links"))

        (row,) = page.context["rows"]
        assert row[1].href == post.address
        assert row[-1].href == address_of(post)

    def test_of_pictures_and_links_says_what_the_last_look_found(self, editor, looked_at):
        looked_at(
            Finding(
                "picture-alt", "/a/", "A picture has no words.", "Write them.", form="/admin/a/"
            ),
            Finding("links-inside", "/b/", "A link leads to nothing.", "Correct it."),
            Finding("page-title", "/c/", "It has no title.", "Give it one."),
        )

        assert [row[1] for row in rows_of(editor, "no-alt-text")] == ["/a/"]
        assert [row[1] for row in rows_of(editor, "broken-links")] == ["/b/", "/a/"]

    def test_leaves_out_what_was_waived_which_stands_in_a_report_of_its_own(
        self, editor, administrator, make_post
    ):
        make_post(body="Read it [here](/news/).")
        (finding,) = [e for e in Report().standing if e.rule == "link-says-nothing"]
        waive(finding.place, by=administrator.user, reason="It was said so in the letter.")

        assert rows_of(editor, "vague-links") == []
        (row,) = rows_of(editor, "waivers")
        assert row[3:5] == ["It was said so in the letter.", "Adam Rao"]

    @pytest.mark.parametrize("slug", REPORTS)
    def test_is_shown_where_there_is_nothing_in_it(self, slug, editor):
        assert REPORTS[slug].empty in text_of(editor.get(at(slug)))

    @pytest.mark.parametrize("slug", REPORTS)
    def test_asks_the_database_as_often_however_long_it_is(
        self, slug, editor, make_post, django_assert_max_num_queries
    ):
        for _ in range(30):
            make_post(summary="", body="Read it [here](/news/).")

        with django_assert_max_num_queries(40):
            editor.get(at(slug))

    def test_shows_a_hundred_rows_and_leads_on(self, editor, make_post):
        for _ in range(101):
            make_post(summary="")

        assert len(rows_of(editor, "no-summary")) == 100
        assert len(rows_of(editor, "no-summary", p=2)) == 1


class TestSorting:
    @pytest.fixture
    def pages(self, make_post, make_letter):
        now = timezone.now()
        make_post("Beta", summary="", published_at=now - 3 * DAY)
        make_letter("alpha", summary="", published_at=now - 2 * DAY)

    def test_is_by_any_column_upwards_and_downwards(self, pages, editor):
        def titles(**asked) -> list[str]:
            return [row[0] for row in rows_of(editor, "no-summary", **asked)]

        assert titles(by=0) == ["alpha", "Beta"]
        assert titles(by=0, down=1) == ["Beta", "alpha"]
        assert titles(by=2) == ["Beta", "alpha"]  # by the moment, and not by its words
        assert titles(by=99) == titles()

    def test_is_said_in_the_heading_whose_link_turns_it_round(self, pages, editor):
        page = text_of(editor.get(at("no-summary"), {"by": 0}))

        assert '<th scope="col" aria-sort="ascending">' in page
        assert 'href="?by=0&amp;down=1"' in page

    def test_months_are_sorted_as_numbers(self, editor, make_post):
        now = timezone.now()
        for months in (13, 100, 20):
            make_post(f"{months}", published_at=now - months * 31 * DAY)

        found = [int(row[3]) for row in rows_of(editor, "ageing", by=3)]

        assert found == sorted(found)


class TestAsCsv:
    def test_holds_every_row_in_the_order_that_is_shown(self, editor, make_post):
        make_post("Beta", summary="")
        make_post("=alpha", summary="")

        answer = editor.get(at("no-summary", csv=True), {"by": 0})
        text = b"".join(answer.streaming_content).decode("utf-8-sig")

        titles, *rows = csv.reader(StringIO(text))
        assert titles == ["Page", "Kind", "Published", "Last edited by"]
        assert [row[0] for row in rows] == ["'=alpha", "Beta"]

    def test_gives_the_whole_address_of_the_form(self, editor, make_post):
        post = make_post(body="Read it [here](/news/).")

        text = b"".join(editor.get(at("vague-links", csv=True)).streaming_content).decode()

        assert f"http://testserver{address_of(post)}" in text

    def test_is_in_the_log(self, editor):
        editor.get(at("ageing", csv=True))

        line = LogLine.objects.of_kind(LogLine.Kind.TAKEN_OUT).get()
        assert (line.what, line.who) == ("the report ageing as CSV", editor.user.username)


class TestWhoSeesThem:
    @pytest.mark.parametrize(
        "group", ["Authors", "Reviewers", "Editors", "Administrators", "Auditors"]
    )
    def test_everybody_in_a_group(self, group, sign_in):
        client = sign_in(group)

        page = client.get(reverse("admin:reports"))

        assert page.status_code == 200
        sees = [each for each in REPORTS.values() if client.user.has_perm(each.sees)]
        assert all(report.title in text_of(page) for report in sees)
        assert {"says": "Reports", "url": reverse("admin:reports")} in page.context["sections"]

    def test_nobody_else(self, sign_in):
        for address in (reverse("admin:reports"), at("ageing"), at("ageing", csv=True)):
            assert sign_in("").get(address).status_code == 403

    def test_in_a_closed_site_too(self, closed_site, editor):
        assert editor.get(reverse("admin:reports")).status_code == 200

    def test_a_report_that_is_none_is_not_found(self, editor):
        assert editor.get(at("nonsense")).status_code == 404
        assert editor.get(at("nonsense", csv=True)).status_code == 404
