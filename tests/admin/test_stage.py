"""The life of the site: moved by administrators, after they were told what the public will see."""

from django.contrib.messages import get_messages
from django.urls import reverse

from archive.models import SiteState, StageChange

STAGE = reverse("admin:stage")


def test_asks_once_more_and_says_what_the_public_will_see(administrator, make_notice):
    make_notice("This website will close")

    page = administrator.post(STAGE, {"to": "closing", "reason": "We are done."})

    text = page.content.decode()
    assert "Every call shows as closed" in text
    assert "This website will close" in text
    assert SiteState.objects.current().is_open


def test_its_last_button_says_what_it_does(administrator, make_notice):
    make_notice()

    page = administrator.post(STAGE, {"to": "closing", "reason": "We are done."})

    assert "Yes, announce the closing</button>" in page.content.decode()


def test_moves_on_confirmation_and_keeps_who_and_why(administrator, client, make_notice):
    make_notice("This website will close")
    sure = {"to": "closing", "reason": "We are done.", "is_confirmed": "1"}

    response = administrator.post(STAGE, sure)

    change = StageChange.objects.get()
    assert SiteState.objects.current().is_closing
    assert (change.made_by, change.reason) == (administrator.user, "We are done.")
    assert "in the stage" in str(next(iter(get_messages(response.wsgi_request))))
    assert "This website will close" in client.get("/").content.decode()


def test_a_refusal_is_a_sentence(administrator, closing_site):
    response = administrator.post(STAGE, {"to": "open", "is_confirmed": "1"})

    assert "Say why the site opens again" in response.content.decode()
    assert SiteState.objects.current().is_closing


def test_a_reason_for_opening_again_is_asked_for_at_the_first_step(administrator, closing_site):
    page = administrator.post(STAGE, {"to": "open", "reason": ""}).content.decode()

    assert "Say why the site opens again" in page
    assert "As soon as you confirm" not in page


def test_a_title_without_its_date_is_warned_of(administrator):
    moment = {"starts_at_day": "22 May 2023", "starts_at_time": "10:00"}
    form = {"title": "Closing today", "body": "Until 10 March 2023.", "_save": "1", **moment}

    page = administrator.post(reverse("admin:archive_notice_add"), form, follow=True)

    assert "Title: This says “today”" in page.content.decode()


def test_an_account_without_rights_is_told_so(sign_in):
    page = sign_in("").get(reverse("admin:index")).content.decode()

    assert "Your account is in no group yet" in page
    assert "Lately changed" not in page


def test_editors_see_it_and_do_not_move_it(editor, make_notice):
    make_notice()

    assert "The site is open" in editor.get(STAGE).content.decode()
    sure = {"to": "closing", "reason": "x", "is_confirmed": "1"}
    assert editor.post(STAGE, sure).status_code == 403
    assert SiteState.objects.current().is_open


def test_is_in_sight_on_every_page(editor, closing_site):
    for address in (reverse("admin:index"), reverse("admin:archive_post_add")):
        assert "The site is <b>closing</b>" in editor.get(address).content.decode()


def test_a_notice_that_was_shown_is_not_deleted(administrator, closing_site):
    delete = reverse("admin:archive_notice_delete", args=[closing_site.pk])

    assert administrator.post(delete, {"post": "yes"}).status_code == 403
