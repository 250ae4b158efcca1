"""Links have an end, and nothing is fetched from elsewhere."""

import pytest

from archive.verification import Rule
from archive.verification.pages import in_set, in_styles


class TestLinks:
    @pytest.mark.parametrize(
        ("link", "rule"),
        [
            ("../nowhere/index.html", Rule.LINK_BROKEN),
            ("../../../outside.html", Rule.LINK_BROKEN),
            ("../report/", Rule.LINK_BROKEN),
            ("/report/index.html", Rule.LINK_BROKEN),
            ("#nothing", Rule.LINK_FRAGMENT),
            ("../faqs/index.html#nothing", Rule.LINK_FRAGMENT),
            ("https://review.example.org/report/", Rule.LINK_LIVE),
            ("https://review.example.org", Rule.LINK_LIVE),
            ("http://review.example.org/report/", Rule.LINK_LIVE),
            ("HTTPS://Review.Example.org/report/", Rule.LINK_LIVE),
            ("//www.gov.uk/", Rule.LINK_OUTSIDE),
            ("javascript:alert(1)", Rule.LINK_OUTSIDE),
            ("https:///nowhere", Rule.LINK_OUTSIDE),
            ("mailto:nobody", Rule.LINK_OUTSIDE),
            ("tel:", Rule.LINK_OUTSIDE),
            ("ftp://example.org/", Rule.LINK_OUTSIDE),
            ("http://[::1", Rule.LINK_OUTSIDE),
        ],
    )
    def test_one_to_nowhere_is_found(self, bag, rules_of, link, rule):
        bag.change_page("late/index.html", "few things", f'<a href="{link}">few things</a>')

        assert (rule, "/late/") in rules_of(bag)

    @pytest.mark.parametrize(
        "link",
        [
            "",
            "#main",
            "#top",
            "../faqs/index.html#chair",
            "../faqs/index.html?x=1#chair",
            "./index.html",
            "%69ndex.html",
            "https://www.gov.uk/guidance?x=y#z",
            "HTTPS://www.gov.uk/",
            "https://review.example.org.uk/",
            "mailto:help@example.org?subject=x",
            "mailto:?subject=x&amp;body=y",
            "tel:0800 1111",
        ],
    )
    def test_one_that_leads_somewhere_is_right(self, bag, rules_of, link):
        bag.change_page("late/index.html", "few things", f'<a href="{link}">few things</a>')

        assert rules_of(bag) == set()

    def test_the_page_for_what_is_not_there_leads_from_the_root_of_a_server(self, bag, rules_of):
        bag.change_file("404.html", 'href="index.html"', 'href="/index.html"')
        bag.change_file("404.html", 'href="faqs/index.html"', 'href="/never/index.html"')

        assert rules_of(bag) == {(Rule.LINK_BROKEN, "/404.html")}

    def test_a_base_that_leads_all_of_them_elsewhere_is_found(self, bag, rules_of):
        bag.change_page("late/index.html", "<title>", '<base href="https://a.example/"><title>')

        assert (Rule.LINK_BROKEN, "/late/") in rules_of(bag)

    def test_an_address_of_its_own_that_is_none_is_found(self, bag, rules_of):
        own = '<link rel="canonical" href="https://review.example.org/never/"><title>'
        bag.change_page("late/index.html", "<title>", own)

        assert (Rule.LINK_BROKEN, "/late/") in rules_of(bag)

    def test_its_own_address_is_right(self, bag, rules_of):
        own = '<link rel="canonical" href="https://review.example.org/late/"><title>'
        bag.change_page("late/index.html", "<title>", own)

        assert rules_of(bag) == set()


class TestWhatIsFetched:
    @pytest.mark.parametrize(
        ("candidates", "addresses"),
        [
            ("a.png", ["a.png"]),
            ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
            ("a.png 1x,b.png 2x,", ["a.png", "b.png"]),
            ("a.png, b.png", ["a.png", "b.png"]),
            (" ,, a,b.png 100w , c.png", ["a,b.png", "c.png"]),
            (",", []),
            ("," * 60_000, []),
        ],
    )
    def test_a_set_of_pictures_names_each_of_them(self, candidates, addresses):
        assert list(in_set(candidates)) == addresses

    @pytest.mark.parametrize(
        "text",
        ["url(" + " " * 1_000_000, "@import" + " " * 1_000_000, "/*" * 500_000, "url('" * 200_000],
        ids=["blanks", "an import", "comments", "quotes"],
    )
    def test_a_style_sheet_of_any_kind_is_read_in_time(self, text):
        assert list(in_styles(text)) == []

    @pytest.mark.parametrize(
        "piece",
        [
            '<script src="https://a.example/x.js"></script>',
            '<script src="//a.example/x.js"></script>',
            '<img src="https://a.example/x.png" alt="">',
            '<img src="../pictures/a.png" alt="" srcset="https://a.example/x.png 2x">',
            '<iframe src="https://a.example/"></iframe>',
            '<video poster="https://a.example/x.png"></video>',
            '<object data="https://a.example/x"></object>',
            '<link rel="preload" href="https://a.example/x.woff2">',
            '<link rel="dns-prefetch" href="//a.example">',
            "<style>@font-face { src: url(https://a.example/x.woff2) }</style>",
            '<p style="background: url(https://a.example/x.png)"></p>',
            '<form action="https://a.example/"></form>',
            '<button formaction="https://a.example/"></button>',
            '<a href="../index.html" ping="https://a.example/">x</a>',
            '<svg><image href="https://a.example/x.png"/></svg>',
        ],
    )
    def test_from_elsewhere_is_found(self, bag, rules_of, piece):
        bag.change_page("late/index.html", "few things", piece)

        assert (Rule.LOADED_ELSEWHERE, "/late/") in rules_of(bag)

    def test_by_a_style_sheet_from_elsewhere_is_found(self, bag, rules_of):
        bag.site["static/other.css"] = b"@import url(https://a.example/x.css);"

        assert (Rule.LOADED_ELSEWHERE, "data/site/static/other.css") in rules_of(bag)

    def test_by_a_drawing_from_elsewhere_is_found(self, bag, rules_of):
        bag.change_file("static/icon.svg", "<path", '<image href="https://a.example/x"/><path')

        assert (Rule.LOADED_ELSEWHERE, "data/site/static/icon.svg") in rules_of(bag)

    def test_and_is_not_there_is_found(self, bag, rules_of):
        bag.change_page("late/index.html", "few", '<img src="../pictures/gone.png" alt="">')

        assert (Rule.LINK_BROKEN, "/late/") in rules_of(bag)
