"""What changed between two versions, and how a record's page leads there."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.lifecycle import note_revision
from archive.models import Revision, State

MAY = datetime(2022, 5, 23, 8, 0, 0, 500_000, tzinfo=UTC)
JUNE = datetime(2022, 6, 1, 8, 0, tzinfo=UTC)
BETWEEN = "/changes/20220523080000/20220601080000"


@pytest.fixture
def make_two(make_capture):
    def make(first: bytes, second: bytes, address: str = "/about/", *kind: str) -> None:
        make_capture(address, first, *kind, captured_from=MAY, captured_until=JUNE)
        make_capture(address, second, *kind, captured_from=JUNE)

    return make


def page_of(*paragraphs: str) -> bytes:
    return f"<body><nav>Menu</nav><main>{''.join(f'<p>{p}</p>' for p in paragraphs)}".encode()


class TestTwoVersions:
    def test_are_shown_as_one_text_with_the_words_that_went_and_came(self, client, make_two):
        make_two(
            page_of("It cost ten pounds &amp; more."), page_of("It cost 20 pounds &amp; more.")
        )
        page = client.get(f"{BETWEEN}/about/").text

        went, came = page.rindex("<del"), page.rindex("<ins")
        assert went < page.rindex("</span>ten<") < came < page.rindex("</span>20<")
        assert "(removed: " in page
        assert "pounds &amp; more." in page
        assert "differs in 1 place." in page

    def test_are_told_apart_by_what_a_reader_reads_alone(self, client, make_two):
        make_two(b'<body class="a"><main><p>Same', b"<body class=b><main>\n<p>Same")
        page = client.get(f"{BETWEEN}/about/").text

        assert "The text is the same; what stands around it changed." in page

    def test_of_an_article_are_compared_without_what_stands_beside_it(self, client, make_two):
        article = b"<body><main><article><h1>The report</h1></article><p>News 1</main>"
        make_two(article, article.replace(b"News 1", b"News 2"))
        page = client.get(f"{BETWEEN}/about/").text

        assert "The text is the same" in page

    def test_within_one_minute_are_told_apart_by_their_seconds(self, client, make_capture):
        later = MAY + timedelta(seconds=7)
        make_capture("/about/", page_of("a"), captured_from=MAY, captured_until=later)
        make_capture("/about/", page_of("b"), captured_from=later)
        page = client.get("/changes/20220523080000/20220523080007/about/").text

        assert "23 May 2022 at 9:00:00am<" in page
        assert "23 May 2022 at 9:00:07am<" in page

    def test_that_are_the_same_are_said_to_be(self, client, make_two):
        make_two(page_of("a"), page_of("a"))

        assert "Both versions are the same." in client.get(f"{BETWEEN}/about/").text

    def test_leave_out_what_did_not_change(self, client, make_two):
        same = [f"Paragraph {number} stays." for number in range(1, 14)]
        make_two(page_of(*same, "Old end."), page_of(*same, "New end."))
        page = client.get(f"{BETWEEN}/about/").text

        assert "… 12 paragraphs unchanged …" in page
        assert "Paragraph 13 stays." in page
        assert "Paragraph 12 stays." not in page

    def test_say_nothing_that_can_run(self, client, make_two):
        make_two(page_of("a"), page_of("&lt;script&gt;alert(1)&lt;/script&gt;"))

        assert "<script>alert" not in client.get(f"{BETWEEN}/about/").text

    def test_that_are_no_text_lead_to_both(self, client, make_two):
        make_two(b"%PDF-1", b"%PDF-2", "/a.pdf", "application/pdf")
        page = client.get(f"{BETWEEN}/a.pdf").text

        assert "cannot be shown word by word" in page
        assert 'href="/memento/20220523080000/a.pdf"' in page
        assert 'href="/memento/20220601080000/a.pdf"' in page

    def test_in_the_wrong_order_are_put_right(self, client, make_two):
        make_two(page_of("a"), page_of("b"))
        response = client.get("/changes/20220601080000/20220523080000/about/")

        assert response["Location"] == f"{BETWEEN}/about/"

    def test_that_are_not_there_cannot_be_compared(self, client, make_two):
        make_two(page_of("a"), page_of("b"))

        assert client.get("/changes/20200101000000/20220601080000/about/").status_code == 404
        assert client.get("/changes/20220230000000/20220601080000/about/").status_code == 404

    def test_that_were_taken_down_cannot_be_compared(self, client, letter, make_two, take_down):
        make_two(b"<p>It was Ada Example", b"<p>It was Ada Example!", letter.address)
        take_down(letter.address)
        response = client.get(f"{BETWEEN}{letter.address}")

        assert response.status_code == 410
        assert "Ada Example" not in response.text

    def test_are_found_by_no_search_engine(self, client, make_two):
        make_two(page_of("a"), page_of("b"))

        assert client.get(f"{BETWEEN}/about/")["X-Robots-Tag"] == "noindex, nofollow"


class TestTheHistoryOfARecord:
    """Its page is kept itself, so that its links cannot depend on what is kept."""

    @pytest.fixture
    def record(self, make_publication):
        return make_publication("The report", address="/the-report/", published_at=MAY)

    @pytest.fixture
    def told(self, record):
        """A change that readers were told of, made on 1 June."""
        note_revision(
            record, before=State.PUBLISHED, by=None, change_note="A figure.", is_major=True
        )
        Revision.objects.update(made_at=JUNE - timedelta(seconds=3))

    def links(self, client, record) -> tuple[str, str]:
        page = client.get(record.address).text
        after = "/memento/after/20220601075957/the-report/"
        changed = "/changes/after/20220601075957/the-report/"
        assert f'href="{after}" rel="nofollow"' in page
        assert f'href="{changed}" rel="nofollow"' in page
        return after, changed

    def test_leads_to_all_versions(self, client, record):
        page = client.get(record.address).text

        assert 'href="/timemap/the-report/" rel="nofollow">All versions of this page' in page

    def test_leads_to_the_page_after_a_change_and_to_what_changed(
        self, client, record, told, make_two
    ):
        make_two(page_of("10"), page_of("20"), record.address)
        after, changed = self.links(client, record)

        assert client.get(after)["Location"] == "/memento/20220601080000/the-report/"
        assert client.get(changed)["Location"] == f"{BETWEEN}/the-report/"

    def test_leads_there_where_it_was_first_read_a_day_and_an_edition_later(
        self, client, record, told, make_capture
    ):
        read_at = JUNE + timedelta(days=1)
        make_capture(record.address, b"<body>1", captured_from=MAY, captured_until=read_at)
        make_capture(record.address, b"<body>2", captured_from=read_at)
        after, changed = self.links(client, record)

        assert client.get(after)["Location"] == "/memento/20220602080000/the-report/"
        assert "/changes/20220523080000/20220602080000/" in client.get(changed)["Location"]

    def test_leads_to_the_first_version_where_that_has_the_change_already(
        self, client, record, told, make_capture
    ):
        make_capture(record.address, b"<body>2", captured_from=JUNE)
        after, changed = self.links(client, record)

        assert client.get(after)["Location"] == "/memento/20220601080000/the-report/"
        response = client.get(changed)
        assert response.status_code == 404
        assert "has that change already" in response.text

    def test_of_what_nobody_has_read_since_leads_to_what_stands(
        self, client, record, told, make_capture
    ):
        make_capture(record.address, b"<body>1", captured_from=MAY)
        after, _ = self.links(client, record)

        assert client.get(after)["Location"] == "/memento/20220523080000/the-report/"

    def test_of_a_change_before_publication_leads_to_the_publication(
        self, client, make_publication, told, record
    ):
        record.published_at = JUNE + timedelta(hours=1)
        record.save()

        assert "/memento/after/20220601090000/the-report/" in client.get(record.address).text
