"""Release sets in the admin: put together from drafts, scheduled and published as one thing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import begin_draft, publish_set, put_in, schedule_set
from archive.models import Drafting, PublishedAlone, ReleaseSet
from tests.admin.conftest import SOON, address_of, errors_of, messages_of, save, text_of

DAY = timedelta(days=1)
MOMENT = {"at_day": SOON, "at_time": "10:00"}
INDEX = reverse("admin:index")


@pytest.fixture
def release(db):
    return ReleaseSet.objects.create(name="The final report")


@pytest.fixture
def letter(make_letter):
    return make_letter("To the Minister", published_at=None)


@pytest.fixture
def two(release, letter, make_faq):
    """A letter and a question, in the set."""
    question = make_faq("Where is the report?", published_at=None)
    for thing in (letter, question):
        put_in(release, thing)
    return letter, question


def press(client, release, button: str, value: object = "1", **sent):
    return client.post(address_of(release), {button: value, **sent}, follow=True)


def scheduled(release) -> ReleaseSet:
    return schedule_set(release, at=timezone.now() + 3 * DAY, by=None)


class TestPuttingTogether:
    def test_begins_with_a_name(self, editor):
        page = editor.post(
            reverse("admin:archive_releaseset_add"), {"name": "The report"}, follow=True
        )

        release = ReleaseSet.objects.get()
        assert (release.name, release.made_by) == ("The report", editor.user)
        assert "Put into it what is to go out together" in messages_of(page)[0]

    def test_finds_drafts_by_their_titles(self, editor, release, letter, make_post, make_notice):
        make_post("Something else", published_at=None)
        make_post("To be public already")
        make_notice("To begin", is_draft=True)

        page = text_of(editor.get(address_of(release), {"q": "to "}))

        assert "To the Minister" in page
        assert "To begin" in page
        assert "Something else" not in page
        assert "To be public already" not in page

    def test_puts_one_in_and_takes_it_out(self, editor, release, letter):
        press(editor, release, "_put", f"record-{letter.pk}")
        [member] = release.members.all()
        assert member.thing.pk == letter.pk

        page = press(editor, release, "_take_out", member.pk)

        assert "is out of the set" in messages_of(page)[0]
        assert not release.members.exists()

    def test_begins_at_a_records_own_form(self, editor, release, letter):
        address = reverse("admin:release_put", args=["record", letter.pk])

        assert address in text_of(editor.get(address_of(letter)))
        page = editor.post(address, {"_into": release.pk}, follow=True)

        assert "“To the Minister” is in the set." in messages_of(page)
        assert page.request["PATH_INFO"] == address_of(release)

    def test_makes_a_new_set_on_the_way(self, editor, letter):
        address = reverse("admin:release_put", args=["record", letter.pk])

        editor.post(address, {"_new": "1", "name": "The last day"})

        assert letter.release == ReleaseSet.objects.get(name="The last day")

    def test_keeps_the_name_that_cannot_be(self, editor, letter):
        address = reverse("admin:release_put", args=["record", letter.pk])

        page = editor.post(address, {"_new": "1", "name": ""})

        assert page.status_code == 200
        assert page.context["form"].errors

    def test_is_for_those_who_publish(self, sign_in, auditor, release, letter):
        for client in (auditor, sign_in("Authors"), sign_in("Reviewers")):
            assert client.get(address_of(release)).status_code == 200
            assert press(client, release, "_put", f"record-{letter.pk}").status_code == 403
            put = reverse("admin:release_put", args=["record", letter.pk])
            assert client.get(put).status_code == 403

    def test_ends_with_the_closing(self, closed_site_with_a_set, editor):
        page = text_of(editor.get(address_of(closed_site_with_a_set)))

        assert "Schedule all of it" not in page
        assert press(editor, closed_site_with_a_set, "_discard").status_code == 403

    @pytest.fixture
    def closed_site_with_a_set(self, release, letter, request):
        put_in(release, letter)
        request.getfixturevalue("closed_site")
        return release


class TestScheduling:
    def test_gives_all_of_it_a_moment(self, editor, release, two):
        page = press(editor, release, "_schedule", **MOMENT)

        assert f"{SOON} at 10:00" in messages_of(page)[0]
        assert {each.goes_out_at for each in two} == {ReleaseSet.objects.get().goes_out_at}

    def test_says_what_is_in_the_way_of_each(self, editor, release, two, make_post):
        draft = begin_draft(make_post("How we worked"), by=None)
        put_in(release, draft)

        page = press(editor, release, "_schedule", **MOMENT)

        assert "“How we worked”: Say what changed" in messages_of(page)[0]
        assert SOON in page.content.decode()
        assert not ReleaseSet.objects.get().is_scheduled

    def test_is_stopped_by_what_stops_a_text(self, editor, release, make_post):
        put_in(release, make_post("With a gap", body="See [page](/nowhere/).", published_at=None))

        page = press(editor, release, "_schedule", **MOMENT)

        assert "“With a gap”: Body: The link leads to /nowhere/" in messages_of(page)[0]

    def test_lets_things_in_it_lead_to_each_other(self, editor, release, letter, make_post):
        news = make_post("News", body=f"See [the letter]({letter.address}).", published_at=None)
        put_in(release, news)
        assert "is a draft" in messages_of(press(editor, release, "_schedule", **MOMENT))[0]

        put_in(release, letter)
        page = press(editor, release, "_schedule", **MOMENT)

        assert "Leads to “To the Minister”, which goes out with it." in text_of(page)
        assert ReleaseSet.objects.get().is_scheduled

    @pytest.mark.parametrize("moment", [{}, {"at_day": "1 May 2020", "at_time": "10:00"}])
    def test_needs_a_moment_to_come(self, editor, release, two, moment):
        page = press(editor, release, "_schedule", **moment)

        assert page.context["moment_form"].errors["at"]
        assert not ReleaseSet.objects.get().is_scheduled

    def test_asks_once_of_a_moment_in_another_year(self, editor, release, two):
        far = {"at_day": f"1 May {timezone.localdate().year + 2}", "at_time": "10:00"}
        page = press(editor, release, "_schedule", **far)

        assert "more than a year away" in text_of(page)
        asked = page.context["moment_form"]["meant_for"].value()
        press(editor, release, "_schedule", **far, meant_for=asked)
        assert ReleaseSet.objects.get().is_scheduled

    def test_is_taken_back_and_published(self, editor, release, two):
        press(editor, release, "_schedule", **MOMENT)
        press(editor, release, "_take_back")
        assert not ReleaseSet.objects.get().is_scheduled

        page = press(editor, release, "_publish")

        assert messages_of(page) == ["All of “The final report” is published."]
        assert "All of it went out on" in text_of(page)


class TestAThingInASet:
    @pytest.mark.parametrize("wish", ["_publish", "_schedule"])
    def test_does_not_go_out_alone(self, editor, release, two, wish):
        for thing in two:
            page = save(editor, thing, wish, schedule_for_day=SOON, schedule_for_time="10:00")
            assert "It goes out with the release set" in errors_of(page)
            assert address_of(release) in errors_of(page)

    def test_is_not_taken_back_alone(self, editor, release, two):
        scheduled(release)

        page = save(editor, two[0], "_take_back")

        assert "Move or take back the whole set." in errors_of(page)
        assert two[0].goes_out_at is not None

    def test_says_so_on_its_form_and_has_no_button_for_it(self, editor, release, two):
        scheduled(release)

        for thing in two:
            page = text_of(editor.get(address_of(thing)))
            assert "It goes out with the release set" in page
            assert "in 3 days" in page
            assert 'name="_publish"' not in page
            assert 'name="_take_back"' not in page

    def test_can_still_be_written_and_is_held_to_what_may_go_out(self, editor, release, two):
        scheduled(release)
        letter, _ = two

        save(editor, letter, summary="A better summary.")
        page = save(editor, letter, body="See [page](/nowhere/).")

        letter.refresh_from_db()
        assert letter.summary == "A better summary."
        assert "The link leads to /nowhere/" in text_of(page)
        assert "nowhere" not in letter.body

    def test_is_not_changed_by_authors_once_it_is_scheduled(self, sign_in, release, two):
        scheduled(release)

        answer = sign_in("Authors").post(address_of(two[0]), {"title": "Another"})

        assert answer.status_code == 403

    def test_is_not_thrown_away_while_it_is_scheduled(self, editor, release, make_post):
        draft = begin_draft(make_post(), by=None)
        Drafting.objects.update(change_note="A figure.")
        put_in(release, draft)
        scheduled(release)

        editor.post(reverse("admin:archive_post_discard", args=[draft.pk]))

        assert release.members.count() == 1

    def test_says_in_its_history_that_it_went_out_with_it(self, editor, release, two):
        publish_set(release, by=editor.user)

        page = text_of(editor.get(address_of(two[0], "history")))

        assert "It went out with the release set" in page


class TestANotice:
    def test_begins_with_its_set_and_not_alone(self, administrator, release, make_notice):
        notice = make_notice(is_draft=True, starts_at=timezone.now() + DAY)
        put_in(release, notice)
        page = text_of(administrator.get(address_of(notice)))
        assert "It goes out with the release set" in page
        assert 'name="_publish"' not in page

        refused = save(administrator, notice, "_publish")
        press(administrator, release, "_publish")

        assert "It goes out with the release set" in errors_of(refused)
        notice.refresh_from_db()
        assert (notice.is_draft, notice.starts_at) == (False, ReleaseSet.objects.get().went_out_at)


class TestWhereItIsSeen:
    def test_the_calendar_shows_it_as_one_thing(self, editor, release, two):
        scheduled(release)

        page = text_of(editor.get(reverse("admin:calendar")))

        assert page.count(address_of(release)) == 2
        assert "To the Minister" not in page

    def test_the_first_page_does_too(self, editor, release, two):
        scheduled(release)

        page = text_of(editor.get(INDEX))

        assert address_of(release) in page
        assert "2 things" in page

    def test_the_first_page_says_loudly_that_nothing_went_out(self, editor, release, two):
        scheduled(release)
        release.refresh_from_db()
        ReleaseSet.objects.hold_up(release, "“To the Minister”: It was changed.")

        page = text_of(editor.get(INDEX))

        assert "Release sets that did not go out" in page
        assert "Nothing of it went out at its moment." in text_of(editor.get(address_of(release)))

    def test_the_lists_show_what_is_in_it_as_scheduled(self, editor, release, two):
        scheduled(release)

        for thing in two:
            address = reverse(f"admin:archive_{thing._meta.model_name}_changelist")
            assert str(thing) in text_of(editor.get(address, {"state": "scheduled"}))
            assert str(thing) not in text_of(editor.get(address, {"state": "draft"}))

    def test_the_site_can_be_seen_as_it_will_be(self, editor, release, two):
        ahead = reverse("admin:days_ahead_set", args=[release.pk])

        page = text_of(editor.get(ahead, {"address": two[0].address}))

        assert "with all that is in “The final report”" in page
        assert two[0].title in page
        assert ReleaseSet.objects.get().went_out_at is None

    def test_the_site_on_a_day_to_come_has_it(self, editor, release, two):
        scheduled(release)
        ahead = reverse("admin:days_ahead_page")
        then = (timezone.now() + 4 * DAY).isoformat()

        page = editor.get(ahead, {"at": then, "address": two[0].address})

        assert two[0].title in text_of(page)


class TestASecondPerson:
    @pytest.fixture(autouse=True)
    def asked_for(self, a_second_person_is_asked_for):
        pass

    def test_is_asked_and_approves_on_the_page_of_the_set(self, editor, sign_in, release, two):
        reviewer = sign_in("Reviewers", first_name="Rhoda")
        assert "A second person has to approve it first" in text_of(editor.get(address_of(release)))
        press(editor, release, "_submit", note="The names.")

        seen = reviewer.get(address_of(release)).context["mark"]
        page = press(reviewer, release, "_approve", seen=seen)

        assert messages_of(page) == ["Approved as it stands: “To the Minister”."]
        assert "Approved by Rhoda" in text_of(page)
        press(editor, release, "_publish")
        assert ReleaseSet.objects.get().is_out

    def test_sends_it_back_with_a_reason(self, editor, sign_in, release, two):
        reviewer = sign_in("Reviewers", first_name="Rhoda")
        press(editor, release, "_submit")

        assert press(reviewer, release, "_send_back").context["send_back_form"].errors
        press(reviewer, release, "_send_back", reason="The names.")

        assert "Rhoda sent it back" in text_of(editor.get(address_of(release)))

    def test_is_done_without_by_an_administrator_who_says_why(self, administrator, release, two):
        press(administrator, release, "_publish")
        assert not ReleaseSet.objects.get().is_out

        press(administrator, release, "_publish", alone_because="Everybody else is ill.")

        assert ReleaseSet.objects.get().is_out
        assert PublishedAlone.objects.get().because == "Everybody else is ill."

    def test_cannot_publish(self, sign_in, release, two):
        assert press(sign_in("Reviewers"), release, "_publish").status_code == 403
