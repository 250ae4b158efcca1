"""The frozen copy's search finds the pages that say something, and lies beside its page."""

import json
from itertools import accumulate

import pytest

from archive.search.frozen import shard_of
from archive.search.words import asked_for

from .conftest import FIRST, SECOND, page

SEARCH = '<script id="search-words" src="/search/words.js"></script><form action="/search/"></form>'
SERVED = "/* Here the server answers. */"


@pytest.fixture
def searched(site):
    """A site with a report, a list of reports and a search."""
    links = '<a href="/search/">Search</a> <a href="/report/">R</a> <a href="/reports/">All</a>'
    site.answer("/", page(f"<h1>Home</h1>{links}", "Home"))
    site.answer("/report/", page("<h1>On kinship</h1><p>Ordinary words.</p>", "On kinship"))
    site.answer("/reports/", page('<h1>All</h1><a href="/report/">On kinship</a>', "All"))
    site.answer("/search/", page(SEARCH, "Search"))
    site.answer("/search/words.js", SERVED, "text/javascript; charset=utf-8")
    return site


def said(files, name):
    """What a script of the search sets."""
    _, _, content = files.page(f"search/{name}.js").partition(" = ")
    return json.loads(content.rstrip(";\n"))


def found(files, question):
    """The files of the pages that say a word."""
    (word,) = asked_for(question)
    steps = said(files, f"words/{shard_of(word)}").get(question, [])[::2]
    return [said(files, "pages/0")[number][1] for number in accumulate(steps)]


class TestTheSearch:
    def test_finds_what_is_to_be_found_and_no_list(self, searched, write):
        files = write(searched, searched=["/report/"])
        assert found(files, "kinship") == ["report/index.html"]
        assert said(files, "words")["count"] == 1

    def test_has_its_words_in_the_place_of_what_a_server_sends(self, searched, write):
        files = write(searched, searched=["/report/"])
        assert files.page("search/words.js").startswith("window.frozenWords = ")
        assert 'src="../search/words.js"' in files.page("search/index.html")

    def test_is_made_for_the_copy_as_the_inventory_says(self, searched, write):
        files = write(searched, searched=["/report/"])
        for line in files.inventory:
            if line["content_type"].startswith("text/javascript"):
                assert (line["kind"], line["sha256"], line["captured_from"]) == ("added", "", "")
                assert line["is_rewritten"]
        assert files.line_of("search/pages/0.js")["address"] == "/search/pages/0.js"

    def test_finds_no_page_that_is_not_there_any_more(self, searched, write):
        searched.answer("/gone/", page("<h1>Withdrawn</h1>"), status=410)
        files = write(searched, searched=["/report/", "/gone/", "/never/"])
        assert said(files, "words")["count"] == 1

    def test_takes_pages_that_are_no_text(self, searched, write):
        searched.answer("/odd/", page("<h1>Odd</h1>").encode() + b"\xff\xed\xa0\x80&#xd800;")
        home = page('<a href="/search/"></a><a href="/reports/"></a><a href="/odd/"></a>')
        searched.answers = [each for each in searched.answers if each.address != "/"]
        searched.answer("/", home)
        assert said(write(searched, searched=["/odd/"]), "words")["count"] == 1

    def test_gives_its_files_to_no_other_page(self, searched, write):
        for address in ("/search/words/", "/search/pages/0.js", "/search/Words/6b-69.js/"):
            searched.answer(address, page("<h1>Another</h1>", "Another"), until=SECOND)
        files = write(searched, searched=["/report/"])
        assert files.page("search/pages/0.js").startswith('window.frozenWords["pages/0"]')

    def test_is_written_again_where_it_was_broken_off(self, searched, write, tmp_path):
        first = write(searched, searched=["/report/"])
        (tmp_path / "search" / "words-6b-69").write_text("half a li")
        assert write(searched, searched=["/report/"]).contents == first.contents


def test_a_site_that_never_had_a_search_gets_none(site, write):
    site.answer("/", page("<h1>Home</h1>"))
    files = write(site, searched=["/"])
    assert not [path for path in files.contents if path.startswith("data/site/search")]


def test_what_a_server_sent_there_before_stays_with_its_time(searched, write):
    searched.answers = [each for each in searched.answers if each.address != "/search/words.js"]
    script = "text/javascript; charset=utf-8"
    searched.answer("/search/words.js", "/* Then. */", script, since=FIRST, until=SECOND)
    searched.answer("/search/words.js", SERVED, script, since=SECOND)
    searched.answers = [each for each in searched.answers if each.address != "/search/"]
    searched.answer("/search/", page(SEARCH + "Then"), since=FIRST, until=SECOND)
    searched.answer("/search/", page(SEARCH), since=SECOND)
    files = write(searched, searched=["/report/"])
    assert files.page("memento/20210312120000/search/words.js") == "/* Then. */"
    assert files.page("search/words.js").startswith("window.frozenWords = ")
