"""What is held on this site, and what only elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import Link
from archive.readiness import holdings
from archive.readiness.texts import texts

MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(1000)
VTT = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello."


def rules() -> list[str]:
    return [each.rule for each in holdings.findings(list(texts()))]


class TestAnEpisode:
    def test_with_its_recording_and_transcript_is_as_it_should_be(
        self, make_episode, make_attachment
    ):
        make_attachment(make_episode(), MP3, "episode.mp3")
        assert rules() == []

    def test_whose_recording_is_only_elsewhere_names_where(self, make_episode):
        episode = make_episode()
        purpose = Link.Purpose.LISTEN
        episode.links.create(label="YouTube", url="https://youtu.be/1", purpose=purpose)
        (finding,) = holdings.findings([])
        assert finding.rule == "media-held"
        assert "“YouTube”" in finding.what
        assert finding.form.endswith(f"/episode/{episode.pk}/change/")

    def test_without_a_transcript_is_found(self, make_episode, make_attachment):
        make_attachment(make_episode(turns=0), MP3, "episode.mp3")
        assert rules() == ["media-transcript"]

    def test_may_have_its_words_in_captions(self, make_episode, make_attachment):
        episode = make_episode(turns=0)
        make_attachment(episode, MP3, "episode.mp3")
        make_attachment(episode, VTT, "episode.vtt")
        assert rules() == []

    def test_that_is_a_draft_is_nobodys_business(self, make_episode):
        make_episode(published_at=None)
        assert rules() == []


class TestADocument:
    def test_that_is_attached_as_an_address_is_found(self, make_publication):
        make_publication().attachments.create(title="Report", url="https://www.gov.uk/report")
        assert rules() == ["documents-held"]

    @pytest.mark.parametrize(
        "address",
        ["https://docs.google.com/d/1", "https://x.sharepoint.com/a", "https://1drv.ms/a"],
    )
    def test_on_a_file_sharing_service_is_found(self, make_post, address):
        make_post(body=f"Read [the report]({address}).")
        assert rules() == ["documents-held"]

    def test_of_somebody_else_may_be_linked_to(self, make_post):
        make_post(body="[A report](https://www.gov.uk/report.pdf), https://notbox.com/")
        assert rules() == []


def test_a_linked_film_without_one_held_here_is_found(make_post, make_attachment):
    post = make_post(body="Watch [the launch](https://www.youtube.com/watch?v=1).")
    assert rules() == ["media-held"]

    make_attachment(post, MP3, "launch.mp3", title="The launch")
    assert rules() == ["media-transcript"]


class TestACall:
    def test_that_is_open_or_to_come_is_found(self, make_call):
        make_call()
        make_call(opens_at=timezone.now() + timedelta(days=1))
        assert rules() == ["open-call", "open-call"]

    def test_that_has_closed_is_as_it_should_be(self, make_call):
        make_call(closes_at=timezone.now() - timedelta(days=1))
        assert rules() == []

    def test_is_shut_by_the_announced_closing(self, make_call, closing_site):
        make_call()
        assert rules() == []
