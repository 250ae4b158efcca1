"""Records by the thousand, in the proportions of a real review's site."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from archive.models import (
    Board,
    Call,
    Contributor,
    Episode,
    FaqCategory,
    HelpLine,
    Kind,
    Page,
    Person,
    Post,
    Publication,
    Record,
    Review,
    Series,
    Topic,
)

START = datetime(2021, 1, 15, 9, 0, tzinfo=UTC)
PARAGRAPH = "The review heard from families, and from those who work with them. " * 6
BODY = "\n\n".join(f"## Part {part}\n\n{PARAGRAPH}" for part in range(1, 7))
LETTER = {
    "dated_on": date(2022, 5, 20),
    "addressed_to": ["The Secretary of State"],
    "salutation": "Dear Secretary of State,",
    "sign_off": "Yours sincerely,",
}
# Of twenty records, as real sites of reviews have them.
PROPORTIONS: tuple[tuple[type[Record], Kind, dict], ...] = (
    *((Publication, kind, LETTER) for kind in (Kind.LETTER, Kind.LETTER, Kind.OPEN_LETTER)),
    *((Publication, Kind.REPORT, {}) for _ in range(3)),
    (Publication, Kind.SPEECH, {"event": "A conference", "delivered_on": date(2022, 6, 1)}),
    (Publication, Kind.STATEMENT, {}),
    (Publication, Kind.TERMS_OF_REFERENCE, {}),
    *((Post, Kind.NEWS, {}) for _ in range(5)),
    *((Post, Kind.BLOG, {}) for _ in range(3)),
    (Call, Kind.CALL, {"opens_at": START, "closes_at": START + timedelta(days=60)}),
    (Episode, Kind.EPISODE, {}),
    (Page, Kind.PAGE, {}),
)


@transaction.atomic
def add_surroundings() -> None:
    """What does not grow with the record: the review, its boards, people, topics, questions."""
    review = Review.objects.create(
        name="The Independent Review of Examples", question="What helps?"
    )
    for number in range(3):
        HelpLine.objects.create(review=review, name=f"Help line {number}", phone="0800 000 000")
        board = Board.objects.create(name=f"Board {number}", slug=f"board-{number}")
        for member in range(12):
            name = f"Person {number}-{member}"
            person = Person.objects.create(name=name, slug=f"person-{number}-{member}")
            board.members.create(person=person, role="Member")
    for number in range(10):
        Topic.objects.create(name=f"Topic {number}", slug=f"topic-{number}")
    category = FaqCategory.objects.create(name="About the review", slug="about")
    for number in range(12):
        question = {"question": f"Question {number}?", "anchor": f"question-{number}"}
        category.entries.create(answer=PARAGRAPH, published_at=START, **question)


@transaction.atomic
def add_records(first: int, last: int) -> None:
    """Records number `first` up to, and not including, `last`."""
    topics, people = list(Topic.objects.all()), list(Person.objects.all())
    for number in range(first, last):
        model, kind, facts = PROPORTIONS[number % len(PROPORTIONS)]
        record = model.objects.create(
            kind=kind,
            title=f"{kind.label} number {number}",
            slug=f"{kind.value}-{number}",
            summary="What the review heard, and what it asks for.",
            body=BODY,
            published_at=START + timedelta(hours=number),
            **facts,
        )
        record.topics.add(topics[number % len(topics)])
        Contributor.objects.create(record=record, person=people[number % len(people)], role="Chair")
        if kind == Kind.EPISODE:
            add_transcript(record, number)


def add_transcript(episode: Episode, number: int) -> None:
    name = f"Series {number // 160}"
    episode.series, _ = Series.objects.get_or_create(
        title=name, slug=name.lower().replace(" ", "-")
    )
    episode.series_position = number
    episode.save()
    episode.turns.bulk_create(
        episode.turns.model(
            episode=episode,
            position=turn,
            anchor=f"turn-{turn}",
            speaker=f"Speaker {turn % 3}",
            starts_at_seconds=turn * 20,
            text=PARAGRAPH,
        )
        for turn in range(1, 41)
    )
