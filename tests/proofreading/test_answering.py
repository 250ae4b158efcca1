"""Where links lead: what nothing answers, what nobody sees yet, what did not answer when asked."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from archive.captures.filling import fill
from archive.lifecycle import begin_draft
from archive.models import Attachment, Look
from archive.proofreading.answering import OF_EVERY_PAGE
from archive.proofreading.reading import proof

SOON = timedelta(days=3)
FILE = {
    "file": "attachments/new.pdf", "name": "new.pdf", "content_type": "application/pdf",
    "size": 4, "sha256": "0" * 64,
}  # fmt: skip


@pytest.fixture
def faults(make_post):
    """What is wrong with a link that stands in the text of a draft: rule and sentence."""

    def faults(target: str, body: str = "", **facts) -> list[tuple[str, str]]:
        draft = make_post(
            "What we heard", body=body or f"[It]({target})", **{"published_at": None} | facts
        )
        rules = ("links-inside", "link-to-draft", "links-outside")
        return [(e.rule.id, e.what) for e in proof(draft).all if e.rule.id in rules]

    return faults


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/news/",
        "/news/page/2/",
        "/publications/kind/letter/",
        "/sitemap.xml",
        "/search/",
        "/static/img/icon.svg",
        "http://testserver/faqs/",
        "mailto:team@example.org",
        "tel:0800",
        "https://example.org/nothing",
        "//",
        "#",
        "#history",
        "#what-we-heard",
    ],
)
def test_what_answers_or_may_answer_is_left_alone(faults, target):
    assert faults(target, body=f"## What we heard\n\n[It]({target})") == []


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("/nowhere/", "which is not there"),
        ("/news/nothing/", "which is not there"),
        ("http://testserver/nothing/", "which is not there"),
        ("/people/nobody/", "which is not there"),
        ("/boards/none/", "which is not there"),
        ("/topics/none/", "which is not there"),
        ("/attachments/none/none.pdf", "which is not there"),
        ("nothing/", "which is not there"),
        ("/admin/", "which only those can open who sign in"),
        ("#nowhere", "no place named “nowhere”"),
    ],
)
def test_what_nothing_answers_is_found(faults, target, says):
    ((rule, what),) = faults(target)

    assert rule == "links-inside"
    assert says in what


class TestRecords:
    def test_that_are_public_are_fine_with_and_without_the_last_slash(self, faults, make_letter):
        address = make_letter().address

        assert faults(address) == []
        assert faults(address.rstrip("/"), slug="second") == []

    def test_that_moved_are_fine(self, faults, make_letter, make_redirect):
        make_redirect("/old/", to_record=make_letter())

        assert faults("/old/") == []

    def test_that_are_drafts_are_found(self, faults, make_letter):
        ((rule, what),) = faults(make_letter("The letter", published_at=None).address)

        assert rule == "link-to-draft"
        assert "“The letter”, which is a draft" in what

    def test_that_go_out_later_are_found_with_their_day(self, faults, make_letter):
        later = make_letter(published_at=datetime(2100, 3, 1, 9, tzinfo=UTC))

        ((rule, what),) = faults(later.address)

        assert rule == "link-to-draft"
        assert "goes out on 1 March 2100" in what

    def test_that_go_out_in_the_same_moment_are_fine(self, faults, make_letter):
        moment = timezone.now() + SOON
        other = make_letter(published_at=moment)

        assert faults(other.address, published_at=moment) == []
        assert faults(other.address, published_at=moment + SOON, slug="second") == []

    def test_that_link_to_themselves_are_fine(self, make_post):
        draft = make_post("Ourselves", published_at=None, body="[Here we are](/news/ourselves/)")

        assert [e.rule.id for e in proof(draft).in_the_way] == []

    def test_whose_heading_is_linked_to_have_it(self, faults, make_post):
        post = make_post("The report", body="## Findings\n\nMany.")
        fill()

        assert faults(f"{post.address}#findings") == []
        ((_, what),) = faults(f"{post.address}#conclusions", slug="second")
        assert "that page has no place named “conclusions”" in what

    def test_that_nobody_has_read_yet_may_have_any_place(self, faults, make_post):
        assert faults(f"{make_post('The report').address}#conclusions") == []


class TestFiles:
    def test_of_a_public_record_are_fine(self, faults, make_letter, make_attachment):
        assert faults(make_attachment(make_letter()).get_absolute_url()) == []

    def test_of_a_draft_are_found(self, faults, make_letter, make_attachment):
        file = make_attachment(make_letter("The letter", published_at=None))

        ((rule, what),) = faults(file.get_absolute_url())

        assert rule == "link-to-draft"
        assert "a file of “The letter”" in what


class TestInTheDraftOfAPublishedPage:
    @pytest.fixture
    def faults_in(self, make_post):
        """What is wrong with a link in the draft of a published post."""

        def faults_in(target: str, goes_out_at: datetime | None = None) -> list[str]:
            draft = begin_draft(make_post("What we heard", slug="heard"), by=None)
            Attachment.objects.create(record_id=draft.pk, title="New", **FILE)
            draft.body = f"[It]({target})"
            draft.drafting.goes_out_at = goes_out_at
            return [each.rule.id for each in proof(draft).all if each.rule.id.startswith("link")]

        return faults_in

    def test_a_link_to_the_page_itself_is_fine(self, faults_in):
        assert faults_in("/news/heard/") == []

    def test_so_is_one_to_a_file_that_the_draft_brings(self, faults_in):
        assert faults_in("/attachments/heard/new.pdf") == []

    def test_but_not_one_to_a_file_that_it_does_not_bring(self, faults_in):
        assert faults_in("/attachments/heard/another.pdf") == ["links-inside"]

    def test_what_is_out_by_the_moment_of_the_draft_is_fine(self, faults_in, make_letter):
        soon = timezone.now() + SOON
        letter = make_letter("The letter", published_at=soon)

        assert faults_in(letter.address, soon + SOON) == []


def test_people_boards_and_topics_that_are_there_are_fine(faults, make_member, make_topic):
    member = make_member()

    for number, thing in enumerate((member.person, member.board, make_topic())):
        assert faults(thing.get_absolute_url(), slug=f"post-{number}") == []


def test_an_outside_link_that_did_not_answer_when_last_asked_is_found(faults):
    gone = "https://example.org/gone"
    Look.objects.keep(
        edition=1, pages=1, findings=[], in_record=[],
        outside=[{"address": gone, "on": "/", "pages": 1, "answer": "answers 404: not found."}],
    )  # fmt: skip

    assert faults(gone) == [("links-outside", f"{gone} answers 404: not found.")]


def test_the_places_of_the_page_around_a_text_are_known(settings):
    """Those that templates name; a link to one of them is no fault."""
    import re

    folders = ("records", "layouts", "components")
    named = {
        name
        for folder in folders
        for path in (settings.BASE_DIR / "templates" / folder).glob("*.html")
        if not path.name.startswith(("statement_", "accessibility_"))  # around no text
        for name in re.findall(r'\sid="([a-z-]+)"', path.read_text())
    }

    assert named <= OF_EVERY_PAGE
