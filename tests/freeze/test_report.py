"""What a frozen copy says of itself to people."""

import re
from datetime import UTC, date, datetime

from archive.freeze.figures import Figures, Kind, Part, figures_of
from archive.freeze.report import Report
from archive.freeze.served import Version

HTML = "text/html; charset=utf-8"
SPRING = datetime(2022, 3, 26, 23, 30, tzinfo=UTC)
SUMMER = datetime(2022, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight of the next day in London

VERSIONS = (
    Version("/", 200, HTML, "a", SPRING, SUMMER),
    Version("/", 200, HTML, "b", SUMMER, None),
    Version("/gone/", 200, HTML, "", SPRING, SUMMER),
    Version("/gone/", 410, HTML, "c", SUMMER, None),
    Version("/old/", 301, HTML, "d", SPRING, None),
    Version("/a.pdf", 200, "application/pdf", "e", SPRING, None),
)


def report(figures: Figures, **facts) -> str:
    kinds, parts = (Kind("Pages", 1, 2048),), (Part("data/archive.wacz", 1, 5_000_000),)
    told = {
        "review": "The <Review> of Examples",
        "site_url": "https://review.example",
        "description": "The website.",
        "day": date(2022, 7, 1),
        "edition": 7,
        "kinds": kinds,
        "parts": parts,
        "findings": (),
    }
    return Report(figures=figures, **told | facts).html()


def test_counts_pages_versions_and_days_of_london():
    figures = figures_of(VERSIONS)

    assert (figures.pages, figures.versions, figures.captures) == (1, 3, 6)
    assert (figures.days, figures.first_on) == (2, date(2022, 3, 26))
    assert (figures.emptied, figures.tombstones) == (1, ["/gone/"])


def test_names_what_was_taken_down():
    assert "<code>/gone/</code>" in report(figures_of(VERSIONS))
    assert "Nothing was taken down" in report(Figures())


def test_takes_no_name_for_a_tag():
    page = report(Figures(), findings=("news/a.md:1: <script>",))

    assert "The &lt;Review&gt; of Examples" in page
    assert "news/a.md:1: &lt;script&gt;" in page


def test_needs_no_other_file():
    page = report(figures_of(VERSIONS))

    assert not re.search(r"\ssrc=|<link|@import|url\(|\sstyle=|<script", page)
