"""The past, without a server: every link to it leads to a file."""

import re
from datetime import timedelta

import pytest

from archive.captures.rewriting import LINE_BEGINS, LINE_ENDS
from archive.freeze.dress import lines_on_top
from archive.freeze.site import Told

from .conftest import FIRST, SECOND, THIRD, page

A = "/memento/20210312120000"
BOTH = "changes/20210312120000/20220523080000"


@pytest.fixture
def past(site):
    """Three versions of two pages: both changed on the second day, one of them on the third."""
    home = '<a href="/faqs/">Q</a> <a href="/timemap/faqs/">V</a>'
    site.answer("/", page(f"<p>One</p>{home}"), until=SECOND)
    site.answer("/", page(f"<p>Two</p>{home}"), since=SECOND)
    for words, since, until in (
        ("red", FIRST, SECOND),
        ("blue", SECOND, THIRD),
        ("green", THIRD, None),
    ):
        main = f'<h1>Q</h1><p>It is {words}.</p><a href="/">H</a><a href="/gone/">G</a>'
        if until is None:
            main = main.replace('<a href="/gone/">G</a>', "")
        site.answer("/faqs/", page(main, "Questions"), since=since, until=until)
    return site


def anew(site, address: str, html: str) -> None:
    """Let something else stand there, and have stood since the second day."""
    site.answers = [each for each in site.answers if each.address != address or each.captured_until]
    site.answer(address, html, since=SECOND)


class TestAnOlderVersion:
    def test_is_what_was_served_but_for_its_links_and_one_line(self, past, write):
        files = write(past)
        html = files.page("memento/20220523080000/faqs/index.html")
        line = re.search(f"{LINE_BEGINS}(.*?){LINE_ENDS}", html)
        assert html[: line.start()].endswith('<a class="skip-link" href="#main">Skip</a>')
        words = re.sub(r"<[^>]*>", " ", line[1])
        assert "from  23 May 2022 at 9am  until  1 March 2023 at 12 noon" in words
        served = next(each for each in past.ever() if b"blue" in each.body()).body().decode()
        unlinked = re.sub(r'href="[^"]*"', "", html.replace(line[0], ""))
        assert unlinked == re.sub(r'href="[^"]*"', "", served)

    def test_says_so_in_its_own_language(self, site, write):
        welsh = page("<h1>C</h1>").replace('lang="en-GB"', 'lang="cy"')
        site.answer("/", page('<a href="/cy/">C</a>'), until=SECOND)
        site.answer("/", page('<p>New</p><a href="/cy/">C</a>'), since=SECOND)
        site.answer("/cy/", welsh, until=SECOND)
        site.answer("/cy/", welsh.replace("C<", "Ch<"), since=SECOND)
        files = write(site, lines=lines_on_top())
        line = re.search(
            f"{LINE_BEGINS}(.*?){LINE_ENDS}", files.page("memento/20210312120000/cy/index.html")
        )

        assert 'aria-label="Fersiwn cynharach" lang="cy"' in line[1]
        words = re.sub(r"<[^>]*>", "", line[1])
        assert "o 12 Mawrth 2021 am hanner dydd hyd 23 Mai 2022 am 9am." in words
        english = files.page("memento/20210312120000/index.html")
        assert 'aria-label="An earlier version" lang="en-GB"' in english

    def test_leads_to_what_stood_then(self, past, write):
        html = write(past).page("memento/20210312120000/faqs/index.html")
        assert '<a href="../../../memento/20210312120000/index.html">H</a>' in html

    def test_leads_to_what_stands_where_that_stood_already(self, past, write):
        html = write(past).page("memento/20220523080000/faqs/index.html")
        assert '<a href="../../../index.html">H</a>' in html

    def test_leads_from_nothing_to_a_page_that_says_so(self, past, write):
        files = write(past)
        html = files.page("memento/20210312120000/faqs/index.html")
        assert '<a href="../../../added/not-kept.html">G</a>' in html
        assert "Nothing is kept of this address" in files.page("added/not-kept.html")

    def test_wears_what_was_worn_then(self, past, write):
        past.answers = [each for each in past.answers if not each.address.endswith(".css")]
        past.answer("/static/css/site.css", "a {}", "text/css", until=SECOND)
        past.answer("/static/css/site.css", "b {}", "text/css", since=SECOND)
        files = write(past)
        then = "memento/20210312120000/static/css/site.css"
        assert f'href="../../../{then}"' in files.page("memento/20210312120000/faqs/index.html")
        assert files.page(then) == "a {}"

    def test_wears_what_is_worn_now_where_its_bytes_are_the_same(self, past, write):
        past.answers = [each for each in past.answers if not each.address.endswith(".css")]
        past.answer("/static/css/site.css", "a {}", "text/css", until=SECOND)
        past.answer("/static/css/site.css", "a {}", "text/css", since=SECOND)
        html = write(past).page("memento/20210312120000/faqs/index.html")
        assert 'href="../../../static/css/site.css"' in html

    def test_of_one_second_is_the_last(self, past, write):
        past.answer(
            "/faqs/", page("A moment later"), since=FIRST + timedelta(milliseconds=1), until=SECOND
        )
        assert "A moment later" in write(past).page("memento/20210312120000/faqs/index.html")


class TestALinkIntoThePast:
    @pytest.mark.parametrize(
        ("link", "file"),
        [
            ("/timemap/faqs/", "timemap/faqs/index.html"),
            ("/timemap/page/2/faqs/", "timemap/faqs/index.html"),
            (f"{A}/faqs/", "memento/20210312120000/faqs/index.html"),
            ("/memento/20210501000000/faqs/", "memento/20210312120000/faqs/index.html"),
            ("/memento/2021/faqs/", "memento/20210312120000/faqs/index.html"),
            ("/memento/20230301120000/faqs/", "faqs/index.html"),
            ("/memento/2020/faqs/", "timemap/faqs/index.html"),
            ("/memento/after/20220101000000/faqs/", "memento/20220523080000/faqs/index.html"),
            ("/memento/after/20230301000000/faqs/", "faqs/index.html"),
            ("/memento/after/20240101000000/faqs/", "faqs/index.html"),
            ("/changes/after/20220101000000/faqs/", f"{BOTH}/faqs/index.html"),
            ("/changes/after/20210101000000/faqs/", "changes/after/20210101000000/faqs/index.html"),
            ("/changes/after/20240101000000/faqs/", "timemap/faqs/index.html"),
            ("/changes/20220523080000/20210312120000/faqs/", f"{BOTH}/faqs/index.html"),
            ("/on/", "on/index.html"),
            ("/on/2022-05-23/", "on/2022-05-23/index.html"),
            ("/on/2022-06-01/", "index.html"),
            ("/on/2021-06-01/", "memento/20210312120000/index.html"),
        ],
    )  # fmt: skip
    def test_leads_where_the_live_site_leads(self, past, write, link, file):
        past.answer("/linking/", page(f'<b><a href="{link}">x</a>'))
        main = '<a href="/faqs/">Q</a><a href="/timemap/faqs/">V</a><a href="/linking/">L</a>'
        anew(past, "/", page(main))
        files = write(past)
        assert f'<b><a href="../{file}">x</a>' in files.page("linking/index.html")
        assert f"data/site/{file}" in files.contents

    @pytest.mark.parametrize(
        "link",
        ["/memento/20219999000000/faqs/", "/memento/x/", "/changes/x/", "/timemap/no/", "/on/x/"],
    )
    def test_that_names_nothing_stops_the_freeze(self, past, write, link):
        past.answer("/linking/", page(f'<a href="{link}">x</a>'))
        with pytest.raises(Exception, match="The page /linking/ links to"):
            write(past)


class TestTheListOfVersions:
    def test_has_all_with_what_changed(self, past, write):
        html = write(past).page("timemap/faqs/index.html")
        assert re.findall(r'<a href="([^"]*)" rel="nofollow">(?:\d|What)', html) == [
            "../../faqs/index.html",
            "../../changes/20220523080000/20230301120000/faqs/index.html",
            "../../memento/20220523080000/faqs/index.html",
            "../../changes/20210312120000/20220523080000/faqs/index.html",
            "../../memento/20210312120000/faqs/index.html",
        ]

    def test_says_where_the_text_is_the_same(self, past, write):
        main = "<h1>Q</h1><p>It is green.</p><a href='/'>H</a>"
        past.answer("/x/", page(main, "Before"), until=SECOND)
        past.answer("/x/", page(main, "After"), since=SECOND)
        anew(
            past, "/", page('<a href="/x/">x</a><a href="/timemap/x/">V</a><a href="/faqs/">Q</a>')
        )
        html = write(past).page("timemap/x/index.html")
        assert "The text is the same; what stands around it changed." in html

    def test_tells_what_readers_were_told(self, past, write):
        told = [Told("/faqs/", SECOND - timedelta(days=1), SECOND, "It is <blue> now.")]
        html = write(past, told=told).page("timemap/faqs/index.html")
        second = html.split('<li class="version">')[2]
        assert '<li>It is &lt;blue&gt; now. <span class="quiet">23 May 2022</span></li>' in second

    def test_reaches_across_a_move(self, past, write):
        past.answer("/old/", page("<p>At first</p>", "Old"), until=SECOND)
        past.answer("/old/", "", status=301, location="/faqs/", since=SECOND)
        files = write(past)
        html = files.page("timemap/faqs/index.html")
        assert "at its former address /old/" in html
        assert "../../memento/20210312120000/old/index.html" in html


class TestAComparison:
    def test_has_both_texts_as_one(self, past, write):
        html = write(past).page("changes/20210312120000/20220523080000/faqs/index.html")
        assert "The page differs in 1 place." in html
        words = re.sub(r"<span[^>]*>[^<]*</span>", "", html)
        assert (
            'It is <del class="change-gone">red.</del> <ins class="change-new">blue.</ins>' in words
        )

    def test_shows_what_stood_in_a_page_as_text(self, past, write):
        for words, since, until in (("&lt;b>x", FIRST, SECOND), ("&lt;b>y", SECOND, None)):
            past.answer("/x/", page(f"<p>{words}</p>"), since=since, until=until)
        anew(
            past, "/", page('<a href="/x/">x</a><a href="/timemap/x/">V</a><a href="/faqs/">Q</a>')
        )
        html = write(past).page("changes/20210312120000/20220523080000/x/index.html")
        assert "&lt;b&gt;" in html
        assert "<b>" not in html


class TestDays:
    def test_are_listed_the_latest_first(self, past, write):
        html = write(past).page("on/index.html")
        assert re.findall(r'href="([^"]*)" rel="nofollow">([^<]*)', html) == [
            ("../on/2023-03-01/index.html", "1 March 2023"),
            ("../on/2022-05-23/index.html", "23 May 2022"),
            ("../on/2021-03-12/index.html", "12 March 2021"),
        ]
        assert "<form" not in html

    def test_have_a_page_each_that_leads_to_what_changed(self, past, write):
        html = write(past).page("on/2021-03-12/index.html")
        assert (
            '<a href="../../memento/20210312120000/index.html" rel="nofollow">The home page' in html
        )
        assert (
            '<a href="../../memento/20210312120000/faqs/index.html" rel="nofollow">Questions</a>'
            in html
        )
        assert "new at 12 noon" in html

    def test_name_a_page_once_that_changed_more_often(self, past, write):
        later = SECOND + timedelta(hours=2)
        past.answers = [
            each
            for each in past.answers
            if (each.address, each.captured_from) != ("/faqs/", SECOND)
        ]
        main = '<a href="/">H</a>'
        past.answer("/faqs/", page(main, "Questions"), since=SECOND, until=later)
        past.answer("/faqs/", page(main + "!", "Questions"), since=later, until=THIRD)
        html = write(past).page("on/2022-05-23/index.html")

        assert html.count(">Questions</a>") == 1
        assert (
            '<span class="quiet"><a href="../../memento/20220523080000/faqs/index.html"'
            ' rel="nofollow">changed at 9am</a>, changed at 11am</span>' in html
        )


def test_every_link_of_every_page_leads_to_a_file(past, write):
    files = write(past)
    for path, content in files.contents.items():
        if not path.endswith(".html") or path == "data/site/404.html":
            continue
        for link in re.findall(r'(?:href|src)="([^"#]+)', content.decode()):
            parts = path.split("/")[:-1]
            for part in link.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in files.contents, (path, link)


def test_bytes_that_are_no_text_stop_nobody(past, write):
    html = page('<a href="/caf%E9/">x</a>').encode().replace(b"A page", b"A \xe9 page")
    past.answer("/odd/", html, until=SECOND)
    past.answer("/odd/", page("Now"), since=SECOND)
    anew(past, "/", page('<a href="/odd/">x</a><a href="/faqs/">Q</a>'))
    files = write(past)
    written = files.contents["data/site/memento/20210312120000/odd/index.html"]
    assert b"A \xe9 page" in written
    assert b'<a href="../../../added/not-kept.html">' in written


def test_a_redirect_and_a_page_of_one_second_are_one_file(past, write):
    past.answer("/faqs/", "", status=301, location="/", since=FIRST, until=FIRST)
    later = FIRST + timedelta(milliseconds=1)
    past.answer("/faqs/", page("A moment later"), since=later, until=SECOND)
    assert "A moment later" in write(past).page("memento/20210312120000/faqs/index.html")
