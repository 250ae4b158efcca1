"""The site at a moment to come: what is scheduled is published, the clock is set, nothing stays."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from archive.lifecycle import begin_draft
from archive.models import Drafting, Post, Record

from .conftest import text_of
from .test_previews import shown

A_DAY = timedelta(days=1)


def page(client, moment, address="/") -> str:
    asked = {"at": moment.isoformat(), "address": address}
    return shown(client.get(reverse("admin:days_ahead_page"), asked))


def schedule(record, moment, body: str) -> None:
    draft = begin_draft(record, by=None)
    draft.body = body
    draft.save()
    Drafting.objects.update(change_note="New figures.", is_major=True, goes_out_at=moment)


def test_a_scheduled_draft_is_there_by_then_and_not_before(editor, client, make_post):
    post = make_post(body="As it was.")
    moment = timezone.now() + 3 * A_DAY
    schedule(post, moment, "As it will be.")

    assert "As it will be." in page(editor, moment + A_DAY, post.address)
    assert "New figures." in page(editor, moment + A_DAY, post.address)
    assert "As it was." in page(editor, moment - A_DAY, post.address)
    assert "As it was." in client.get(post.address).content.decode()
    assert Post.objects.get().body == "As it was."
    assert Record.with_drafts_of.drafts_of(post).exists()


def test_the_clock_is_that_of_then(editor, make_call, make_post):
    call = make_call(text_after="Thank you to everyone.")
    news = make_post("Out in a week", published_at=timezone.now() + 7 * A_DAY)

    assert "Thank you to everyone." in page(editor, timezone.now() + 30 * A_DAY, call.address)
    assert "Out in a week" in page(editor, timezone.now() + 8 * A_DAY, news.address)


def test_says_what_goes_out_by_then(editor, make_post):
    schedule(make_post("What we heard"), timezone.now() + 3 * A_DAY, "More.")
    make_post("Much later", published_at=timezone.now() + 90 * A_DAY)
    day = timezone.localdate() + 9 * A_DAY

    answer = editor.get(
        reverse("admin:days_ahead"), {"at_day": str(day), "at_time": "09:00", "address": "/"}
    )

    assert "What we heard" in text_of(answer)
    assert "Much later" not in text_of(answer)


def test_a_day_gone_by_is_refused_in_words(editor):
    answer = editor.get(
        reverse("admin:days_ahead"), {"at_day": "1 May 2022", "at_time": "09:00", "address": "/"}
    )

    assert "has passed" in text_of(answer)


def test_is_for_who_may_look(client, auditor, sign_in):
    moment = {"at": (timezone.now() + A_DAY).isoformat(), "address": "/"}

    assert auditor.get(reverse("admin:days_ahead_page"), moment).status_code == 200
    assert sign_in("").get(reverse("admin:days_ahead_page"), moment).status_code == 403
    assert client.get(reverse("admin:days_ahead_page"), moment).status_code == 302
    for wrong in ({"at": "soon"}, {"at": "2030-01-01T00:00:00"}, moment | {"address": "/never/"}):
        assert auditor.get(reverse("admin:days_ahead_page"), wrong).status_code == 404
