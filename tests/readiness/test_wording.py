"""Which texts of the record are read, and what is said of each."""

import pytest
from django.utils import timezone

from archive.models import Kind, Notice, Review
from archive.readiness import wording
from archive.readiness.texts import texts


def found(*rules: str):
    return [each for each in wording.findings(texts()) if not rules or each.rule in rules]


class TestATextThatIsRead:
    def test_is_that_of_a_published_record(self, make_post):
        post = make_post(summary="We met today.", body="Read it [here](/a/).")
        make_post(published_at=None, body="Today.")
        assert {(each.rule, each.address, each.form) for each in found()} == {
            (rule, post.address, f"/admin/archive/post/{post.pk}/change/")
            for rule in ("relative-date", "link-says-nothing")
        }

    def test_is_a_question_and_its_answer(self, make_faq):
        entry = make_faq("When will it end?", answer="It ended. Read more here.")
        assert [(each.rule, each.address) for each in found()] == [
            ("future-in-questions", entry.get_absolute_url()),
            ("leads-nowhere", entry.get_absolute_url()),
        ]

    def test_is_what_a_call_says_after_it_closed_and_not_what_it_said_before(self, make_call):
        make_call(text_before="Soon.", text_open="Write today.", text_after="We read it soon.")
        assert [each.words for each in found()] == ["soon"]

    def test_is_the_notice_of_the_day_and_not_one_that_it_replaced(self, make_notice):
        make_notice("The first", body="It closes tomorrow.")
        make_notice("The second", body="It closes soon.", starts_at=timezone.now())
        assert [each.words for each in found()] == ["soon"]

    def test_is_what_the_review_says_of_itself(self, db):
        Review.objects.create(name="The Review", where_to_turn="We are currently closed.")
        assert [each.form for each in found()] == ["/admin/archive/review/1/change/"]

    def test_is_a_board_and_a_person(self, make_board, make_member):
        make_board(body="It meets next month.")
        member = make_member()
        member.person.biography = "She is currently a judge."
        member.person.save()
        assert sorted(each.words for each in found()) == ["currently", "next month"]

    def test_is_none_that_was_spoken_in_a_recording(self, make_episode):
        make_episode().turns.update(text="We met today.")
        assert found() == []


class TestALetterOrASpeech:
    @pytest.mark.parametrize("kind", [Kind.LETTER, Kind.SPEECH])
    def test_is_said_once_however_often_it_counts_days(self, make_publication, kind):
        make_publication(kind=kind, body="We met today.\n\nI write again next spring.")
        (finding,) = found()
        assert finding.rule == "relative-date"
        assert "“today”, “next spring”" in finding.what
        assert "words stay" in finding.do

    def test_may_tell_of_the_future(self, make_letter):
        make_letter(body="The report will be published.")
        assert found() == []

    def test_is_not_told_to_call_things_otherwise(self, make_letter, make_post):
        make_post(body="The Evidence and Design Groups met. The Evidence and Design Groups left.")
        make_letter(body="Of the Evidence and Design groups.")
        assert found() == []


def test_a_quotation_is_said_to_be_one(make_post):
    make_post(body="She said: “We met today.”")
    assert "stands in a quotation" in found()[0].do


def test_two_names_for_one_thing_are_found_where_the_odd_one_stands(make_post):
    make_post(body="The Evidence and Design Groups met. The Evidence and Design Groups left.")
    odd = make_post(body="They are the Evidence and Design groups.")
    (finding,) = found()
    assert (finding.rule, finding.address) == ("different-names", odd.address)
    assert "“Evidence and Design groups” is written “Evidence and Design Groups”" in finding.what


def test_the_number_of_questions_does_not_grow_with_the_record(
    make_site, django_assert_max_num_queries
):
    make_site(6)
    assert Notice.objects.count() == 0
    with django_assert_max_num_queries(14):
        found()
