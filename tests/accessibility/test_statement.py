"""/accessibility/: what people wrote, what the law wants said, and what the last check found."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from archive.models import Compliance, Review, clock
from archive.public_urls import PublicUrls
from archive.readiness.report import Report
from tests.checked_site import FINDING

ADDRESS = "/accessibility/"
A_DAY = timedelta(days=1)


@pytest.fixture
def review(db):
    return Review.objects.create(name="The Review of Examples", contact_email="us@example.org")


@pytest.fixture
def statement(client):
    def read() -> str:
        response = client.get(ADDRESS)
        assert response.status_code == 200
        return response.content.decode()

    return read


class TestTheFigures:
    def test_are_those_of_the_last_check(self, review, statement, make_check):
        make_check(checked_on="2022-03-01", pages=7)
        make_check(checked_on="2022-05-23", tool_version="4.10.2", pages=31)
        page = statement()

        assert "Checked on 23 May 2022 against WCAG 2.2 AA by axe-core 4.10.2" in page
        assert "320 and 1280 pixels wide, by light and by night" in page
        assert "<dd>31</dd>" in page
        assert "<dd>7</dd>" not in page

    def test_name_what_was_found_and_where(self, review, statement, make_check):
        make_check(findings=[FINDING, FINDING | {"address": "/calls/"}])
        page = statement()

        assert "problems found" in page
        assert "A great hindrance" in page
        assert "<code>/calls/</code>, <code>/news/</code>" in page

    def test_are_missed_in_words_where_nobody_checked(self, review, statement):
        assert "This site has not been checked by a tool yet." in statement()


class TestHowFarItComplies:
    @pytest.mark.parametrize("said", [Compliance.PARTLY, Compliance.NOT])
    def test_is_what_people_say(self, review, make_check, said):
        review.compliance = said

        assert review.compliance_after(make_check()) == said

    def test_is_fully_only_where_nothing_is_left(self, review, make_check):
        review.compliance = Compliance.FULLY

        assert review.compliance_after(make_check()) == Compliance.FULLY
        assert review.compliance_after(None) == Compliance.PARTLY
        assert review.compliance_after(make_check(findings=[FINDING])) == Compliance.PARTLY
        review.accessibility_problems = "Maps."
        assert review.compliance_after(make_check()) == Compliance.PARTLY

    def test_is_said_in_the_words_of_the_law(self, review, statement, make_check):
        Review.objects.update(compliance=Compliance.FULLY)
        make_check(findings=[FINDING])

        assert "This website is <strong>partially compliant</strong>" in statement()


class TestTheWordsOfPeople:
    def test_stand_under_the_titles_that_the_law_wants(self, review, statement):
        Review.objects.update(
            accessibility_problems="*Maps* say nothing to a screen reader.",
            disproportionate_burden="Captions for old films.",
            outside_regulations="Office files of 2017.",
            statement_prepared_on=date(2022, 1, 5),
            statement_reviewed_on=date(2022, 5, 23),
        )
        page = statement()

        assert "<em>Maps</em> say nothing" in page
        for title in ("Non-accessible content", "Disproportionate burden", "Enforcement procedure"):
            assert title in page
        assert "prepared on 5 January 2022" in page
        assert "last reviewed on 23 May 2022" in page

    def test_give_way_to_the_reviews_own_address(self, review, statement):
        assert 'href="mailto:us@example.org"' in statement()

    @pytest.mark.parametrize(
        ("where", "commissions"),
        [
            ("britain", (True, False)),
            ("northern-ireland", (False, True)),
            ("kingdom", (True, True)),
        ],
    )
    def test_name_who_enforces_it_there(self, review, statement, where, commissions):
        Review.objects.update(enforcement=where)
        page = statement()

        assert ("Equality and Human Rights Commission" in page, "(ECNI)" in page) == commissions


class TestTheAddress:
    def test_is_public_and_in_the_footer(self, review, client):
        assert ADDRESS in [url.address for url in PublicUrls()]
        assert (
            f'<a href="{ADDRESS}">Accessibility statement</a>' in client.get("/").content.decode()
        )

    def test_is_left_to_a_page_on_the_record_which_then_has_the_figures(
        self, review, statement, make_page, make_check, client
    ):
        make_page("Our own words on access", address=ADDRESS, menu_position=2)
        make_check(pages=31)
        page = statement()

        assert "Our own words on access" in page
        assert "<dd>31</dd>" in page
        assert "Enforcement procedure" not in page
        assert [url.address for url in PublicUrls()].count(ADDRESS) == 1
        assert client.get("/").content.decode().count(f'href="{ADDRESS}"') == 1

    def test_is_the_statements_while_that_page_is_a_draft(self, review, statement, make_page):
        make_page("Our own words on access", address=ADDRESS, published_at=None)

        assert "Our own words" not in statement()

    def test_leads_on_where_such_a_page_moved(self, review, make_page, make_redirect, client):
        make_redirect(ADDRESS, to_record=make_page("Access", address="/access/"))

        assert client.get(ADDRESS)["Location"] == "/access/"
        assert ADDRESS not in [url.address for url in PublicUrls()]


class TestReadiness:
    @pytest.fixture
    def said(self, review):
        def said() -> list[str]:
            return [each.what for each in Report().standing if each.rule == "accessibility-check"]

        return said

    def test_asks_for_a_check_where_there_was_none(self, said):
        assert said() == ["Nothing has checked yet whether everybody can use this site."]

    def test_is_content_with_a_clean_check_of_this_year(self, said, make_check):
        make_check()

        assert said() == []

    def test_asks_for_another_after_a_year(self, said, make_check):
        make_check()
        with clock.at(clock.now() + 367 * A_DAY):
            assert "is a year old" in said()[0]

    def test_tells_of_what_was_found(self, said, make_check):
        make_check(findings=[FINDING])

        assert "found 1 problem." in said()[0]


def test_administrators_write_their_part_with_the_review(review, client, make_user):
    client.force_login(make_user("Administrators"))
    form = client.get(reverse("admin:archive_review_change", args=[1])).content.decode()

    for field in ("accessibility_problems", "compliance", "statement_reviewed_on"):
        assert f'name="{field}' in form
