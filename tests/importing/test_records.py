from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from archive.models import (
    Board,
    Call,
    Episode,
    FaqCategory,
    FaqEntry,
    Kind,
    Link,
    Notice,
    Page,
    Person,
    Post,
    Publication,
    Record,
    Redirect,
    Review,
    Revision,
    Series,
    State,
    Topic,
)

LETTER = """---
type: letter
title: Letter on early findings
slug: early-findings
date: 2021-07-20
updated: 2021-07-22T10:00
summary: What the review found in four months.
addressed_to: [Secretary of State for Education, Chief Secretary to the Treasury]
copied_to: [Prime Minister]
sign_off: Best regards
reference: CP 451
key: true
content_note: It speaks of neglect.
topics: [Family help, Early findings]
people:
  - {name: Ada Adams, role: Chair of the Review, biography: A *judge*.}
related:
  - {record: early-findings-easy-read}
  - {label: The white paper, url: https://www.gov.example/paper, kind: next-in-series}
  - {label: A leaflet of which only the name is known}
former_addresses: [/letters/2021/early.html]
changes:
  - {at: 2021-07-22T10:00, note: Corrected a figure., major: true}
---

Dear Secretary of State,

## Findings

These are *early*.
"""
EASY = """---
type: letter
title: Early findings, easy read
slug: early-findings-easy-read
date: 2021-07-20
version_of: early-findings
version_for: Easy read
superseded_by: early-findings
withdrawn: 2022-01-01
withdrawn_because: It was wrong.
---
"""


class TestALetter:
    @pytest.fixture
    def letter(self, bring):
        bring({"letter.md": LETTER, "easy.md": EASY})
        return Publication.objects.get(slug="early-findings")

    def test_has_each_fact_in_its_own_field(self, letter):
        assert letter.kind == Kind.LETTER
        assert letter.address == "/publications/early-findings/"
        assert letter.dated_on == date(2021, 7, 20)
        assert letter.published_at == datetime(2021, 7, 19, 23, tzinfo=UTC)
        assert letter.public_updated_at == datetime(2021, 7, 22, 9, tzinfo=UTC)
        assert letter.addressed_to == [
            "Secretary of State for Education",
            "Chief Secretary to the Treasury",
        ]
        assert letter.copied_to == ["Prime Minister"]
        assert letter.salutation == "Dear Secretary of State,"
        assert letter.body == "## Findings\n\nThese are *early*."
        assert letter.sign_off == "Best regards"
        assert letter.reference == "CP 451"
        assert letter.is_key

    def test_has_its_people_with_the_role_of_that_day(self, letter):
        (contributor,) = letter.contributors.all()
        assert contributor.person.name == "Ada Adams"
        assert contributor.person.slug == "ada-adams"
        assert contributor.person.sort_name == "Adams, Ada"
        assert contributor.role == "Chair of the Review"
        assert contributor.biography == "A *judge*."

    def test_has_its_topics_and_links_in_order(self, letter):
        assert [topic.name for topic in letter.topics.all()] == ["Early findings", "Family help"]
        assert [(link.text, link.purpose, link.target) for link in letter.links.all()] == [
            ("Early findings, easy read", Link.Purpose.RELATED,
             "/publications/early-findings-easy-read/"),
            ("The white paper", Link.Purpose.NEXT_IN_SERIES, "https://www.gov.example/paper"),
            ("A leaflet of which only the name is known", Link.Purpose.RELATED, ""),
        ]  # fmt: skip

    def test_leads_there_from_its_former_addresses(self, letter):
        assert Redirect.objects.get(address="/letters/2021/early.html").to_record == letter.record

    def test_tells_of_its_earlier_changes_and_that_it_was_imported(self, letter):
        imported, told = sorted(letter.revisions.all(), key=lambda each: each.made_at, reverse=True)
        assert imported.event == Revision.Event.IMPORTED
        assert imported.text["salutation"] == "Dear Secretary of State,"
        assert told.made_at == datetime(2021, 7, 22, 9, tzinfo=UTC)
        assert (told.change_note, told.is_major) == ("Corrected a figure.", True)

    def test_can_be_a_version_of_another_and_be_withdrawn(self, letter):
        version = Publication.objects.get(slug="early-findings-easy-read")
        assert version.version_of == letter.record
        assert version.version_for == "Easy read"
        assert version.superseded_by == letter.record
        assert version.state == State.WITHDRAWN
        assert version.withdrawn_because == "It was wrong."


class TestWhenItIsPublished:
    @pytest.mark.parametrize(
        ("head", "published_at", "dated_on"),
        [
            ("", None, None),
            ("date: 2022-05-23", datetime(2022, 5, 22, 23, tzinfo=UTC), date(2022, 5, 23)),
            ("date: 2022-05-23T09:00", datetime(2022, 5, 23, 8, tzinfo=UTC), date(2022, 5, 23)),
            ("published: 2022-05-23T09:00", datetime(2022, 5, 23, 8, tzinfo=UTC), None),
            ("date: 2022-05-20\npublished: 2022-05-23", datetime(2022, 5, 22, 23, tzinfo=UTC),
             date(2022, 5, 20)),
            ("date: 2022-05-20\npublished: draft", None, date(2022, 5, 20)),
        ],
    )  # fmt: skip
    def test_follows_from_its_date_unless_it_says_so(self, bring, head, published_at, dated_on):
        bring({"it.md": f"---\ntype: news\ntitle: It\n{head}\n---\n"})
        record = Record.objects.get()
        assert record.published_at == published_at
        assert record.dated_on == dated_on

    def test_may_be_in_the_future(self, bring):
        bring({"it.md": "---\ntype: news\ntitle: It\npublished: 2999-01-01\n---\n"})
        assert Record.objects.get().state == State.SCHEDULED


def test_a_speech_knows_its_occasion(bring):
    bring(
        {
            "it.md": "---\ntype: speech\ntitle: A speech\nevent: The conference\nplace: Leeds\n"
            "delivered_on: 2021-11-26\ndelivery: as-delivered\n---\nThank you."
        }
    )
    speech = Publication.objects.get()
    assert (speech.event, speech.place) == ("The conference", "Leeds")
    assert speech.delivered_on == date(2021, 11, 26)
    assert speech.delivery == Publication.Delivery.AS_DELIVERED


def test_a_blog_has_a_byline_and_stands_under_news(bring):
    bring({"it.md": "---\ntype: blog\ntitle: It’s here\nbyline: The team\n---\n"})
    post = Post.objects.get()
    assert (post.byline, post.address) == ("The team", "/news/its-here/")


def test_a_call_has_its_texts_by_the_clock(bring):
    bring(
        {
            "it.md": "---\ntype: call\ntitle: It\nopens: 2021-01-15T12:00\n"
            "closes: 2021-03-31T23:59\n---\nAsked.\n\n## While open\n\nAnswer.\n\n"
            "## Outcome\n\nMany."
        }
    )
    call = Call.objects.get()
    assert call.opens_at == datetime(2021, 1, 15, 12, tzinfo=UTC)
    assert call.closes_at == datetime(2021, 3, 31, 22, 59, tzinfo=UTC)
    assert (call.body, call.text_before, call.text_open, call.text_after, call.outcome) == (
        "Asked.", "", "Answer.", "", "Many.",
    )  # fmt: skip


def test_a_page_has_its_place(bring):
    bring(
        {
            "a.md": "---\ntype: page\ntitle: Child\nparent: parent\nmenu_position: 0\n---\n",
            "b.md": "---\ntype: page\ntitle: Parent\naddress: /about/us/\n---\n",
        }
    )
    child = Page.objects.get(slug="child")
    assert child.parent.address == "/about/us/"
    assert child.menu_position == 0


class TestAnEpisode:
    HEAD = """---
type: episode
title: An interview
podcast: The podcast
series: Talks
series_position: 1 of 2
recorded: 2023-07
listen:
  - YouTube
  - {label: The site, url: https://pod.example/1}
subscribe: [Audioboom]
people:
  - {name: Ada Adams, role: Guest}
  - {name: Ben Brown, speaks_as: [BB, Ben]}
"""

    def test_has_its_series_its_places_to_listen_and_its_turns(self, bring):
        bring(
            {
                "it.md": f"{self.HEAD}date: 2022-05-23\n---\nAbout.\n\n## Transcript\n\n"
                "**Ada Adams (Guest):** [0:05] Hello.\n\n**BB:** Hi.\n\n**Audience:** {#clap} Clap."
            }
        )
        episode = Episode.objects.get()
        assert (episode.series.title, episode.series_position) == ("Talks", 1)
        assert (episode.series.length, episode.series.podcast) == (2, "The podcast")
        assert episode.recorded == "2023-07"
        assert [(link.purpose.value, link.text, link.url) for link in self._links(episode)] == [
            ("listen", "YouTube", ""),
            ("listen", "The site", "https://pod.example/1"),
            ("subscribe", "Audioboom", ""),
        ]
        assert [
            (turn.speaker, str(turn.person), turn.starts_at_seconds, turn.anchor, turn.text)
            for turn in episode.turns.all()
        ] == [
            ("Ada Adams (Guest)", "Ada Adams", Decimal(5), "turn-1", "Hello."),
            ("BB", "Ben Brown", None, "turn-2", "Hi."),
            ("Audience", "None", None, "clap", "Clap."),
        ]

    def _links(self, episode):
        for link in episode.links.all():
            link.purpose = Link.Purpose(link.purpose)
            yield link

    @pytest.mark.parametrize(
        ("name", "captions"),
        [
            (
                "it.vtt",
                "WEBVTT\n\n00:05.500 --> 00:07.000\n<v Ada Adams>Hello.\n\n"
                "00:07.000 --> 00:08.000\n<v Ada Adams>Again.\n\n"
                "00:09.000 --> 00:10.000\n<v BB>Hi.",
            ),
            (
                "it.srt",
                "1\n00:00:05,500 --> 00:00:07,000\nAda Adams: Hello.\n\n"
                "2\n00:00:07,000 --> 00:00:08,000\nAgain.\n\n"
                "3\n00:00:09,000 --> 00:00:10,000\nBen: Hi.",
            ),
        ],
    )
    def test_takes_its_turns_from_captions(self, bring, name, captions):
        bring({"it.md": f"{self.HEAD}transcript: {name}\n---\n", name: captions})
        turns = Episode.objects.get().turns.all()
        assert [(str(turn.person), turn.starts_at_seconds, turn.text) for turn in turns] == [
            ("Ada Adams", Decimal("5.5"), "Hello. Again."),
            ("Ben Brown", Decimal(9), "Hi."),
        ]

    @pytest.mark.parametrize(
        ("captions", "body", "words"),
        [
            ("1\n00:00:05,500 --> 00:00:07,000\nHello.", "", "do not say who speaks"),
            ("Hello.", "", "it.srt: Line 1"),
            (b"\xff\xfe", "", "it.srt is not UTF-8"),
            ("", "## Transcript\n\n**A:** x", "The transcript is here twice"),
        ],
    )
    def test_refuses_captions_that_do_not_tell(self, fault, captions, body, words):
        said = fault(f"{self.HEAD}transcript: it.srt\n---\n{body}", **{"it.srt": captions})
        assert words in said
        assert said.startswith("it.md:15: ")


class TestWhatIsNoRecord:
    def test_the_review_has_its_chair_and_its_help_lines(self, bring):
        bring(
            {
                "review.md": "---\ntype: review\ntitle: The Review\nchair: Ada Adams\n"
                "started: 2021-03-01\nlicence_name: ''\nhelp_lines:\n"
                "  - {name: Childline, phone: 0800 1111}\n---\nThe remit."
            }
        )
        review = Review.objects.get()
        assert (review.name, review.chair.name, review.remit) == (
            "The Review", "Ada Adams", "The remit.",
        )  # fmt: skip
        assert review.licence_name == ""
        assert review.licence_url.startswith("https://www.nationalarchives.gov.uk/")
        assert [(line.name, line.phone) for line in review.help_lines.all()] == [
            ("Childline", "0800 1111")
        ]

    def test_the_review_has_its_look_and_help_lines_for_topics(self, bring):
        bring(
            {
                "review.md": "---\ntype: review\ntitle: The Review\nink_colour: '#123524'\n"
                "exit_url: https://weather.example/\nhelp_lines:\n"
                "  - {name: Kin, phone: 116 123, topic: Kinship care}\n---\nThe remit."
            }
        )
        review = Review.objects.get()

        assert (review.ink_colour, review.exit_url) == ("#123524", "https://weather.example/")
        assert review.help_lines.get().topic.name == "Kinship care"

    def test_a_person_is_known_before_others_name_them(self, bring):
        bring(
            {
                "a.md": "---\ntype: news\ntitle: A\npeople: [{name: Ada Adams}]\n---\n",
                "z.md": "---\ntype: person\nname: Ada Adams\nslug: ada\nsort_name: Ada\n---\n"
                "A judge.",
            }
        )
        person = Person.objects.get()
        assert (person.slug, person.sort_name, person.biography) == ("ada", "Ada", "A judge.")

    def test_a_board_has_its_members_in_order(self, bring):
        bring(
            {
                "it.md": "---\ntype: board\nname: Design group\nkind: group\nposition: 2\n"
                "members:\n"
                "  - {name: Ben Brown, role: Chair, from: 2021-03-01, until: 2022-05-23}\n"
                "  - {name: Ada Adams, biography: A judge.}\n---\nIt designs."
            }
        )
        board = Board.objects.get()
        assert (board.slug, board.kind, board.position, board.body) == (
            "design-group", Board.Kind.GROUP, 2, "It designs.",
        )  # fmt: skip
        ben, ada = board.members.all()
        assert (ben.person.name, ben.role) == ("Ben Brown", "Chair")
        assert (ben.joined_on, ben.left_on) == (date(2021, 3, 1), date(2022, 5, 23))
        assert ada.biography == "A judge."

    def test_questions_are_published_at_once_unless_they_say_otherwise(self, bring):
        before = timezone.now()
        bring(
            {
                "it.md": "---\ntype: faqs\ntitle: Questions\nintro: Asked often.\n---\n"
                "## Who?\n\nAda.\n\n## Why? {#because published=draft}\n\nSo.\n\n"
                "## When? {published=2021-01-01}\n\nThen."
            }
        )
        assert FaqCategory.objects.get().introduction == "Asked often."
        who, why, when = FaqEntry.objects.in_order()
        assert (who.question, who.answer, who.anchor) == ("Who?", "Ada.", "who")
        assert before <= who.published_at <= timezone.now()
        assert (why.anchor, why.published_at) == ("because", None)
        assert when.published_at == datetime(2021, 1, 1, tzinfo=UTC)

    def test_a_notice_begins_at_its_moment(self, bring):
        bring(
            {
                "it.md": "---\ntype: notice\ntitle: Closing\nstarts: 2023-02-20T00:00\n"
                "closing_date: 2023-03-10\n---\nIt closes."
            }
        )
        notice = Notice.objects.get()
        assert notice.starts_at == datetime(2023, 2, 20, tzinfo=UTC)
        assert (notice.closing_on, notice.body) == (date(2023, 3, 10), "It closes.")

    def test_topics_series_and_redirects_come_as_lists(self, bring):
        bring(
            {
                "t.md": "---\ntype: topics\ntopics: [{name: Help, slug: helping}]\n---\n",
                "s.md": "---\ntype: series\nseries: [{title: Talks, length: 3}]\n---\n",
                "r.md": "---\ntype: redirects\nredirects: [{from: /old, to: /feed/}]\n---\n",
                "a.md": "---\ntype: news\ntitle: A\ntopics: [Help]\n---\n",
            }
        )
        assert Topic.objects.get().slug == "helping"
        assert Series.objects.get().length == 3
        assert Redirect.objects.get(address="/old").to_url == "/feed/"
