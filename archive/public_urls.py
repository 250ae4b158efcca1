"""The one list of what the public can reach: site map, sitemap, tests and the freeze all ask it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext

from archive.models import (
    POST_KINDS,
    PUBLICATION_KINDS,
    Attachment,
    AttachmentVersion,
    Board,
    Episode,
    Kind,
    Person,
    Record,
    Review,
    Topic,
)

PER_PAGE = 20
"""How many records a page of a list holds."""

EXCUSED = {
    "changes": "compares two versions of a page, each of which is kept itself",
    "changes_after": "leads to the comparison of two versions of a page",
    "day": "leads to the home page as it stood on a day",
    "days": "asks for a day; the pages of all days are kept themselves",
    "healthz": "says whether the server is well; not part of the record",
    "memento": "shows again what was kept of the public site at a moment",
    "memento_after": "leads to what was kept of a page after a change",
    "people": "leads on to the boards; for those who shorten the address of a person",
    "picture": "reached from the pages that show it, and there from that moment on",
    "shown_draft": "shows one person a draft, by a link that nobody can guess, and not for long",
    "shown_file": "a file of such a draft",
    "shown_picture": "a picture of such a draft",
    "timemap": "lists what is kept of an address, which changes with every version of it",
    "timemap_page": "a later part of the list of what is kept of an address",
}
"""Routes that are not on the list, each with its reason."""

SEARCHED = ("accessibility", "board", "faqs", "person", "record")
"""Routes of the pages that a search leads to. The others list what these say, or say it again."""


def publications_on(topic: Topic) -> str:
    return gettext("Publications on %(topic)s") % {"topic": topic.name}


@dataclass(frozen=True)
class PublicUrl:
    """An address that answers an anonymous reader with a page or a file of the record."""

    address: str
    title: str
    route: str
    updated_at: datetime | None = None

    @property
    def is_searched(self) -> bool:
        return self.route in SEARCHED


@dataclass(frozen=True)
class Section:
    """A part of the site with its pages, as the site map shows it."""

    title: str
    urls: list[PublicUrl]


class PublicUrls:
    """What the public can reach at the moment it is made. Asks the database a fixed number of
    questions, whatever the size of the record."""

    @cached_property
    def records(self) -> list[Record]:
        return list(Record.objects.published().for_lists().newest_first())

    @cached_property
    def review(self) -> Review:
        return Review.objects.current()

    @cached_property
    def sections(self) -> list[Section]:
        """The pages as the site map shows them: without the later pages of lists, and without
        the parts that nothing was published in yet, which no menu leads to either."""
        parts = (
            (True, gettext("About the review"), self._about),
            (self.review.has_publications, gettext("Publications"), self._publications),
            (self.review.has_news, gettext("News and blogs"), self._news),
            (self.review.has_calls, gettext("Calls"), self._calls),
            (self.review.has_episodes, gettext("Podcast"), self._podcast),
            (self.review.has_questions, gettext("Questions"), self._questions),
            (self.review.has_people, gettext("People"), self._people),
            (self.review.has_topics, gettext("Topics"), self._topic_pages),
            (True, gettext("This site"), self._this_site),
        )
        return [Section(title, list(urls())) for is_there, title, urls in parts if is_there]

    def pages(self) -> Iterator[PublicUrl]:
        """Every public page, in an order that does not change by itself."""
        for section in self.sections:
            yield from section.urls
        yield from self._later_pages()

    def files(self) -> Iterator[PublicUrl]:
        """Every public address that is not a page: feeds, and the files of published records."""
        yield _page("feed", gettext("Feed of news and publications"))
        if self.review.has_episodes:
            yield _page("podcast_feed", gettext("Podcast feed"))
        yield _page("sitemap", gettext("Sitemap for machines"))
        yield _page("robots", gettext("Rules for robots"))
        yield _page("security", gettext("Where to report a weakness"))
        yield _page("search_words", gettext("What the search of a frozen copy looks in"))
        yield _page("look", gettext("The colours of this site"))
        yield _page("icon", gettext("Icon of this site"))
        yield _page("favicon", gettext("Icon of this site, for browsers that know no SVG"))
        yield _page("touch_icon", gettext("Icon of this site, for telephones"))
        yield _page("card", gettext("Picture of this site, for social media"))
        for attachment in Attachment.objects.public().files().with_records().in_order():
            yield PublicUrl(attachment.get_absolute_url(), attachment.title, "attachment")
        for episode in Episode.objects.published().with_captions_made().newest_first():
            yield _page("captions", f"{episode.title}: captions", episode.cited_as)
        for version in AttachmentVersion.objects.public().with_records().in_order():
            yield PublicUrl(version.get_absolute_url(), str(version), "attachment_version")
        for record in self.records:
            yield _page("citation", f"{record.title}: BibTeX", record.cited_as, "bib")
            yield _page("citation", f"{record.title}: RIS", record.cited_as, "ris")
            yield _page("record_card", f"{record.title}: picture", record.cited_as)

    def __iter__(self) -> Iterator[PublicUrl]:
        yield from self.pages()
        yield from self.files()

    def _about(self) -> Iterator[PublicUrl]:
        yield _page("home", gettext("Home"))
        yield from self._of(Kind.PAGE)

    def _publications(self) -> Iterator[PublicUrl]:
        yield _page("publications", gettext("All publications"))
        yield from self._kinds("publications_of_kind", PUBLICATION_KINDS)
        yield from self._of(*PUBLICATION_KINDS)
        for topic in self._topics_of_publications:
            yield _page("publications_about", publications_on(topic), topic.slug)

    def _news(self) -> Iterator[PublicUrl]:
        yield _page("news", gettext("All news and blogs"))
        yield from self._kinds("news_of_kind", POST_KINDS)
        yield from self._of(*POST_KINDS)

    def _calls(self) -> Iterator[PublicUrl]:
        yield _page("calls", gettext("All calls"))
        yield from self._of(Kind.CALL)

    def _podcast(self) -> Iterator[PublicUrl]:
        yield _page("podcast", gettext("All episodes"))
        yield from self._of(Kind.EPISODE)

    def _questions(self) -> Iterator[PublicUrl]:
        yield _page("faqs", gettext("Frequently asked questions"))
        yield _page("faqs_all", gettext("All questions and answers on one page"))

    def _people(self) -> Iterator[PublicUrl]:
        yield _page("boards", gettext("Boards and groups"))
        for board in Board.objects.in_order():
            yield _page("board", board.name, board.slug)
        for person in Person.objects.public().by_name():
            yield _page("person", person.name, person.slug)

    def _topic_pages(self) -> Iterator[PublicUrl]:
        yield _page("topics", gettext("All topics"))
        for topic in self._topics:
            yield _page("topic", topic.name, topic.slug)

    def _this_site(self) -> Iterator[PublicUrl]:
        yield _page("search", gettext("Search"))
        if self.has_statement:
            yield _page("accessibility", gettext("Accessibility statement"))
        yield _page("site_map", gettext("Site map"))

    @cached_property
    def has_statement(self) -> bool:
        """Is the statement at its address? What is on the record there goes before it."""
        address = reverse("accessibility")
        has_its_own = any(record.address == address for record in self.records)
        return self.review.has_statement and not has_its_own

    @cached_property
    def _topics(self) -> list[Topic]:
        return list(Topic.objects.with_public_counts().by_name())

    @cached_property
    def _topics_of_publications(self) -> list[Topic]:
        return list(Topic.objects.with_public_counts(*PUBLICATION_KINDS).by_name())

    def _of(self, *kinds: Kind) -> list[PublicUrl]:
        return [
            PublicUrl(record.address, record.title, "record", record.last_updated_at)
            for record in self.records
            if record.kind in kinds
        ]

    def _kinds(self, route: str, kinds: tuple[Kind, ...]) -> list[PublicUrl]:
        return [_page(route, kind.plural, kind.value) for kind in kinds if self._of(kind)]

    def _later_pages(self) -> Iterator[PublicUrl]:
        lists = [
            ("publications", (), len(self._of(*PUBLICATION_KINDS))),
            ("news", (), len(self._of(*POST_KINDS))),
            ("calls", (), len(self._of(Kind.CALL))),
            ("podcast", (), len(self._of(Kind.EPISODE))),
            *(("publications_of_kind", (k,), len(self._of(k))) for k in PUBLICATION_KINDS),
            *(("news_of_kind", (k,), len(self._of(k))) for k in POST_KINDS),
            *(
                ("publications_about", (t.slug,), t.public_count)
                for t in self._topics_of_publications
            ),
            *(("topic", (t.slug,), t.public_count) for t in self._topics),
        ]
        for route, args, count in lists:
            for number in range(2, -(-count // PER_PAGE) + 1):
                address = reverse(route, args=[*map(str, args), number])
                yield PublicUrl(address, f"Page {number}", route)


def _page(route: str, title: str, *args: str) -> PublicUrl:
    return PublicUrl(reverse(route, args=args), title, route)
