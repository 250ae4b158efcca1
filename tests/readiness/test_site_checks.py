"""What only shows where all pages are looked at together."""

import pytest

from archive.readiness.site_checks import Expected, Other, findings

from .conftest import SITE_URL


def found(site, *rules: str) -> list[tuple[str, str]]:
    return [
        (each.rule, each.address)
        for each in findings(site)
        if not each.rule.startswith("sitemap") or each.rule in rules
    ]


def links(*addresses: str) -> str:
    return "".join(f'<a href="{address}">To it</a>' for address in addresses)


def test_a_site_whose_pages_lead_to_each_other_has_none(make_served):
    site = make_served({"/": links("/a/"), "/a/": links("/", "#main", "/on/2023-01-01/")})
    assert found(site) == []


class TestALinkInside:
    @pytest.mark.parametrize("href", ["/gone/", "/a/#nowhere", "#nowhere", "gone/"])
    def test_to_nothing_is_found(self, make_served, href):
        site = make_served({"/": links("/a/"), "/a/": links(href)})
        assert found(site) == [("links-inside", "/a/")]

    def test_to_what_was_taken_down_says_so(self, make_served):
        site = make_served({"/": links("/b/")}, others={"/b/": Other(410)})
        (finding,) = [each for each in findings(site) if each.rule == "links-inside"]
        assert "was taken down" in finding.what

    def test_may_go_by_a_redirect(self, make_served):
        others = {"/old/": Other(301, "/a/"), "/away/": Other(301), "/f.pdf": Other(200)}
        site = make_served({"/": links("/old/", "/away/", "/f.pdf"), "/a/": ""}, others=others)
        assert found(site) == []

    def test_to_a_redirect_that_goes_in_circles_is_found(self, make_served):
        others = {"/b/": Other(301, "/c/"), "/c/": Other(301, "/b/")}
        assert found(make_served({"/": links("/b/")}, others=others)) == [("links-inside", "/")]

    def test_with_a_query_is_found(self, make_served):
        assert found(make_served({"/": links("/?page=2")})) == [("no-query", "/")]

    def test_may_have_letters_that_are_written_in_percents(self, make_served):
        site = make_served({"/": links("/caf%C3%A9/"), "/café/": ""})
        assert found(site) == [("plain-addresses", "/café/")]


@pytest.mark.parametrize(
    "href", ["http://review.example.org/a/", "https://www.review.example.org/",
             "https://old.review.example.org/"],
)  # fmt: skip
def test_another_name_of_the_site_is_found(make_served, href):
    assert found(make_served({"/": links(href)})) == [("one-host", "/")]


def test_another_site_is_none_of_them(make_served):
    assert found(make_served({"/": links("https://example.org/", "mailto:a@example.org")})) == []


def test_a_page_that_no_link_leads_to_is_found(make_served):
    site = make_served({"/": "", "/a/": links("/b/"), "/b/": links("/a/")})
    assert found(site) == [("reached-by-links", "/a/"), ("reached-by-links", "/b/")]


def test_what_machines_know_needs_no_link(make_served):
    site = make_served({"/": ""}, others={"/robots.txt": Other(200)})
    site.expected.append(Expected("/robots.txt", is_page=False, is_known=True))
    assert found(site) == []


def test_an_address_that_does_not_answer_is_found(make_served):
    site = make_served({"/": ""})
    site.expected.append(Expected("/broken/", is_page=False, is_known=True))
    assert found(site) == [("answers", "/broken/")]


def test_pages_with_one_title_are_found_once(make_served, make_page_read):
    site = make_served({"/": links("/a/", "/b/"), "/a/": "", "/b/": ""})
    for address in ("/a/", "/b/"):
        site.pages[address] = make_page_read(address, title="The same")
    assert found(site) == [("distinct-title", "/b/")]


@pytest.mark.parametrize("method", ["post", "get"])
def test_a_form_that_leads_to_the_record_is_found(make_served, method):
    site = make_served({"/": f'<form method="{method}" action="/find/"></form>'})
    assert found(site) == [("no-post", "/")]


def test_a_form_that_asks_for_what_is_reached_otherwise_is_left_alone(make_served):
    assert found(make_served({"/": '<form action="/on/"></form>'})) == []


class TestTheSitemaps:
    def test_are_told_of_each_page_that_they_leave_out(self, make_served):
        site = make_served(
            {"/": links("/a/", "/map/"), "/a/": "", "/map/": links("/", "/map/")},
            map_address="/map/",
            sitemap=f"<loc>{SITE_URL}/</loc><loc>{SITE_URL}/map/</loc>",
        )
        assert found(site, "sitemap-xml", "sitemap-people") == [
            ("sitemap-xml", "/a/"),
            ("sitemap-people", "/a/"),
        ]


class TestRobots:
    def test_that_are_shut_out_of_a_public_address_are_found(self, make_served):
        site = make_served({"/": links("/a/"), "/a/": ""}, robots="User-agent: *\nDisallow: /a/")
        assert found(site) == [("robots", "/a/")]

    def test_may_be_kept_from_what_is_not_public(self, make_served):
        assert found(make_served({"/": ""}, robots="User-agent: *\nDisallow: /memento/")) == []


def test_a_question_that_is_not_in_the_text_is_found(make_served):
    site = make_served({"/": "<h2>Who decides?</h2>"}, questions={"/": ["Who decides?", "When?"]})
    assert found(site) == [("questions-in-text", "/")]
