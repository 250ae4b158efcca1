"""Words that must be found nowhere in what was kept, and pages of which only the past goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.captures.takedowns import (
    TakedownRefused,
    ask,
    confirm,
    usual_words,
)
from archive.models import (
    Capture,
    Record,
    Revision,
    Takedown,
    Tombstone,
)

NAME = "Ada Example"
REASON = "A court ordered it."


class TestTheWords:
    def test_are_found_in_no_capture_afterwards(self, letter, make_capture, keep, take_down):
        then = timezone.now() - timedelta(days=9)
        make_capture("/news/", f"<p>{NAME} wrote</p>".encode(), captured_until=then)
        keep("/publications/")
        takedown = take_down(letter.address, words=f"ada  example\n{letter.title}\n")

        assert takedown.captures_emptied == 2
        assert Capture.objects.of("/news/").get().takedown == takedown
        assert Capture.objects.of("/publications/").get().body is None

    def test_are_forgotten(self, letter, take_down):
        take_down(letter.address, words=NAME)

        assert Takedown.objects.get().words == ""

    def test_leave_what_does_not_hold_them_alone(self, letter, make_capture, take_down):
        kept = make_capture("/topics/", b"<p>Adam Examples came from Canada</p>")
        take_down(letter.address, words=NAME)

        kept.refresh_from_db()
        assert kept.body is not None

    def test_leave_the_dress_of_past_days_alone(self, letter, make_capture, take_down):
        kept = make_capture("/static/css/site.css", b"/* Ada Example */", "text/css")
        take_down(letter.address, words=NAME)

        kept.refresh_from_db()
        assert kept.body is not None

    def test_that_the_site_would_go_on_saying_are_refused(
        self, letter, make_faq, keep, administrators
    ):
        make_faq(answer=f"Ask {NAME}.")
        keep("/faqs/", letter.address)

        with pytest.raises(TakedownRefused, match="still be on the site, at /faqs/"):
            ask(letter.address, reason=REASON, words=NAME, by=administrators[0])
        assert Record.objects.get(pk=letter.pk).is_public

    def test_that_the_site_says_since_it_was_asked_for_are_refused(
        self, letter, make_faq, keep, administrators
    ):
        first, second = administrators
        (asked,) = ask(letter.address, reason=REASON, words=NAME, by=first)
        make_faq(answer=f"Ask {NAME}.")
        kept = keep("/faqs/", letter.address)

        with pytest.raises(TakedownRefused, match="still be on the site"):
            confirm(asked, by=second)
        assert Record.objects.get(pk=letter.pk).is_public
        kept[1].refresh_from_db()
        assert kept[1].body is not None

    def test_that_lists_said_of_it_are_offered(self, letter):
        letter.revisions.create(
            event=Revision.Event.UPDATED, text={"title": f"What {NAME} wrote", "summary": ""}
        )

        assert usual_words(letter.address) == [
            letter.title,
            letter.summary,
            f"What {NAME} wrote",
        ]


class TestWhereThePageStays:
    def test_only_what_was_kept_of_it_goes(self, client, letter, keep, take_down):
        kept = keep(letter.address)[0]
        letter.body = "A person wrote."
        letter.save()
        take_down(letter.address, page_stays=True, words=NAME)

        kept.refresh_from_db()
        answer = client.get(letter.address)
        assert kept.body is None
        assert kept.captured_until is not None
        assert (answer.status_code, "A person wrote." in answer.content.decode()) == (200, True)
        assert not Tombstone.objects.exists()

    def test_it_may_be_any_page(self, make_faq, keep, client, take_down):
        entry = make_faq(answer=f"Ask {NAME}.")
        kept = keep("/faqs/")[0]
        entry.answer = "Ask us."
        entry.save()
        take_down("/faqs/", page_stays=True)

        kept.refresh_from_db()
        assert kept.body is None
        assert client.get("/faqs/").status_code == 200

    def test_its_file_stays_and_the_one_before_it_goes(
        self, client, letter, make_attachment, keep, make_capture, take_down
    ):
        attachment = make_attachment(letter, b"The corrected words")
        address = attachment.get_absolute_url()
        then = timezone.now() - timedelta(days=9)
        old = make_capture(address, b"The words of before", "text/plain", captured_until=then)
        new = keep(address)[0]
        take_down(letter.address, page_stays=True)

        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.body, new.body_id) == (None, attachment.sha256)
        assert client.get(address).getvalue() == b"The corrected words"

    def test_it_is_refused_while_the_page_says_the_words(self, letter, administrators):
        with pytest.raises(TakedownRefused, match=letter.address):
            ask(letter.address, reason=REASON, words=NAME, page_stays=True, by=administrators[0])

    def test_it_can_be_done_again(self, letter, take_down):
        take_down(letter.address, page_stays=True)
        take_down(letter.address, page_stays=True)

        assert Takedown.objects.done().count() == 2
