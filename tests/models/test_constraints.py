"""The promises that the database keeps, each broken once: its name is the sentence that is true."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from archive.lifecycle import begin_draft, triggers
from archive.models import (
    Address,
    ArchiveCheck,
    ArchiveComparison,
    ArchivedSite,
    BoardMember,
    Body,
    Capture,
    Contributor,
    Countdown,
    Drafting,
    Edition,
    Episode,
    FaqEntry,
    HelpLine,
    Kind,
    Link,
    LogLine,
    Look,
    Picture,
    Publication,
    Record,
    Redirect,
    Review,
    Revision,
    Series,
    SiteState,
    Stage,
    StageChange,
    StageRequest,
    Takedown,
    TaskMark,
    Waiver,
)
from tests.models.later_constraints import break_a_release_set, break_beside_the_record
from tests.models.second_person_constraints import break_the_second_person

__all__ = ["break_a_release_set", "break_beside_the_record", "break_the_second_person"]

DAY = timedelta(days=1)


@pytest.fixture
def series(db):
    return Series.objects.create(title="In care", slug="in-care")


@pytest.fixture
def break_one(series, make_publication, make_letter, make_call, make_episode,
              make_contributor, make_member, make_faq, make_picture,
              make_user):  # fmt: skip
    """By name, what would make that sentence untrue."""
    now = timezone.now()

    def change(model: type[models.Model], row: models.Model, **facts) -> None:
        """Past `save()` and `clean()`, as a bulk update goes."""
        assert model._base_manager.filter(pk=row.pk).update(**facts) == 1

    def second_draft() -> None:
        published = make_publication().pk
        for _ in range(2):
            report(draft_of_id=published, published_at=None)

    def report(**facts) -> None:
        change(Record, make_publication(), **facts)

    def second_contribution() -> None:
        first = make_contributor(make_publication())
        Contributor.objects.create(record=first.record, person=first.person)

    def second_membership(**facts) -> None:
        first = make_member(**facts)
        BoardMember.objects.create(board=first.board, person=first.person, **facts)

    def second_place_in_series() -> None:
        make_episode(series=series, series_position=1)
        make_episode(series=series, series_position=1)

    def itself(field: str, **facts) -> None:
        record = make_publication()
        change(Record, record, **{field: record.pk}, **facts)

    def second_turn_of_an_anchor() -> None:
        make_episode(turns=1).turns.create(position=2, anchor="turn-1", speaker="Guest", text="No.")

    def redirect(**facts) -> None:
        Redirect.objects.create(address="/old/", **facts)

    def stage_request(**facts) -> None:
        StageRequest.objects.create(**{"to_stage": Stage.CLOSED, "asked_by": make_user()} | facts)

    def second_stage_request() -> None:
        stage_request()
        stage_request()

    def closing_confirmed_alone() -> None:
        ada = make_user()
        StageChange.objects.create(
            from_stage=Stage.CLOSING, to_stage=Stage.CLOSED, made_by=ada, confirmed_by=ada
        )

    def request_confirmed_alone() -> None:
        ada = make_user()
        stage_request(outcome="confirmed", asked_by=ada, decided_by=ada, decided_at=now)

    def takedown(**facts) -> None:
        asked = {"address": "/a/", "reason": "A court ordered it.", "asked_by": make_user()}
        Takedown.objects.create(**asked | facts)

    def waiver(**facts) -> None:
        left = {"rule": "open-call", "address": "/a/", "place": "1", "reason": "It is over."}
        Waiver.objects.create(**left | {"what": "It is open.", "waived_by": make_user()} | facts)

    def takedown_by_one() -> None:
        alone = make_user()
        takedown(asked_by=alone, decided_by=alone, outcome="done", decided_at=now)

    def body(**facts) -> Body:
        return Body.objects.create(**{"sha256": "0" * 64, "size": 2, "content": b"Hi"} | facts)

    def log_line(**facts) -> None:
        LogLine.objects.create(**{"at": now, "kind": "added", "place": 9_000_000} | facts)

    def capture(**facts) -> None:
        answered = {
            "address": "/",
            "status": 200,
            "headers": [],
            "body": Body.objects.first() or body(),
            "first_edition": 2,
            "last_edition": 2,
            "captured_from": now,
            "rendered_at": now,
        }
        Capture.objects.create(**answered | facts)

    def countdown(**days) -> None:
        set_days = Countdown(
            closing_on=date(2023, 3, 10), domain_ends_on=date(2023, 12, 31), set_by=make_user()
        )
        set_days.follow_rules()
        for name, day in days.items():
            setattr(set_days, name, day)
        set_days.save()

    def archived_site(**facts) -> None:
        asked = StageRequest.objects.create(
            to_stage=Stage.ARCHIVED, asked_by=make_user(), reason="It was captured."
        )
        said = {"checked": "It was checked.", "timestamp": "20230310120000", "questions": "Ask us."}
        ArchivedSite.objects.create(**said | {"asked": asked} | facts)

    def task_mark(**facts) -> None:
        said = {"task": "agree", "number": 1, "says": "done", "made_by": make_user()}
        TaskMark.objects.create(**said | facts)

    def check(**facts) -> None:
        seen = {"address": "/", "looked_by": "Ada", "looked_on": date(2023, 3, 14)}
        seen |= {"archived_address": "https://archive.example/", "recorded_by": make_user()}
        ArchiveCheck.objects.create(**seen | {"verdict": "well"} | facts)

    def comparison(sha256: str) -> None:
        figures = ("same", "different", "not_held", "not_compared", "only_theirs")
        ArchiveComparison.objects.keep(("bag", sha256), "a.cdx", dict.fromkeys(figures, 0))

    def drafting(**facts) -> None:
        change(Drafting, begin_draft(make_publication(), by=None).drafting, **facts)

    return {
        "a_correction_in_a_draft_is_told_to_readers": lambda: drafting(is_correction=True),
        "a_correction_tells_readers_what_was_wrong": lambda: Revision.objects.create(
            record=make_publication(), event="updated", is_correction=True
        ),
        "a_draft_of_what_is_published_is_not_public": lambda: report(
            draft_of=make_publication().pk
        ),
        "a_record_has_one_draft": second_draft,
        "a_record_is_a_draft_of_another": lambda: itself("draft_of", published_at=None),
        "a_scheduled_draft_says_what_changes": lambda: drafting(goes_out_at=now),
        "a_check_is_of_a_page_of_this_site": lambda: check(address="letters/"),
        "a_check_says_who_looked": lambda: check(looked_by=""),
        "a_check_that_finds_a_fault_says_which": lambda: check(verdict="wrong"),
        "a_comparison_says_of_which_copy": lambda: comparison(""),
        "an_archived_site_was_asked_for_or_made": lambda: archived_site(asked=None),
        "an_archived_sites_last_crawl_was_checked": lambda: archived_site(checked=""),
        "an_archived_site_says_where_questions_go": lambda: archived_site(questions=""),
        "a_waiver_and_taking_back_have_a_reason": lambda: task_mark(says="waived"),
        "one_thing_at_a_time_is_said_of_a_task": lambda: [task_mark(), task_mark()],
        "notice_is_given_before_the_last_publishing": lambda: countdown(
            notice_on=date(2023, 3, 10)
        ),
        "the_archive_is_checked_after_the_closing": lambda: countdown(
            checked_by_on=date(2023, 3, 10)
        ),
        "the_domain_is_kept_until_the_archive_is_checked": lambda: countdown(
            domain_kept_until_on=date(2023, 3, 10)
        ),
        "the_domain_is_renewed_before_it_ends": lambda: countdown(renewed_by_on=date(2023, 12, 31)),
        "the_domain_lasts_until_the_archive_is_checked": lambda: countdown(
            domain_ends_on=date(2023, 3, 12), renewed_by_on=date(2023, 2, 1)
        ),
        "the_last_publishing_is_no_later_than_the_closing": lambda: countdown(
            last_publishing_on=date(2023, 3, 11)
        ),
        "a_place_in_the_log_is_taken_once": lambda: [log_line(seal="a") for _ in range(2)],
        "a_line_with_a_place_is_sealed": log_line,
        "a_body_is_in_the_database_or_in_a_file": lambda: body(file="bodies/a"),
        "an_address_has_one_standing_capture": lambda: [capture(), capture()],
        "a_capture_ends_after_it_begins": lambda: capture(captured_until=now - DAY),
        "a_captures_editions_are_in_order": lambda: capture(last_edition=1),
        "a_capture_has_a_body_or_was_taken_down": lambda: capture(body=None),
        "an_address_is_a_path_below_the_home_page": lambda: Address.objects.create(address="old/"),
        "a_published_letter_has_a_date": lambda: make_letter(dated_on=None),
        "a_published_record_has_a_title": lambda: report(title=""),
        "a_withdrawn_record_says_why": lambda: report(withdrawn_at=now),
        "a_record_is_withdrawn_after_publication": lambda: report(
            published_at=now, withdrawn_at=now - DAY, withdrawn_because="It named a child."
        ),
        "a_record_is_updated_after_publication": lambda: report(
            published_at=now, public_updated_at=now - DAY
        ),
        "a_record_is_superseded_by_another": lambda: itself("superseded_by"),
        "a_version_says_of_what_and_for_whom": lambda: report(version_for="Easy read"),
        "a_record_is_a_version_of_another": lambda: itself("version_of", version_for="Easy read"),
        "a_speech_as_delivered_or_written_has_an_occasion": lambda: change(
            Publication, make_publication(kind=Kind.SPEECH), delivery="as-delivered"
        ),
        "a_call_closes_after_it_opens": lambda: make_call(opens_at=now, closes_at=now),
        "an_episode_has_its_own_place_in_a_series": second_place_in_series,
        "a_number_in_a_series_has_a_series": lambda: change(
            Episode, make_episode(), series_position=3
        ),
        "a_recording_date_is_a_year_month_or_day": lambda: change(
            Episode, make_episode(), recorded="July 2023"
        ),
        "a_turn_has_its_own_anchor": second_turn_of_an_anchor,
        "a_turn_starts_within_the_recording": lambda: make_episode(turns=0).turns.create(
            speaker="Host", text="Hello.", starts_at_seconds=-1
        ),
        "a_person_contributes_to_a_record_once": second_contribution,
        "a_member_leaves_after_joining": lambda: make_member(
            joined_on=date(2022, 3, 2), left_on=date(2022, 3, 1)
        ),
        "a_person_joins_a_board_once_a_day": lambda: second_membership(joined_on=date(2022, 3, 1)),
        "a_published_question_has_an_answer": lambda: change(FaqEntry, make_faq(), answer=""),
        "a_link_leads_to_one_place": lambda: Link.objects.create(
            record=make_publication(), to_record=make_publication(), url="https://example.org/"
        ),
        "a_link_has_words": lambda: Link.objects.create(
            record=make_publication(), url="https://example.org/"
        ),
        "a_picture_is_described_or_decorative": lambda: change(Picture, make_picture(), alt=""),
        "a_picture_has_a_size": lambda: change(Picture, make_picture(), width=0),
        "a_redirect_leads_to_one_place": redirect,
        "a_redirect_leads_to_a_path_or_a_web_address": lambda: redirect(to_url="//example.org/"),
        "a_site_has_one_review": lambda: Review.objects.bulk_create([Review(pk=2, name="Another")]),
        "a_review_reports_after_it_starts": lambda: Review.objects.create(
            name="The review", started_on=date(2022, 1, 2), reported_on=date(2022, 1, 1)
        ),
        **{
            f"the_colour_of_{part}_has_six_digits": lambda part=part: Review.objects.create(
                name="The review", **{f"{part}_colour": "red"}
            )
            for part in ("ink", "cloth", "thread")
        },
        "a_help_line_can_be_reached": lambda: HelpLine.objects.create(
            review=Review.objects.create(name="The review"), name="Nobody"
        ),
        "a_site_is_in_one_stage": lambda: SiteState.objects.bulk_create([SiteState(pk=2)]),
        "a_site_is_in_one_edition": lambda: Edition.objects.create(pk=2, began_at=now),
        "a_stage_change_changes_stage": lambda: StageChange.objects.create(
            from_stage=Stage.OPEN, to_stage=Stage.OPEN
        ),
        "a_stage_change_is_confirmed_by_another": closing_confirmed_alone,
        "one_stage_request_waits_at_a_time": second_stage_request,
        "a_stage_request_is_decided_by_somebody": lambda: stage_request(outcome="confirmed"),
        "a_stage_request_is_confirmed_by_another": request_confirmed_alone,
        "an_address_is_taken_down_once": lambda: [
            takedown(outcome="done", decided_by=make_user(), decided_at=now) for _ in range(2)
        ],
        "one_takedown_of_an_address_waits_at_a_time": lambda: [
            takedown(page_stays=True) for _ in range(2)
        ],
        "a_takedown_is_decided_by_somebody": lambda: takedown(outcome="declined"),
        "a_takedown_is_done_by_two_people": takedown_by_one,
        "a_takedown_says_why": lambda: takedown(reason=""),
        "a_waiver_says_why": lambda: waiver(reason=""),
        "a_finding_is_waived_once": lambda: [waiver() for _ in range(2)],
        "a_waiver_is_taken_back_by_somebody": lambda: waiver(taken_back_at=now),
        "only_the_last_look_is_kept": lambda: Look.objects.create(
            pk=2, edition=1, looked_at=now, pages=1, findings=[], in_record=[], outside=[]
        ),
        "a_decided_takedown_has_forgotten_the_words": lambda: takedown(
            outcome="declined", decided_by=make_user(), decided_at=now, words="Ada Example"
        ),
    }


CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in apps.get_app_config("archive").get_models()
    for constraint in model._meta.constraints
}


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_the_database_holds_that(name, break_one, break_beside_the_record, break_the_second_person):
    """By itself: the triggers, which would refuse some of it before, are not there."""
    triggers.remove()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        (break_one | break_beside_the_record | break_the_second_person)[name]()

    assert told_by_the_database(*CONSTRAINTS[name]) in str(refusal.value)


def told_by_the_database(model: type[models.Model], constraint: models.BaseConstraint) -> str:
    """The name of the constraint; SQLite tells of unique columns by their own names instead."""
    if connection.vendor == "sqlite" and getattr(constraint, "fields", ()):
        columns = [model._meta.get_field(name).column for name in constraint.fields]
        return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return constraint.name


class TestWhatIsUnique:
    def test_an_address_leads_to_one_thing_be_it_a_record_or_a_redirect(self, make_page):
        page = make_page("About us")

        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(address=page.address, to_url="https://example.org/")

    def test_two_records_of_different_kinds_cannot_share_a_slug(self, make_page, make_post):
        make_page("Our remit")

        with pytest.raises(IntegrityError), transaction.atomic():
            make_post("Our remit")

    def test_two_redirects_cannot_share_an_address(self, make_page):
        Redirect.objects.create(address="/old/", to_record=make_page())

        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(address="/old/", to_url="/")

    def test_one_notice_begins_at_a_time(self, make_notice):
        make_notice()

        with pytest.raises(IntegrityError), transaction.atomic():
            make_notice("Another wording")

    def test_a_person_joins_a_board_once_when_no_day_is_known(self, make_member):
        first = make_member(joined_on=None)

        with pytest.raises(IntegrityError), transaction.atomic():
            make_member(first.board, first.person, joined_on=None)

    def test_a_person_may_come_back_to_a_board(self, make_member):
        first = make_member(joined_on=date(2021, 3, 1), left_on=date(2021, 9, 1))

        make_member(first.board, first.person, joined_on=date(2022, 1, 1))

        assert first.board.members.count() == 2


class TestWhatIsAllowed:
    def test_a_draft_letter_needs_no_date(self, make_letter):
        assert make_letter(published_at=None, dated_on=None).pk

    def test_a_draft_may_be_without_a_title(self, make_post):
        draft = make_post(published_at=None)
        draft.title = ""
        draft.save()

    def test_many_files_of_links_need_no_name(self, make_publication):
        report = make_publication()
        for number in (1, 2):
            report.attachments.create(title=f"Link {number}", url="https://example.org/")

    @pytest.mark.parametrize(
        "target", ["/", "/new/", "https://example.org/", "http://example.org/"]
    )
    def test_a_redirect_leads_to(self, target, db):
        assert Redirect.objects.create(address="/old/", to_url=target).target == target

    @pytest.mark.parametrize(
        "target",
        ["//evil.example/", "/\\evil.example/", "javascript:alert(1)", "data:text/html,x", "evil"],
    )
    def test_no_redirect_leads_to(self, target, db):
        with pytest.raises(IntegrityError), transaction.atomic():
            Redirect.objects.create(address="/old/", to_url=target)
