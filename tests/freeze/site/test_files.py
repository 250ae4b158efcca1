"""What stands, as files: from a folder, from any host, from below any path."""

import hashlib
import re

import pytest

from archive.freeze.site import LinkToNothing, NoHomePage

from .conftest import FIRST, SECOND, SITE_URL, page


@pytest.fixture
def linked(site, write):
    """The home page with this in its main part, as it is written."""

    def written(main: str) -> str:
        site.answer("/", page(main))
        return write(site).page("index.html")

    return written


class TestALinkOfAPage:
    @pytest.mark.parametrize(
        ("link", "file"),
        [
            ("/faqs/", "faqs/index.html"),
            ("/faqs/#x", "faqs/index.html#x"),
            ("/faqs/?page=2", "faqs/index.html"),
            ("/faqs", "faqs/index.html"),
            ("faqs/", "faqs/index.html"),
            ("./faqs/../faqs/", "faqs/index.html"),
            (f"{SITE_URL}/faqs/", "faqs/index.html"),
            ("HTTPS://REVIEW.example.org/faqs/#y", "faqs/index.html#y"),
            ("//review.example.org/faqs/", "faqs/index.html"),
            ("/feed/", "feed/index.xml"),
            ("/", "index.html"),
            (SITE_URL, "index.html"),
        ],
    )
    def test_names_the_file(self, site, linked, link, file):
        site.answer("/faqs/", page("Questions"))
        site.answer("/feed/", "<feed/>", "application/atom+xml")
        main = '<a href="/faqs/">q</a><a href="/feed/">f</a>'
        assert f'<b><a href="{file}">' in linked(f'{main}<b><a href="{link}">x</a>')

    @pytest.mark.parametrize(
        "link",
        ["https://elsewhere.example/faqs/", "//elsewhere.example/", "mailto:a@b.example", "#main",
         "tel:116123", "https://review.example.org.elsewhere.example/", "javascript:void(0)", "http://["],
    )  # fmt: skip
    def test_that_leads_elsewhere_stays_as_it_is(self, linked, link):
        assert f'<a href="{link}">x</a>' in linked(f'<a href="{link}">x</a>')

    def test_leads_up_from_a_folder(self, site, linked, write):
        site.answer("/a/b/", page('<a href="/c/">c</a> <a href="../../c/#x">c</a>'))
        site.answer("/c/", page("c"))
        site.answer("/", page('<a href="/a/b/">'))
        written = write(site).page("a/b/index.html")
        assert '<a href="../../c/index.html">c</a> <a href="../../c/index.html#x">c</a>' in written
        assert '<link rel="stylesheet" href="../../static/css/site.css">' in written

    @pytest.mark.parametrize("link", ["/admin/", "/healthz", "/no/", f"{SITE_URL}/no/"])
    def test_to_nothing_stops_the_freeze_and_is_named(self, linked, link):
        with pytest.raises(LinkToNothing) as stop:
            linked(f'<a href="{link}">x</a>')
        assert stop.value.page == "/"
        assert f"The page / links to {link}, and nothing public is there." in str(stop.value)

    def test_is_all_that_differs_from_what_was_served(self, site, write):
        main = "<!-- <a href='/'> --><p title='>'>\udce9\x80 é</p><a href='/'>x</a>"
        content = page(main).encode(errors="surrogateescape")
        served = site.answer("/", content)
        files = write(site)
        html = files.contents["data/site/index.html"]
        taken_back = html.replace(b"'index.html'", b"'/'").replace(b'"index.html"', b'"/"')
        taken_back = taken_back.replace(b'"on/index.html"', b'"/on/"')
        assert taken_back.replace(b'"static/', b'"/static/') == content
        line = files.line_of("index.html")
        assert (line["sha256"], line["is_rewritten"]) == (served.sha256, True)

    def test_that_is_canonical_stays_absolute(self, linked):
        head = f'<link rel="canonical" href="{SITE_URL}/"><meta property="og:url" content="/">'
        assert head in linked(head)


class TestAFile:
    def test_is_byte_for_byte_what_was_served(self, site, write):
        content = bytes(range(256))
        site.answer("/attachments/a/b.pdf", content, "application/pdf")
        site.answer("/", page('<a href="/attachments/a/b.pdf">PDF</a>'))
        files = write(site)
        assert files.contents["data/site/attachments/a/b.pdf"] == content
        assert files.line_of("attachments/a/b.pdf") == {
            "address": "/attachments/a/b.pdf",
            "file": "attachments/a/b.pdf",
            "kind": "file",
            "status": 200,
            "content_type": "application/pdf",
            "captured_from": "2021-03-12T12:00:00Z",
            "sha256": hashlib.sha256(content).hexdigest(),
            "is_rewritten": False,
            "title": "",
        }

    def test_that_no_reader_asks_for_by_itself_is_dress(self, site, write):
        site.answer("/", page("Home"))
        assert write(site).line_of("static/css/site.css")["kind"] == "dress"

    def test_of_style_fetches_from_where_its_own_files_are(self, site, write):
        site.answer(
            "/static/css/more.css",
            'a { b: url("../a.svg") } c { d: url(/static/a.svg) }',
            "text/css",
        )
        site.answer("/static/a.svg", "<svg/>", "image/svg+xml")
        site.answer("/", page('<link rel="stylesheet" href="/static/css/more.css">'))
        sheet = write(site).page("static/css/more.css")
        assert sheet == 'a { b: url("../../static/a.svg") } c { d: url(../../static/a.svg) }'


class TestTwoAddressesOfOneFile:
    def test_that_differ_in_case_have_each_their_own(self, site, write):
        site.answer("/Faqs/", page("Upper"))
        site.answer("/faqs/", page("Lower"))
        site.answer("/", page('<a href="/Faqs/">U</a><a href="/faqs/">l</a>'))
        files = write(site)
        paths = [files.file_of("/Faqs/"), files.file_of("/faqs/")]
        assert ["Upper" in files.page(paths[0]), "Lower" in files.page(paths[1])] == [True, True]
        assert len({path.lower() for path in files.contents}) == len(files.contents)
        assert files.figures.renamed == (("/faqs/", paths[1]),)

    def test_one_of_which_would_be_the_other_s_folder(self, site, write):
        site.answer("/a.pdf", b"%PDF", "application/pdf")
        site.answer("/a.pdf/b/", page("Below"))
        site.answer("/", page('<a href="/a.pdf">a</a><a href="/a.pdf/b/">b</a>'))
        files = write(site)
        assert files.file_of("/a.pdf") == "a.pdf"
        assert re.fullmatch(r"~[0-9a-f]{16}/index\.html", files.file_of("/a.pdf/b/"))

    def test_of_a_file_that_the_copy_has_itself(self, site, write):
        site.answer("/404.html", page("Mine"))
        site.answer("/", page('<a href="/404.html">x</a>'))
        files = write(site)
        mine = [line for line in files.inventory if line["address"] == "/404.html"]
        assert sorted(line["kind"] for line in mine) == ["added", "page"]


class TestARedirect:
    def test_is_a_page_that_leads_on_by_itself_and_by_a_link(self, site, write):
        site.answer("/people/", "", status=301, location="/boards/")
        site.answer("/boards/", page("Boards", "Boards & people"))
        site.answer("/", page('<a href="/people/">p</a><a href="/boards/">b</a>'))
        files = write(site)
        html = files.page("people/index.html")
        assert '<meta http-equiv="refresh" content="0; url=../boards/index.html">' in html
        assert '<a href="../boards/index.html">Boards &amp; people</a>' in html
        assert f'<link rel="canonical" href="{SITE_URL}/boards/">' in html
        assert files.line_of("people/index.html")["kind"] == "redirect"

    def test_may_lead_away(self, site, write):
        site.answer("/old/", "", status=301, location="https://elsewhere.example/?a=1&b=2")
        site.answer("/", page('<a href="/old/">x</a>'))
        html = write(site).page("old/index.html")
        assert 'content="0; url=https://elsewhere.example/?a=1&amp;b=2"' in html

    def test_to_nothing_stops_the_freeze(self, site, write):
        site.answer("/old/", "", status=301, location="/no/")
        site.answer("/", page("Home"))
        with pytest.raises(LinkToNothing, match="The page /old/ links to /no/"):
            write(site)


class TestWhatWasTakenDown:
    def test_has_its_tombstone_as_a_page(self, site, write):
        site.answer("/a/b.pdf", page("It was taken down"), status=410, since=SECOND)
        site.takes_down("/a/b.pdf", FIRST, SECOND)
        site.answer("/", page('<a href="/timemap/a/b.pdf">x</a>'))
        files = write(site)
        assert files.line_of("a/b.pdf/index.html")["kind"] == "tombstone"
        versions = files.page("timemap/a/b.pdf/index.html")
        assert "taken down for good" in versions
        assert 'href="../../../a/b.pdf/index.html" rel="nofollow">12 March 2021' in versions


class TestThePageForNothing:
    def test_leads_on_from_any_depth(self, site, write):
        site.answer("/", page("Home"))
        html = write(site).page("404.html")
        assert '<a href="/index.html">The home page</a>' in html
        assert not re.search(r'(?:href|src)="(?![/#])', html)


def test_the_same_site_gives_the_same_bytes(site, write):
    site.answer("/", page("Then"), until=SECOND)
    site.answer("/", page("Now"), since=SECOND)
    assert write(site).contents == write(site).contents


def test_a_site_without_a_home_page_is_told_what_to_do(site, write):
    site.answer("/faqs/", page('<a href="/faqs/">x</a>'))
    with pytest.raises(NoHomePage, match="Open the site’s first page"):
        write(site)
