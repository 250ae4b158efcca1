"""Writes the words of a frozen copy's pages as files that a script can look them up in.

A page that was opened from a folder may load scripts and nothing else, so they are scripts: one for
the words with the same two first letters, one for every hundred pages, and one that says which
there are. A question loads those that it needs alone, however large the site.

It knows nothing of Django.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .words import EVERYWHERE, words_of

WORDS_ADDRESS = "/search/words.js"
"""The one file that differs from what a server sends there."""

PAGES_IN_A_FILE = 100
PAGES_IN_MEMORY = 500
IN_TITLE, IN_HEADING, MOST_IN_TEXT = 12, 4, 5
"""What a word counts by its place; in the text as often as it stands there, up to so often."""

SHORTEST, LONGEST = 2, 40
"""Letters of a word that can be looked for."""


class Bag(Protocol):
    def write(self, path: str, chunks: Iterable[bytes]) -> None: ...


class SearchIndex:
    """The words of the pages that are given to it one by one.

    `work` is a folder that is empty, for what does not stay in memory.
    """

    def __init__(self, work: Path) -> None:
        self._work = work
        self._count = 0
        self._words: dict[str, list[int]] = {}
        self._pages: list[tuple[str, str, str, str]] = []
        self._shards: set[str] = set()

    def add(self, file: str, page: bytes | str) -> None:
        """Take in a page of the copy, whose `file` is relative to the site's folder."""
        read = LexborHTMLParser(page)
        main = read.css_first("main") or read.body
        if main is None:
            return
        title = _said(read, "h1") or _said(read, "title")
        self._pages.append((title, file, _said(read, ".record-kind"), _summary(read)))
        for word, weight in _weights(title, main).items():
            self._words.setdefault(word, []).extend((self._count, weight))
        self._count += 1
        if self._count % PAGES_IN_MEMORY == 0:
            self._put_aside()

    def write(self, bag: Bag, folder: str) -> list[str]:
        """Write the files below `folder` of the bag, as in data/site/search; their names."""
        self._put_aside()
        written = []
        for name, script in self._scripts():
            bag.write(f"{folder}/{name}", [script.encode()])
            written.append(name)
        return written

    def _scripts(self) -> Iterator[tuple[str, str]]:
        shards = sorted(self._shards)
        facts = {"count": self._count, "pagesInAFile": PAGES_IN_A_FILE, "shards": shards}
        yield "words.js", f"window.frozenWords = {_json(facts)};\n"
        for shard in shards:
            yield f"words/{shard}.js", _script(f"words/{shard}", self._merged(shard))
        for number in range(-(-self._count // PAGES_IN_A_FILE)):
            rows = (self._work / f"pages-{number}").read_text().splitlines()
            yield f"pages/{number}.js", _script(f"pages/{number}", [json.loads(r) for r in rows])

    def _put_aside(self) -> None:
        by_shard: dict[str, list[str]] = {}
        for word, found in self._words.items():
            by_shard.setdefault(shard_of(word), []).append(_json([word, found]))
        for shard, lines in by_shard.items():
            _append(self._work / f"words-{shard}", lines)
        self._shards.update(by_shard)
        first = self._count - len(self._pages)
        for number, page in enumerate(self._pages, first):
            _append(self._work / f"pages-{number // PAGES_IN_A_FILE}", [_json(page)])
        self._words, self._pages = {}, []

    def _merged(self, shard: str) -> dict[str, list[int]]:
        """Each word with its pages, as pairs: how many pages on from the last, and its weight."""
        found: dict[str, list[int]] = {}
        with (self._work / f"words-{shard}").open() as lines:
            for line in lines:
                word, pairs = json.loads(line)
                found.setdefault(word, []).extend(pairs)
        return {word: _by_steps(found[word]) for word in sorted(found)}


def shard_of(word: str) -> str:
    """The name of the file for a word: its two first letters as numbers, since a file's name
    cannot be any letter."""
    return "-".join(f"{ord(letter):x}" for letter in word[:2])


def _by_steps(pairs: list[int]) -> list[int]:
    pages, weights = pairs[::2], pairs[1::2]
    steps = [later - earlier for earlier, later in pairwise([0, *pages])]
    return [number for pair in zip(steps, weights, strict=True) for number in pair]


def _weights(title: str, main: LexborNode) -> Counter[str]:
    weights: Counter[str] = Counter()
    for word, times in Counter(words_of(main.text(separator=" "))).items():
        weights[word] = min(times, MOST_IN_TEXT)
    for heading in main.css("h2, h3, summary"):
        for word in set(words_of(heading.text(separator=" "))):
            weights[word] += IN_HEADING
    for word in set(words_of(title)):
        weights[word] += IN_TITLE
    return Counter(
        {
            word: weight
            for word, weight in weights.items()
            if SHORTEST <= len(word) <= LONGEST and word not in EVERYWHERE
        }
    )


def _said(page: LexborHTMLParser, selector: str) -> str:
    found = page.css_first(selector)
    return " ".join(found.text(separator=" ").split()) if found else ""


def _summary(page: LexborHTMLParser) -> str:
    found = page.css_first('meta[name="description"]')
    return (found.attributes.get("content") or "") if found else ""


def _script(name: str, content: object) -> str:
    return f'window.frozenWords["{name}"] = {_json(content)};\n'


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _append(path: Path, lines: Iterable[str]) -> None:
    with path.open("a") as file:
        file.writelines(f"{line}\n" for line in lines)
