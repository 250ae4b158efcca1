"""What a page is looked at for by itself: each fault once, and a good page."""

import pytest

from archive.readiness.page_checks import CHECKS


def rules(page) -> set[str]:
    return {found.rule for check in CHECKS for found in check(page)}


def test_a_good_page_has_none(make_page_read):
    assert rules(make_page_read()) == set()


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"title": " "}, "page-title"),
        ({"language": ""}, "page-language"),
        ({"language": "English, mostly"}, "page-language"),
        ({"main": '<p>a</p><img src="/a.png">'}, "picture-alt"),
        ({"main": '<p>a</p><img src="/a.png" alt="IMG_2041.jpg">'}, "picture-alt"),
        ({"main": '<p>a</p><figure class="picture"><img src="/a.png" alt=""></figure>'},
         "picture-alt"),
        ({"footer": ""}, "licence"),
        ({"main": '<p>a</p><iframe src="https://maps.example/"></iframe>'}, "no-frames"),
        ({"main": '<p>a</p><video src="https://cdn.example/a.mp4"></video>'}, "media-held"),
        ({"main": '<p>a</p><audio><source src="//cdn.example/a.mp3"></audio>'}, "media-held"),
        ({"main": '<p>a</p><img alt="A" src="https://cdn.example/a.png">'},
         "nothing-from-elsewhere"),
        ({"main": '<p>a</p><img alt="A" src="/a.png" srcset="/a.png 1x, //b.example/b.png 2x">'},
         "nothing-from-elsewhere"),
        ({"head": '<link rel="stylesheet" href="https://fonts.example/a.css">'},
         "nothing-from-elsewhere"),
        ({"head": '<style>@import "https://fonts.example/a.css";</style>'},
         "nothing-from-elsewhere"),
        ({"main": '<p>a</p><a href="javascript:show()">More</a>'}, "no-script"),
        ({"main": '<p>a</p><button onclick="show()">More</button>'}, "no-script"),
        ({"main": "<script src='/app.js'></script>"}, "no-script"),
        ({"head": '<meta name="robots" content="noindex">'}, "robots"),
    ],
)  # fmt: skip
def test_a_fault_is_found_by_its_rule(make_page_read, parts, rule):
    assert rules(make_page_read(**parts)) == {rule}


def test_the_ways_to_pass_a_page_on_are_none_of_its_links(make_page_read):
    shared = '<section class="share"><a href="https://social.example/?u=1">Share</a></section>'
    page = make_page_read(main=f'{shared}<a href="https://example.org/">Elsewhere</a>', footer="")
    assert [link.host for link in page.links] == ["example.org"]


@pytest.mark.parametrize(
    "parts",
    [
        {"main": '<p>a</p><img class="thumbnail" src="/a.png" alt="">'},
        {"main": '<p>a</p><a href="https://b.example/">B</a>'},
        {"main": '<p>a</p><video src="/a.mp4"></video>'},
        {"head": '<link rel="canonical" href="https://review.example.org/a/">'},
        {"footer": "© The Review"},
        {"main": "<p>a</p><a href='https://[broken/'>B</a><img alt='B' src='https://[b'>"},
    ],
)
def test_what_may_be_so_is_left_alone(make_page_read, parts):
    assert rules(make_page_read(**parts)) == set()
