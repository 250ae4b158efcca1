"""What is named rather than referred to by slug: people, topics, series and places in them."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils import timezone

from archive.importing.format.documents import Document
from archive.importing.format.findings import Fault, Finding
from archive.importing.format.values import Values
from archive.importing.site import Site
from archive.models import Person


def people_in(document: Document) -> Iterator[tuple[str, Values]]:
    """Each person whom a document names, with the place."""
    for name in ("people", "members"):
        for number, entry in enumerate(document.values.get(name, [])):
            yield f"{name}.{number}", entry
    if "chair" in document.values:
        entry = {"name": document.values["chair"]}
        if "chair_person" in document.values:
            entry["person"] = document.values["chair_person"]
        yield "chair", entry


def is_public(document: Document) -> bool:
    published = document.values.get("published", "draft")
    return published != "draft" and bool(published <= timezone.now())


def length_of_series(document: Document) -> int | None:
    """How many episodes an episode's file says its series has: only a public one tells readers."""
    length: int | None = document.values.get("series_position", (None, None))[1]
    return length if is_public(document) else None


def lengths_in(documents: list[Document]) -> dict[str, int]:
    """How many episodes the folder says that its series have."""
    lengths: dict[str, int] = {}
    for document in documents:
        if document.type == "series":
            for entry in document.values.get("series", []):
                if "title" in entry and "length" in entry:
                    lengths.setdefault(entry["title"], entry["length"])
    for document in documents:
        length = length_of_series(document)
        if length is not None and "series" in document.values:
            lengths.setdefault(document.values["series"], length)
    return lengths


class NamesChecking:
    """Is every name in a folder one that can be told apart, and told the same way throughout?"""

    def __init__(self, documents: list[Document], site: Site) -> None:
        self.documents = documents
        self.site = site
        self.findings: list[Finding] = []
        self.persons: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            if document.type == "person" and {"name", "slug"} <= {*document.values}:
                self.persons[document.values["name"]].add(document.values["slug"])
        self.claimed = set().union(*self.persons.values())

    def check(self) -> list[Finding]:
        self._check_rows()
        self._check_topics()
        self._check_places_in_series()
        for document in self.documents:
            faults = [*self._people_faults(document), *self._person_faults(document)]
            self.findings += [Finding(document.path, each.line, each.text) for each in faults]
        return self.findings

    def _note(self, document: Document, place: str, text: str) -> None:
        self.findings.append(Finding(document.path, document.line(place), text))

    def _check_rows(self) -> None:
        """In the lists of topics and of series, each has one entry."""
        seen = set()
        for document in self.documents:
            name = {"topics": "name", "series": "title"}.get(document.type, "")
            for number, entry in enumerate(document.values.get(document.type, []) if name else []):
                said = (name, entry.get(name, ""))
                if said in seen and said[1]:
                    text = f"“{entry[name]}” is listed twice. Take one out."
                    self._note(document, f"{document.type}.{number}", text)
                seen.add(said)

    def _check_topics(self) -> None:
        """A topic that differs from another in capitals only is a slip."""
        names = {name.casefold(): name for name in self.site.topics}
        for document in self.documents:
            listed = document.values.get("topics", [])
            if document.type == "topics":
                listed = [entry.get("name", "") for entry in listed]
            for number, topic in enumerate(listed):
                first = names.setdefault(topic.casefold(), topic)
                if first != topic and topic not in self.site.topics:
                    text = f"The topic “{topic}” is “{first}” elsewhere. Write it the same way."
                    self._note(document, f"topics.{number}", text)

    def _check_places_in_series(self) -> None:
        episodes = [each for each in self.documents if each.type == "episode"]
        slugs = {each.values.get("slug") for each in episodes}
        titles = sorted({each.values["series"] for each in episodes if "series" in each.values})
        places = {
            (episode.series.title, episode.series_position): f"“{episode}” on the site"
            for episode in self.site.episodes_in(titles)
            if episode.slug not in slugs
        }
        lengths = lengths_in(self.documents)
        for each in episodes:
            series = each.values.get("series", "")
            position, length = each.values.get("series_position", (None, None))
            known = lengths.get(series, self._known_length(series))
            if position is None or not series:
                continue
            held = places.setdefault((series, position), each.path)
            if held != each.path:
                text = f"Number {position} of this series is {held} already. Change one of them."
                self._note(each, "series_position", text)
            if length_of_series(each) not in (None, known):
                text = f"The series has {known} episodes elsewhere. Write it the same way."
                self._note(each, "series_position", text)
            elif each.values["published"] != "draft" and known and position > known and not length:
                text = f"The series has {known} episodes. Correct the number, or say of how many."
                self._note(each, "series_position", text)

    def _known_length(self, title: str) -> int | None:
        series = self.site.series.get(title)
        return series.length if series else None

    def _people_faults(self, document: Document) -> Iterator[Fault]:
        for place, entry in people_in(document):
            if "name" not in entry:
                continue
            found = self._slugs_of(entry["name"])
            if "person" not in entry and len(found) > 1:
                yield Fault(
                    document.line(place),
                    f"There are several people named {entry['name']}. Say which with "
                    f"“person:”, one of: {', '.join(sorted(found))}.",
                )
            elif "person" in entry and entry["person"] not in found:
                yield Fault(
                    document.line(f"{place}.person"),
                    f"No person “{entry['person']}” is named {entry['name']}. Correct one of them.",
                )

    def _slugs_of(self, name: str) -> set[str]:
        """The people of a name: the folder's, and the site's of whom the folder says nothing."""
        there = {person.slug for person in self.site.people.get(name, [])}
        return self.persons.get(name, set()) | (there - self.claimed)

    def _person_faults(self, document: Document) -> Iterator[Fault]:
        if document.type != "person":
            return
        name, slug = document.values.get("name", ""), document.values.get("slug", "")
        namesakes: list[Person] = [
            person for person in self.site.people.get(name, []) if person.slug not in self.claimed
        ]
        if slug not in self.site.people_by_slug and namesakes:
            slugs = " or ".join(person.slug for person in namesakes)
            yield Fault(
                document.line("slug"),
                f"{name} is on the site with the slug {slugs}. Write “slug: {slugs}” here.",
            )
