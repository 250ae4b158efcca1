"""What *Link…* finds for a text: by words of its name, with what it is, and never more than the
person who looks may see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import begin_draft

TARGETS = reverse("admin:link_targets")


def found(client, words: str = "") -> list[dict]:
    return client.get(TARGETS, {"q": words}).json()["targets"]


def titles(client, words: str = "") -> list[str]:
    return [target["title"] for target in found(client, words)]


@pytest.fixture
def writer_who_sees_no_record(sign_in):
    """Somebody who may add pictures, and nothing else."""
    client = sign_in("")
    client.user.user_permissions.add(Permission.objects.get(codename="add_picture"))
    return client


class TestWhatIsFound:
    def test_a_page_by_words_of_its_title_in_any_order(self, editor, make_publication):
        report = make_publication(title="The Final Report")
        make_publication(title="A letter to the Chair")

        assert found(editor, "report final") == [
            {
                "title": "The Final Report",
                "address": report.address,
                "what": report.get_kind_display(),
                "is_public": True,
            }
        ]

    def test_a_page_by_its_address(self, editor, make_page):
        make_page(title="Who we are", address="/about/the-team/")

        assert titles(editor, "the-team") == ["Who we are"]

    def test_what_begins_with_the_words_comes_first(self, editor, make_post):
        make_post(title="Leeds")
        make_post(title="What we heard in Leeds")

        assert titles(editor, "leeds") == ["Leeds", "What we heard in Leeds"]

    def test_without_words_what_was_edited_last(self, editor, make_post):
        make_post(title="First")
        make_post(title="Second")

        assert titles(editor) == ["Second", "First"]

    def test_a_draft_says_that_it_is_one(self, editor, make_post):
        make_post(title="Not yet", published_at=None)

        (draft,) = found(editor, "not yet")

        assert draft["is_public"] is False
        assert draft["what"].endswith(", draft")

    def test_what_goes_out_later_says_so(self, editor, make_post):
        make_post(title="Soon", published_at=timezone.now() + timedelta(days=2))

        assert found(editor, "soon")[0]["what"].endswith(", scheduled")

    def test_an_answer_with_its_anchor(self, editor, make_faq):
        question = make_faq(question="Who can take part?", anchor="who-can-take-part")

        (answer,) = found(editor, "take part")

        assert answer["address"] == question.get_absolute_url()
        assert answer["address"].endswith("#who-can-take-part")

    def test_a_file_with_the_page_that_it_belongs_to(
        self, editor, make_publication, make_attachment
    ):
        report = make_publication(title="The Final Report")
        file = make_attachment(report, title="Tables of costs")

        (target,) = found(editor, "tables costs")

        assert target["address"] == file.get_absolute_url()
        assert "of “The Final Report”" in target["what"]

    def test_a_published_page_and_its_file_once_though_a_draft_has_copies(
        self, editor, make_publication, make_attachment
    ):
        report = make_publication(title="The Final Report")
        make_attachment(report, title="The Final Report, tables")
        begin_draft(report, by=None)

        assert titles(editor, "final") == ["The Final Report", "The Final Report, tables"]

    def test_nothing_that_was_taken_down(self, editor, make_post):
        make_post(title="Gone for good", taken_down_at=datetime(2026, 1, 1, tzinfo=UTC))

        assert titles(editor, "gone") == []


class TestWhoFindsIt:
    def test_drafts_are_found_by_nobody_who_may_not_see_them(
        self, writer_who_sees_no_record, make_post, make_faq, make_attachment
    ):
        draft = make_post(title="Secret page", published_at=None)
        make_attachment(draft, title="Secret file")
        make_faq(question="Secret question?", published_at=None)
        make_post(title="No secret")

        assert titles(writer_who_sees_no_record, "secret") == ["No secret"]
        assert titles(writer_who_sees_no_record) == ["No secret"]

    def test_an_author_finds_drafts(self, sign_in, make_post):
        make_post(title="Not yet", published_at=None)

        assert titles(sign_in("Authors"), "not yet") == ["Not yet"]

    def test_who_writes_nothing_is_refused(self, sign_in):
        assert sign_in("Auditors").get(TARGETS).status_code == 403

    def test_nobody_outside_gets_an_answer(self, client):
        assert client.get(TARGETS).status_code == 302


class TestItsBounds:
    def test_a_dozen_at_most_and_few_questions_to_the_database(
        self, editor, make_post, django_assert_max_num_queries
    ):
        for number in range(15):
            make_post(title=f"Leeds {number}")

        with django_assert_max_num_queries(10):
            assert len(titles(editor, "leeds")) == 12

    def test_a_very_long_question_is_cut(self, editor, make_post):
        make_post(title="Leeds")

        assert titles(editor, "leeds " * 500) == ["Leeds"]

    def test_it_is_asked_and_never_sent(self, editor):
        assert editor.post(TARGETS, {"q": "x"}).status_code == 405
