"""Five real pages, kept beside the project: every word of theirs comes through."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from archive.importing.folder_import import import_folder
from archive.importing.format.folder import Folder
from archive.importing.format.front_matter import split
from archive.models import Episode, FaqEntry, Kind, Link, Notice, Person, Publication, Record
from tests.importing.test_again import everything

PAGES = settings.BASE_DIR.parent / "shared" / "seed-pages"
pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages are not here")


def words(text: str) -> Counter[str]:
    """Words and figures, however they are marked up."""
    text = re.sub(r"\]\([^)]*\)|\{#[^}]*\}", " ", text)
    return Counter(re.findall(r"[\w’'-]*\w", text))


def source(name: str) -> str:
    texts = {each.path: each.text for each in Folder(PAGES).read()[0]}
    return split(texts[name])[1]


@pytest.fixture
def imported(db):
    outcome = import_folder(PAGES)
    assert outcome.findings == []
    return outcome


def test_they_are_what_they_are(imported):
    assert Counter(Record.objects.values_list("kind", flat=True)) == {
        Kind.SPEECH: 1,
        Kind.LETTER: 1,
        Kind.OPEN_LETTER: 1,
        Kind.EPISODE: 1,
    }
    assert FaqEntry.objects.count() == 9
    assert Notice.objects.count() == 2
    episode = Episode.objects.get()
    assert episode.contributors.count() == 3
    assert len({turn.person_id for turn in episode.turns.all()}) == 3
    assert episode.turns.count() == 17
    assert Person.objects.count() == 3


def test_what_is_only_named_stays_named(imported):
    links = Episode.objects.get().links.in_order()
    assert [link.label for link in links if link.purpose == Link.Purpose.LISTEN] == ["YouTube"]
    assert [link.target for link in links] == [""] * len(links)
    assert sum(link.purpose == Link.Purpose.RELATED for link in links) == 4


def test_imported_again_they_change_nothing(imported):
    before = everything()
    outcome = import_folder(PAGES)
    assert not outcome.added
    assert not outcome.changed
    assert everything() == before


class TestNoWordIsLost:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("publications/letter-spending-review.md", "letter-to-government-on-spending-review"),
            ("publications/open-letter-parents-families.md", "open-letter-to-parents-and-families"),
            (
                "publications/speech-ncasc-2021.md",
                "josh-macalister-speech-to-national-children-and-adult-services-conference-"
                "ncasc-26-november-2021",
            ),
        ],
    )
    def test_of_a_publication(self, imported, client, name, slug):
        record = Publication.objects.get(slug=slug)
        assert words(f"{record.salutation}\n{record.body}") == words(source(name))
        assert not words(source(name)) - words(page(client, record.address))

    def test_of_the_episode(self, imported, client):
        episode = Episode.objects.get()
        turns = "".join(f"\n{turn.speaker}: {turn.text}" for turn in episode.turns.in_order())
        text = source("podcast/whats-next-josh-macalister.md")
        assert words(f"{episode.body}\nTranscript{turns}") == words(text)
        marks = Counter(re.findall(r"\[\^(\d)\]", text))
        assert not words(text) - words(page(client, episode.address)) - marks

    def test_of_the_questions(self, imported, client):
        entries = FaqEntry.objects.in_order()
        told = "".join(f"\n{entry.question}\n{entry.answer}" for entry in entries)
        assert words(told) == words(source("faqs.md"))
        assert not words(source("faqs.md")) - words(page(client, "/faqs/"))

    def test_of_the_notices(self, imported):
        told = "".join(notice.body for notice in Notice.objects.all())
        names = ("2023-02-02-strategy-published", "2023-02-20-closing-by-10-march")
        assert words(told) == words("".join(source(f"notices/{name}.md") for name in names))


def page(client, address: str) -> str:
    """What a reader can read at an address."""
    html = client.get(address).content.decode()
    return strip_tags(re.sub(r"<(script|style|head).*?</\1>", "", html, flags=re.S))
