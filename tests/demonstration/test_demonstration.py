"""The demonstration as files: complete, whole in itself, accessible, and nobody else's words."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from pypdf import PdfReader
from tinytag import TinyTag

from archive.markdown import problems, relative_dates

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo"
PAST = ROOT / "fixtures" / "demo-past"
SEED_PAGES = ROOT.parent / "shared" / "seed-pages"

PUBLICATIONS = {"report", "letter", "open-letter", "speech", "statement", "terms-of-reference"}
RECORDS = PUBLICATIONS | {"news", "blog", "call", "episode", "page"}
PREFIXES = {"news": "/news/", "blog": "/news/", "call": "/calls/", "episode": "/podcast/"}
LISTS = {"/calls/", "/on/", "/podcast/", "/publications/kind/open-letter/"}
LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\(([^)\s]+)[^)]*\)")


@dataclass(frozen=True)
class Source:
    path: Path
    facts: dict[str, Any]
    body: str

    @property
    def name(self) -> str:
        return str(self.path.relative_to(DEMO.parent))

    @property
    def type(self) -> str:
        return self.facts["type"]

    @property
    def address(self) -> str:
        if self.type in PUBLICATIONS:
            return f"/publications/{self.facts['slug']}/"
        prefix = {**PREFIXES, "page": "/", "person": "/people/", "board": "/boards/"}
        return f"{prefix[self.type]}{self.facts['slug']}/"

    @property
    def published(self) -> datetime | None:
        value = self.facts.get("published", self.facts.get("date"))
        if value in ("draft", None):
            return None
        return moment(value)

    @property
    def prose(self) -> str:
        """What we wrote: the body and the sentences of the front matter."""
        keys = ("summary", "intro", "question", "where_to_turn", "content_note")
        return "\n".join([*(str(self.facts.get(key, "")) for key in keys), self.body])

    def named_files(self) -> list[Path]:
        names = [a["file"] for a in self.facts.get("attachments", []) if "file" in a]
        names += [self.facts[k]["file"] for k in ("picture", "portrait") if k in self.facts]
        names += [self.facts["transcript"]] if "transcript" in self.facts else []
        names += re.findall(r"!\[[^\]]*\]\(([^)\s]+)", self.body)
        return [(self.path.parent / name).resolve() for name in names]


def moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value.replace(tzinfo=value.tzinfo or UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return datetime.fromisoformat(str(value)).replace(tzinfo=UTC)


@cache
def sources(folder: Path = DEMO) -> tuple[Source, ...]:
    found = []
    for path in sorted(folder.rglob("*.md")):
        if not path.stat().st_size:
            continue  # of a past day: there was nothing yet
        _, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
        found.append(Source(path, yaml.safe_load(front_matter), body))
    return tuple(found)


def wordings() -> tuple[Source, ...]:
    """The demonstration as it reads, and all that read differently on past days."""
    return sources() + sources(PAST)


def of_type(*types: str) -> list[Source]:
    return [source for source in sources() if source.type in types]


def files_ending(*endings: str) -> list[Path]:
    return [path for path in sorted(DEMO.rglob("*")) if path.suffix in endings]


def words_of(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).replace("’", "'").lower()
    return re.findall(r"[\w']+", LINK.sub(r"\1", text))


class TestWhatIsThere:
    def test_it_is_a_whole_site(self):
        kinds = Counter(source.type for source in sources())
        assert sum(kinds[kind] for kind in RECORDS) >= 40
        assert all(kinds[kind] for kind in RECORDS)
        assert kinds["board"] >= 3
        assert kinds["news"] >= 10
        assert kinds["blog"] >= 5
        assert kinds["page"] >= 6
        assert kinds["notice"] == 2
        assert kinds["review"] == 1

    def test_questions_have_answers_in_three_categories(self):
        categories = of_type("faqs")
        questions = [q for faqs in categories for q in re.split(r"^## ", faqs.body, flags=re.M)[1:]]
        assert len(categories) >= 3
        assert len(questions) >= 12
        assert all(5 < len(words_of(question.split("\n", 1)[1])) < 80 for question in questions)

    def test_calls_are_in_each_state(self):
        now = datetime(2026, 12, 1, tzinfo=UTC)
        calls = [(moment(c.facts["opens"]), moment(c.facts["closes"])) for c in of_type("call")]
        assert [call for call in calls if call[1] < now]
        assert [call for call in calls if call[0] < now < call[1]]
        assert [call for call in calls if now < call[0]]

    def test_closed_calls_say_what_came_of_them(self):
        for call in of_type("call"):
            if moment(call.facts["closes"]).year < 2023:
                assert "\n## Outcome\n" in call.body, call.name

    def test_editors_find_each_state_of_a_record(self):
        records = of_type(*RECORDS)
        assert [r for r in records if r.published is None]
        assert [r for r in records if r.published and r.published.year > 2030]
        for key in ("withdrawn", "superseded_by", "version_of", "changes", "former_addresses"):
            assert [r for r in records if key in r.facts], key
        assert [r for r in records if r.facts.get("language") == "cy"]

    def test_somebody_sits_on_two_boards_with_a_role_and_dates(self):
        seats = [seat for board in of_type("board") for seat in board.facts.get("members", [])]
        assert all(seat["role"] and seat["from"] < seat["until"] for seat in seats)
        assert max(Counter(seat["name"] for seat in seats).values()) >= 2

    def test_both_closing_notices_begin_at_their_moment(self):
        starts = sorted(moment(notice.facts["starts"]) for notice in of_type("notice"))
        assert [start.date() for start in starts] == [date(2023, 2, 2), date(2023, 2, 20)]

    def test_the_final_report_is_a_long_read(self):
        (report,) = [s for s in of_type("report") if s.facts["slug"] == "final-report"]
        assert len(words_of(report.body)) >= 1800
        for mark in ("::: statistic", "::: help line", "[^costs]:", "|---|", "\n### "):
            assert mark in report.body


class TestHowItHangsTogether:
    def test_short_names_are_the_records_own(self):
        slugs = Counter(source.facts["slug"] for source in of_type(*RECORDS))
        assert [slug for slug, times in slugs.items() if times > 1] == []

    def test_every_named_file_is_there_and_every_file_is_named(self):
        named = {path for source in sources() for path in source.named_files()}
        there = {path for path in DEMO.rglob("*") if path.is_file() and path.suffix != ".md"}
        assert named == there

    def test_links_within_the_site_lead_somewhere(self):
        public = {
            source.address
            for source in of_type(*RECORDS, "person", "board")
            if source.type not in RECORDS or (source.published and source.published.year < 2030)
        }
        astray = [
            f"{source.name}: {target}"
            for source in sources()
            for _, target in LINK.findall(source.prose)
            if target.startswith("/") and target.split("#")[0] not in public | LISTS
        ]
        assert astray == []

    def test_related_records_exist(self):
        slugs = {source.facts["slug"] for source in of_type(*RECORDS)}
        for source in of_type(*RECORDS):
            others = [
                link["record"] for link in source.facts.get("related", []) if "record" in link
            ]
            others += [
                source.facts[key]
                for key in ("superseded_by", "version_of", "parent")
                if key in source.facts
            ]
            assert set(others) <= slugs, source.name

    def test_topics_bind_records_together(self):
        topics = Counter(t for r in of_type(*RECORDS) for t in r.facts.get("topics", []))
        assert len(topics) >= 14
        assert all(record.facts.get("topics") for record in of_type(*RECORDS))
        assert len([topic for topic, times in topics.items() if times >= 3]) >= 14

    def test_the_folder_is_small_enough_to_clone(self):
        assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 4_000_000


class TestWhetherEverybodyCanUseIt:
    def test_pictures_say_what_they_show_and_who_made_them(self):
        pictures = [(s.name, s.facts["picture"]) for s in sources() if "picture" in s.facts]
        assert len({picture["file"] for _, picture in pictures}) >= 8
        for name, picture in pictures:
            assert 5 <= len(words_of(picture["alt"])) <= 50, name
            assert picture["credit"] == "Illustration made for this demonstration", name

    @pytest.mark.parametrize("path", files_ending(".png", ".jpg"), ids=lambda path: path.name)
    def test_a_picture_is_wide_and_light(self, path):
        with Image.open(path) as picture:
            assert picture.size == (1600, 900)
        assert path.stat().st_size < 150_000

    @pytest.mark.parametrize("path", files_ending(".pdf"), ids=lambda path: path.name)
    def test_a_pdf_is_tagged_and_has_title_and_language(self, path):
        with path.open("rb") as file:
            pdf = PdfReader(file)
            root = pdf.trailer["/Root"]
            assert pdf.metadata.title
            assert root["/Lang"] in ("en", "cy")
            assert root["/MarkInfo"]["/Marked"]
            assert "/StructTreeRoot" in root
            assert 1 <= len(pdf.pages) <= 7
        assert path.stat().st_size < 60_000

    def test_a_pdf_is_in_the_language_that_its_record_says(self):
        for source in of_type(*RECORDS):
            for attachment in source.facts.get("attachments", []):
                if attachment.get("file", "").endswith(".pdf"):
                    root = PdfReader(source.path.parent / attachment["file"]).trailer["/Root"]
                    assert root["/Lang"] == attachment["language"], source.name

    @pytest.mark.parametrize("episode", of_type("episode"), ids=lambda episode: episode.path.stem)
    def test_an_episode_has_a_transcript_that_fits_its_recording(self, episode):
        recording = episode.path.with_suffix(".mp3")
        text = episode.body
        if "transcript" in episode.facts:
            text = (episode.path.parent / episode.facts["transcript"]).read_text(encoding="utf-8")
        times = re.findall(r"^(?:\*\*\w+:\*\* \[|00:)(\d+):(\d\d)", text, flags=re.M)
        seconds = [int(minutes) * 60 + int(rest) for minutes, rest in times]
        assert len(seconds) >= 9
        assert seconds == sorted(seconds)
        length = TinyTag.get(recording).duration
        assert length - 15 < seconds[-1] < length
        assert recording.stat().st_size < 400_000

    def test_bodies_have_nothing_that_readers_would_stumble_over(self):
        found = [
            f"{source.name}:{problem.line} {problem.text}"
            for source in wordings()
            for problem in problems(source.body.replace("](../pictures/", "](/pictures/"))
        ]
        assert found == []

    def test_days_are_counted_from_the_day_of_writing_only_for_ready_to_close_to_find(self):
        found = {s.name.rpartition("/")[2] for s in wordings() for p in relative_dates(s.body)}
        assert found == {
            "how-to-take-part.md",
            "spring-workshop-dates.md",
            "what-becomes-of-a-website.md",
        }

    def test_links_say_where_they_lead(self):
        empty = {"here", "this", "link", "click here", "more", "read more", "this page"}
        words = [(s.name, words) for s in wordings() for words, _ in LINK.findall(s.prose)]
        assert [pair for pair in words if pair[1].strip().lower() in empty] == []


class TestWhoseWordsItIs:
    def test_every_record_says_that_it_was_written_for_the_demonstration(self):
        for record in (source for source in wordings() if source.type in RECORDS - {"page"}):
            assert "](/about-this-demonstration/)" in record.body, record.name

    def test_nobody_is_quoted(self):
        licence = "> Contains public sector information licensed under the Open Government Licence"
        for source in wordings():
            words = source.body.replace(licence, "")
            assert not re.search(r"[“”]|^>", words, flags=re.M), source.name

    @pytest.mark.skipif(not SEED_PAGES.is_dir(), reason="the real pages are not at hand")
    def test_no_sentence_of_the_real_pages_is_in_it(self):
        names = re.compile(
            "independent review of children's social care|the child safeguarding practice review"
            " panel|competition and markets authority|national children and adult services"
            "|arthur labinjo-hughes and star hobson|stable homes,? built on love"
            r"|secretary of state for \w+|experts by experience board"
        )

        def runs(text: str) -> set[tuple[str, ...]]:
            text = unicodedata.normalize("NFKC", text).replace("’", "'").lower()
            words = words_of(names.sub(" ¶ ", text).replace("¶", "name"))
            return {tuple(words[start : start + 8]) for start in range(len(words) - 7)}

        real: set[tuple[str, ...]] = set()
        for path in SEED_PAGES.rglob("*"):
            if path.suffix in (".md", ".txt"):
                real |= runs(path.read_text(encoding="utf-8"))
        shared = {
            f"{source.name}: {' '.join(run)}"
            for source in wordings()
            for run in runs(source.prose) & real
        }
        assert shared == set()
