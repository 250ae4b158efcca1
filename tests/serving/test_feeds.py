"""The two feeds, read as the programs read them that people use."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from archive.feeds import NEWEST
from archive.models import Review, Series

ATOM = {"": "http://www.w3.org/2005/Atom"}
RSS = {
    "atom": "http://www.w3.org/2005/Atom",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
MP3_FRAME = b"\xff\xfb\x90\x64" + b"\x00" * 413
SITE = "https://review.example.org"


@pytest.fixture(autouse=True)
def the_review(db, settings):
    settings.SITE_URL = SITE
    return Review.objects.create(name="The Review", question="What would help?")


@pytest.fixture
def read(client):
    def read(address: str) -> ElementTree.Element:
        response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200
        return ElementTree.fromstring(response.content)  # noqa: S314

    return read


class TestTheFeedOfNews:
    def test_is_atom(self, client):
        assert client.get("/feed/")["Content-Type"] == "application/atom+xml; charset=utf-8"

    def test_says_whose_it_is(self, read):
        feed = read("/feed/")

        assert feed.findtext("title", None, ATOM) == "The Review: news and publications"
        assert feed.findtext("author/name", None, ATOM) == "The Review"
        assert feed.findtext("subtitle", None, ATOM) == "What would help?"
        assert feed.findtext("id", None, ATOM) == f"{SITE}/"
        links = {link.get("rel"): link.get("href") for link in feed.findall("link", ATOM)}
        assert links == {"alternate": f"{SITE}/", "self": f"{SITE}/feed/"}

    def test_says_of_an_entry_what_its_page_says(self, read, make_letter, make_topic,
                                                 make_person, make_contributor):  # fmt: skip
        letter = make_letter(
            "Care & <kinship>",
            summary="Fewer than 5 < 10 & more.",
            topics=[make_topic("Kinship care")],
            published_at=datetime(2022, 5, 23, 9, 0, tzinfo=UTC),
            public_updated_at=datetime(2022, 6, 1, 9, 0, tzinfo=UTC),
        )
        for name in ("Ada Lovelace", "Grace Hopper"):
            make_contributor(letter, make_person(name))
        entry = read("/feed/").find("entry", ATOM)

        assert entry.findtext("title", None, ATOM) == "Care & <kinship>"
        assert entry.find("link", ATOM).get("href") == f"{SITE}/publications/care-kinship/"
        assert entry.findtext("id", None, ATOM) == "tag:review.example.org,2022-05-23:care-kinship"
        assert entry.findtext("published", None, ATOM) == "2022-05-23T09:00:00+00:00"
        assert entry.findtext("updated", None, ATOM) == "2022-06-01T09:00:00+00:00"
        assert entry.find("summary", ATOM).get("type") == "html"
        assert entry.findtext("summary", None, ATOM) == "Fewer than 5 &lt; 10 &amp; more."
        authors = [name.text for name in entry.findall("author/name", ATOM)]
        assert authors == ["Ada Lovelace", "Grace Hopper"]
        categories = [category.get("term") for category in entry.findall("category", ATOM)]
        assert categories == ["Letter", "Kinship care"]

    def test_holds_the_newest_posts_and_publications_and_nothing_else(
        self, read, make_post, make_publication, make_page, make_episode, make_call
    ):
        now = timezone.now()
        make_page(), make_episode(), make_call()
        make_post("A draft", published_at=None)
        make_post("Soon", published_at=now + timedelta(minutes=1))
        make_publication("A report", published_at=now - timedelta(minutes=1))
        for hours in range(NEWEST):
            make_post(f"News {hours}", published_at=now - timedelta(hours=hours + 1))
        titles = [title.text for title in read("/feed/").findall("entry/title", ATOM)]

        assert titles == ["A report", *(f"News {hours}" for hours in range(NEWEST - 1))]

    def test_says_that_a_publication_was_withdrawn(self, read, make_publication):
        make_publication("A report", withdrawn_at=timezone.now(), withdrawn_because="A name.")

        assert read("/feed/").findtext("entry/title", None, ATOM) == "Withdrawn: A report"

    def test_says_when_and_why_it_was_withdrawn(self, read, make_publication):
        make_publication(
            summary="What we heard.",
            published_at=datetime(2022, 5, 23, 9, 0, tzinfo=UTC),
            withdrawn_at=datetime(2022, 6, 30, 23, 30, tzinfo=UTC),
            withdrawn_because="It names <a> child.",
        )
        entry = read("/feed/").find("entry", ATOM)

        assert entry.findtext("updated", None, ATOM) == "2022-06-30T23:30:00+00:00"
        assert entry.findtext("summary", None, ATOM) == (
            "<p>Withdrawn on 1 July 2022: It names &lt;a&gt; child.</p><p>What we heard.</p>"
        )

    def test_keeps_the_moment_of_an_update_that_followed_a_withdrawal(self, read, make_publication):
        make_publication(
            published_at=datetime(2022, 5, 23, 9, 0, tzinfo=UTC),
            withdrawn_at=datetime(2022, 6, 1, 9, 0, tzinfo=UTC),
            withdrawn_because="It names a child.",
            public_updated_at=datetime(2022, 7, 1, 9, 0, tzinfo=UTC),
        )

        assert read("/feed/").findtext("entry/updated", None, ATOM) == "2022-07-01T09:00:00+00:00"

    def test_keeps_an_entrys_id_when_its_address_moves(self, read, make_post):
        post = make_post()
        before = read("/feed/").findtext("entry/id", None, ATOM)
        post.address = "/news/elsewhere/"
        post.save()

        assert read("/feed/").findtext("entry/id", None, ATOM) == before


class TestThePodcast:
    @pytest.fixture
    def episode(self, make_episode, make_attachment):
        series = Series.objects.create(title="In care", slug="in-care")
        episode = make_episode("Growing up", series=series, series_position=2)
        make_attachment(episode, MP3_FRAME * 40, "growing-up.mp3")
        make_attachment(episode, b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello.\n", "growing-up.vtt")
        return episode

    def test_is_rss_that_says_whose_it_is(self, client, read):
        assert client.get("/podcast/feed/")["Content-Type"] == "application/rss+xml; charset=utf-8"
        feed = read("/podcast/feed/")
        channel = feed.find("channel")

        assert feed.get("version") == "2.0"
        assert channel.findtext("title") == "The Review: podcast"
        assert channel.findtext("description")
        assert channel.findtext("link") == f"{SITE}/podcast/"
        assert channel.findtext("language") == "en-gb"
        assert channel.findtext("itunes:author", None, RSS) == "The Review"
        assert channel.findtext("itunes:explicit", None, RSS) == "false"
        assert channel.find("itunes:category", RSS).get("text") == "Government"
        assert channel.find("atom:link", RSS).get("href") == f"{SITE}/podcast/feed/"

    def test_plays_an_episodes_recording(self, client, read, episode):
        item = read("/podcast/feed/").find("channel/item")
        enclosure = item.find("enclosure")

        assert item.findtext("title") == "Growing up"
        assert item.findtext("link") == f"{SITE}/podcast/growing-up/"
        assert item.findtext("itunes:episode", None, RSS) == "2"
        assert int(item.findtext("itunes:duration", None, RSS)) >= 1
        assert parsedate_to_datetime(item.findtext("pubDate")) == episode.published_at
        assert item.find("guid").get("isPermaLink") == "false"
        assert enclosure.get("type") == "audio/mpeg"
        played = client.get(enclosure.get("url").removeprefix(SITE))
        assert sum(len(chunk) for chunk in played) == int(enclosure.get("length"))

    def test_names_the_transcripts_by_their_types(self, read, episode):
        transcripts = read("/podcast/feed/").findall("channel/item/podcast:transcript", RSS)

        assert [(t.get("type"), t.get("url")) for t in transcripts] == [
            ("text/html", f"{SITE}/podcast/growing-up/"),
            ("text/vtt", f"{SITE}/attachments/growing-up/growing-up.vtt"),
        ]

    def test_shows_pictures_from_this_site(self, read, episode, make_picture, the_review):
        the_review.crest = episode.picture = make_picture()
        the_review.save()
        episode.save()
        channel = read("/podcast/feed/").find("channel")

        for place in ("itunes:image", "item/itunes:image"):
            assert channel.find(place, RSS).get("href").startswith(f"{SITE}/pictures/")

    def test_holds_published_episodes_only(self, read, make_episode):
        make_episode("A draft", published_at=None)
        make_episode("Soon", published_at=timezone.now() + timedelta(minutes=1))
        make_episode("Out")

        titles = [title.text for title in read("/podcast/feed/").findall("channel/item/title")]
        assert titles == ["Out"]

    def test_asks_as_much_for_many_as_for_one(
        self, client, make_episode, make_attachment, django_assert_max_num_queries
    ):
        make_attachment(make_episode())
        with django_assert_max_num_queries(8) as few:
            client.get("/podcast/feed/")
        for _ in range(5):
            make_attachment(make_episode())
        with django_assert_max_num_queries(len(few)):
            client.get("/podcast/feed/")


@pytest.mark.parametrize("feed", ["/feed/", "/podcast/feed/"])
def test_a_feed_is_well_formed_whatever_was_kept(
    client, the_review, feed, make_post, make_episode, make_topic, make_contributor, make_person
):
    unseen = "\x07\x0b\x1b\u202e\uffff"
    topic, person = make_topic(f"A{unseen} topic"), make_person(f"Ada{unseen} Example")
    for slug, make in (("post", make_post), ("episode", make_episode)):
        words = {"title": f"A{unseen} title", "summary": f"A{unseen} summary"}
        record = make(slug=slug, topics=[topic], **words)
        make_contributor(record, person)
    the_review.name, the_review.question, the_review.summary = [f"The{unseen} Review"] * 3
    the_review.save()

    answer = client.get(feed)

    assert answer.status_code == 200
    written = answer.content.decode()
    ElementTree.fromstring(written)  # noqa: S314
    assert "A title" in written
    assert not set(unseen) & set(written)
