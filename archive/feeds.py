"""The feeds: news and publications for readers, episodes for podcast apps.

Both give absolute addresses under SITE_URL, whatever host they are asked from.
"""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.dateformat import format as dateformat
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from archive.markdown.characters import readable
from archive.models import POST_KINDS, PUBLICATION_KINDS, Attachment, Episode, Record, Review

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last updated: the standards want a moment even there."""

NEWEST = 50
"""How many posts and publications the feed of news holds."""


def absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"


def permanent_id(record: Record) -> str:
    """A tag URI (RFC 4151) of what never changes once a record is published: its day and slug."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{localdate(record.published_at)}:{record.slug}"


def in_xml(said: object) -> object:
    """A text, or a list of texts, without the characters that XML cannot hold."""
    if isinstance(said, str):
        return readable(said)
    return [in_xml(each) for each in said] if isinstance(said, list | tuple) else said


class Readable(SyndicationFeed):
    """A feed that is well-formed whatever the record holds: Django's raise for some characters."""

    def __init__(self, *args, **facts) -> None:
        super().__init__(*args, **facts)
        self.feed = {name: in_xml(said) for name, said in self.feed.items()}

    def add_item(self, *args, **facts) -> None:
        super().add_item(*args, **facts)
        self.items[-1] = {name: in_xml(said) for name, said in self.items[-1].items()}

    def latest_post_date(self) -> datetime:
        """Django's says now where there is nothing to read yet, and so never the same twice."""
        dates = [item[name] for item in self.items for name in ("pubdate", "updateddate")]
        return max(filter(None, dates), default=NEVER)


class AtomWithAuthors(Readable, Atom1Feed):
    """Atom as Django writes it, with as many authors to an entry as it has."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")


class RecordFeed(Feed):
    """What the two feeds have in common: what a record says of itself in a feed."""

    language = settings.LANGUAGE_CODE

    def get_object(self, request: HttpRequest) -> Review:
        return Review.objects.current()

    def author_name(self, review: Review) -> str:
        return review.name

    def item_title(self, record: Record) -> str:
        if record.is_withdrawn:
            return gettext("Withdrawn: %(title)s") % {"title": record.title}
        return record.title

    def item_description(self, record: Record) -> str:
        """As HTML: ahead of the summary why it was withdrawn, if it was."""
        if not record.is_withdrawn:
            return escape(record.summary)
        on = gettext("Withdrawn on %(day)s") % {
            "day": dateformat(localdate(record.withdrawn_at), "j F Y")
        }
        paragraphs = (f"{on}: {record.withdrawn_because}", record.summary)
        return "".join(f"<p>{escape(text)}</p>" for text in paragraphs if text)

    def item_link(self, record: Record) -> str:
        return absolute(record.address)

    def item_guid(self, record: Record) -> str:
        return permanent_id(record)

    item_guid_is_permalink = False

    def item_pubdate(self, record: Record) -> datetime:
        return record.published_at

    def item_updateddate(self, record: Record) -> datetime:
        """A withdrawal is news to readers, too."""
        return max(filter(None, (record.last_updated_at, record.withdrawn_at)))


class NewsFeed(RecordFeed):
    feed_type = AtomWithAuthors

    def title(self, review: Review) -> str:
        return gettext("%(review)s: news and publications") % {"review": review.name}

    def subtitle(self, review: Review) -> str:
        return review.question

    def link(self, review: Review) -> str:
        return absolute(reverse("home"))

    def feed_url(self, review: Review) -> str:
        return absolute(reverse("feed"))

    def items(self, review: Review) -> list[Record]:
        news = Record.objects.published().of_kind(*POST_KINDS, *PUBLICATION_KINDS)
        return news.for_lists().with_people().with_topics().newest_first()[:NEWEST]

    def item_categories(self, record: Record) -> list[str]:
        return [record.get_kind_display(), *(topic.name for topic in record.topics.all())]

    def item_extra_kwargs(self, record: Record) -> dict[str, object]:
        return {"authors": [part.person.name for part in record.contributors.all()]}


class Podcast(Readable, Rss201rev2Feed):
    """RSS 2.0 with what podcast apps look for: Apple's tags and those of Podcasting 2.0."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["author_name"])
        handler.addQuickElement("itunes:type", "episodic")
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:category", attrs={"text": "Government"})
        if self.feed["picture"]:
            handler.addQuickElement("itunes:image", attrs={"href": self.feed["picture"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:episodeType", "full")
        if item["number"]:
            handler.addQuickElement("itunes:episode", str(item["number"]))
        if item["seconds"]:
            handler.addQuickElement("itunes:duration", str(round(item["seconds"])))
        if item["picture"]:
            handler.addQuickElement("itunes:image", attrs={"href": item["picture"]})
        for url, content_type in item["transcripts"]:
            attrs = {"url": url, "type": content_type}
            handler.addQuickElement("podcast:transcript", attrs=attrs)


class PodcastFeed(RecordFeed):
    feed_type = Podcast

    def title(self, review: Review) -> str:
        return gettext("%(review)s: podcast") % {"review": review.name}

    def description(self, review: Review) -> str:
        if review.summary:
            return review.summary
        return gettext("Episodes with their transcripts, from %(review)s.") % {
            "review": review.name
        }

    def link(self, review: Review) -> str:
        return absolute(reverse("podcast"))

    def feed_url(self, review: Review) -> str:
        return absolute(reverse("podcast_feed"))

    def feed_extra_kwargs(self, review: Review) -> dict[str, object]:
        return {"picture": absolute(review.crest.get_absolute_url()) if review.crest else ""}

    def items(self, review: Review) -> list[Episode]:
        return Episode.objects.published().with_pictures().with_attachments().newest_first()

    def item_enclosures(self, episode: Episode) -> list[Enclosure]:
        if recording := _recording(episode):
            url = absolute(recording.get_absolute_url())
            return [Enclosure(url, str(recording.size), recording.content_type)]
        return []

    def item_extra_kwargs(self, episode: Episode) -> dict[str, object]:
        recording = _recording(episode)
        captions = [a for a in episode.attachments.all() if a.is_captions]
        return {
            "number": episode.series_position,
            "seconds": recording.duration_seconds if recording else None,
            "picture": absolute(episode.picture.get_absolute_url()) if episode.picture else "",
            "transcripts": [
                (absolute(episode.address), "text/html"),
                *((absolute(a.get_absolute_url()), a.content_type) for a in captions),
            ],
        }


def _recording(episode: Episode) -> Attachment | None:
    """The first sound or film among an episode's files: what a podcast app plays."""
    media = (a for a in episode.attachments.all() if a.is_audio or a.is_video)
    return next(media, None)
