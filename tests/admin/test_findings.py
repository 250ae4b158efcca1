"""What is wrong with a text, beside its form: shown, enforced, and left as it is with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import HouseWord, Kind, RuleSeverity, Severity, Waiver
from archive.readiness.report import Report

from .conftest import SOON, address_of, edit, errors_of, form_at, messages_of, save, text_of

FINDINGS = reverse("admin:findings")
WAIVE = reverse("admin:findings_waive")
GONE = "Read [the plan](/news/nothing/)."
WHY = "The plan goes out within the hour."


def ask(client: Client, thing, **texts):
    of = {"of": thing._meta.model_name, "pk": thing.pk, "texts": "yes"}
    return client.post(FINDINGS, of | texts)


def rules_of(response) -> list[str]:
    return [each["rule"] for each in response.json()["findings"]]


def place_of(client: Client, thing, rule: str) -> str:
    found = ask(client, thing).json()["findings"]
    return next(each["place"] for each in found if each["rule"] == rule)


TITLE = "What we heard in Leeds"


@pytest.fixture
def draft(make_post):
    return make_post(TITLE, published_at=None, body=GONE)


class TestBesideTheForm:
    def test_stands_what_is_wrong_as_it_is_saved(self, editor, draft):
        page = text_of(editor.get(address_of(draft)))

        assert "Before it goes out" in page
        assert "The link leads to /news/nothing/, which is not there." in page
        assert "One thing stops it from going out." in page

    def test_stands_what_is_wrong_after_saving(self, editor, draft):
        page = text_of(save(editor, draft, body="We MUST go."))

        assert "“MUST” is in capitals." in page

    def test_a_text_without_faults_is_told_so(self, editor, make_post):
        assert "Nothing to mend." in text_of(
            editor.get(address_of(make_post(TITLE, published_at=None)))
        )

    def test_a_form_that_nobody_filled_in_has_nothing_to_mend(self, editor):
        page = text_of(editor.get(reverse("admin:archive_post_add")))

        assert "Nothing to mend." in page

    def test_a_question_and_a_notice_have_it_too(self, administrator, make_faq, make_notice):
        question = make_faq(answer="The board will tell us. You can read it here.")
        notice = make_notice(body="Today we close.")

        asked = text_of(administrator.get(address_of(question)))
        assert "This answer says “will” of something still to come." in asked
        assert "This says “Today”" in text_of(administrator.get(address_of(notice)))

    def test_who_only_looks_is_spared_it(self, auditor, draft):
        assert "Before it goes out" not in text_of(auditor.get(address_of(draft)))

    def test_a_refused_form_shows_what_was_written_and_what_is_wrong_with_it(self, editor, draft):
        page = save(editor, draft, "_publish", body="See [the report](/nowhere/).")

        assert "/nowhere/, which is not there" in text_of(page)
        assert "See [the report](/nowhere/)." in page.content.decode()


class TestWhileItIsWritten:
    def test_each_finding_has_its_place(self, editor, draft):
        text = "We met.\n\nYou MUST write."

        (found,) = ask(editor, draft, body=text).json()["findings"]

        assert text[found["start"] : found["end"]] == "MUST"
        assert (found["where"], found["replacement"]) == ("Body, line 3", "must")

    def test_nothing_is_saved(self, editor, draft):
        ask(editor, draft, body="Another text.")

        draft.refresh_from_db()
        assert draft.body == GONE

    def test_the_draft_of_what_is_published_is_read_as_well(self, editor, make_post):
        found = ask(editor, edit(editor, make_post()), body="You MUST.")

        assert "capitals" in rules_of(found)

    def test_what_was_never_saved_is_read_as_well(self, editor):
        sent = {"of": "publication", "pk": "", "kind": "speech", "body": "Today we met."}

        (found,) = [
            each
            for each in editor.post(FINDINGS, sent).json()["findings"]
            if each["rule"] == "relative-date"
        ]
        assert "words stay" in found["do"]

    def test_the_dates_in_the_form_count_before_they_are_saved(self, editor, make_call):
        call = make_call(text_open="It closes on 15 December 2022.")
        days = {"closes_at_day": "15 December 2022", "closes_at_time": "17:00"}

        assert "call-dates" in rules_of(ask(editor, call))
        assert "call-dates" not in rules_of(ask(editor, call, **days))

    def test_a_welsh_text_is_not_held_to_rules_of_english(self, editor, make_post):
        post = make_post(language="cy", body="Heddiw. We met today.")

        assert "relative-date" not in rules_of(ask(editor, post))

    def test_a_place_behind_a_picture_sign_is_counted_as_browsers_count(self, editor, draft):
        (found,) = ask(editor, draft, body="😀 You MUST.").json()["findings"]

        assert found["start"] == len("😀 You ".encode("utf-16-le")) // 2

    def test_is_for_those_who_may_change_it(self, auditor, client, editor, draft, make_notice):
        assert ask(auditor, draft).status_code == 403
        assert ask(client, draft).status_code == 302
        assert ask(editor, make_notice()).status_code == 403
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(editor.user)
        assert ask(strict, draft).status_code == 403

    @pytest.mark.parametrize(
        "sent",
        [
            {"of": "user", "pk": "1"},
            {"of": "post", "pk": "999"},
            {"of": "post", "pk": "x"},
            {"of": "post", "pk": "", "kind": "nothing"},
            {},
        ],
    )
    def test_what_is_not_there_is_not_found(self, editor, sent):
        assert editor.post(FINDINGS, sent).status_code == 404

    def test_it_asks_the_database_a_fixed_number_of_questions(
        self, editor, make_post, make_picture, django_assert_max_num_queries
    ):
        links = " ".join(f"[Page {n}](/news/page-{n}/#a)" for n in range(30))
        post = make_post(body=f"{links} [A file](/attachments/x/y.pdf) [P](/people/x/)")

        with django_assert_max_num_queries(20):
            ask(editor, post)


class TestBeforeItGoesOut:
    @pytest.mark.parametrize("wish", ["_publish", "_schedule"])
    def test_what_stops_it_is_mended_first(self, editor, draft, wish):
        moment = {"schedule_for_day": SOON, "schedule_for_time": "09:00"}

        page = save(editor, draft, wish, body=f"Hello. {GONE}", **moment)

        assert "Line 1: The link leads to /news/nothing/" in errors_of(page)
        assert f"Hello. {GONE}" in page.content.decode()
        draft.refresh_from_db()
        assert draft.published_at is None

    def test_a_warning_stops_nothing(self, editor, draft):
        save(editor, draft, "_publish", body="We MUST go.")

        draft.refresh_from_db()
        assert draft.is_public

    def test_a_draft_is_saved_whatever_is_wrong(self, editor, draft):
        save(editor, draft, body=f"{GONE} More.")

        draft.refresh_from_db()
        assert draft.body.endswith("More.")

    def test_a_link_to_a_draft_waits_for_it(self, editor, make_post):
        other = make_post(title="The other one", published_at=None)
        draft = make_post(published_at=None, body=f"[The other]({other.address})")

        page = save(editor, draft, "_publish")

        assert "“The other one”, which is a draft" in errors_of(page)

    def test_administrators_say_what_stops_it(self, editor, draft):
        RuleSeverity.objects.set("links-inside", Severity.WARNING)
        RuleSeverity.objects.set("capitals", Severity.BLOCKS)

        assert "in capitals" in errors_of(save(editor, draft, "_publish", body="We MUST."))
        save(editor, draft, "_publish")
        draft.refresh_from_db()
        assert draft.is_public

    def test_a_question_is_held_back_too(self, editor, make_faq):
        question = make_faq(published_at=None, answer=GONE)

        assert "which is not there" in errors_of(save(editor, question, "_publish"))


class TestLeftAsItIs:
    def test_with_a_reason_it_goes_out(self, editor, draft):
        place = place_of(editor, draft, "links-inside")

        answer = editor.post(
            WAIVE, {"of": "post", "pk": draft.pk, "place": place, f"reason-{place}": WHY},
            follow=True,
        )  # fmt: skip

        assert WHY in text_of(answer)
        save(editor, draft, "_publish")
        draft.refresh_from_db()
        assert draft.is_public
        waiver = Waiver.objects.get()
        assert (waiver.waived_by, waiver.reason, waiver.address) == (
            editor.user, WHY, draft.address,
        )  # fmt: skip

    def test_what_is_not_saved_yet_can_be_left_by_a_script(self, editor, draft):
        sent = {"of": "post", "pk": draft.pk, "texts": "yes", "body": "We MUST."}
        (found,) = editor.post(FINDINGS, sent).json()["findings"]
        place = found["place"]

        answer = editor.post(WAIVE, sent | {"place": place, f"reason-{place}": WHY}).json()

        (left,) = answer["findings"]
        assert left["waived"]["reason"] == WHY
        assert answer["summary"] == "Nothing to mend."

    def test_without_a_reason_it_is_not(self, editor, draft):
        place = place_of(editor, draft, "links-inside")
        sent = {"of": "post", "pk": draft.pk, "place": place, f"reason-{place}": " "}

        answer = editor.post(WAIVE, sent, follow=True)

        assert any("Say why it can stay so" in said for said in messages_of(answer))
        assert not Waiver.objects.exists()

    def test_other_words_are_another_finding(self, editor, draft):
        place = place_of(editor, draft, "links-inside")
        editor.post(WAIVE, {"of": "post", "pk": draft.pk, "place": place, f"reason-{place}": WHY})

        page = save(editor, draft, "_publish", body="Read [the plan](/news/nothing-else/).")

        assert "/news/nothing-else/" in errors_of(page)

    def test_what_could_do_harm_never_is(self, editor, draft):
        sent = {"of": "post", "pk": draft.pk, "texts": "yes", "body": "[x](javascript:y)"}
        (found,) = [
            each
            for each in editor.post(FINDINGS, sent).json()["findings"]
            if each["rule"] == "link-not-allowed"
        ]
        place = found["place"]

        answer = editor.post(WAIVE, sent | {"place": place, f"reason-{place}": WHY})

        assert answer.status_code == 409
        assert not found["canBeWaived"]

    def test_here_it_is_left_in_what_the_closing_asks_about(self, editor, make_post, make_check):
        make_check()
        post = make_post(TITLE, body="We met today.")
        place = place_of(editor, post, "relative-date")
        editor.post(WAIVE, {"of": "post", "pk": post.pk, "place": place, f"reason-{place}": WHY})

        report = Report()

        assert [each.waiver.reason for each in report.waived] == [WHY]
        assert "relative-date" not in {each.rule for each in report.standing}

    def test_what_was_left_there_is_left_here(self, editor, administrator, make_letter, make_check):
        make_check()
        letter = make_letter(TITLE, kind=Kind.LETTER, body="I write today. We met last week.")
        (finding,) = (each for each in Report().standing if each.address == letter.address)
        sent = {"place": finding.place, "reason": WHY}

        administrator.post(reverse("admin:readiness"), sent)

        (found,) = [e for e in ask(editor, letter).json()["findings"] if e["rule"] == finding.rule]
        assert found["waived"]["reason"] == WHY

    def test_who_may_not_change_the_text_leaves_nothing(self, auditor, editor, draft):
        place = place_of(editor, draft, "links-inside")
        sent = {"of": "post", "pk": draft.pk, "place": place, f"reason-{place}": WHY}

        assert auditor.post(WAIVE, sent).status_code == 403


def test_house_words_are_found_in_every_form(editor, draft):
    HouseWord.objects.create(write="Experts by Experience Board", instead_of=["EBE Board"])

    (found,) = ask(editor, draft, body="The EBE Board.").json()["findings"]

    assert found["replacement"] == "Experts by Experience Board"


def test_in_a_closed_site_nothing_is_asked(editor, draft, close_site):
    close_site()

    assert ask(editor, draft).status_code == 403
    assert "Before it goes out" not in text_of(editor.get(address_of(draft)))


def test_opening_a_form_asks_the_database_a_bounded_number_of_questions(
    editor, make_post, django_assert_max_num_queries
):
    post = make_post(body=GONE)

    with django_assert_max_num_queries(30):
        editor.get(address_of(post))


def test_the_form_sends_what_the_panel_reads(editor, draft):
    assert {"title", "summary", "body", "content_note", "language"} <= form_at(
        editor, address_of(draft)
    ).keys()
