"""How a record is cited: on its page, and in files for reference managers."""

from datetime import UTC, date, datetime

import pytest

from archive.citation import Citation
from archive.models import Review

pytestmark = pytest.mark.django_db

REPORT = Citation(
    key="final-report-2022",
    title="Costs & benefits",
    kind="Report",
    publisher="The Review of Examples",
    address="https://review.example.org/publications/final-report/",
    published_on=date(2022, 5, 23),
    version_of=date(2022, 6, 14),
    authors=("Ada Example", "Bea Moss"),
    number="CP 999",
    bibtex_type="techreport",
    ris_type="RPRT",
)


class TestInWords:
    def test_a_citation_names_authors_title_publisher_kind_and_version(self):
        assert REPORT.in_words == (
            "Ada Example and Bea Moss (2022). Costs & benefits. The Review of Examples. "
            "Report, CP 999, 23 May 2022. Version of 14 June 2022."
        )

    def test_where_nobody_is_named_the_review_is_the_author(self):
        cited = Citation("a-2022", "Why?", "News", "The Review", "/", date(2022, 5, 2), date.max)

        assert cited.in_words.startswith("The Review (2022). Why? News, 2 May 2022.")


def test_bibtex_escapes_what_means_something_to_it():
    assert REPORT.bibtex.startswith("@techreport{final-report-2022,\n")
    assert "  author = {{Ada Example} and {Bea Moss}},\n" in REPORT.bibtex
    assert r"  title = {{Costs \& benefits}}," in REPORT.bibtex
    assert "  version = {2022-06-14},\n" in REPORT.bibtex
    assert "isbn" not in REPORT.bibtex


def test_ris_has_a_tag_a_line_and_ends():
    lines = REPORT.ris.split("\r\n")

    assert lines[0] == "TY  - RPRT"
    assert "AU  - Bea Moss" in lines
    assert lines[-2:] == ["ER  - ", ""]


class TestARecord:
    def test_says_how_to_cite_it_with_its_version(
        self, client, make_publication, make_contributor, make_person
    ):
        Review.objects.create(name="The Review of Examples")
        report = make_publication(
            "Final report", public_updated_at=datetime(2022, 6, 14, 12, tzinfo=UTC)
        )
        make_contributor(report, make_person("Ada Example"))
        page = client.get(report.address).text

        assert "Ada Example (2022). Final report. The Review of Examples. Report, 23 May" in page
        assert "Version of 14 June 2022." in page
        assert 'href="/cite/publications/final-report.bib"' in page

    @pytest.mark.parametrize(
        ("form", "content_type", "begins"),
        [
            ("bib", "application/x-bibtex", "@techreport{final-report-2022,"),
            ("ris", "application/x-research-info-systems", "TY  - RPRT"),
        ],
    )
    def test_has_files_for_reference_managers(
        self, client, make_publication, form, content_type, begins
    ):
        make_publication("Final report")
        response = client.get(f"/cite/publications/final-report.{form}")

        assert response["Content-Type"] == f"{content_type}; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="final-report.{form}"'
        assert response.text.startswith(begins)

    def test_has_them_at_an_address_of_its_own_too(self, client, make_page):
        make_page(address="/2022/05/23/final.report/")

        assert client.get("/cite/2022/05/23/final.report.ris").status_code == 200

    def test_that_is_no_longer_or_not_yet_there_is_cited_by_nobody(self, client, make_post):
        make_post("A draft", published_at=None)

        assert client.get("/cite/news/a-draft.bib").status_code == 404
        assert client.get("/cite/news/nothing.bib").status_code == 404

    def test_comes_in_no_other_form(self, client, make_post):
        assert client.get(f"/cite/{make_post().cited_as}.docx").status_code == 404
