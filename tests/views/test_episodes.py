"""An episode: what it plays, and what was said in it."""

import pytest

from archive.models import Attachment, Link, Series

pytestmark = pytest.mark.django_db

MP3_FRAME = b"\xff\xfb\x90\x64" + b"\x00" * 413


def read(client, record) -> str:
    response = client.get(record.address)
    assert response.status_code == 200
    return response.text


class TestAnEpisode:
    def test_has_times_that_a_script_can_play_from_only_where_there_is_something_to_play(
        self, client, make_episode, make_attachment
    ):
        episode = make_episode()
        assert "<script" not in read(client, episode)

        make_attachment(episode, name="It.mp3", content=MP3_FRAME * 40)
        page = read(client, episode)
        assert 'src="/static/js/transcript.js" defer></script>' in page
        assert "data-seconds=" in page

    def test_plays_with_the_captions_that_lie_beside_it(
        self, client, make_episode, make_attachment
    ):
        episode = make_episode()
        make_attachment(episode, name="It.mp3", content=MP3_FRAME * 40)
        made = f'<track kind="captions" src="{episode.address}captions.vtt" srclang="en"'
        assert made in read(client, episode)

        said = b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n"
        captions = make_attachment(episode, name="It.vtt", content=said)
        assert f'<track kind="captions" src="{captions.get_absolute_url()}" srclang="en"' in read(
            client, episode
        )

    def test_offers_captions_that_are_made_of_its_transcript(self, client, make_episode):
        episode = make_episode()
        address = f"{episode.address}captions.vtt"
        response = client.get(address)

        assert f'<a href="{address}">Captions for a player</a>' in read(client, episode)
        assert response["Content-Type"] == "text/vtt; charset=utf-8"
        assert response.text.startswith("WEBVTT\n\n00:00:30.000 --> ")
        assert "<v Guest>The 2. thing that is said." in response.text

    def test_has_none_made_where_no_time_is_known_or_somebody_brought_their_own(
        self, client, make_episode, make_attachment
    ):
        without, own = make_episode(), make_episode()
        without.turns.update(starts_at_seconds=None)
        said = b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n"
        make_attachment(own, name="It.vtt", content=said)

        for episode in (without, own, make_episode(published_at=None)):
            assert client.get(f"{episode.address}captions.vtt").status_code == 404
        assert "captions.vtt" not in read(client, without)
        assert "captions.vtt" not in read(client, own)

    def test_has_its_transcript_as_turns_with_links(self, client, make_episode):
        page = read(client, make_episode())

        assert '<div class="turn" id="turn-2">' in page
        assert '<b class="turn-speaker">Guest</b>' in page
        assert '<span class="visually-hidden">Link to this turn, at </span>1:00</a>' in page

    def test_plays_its_sound_without_fetching_it_first(self, client, make_episode, make_attachment):
        episode = make_episode()
        sound = make_attachment(episode, title="The sound")
        Attachment.objects.filter(pk=sound.pk).update(content_type="audio/mpeg")
        page = read(client, episode)

        assert (
            '<audio class="player-media" aria-label="The sound" controls preload="none" '
            f'src="{sound.get_absolute_url()}' in page
        )
        assert "Documents</h2>" not in page

    def test_tells_its_series_and_its_other_episodes_in_order(self, client, make_episode):
        series = Series.objects.create(title="What’s next?", slug="whats-next", length=3)
        third = make_episode("Part three", series=series, series_position=3)
        make_episode("Part two", series=series, series_position=2)
        make_episode("Part one", series=series, series_position=1)
        make_episode("Another")
        page = read(client, third)

        assert "What’s next?, part 3 of 3" in page
        assert page.index("Part one") < page.index("Part two")
        assert "Another" not in page

    def test_says_when_it_was_recorded_as_exactly_as_is_known(self, client, make_episode):
        assert "July 2023" in read(client, make_episode(recorded="2023-07"))
        assert "26 July 2023" in read(client, make_episode(recorded="2023-07-26"))

    def test_introduces_who_speaks_and_leads_to_where_it_can_be_heard(
        self, client, make_episode, make_contributor
    ):
        episode = make_episode()
        make_contributor(episode, biography="She keeps *bees*.")
        episode.links.create(
            purpose=Link.Purpose.LISTEN, label="A service", url="https://example.org/1"
        )
        episode.links.create(purpose=Link.Purpose.SUBSCRIBE, label="By post")
        page = read(client, episode)

        assert "She keeps <em>bees</em>." in page
        assert '<a href="https://example.org/1" rel="external">A service</a>' in page
        assert "<li>By post</li>" in page
