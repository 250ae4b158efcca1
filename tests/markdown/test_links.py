"""Links and pictures: where they may lead, and how they are marked."""

import pytest

from archive.markdown import render

OUTSIDE = '<span class="visually-hidden"> (outside link)</span>'


class TestLinks:
    def test_a_link_to_another_site_is_marked_and_opens_here(self):
        html = render("[The plan](https://www.gov.uk/plan)").html

        assert html == (
            '<p><a class="outside" href="https://www.gov.uk/plan" rel="external">The plan'
            f"{OUTSIDE}</a></p>"
        )

    def test_a_link_to_the_sites_own_host_becomes_a_path(self):
        html = render("[Here](https://Review.example/news/?a=1#b)", own_host="review.example").html

        assert html == '<p><a href="/news/?a=1#b">Here</a></p>'

    def test_an_own_link_can_never_become_one_without_a_scheme(self):
        html = render("[x](https://own.example//evil.example/)", own_host="own.example").html

        assert 'href="/evil.example/"' in html

    @pytest.mark.parametrize("target", ["/news/", "news/", "#a", "mailto:a@b.example", "tel:+4420"])
    def test_links_within_and_to_people_are_not_marked(self, target):
        assert render(f"[words](<{target}>)").html == f'<p><a href="{target}">words</a></p>'

    @pytest.mark.parametrize(
        "target",
        [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)",
            "&#x6A;avascript&colon;alert(1)", "java&#10;script:alert(1)", "data:text/html,x",
            "vbscript:x", "//evil.example/", "/\\evil.example/", "\\\\evil.example", "file:///etc",
            "blob:x", "https://", "https:///x", "https://gov.uk@evil.example/", "https://[x/",
            "&#1;javascript:alert(1)", "ftp://a.example/", "about:blank", "x:y",
        ],
    )  # fmt: skip
    def test_any_other_target_leaves_its_words_without_a_link(self, target):
        html = render(f"[the words](<{target}>) and [more]({target})").html

        assert "href" not in html
        assert "the words" in html

    @pytest.mark.parametrize(
        ("typed", "address"),
        [
            ("See https://a.example/b_c_d.", "https://a.example/b_c_d"),
            ("(https://a.example/x)", "https://a.example/x"),
            ("https://a.example/x_(y)", "https://a.example/x_(y)"),
            ("<https://a.example/?a=1&b=2>", "https://a.example/?a=1&amp;b=2"),
            ("**https://a.example/**", "https://a.example/"),
        ],
    )
    def test_an_address_typed_bare_becomes_a_link(self, typed, address):
        html = render(typed).html

        assert f'<a class="outside" href="{address}" rel="external">{address}{OUTSIDE}</a>' in html

    def test_an_address_as_the_words_of_a_link_is_one_link(self):
        assert render("[https://a.example/](https://a.example/)").html.count("<a ") == 1

    def test_brackets_in_words_and_targets_are_kept(self):
        html = render("[The [final] report](/x_(y)/)").html

        assert html == '<p><a href="/x_(y)/">The [final] report</a></p>'


class TestPictures:
    def test_a_picture_alone_is_a_figure_with_its_size(self):
        assert render('![The board](/pictures/board-800x600.jpg "In May")').html == (
            '<figure class="picture"><img alt="The board" decoding="async" height="600" '
            'loading="lazy" src="/pictures/board-800x600.jpg" width="800"><figcaption>In May'
            "</figcaption>\n</figure>"
        )

    def test_a_picture_among_words_stays_there(self):
        html = render("See ![a map](map-20x10.png).").html

        assert html.startswith('<p>See <img alt="a map"')
        assert 'width="20"' in html

    @pytest.mark.parametrize(
        "source",
        [
            "https://evil.example/a.png", "//evil.example/a.png", "data:image/png;base64,AA",
            "/admin/logout", "../secret.png", "/\\evil.example/a.png", "javascript:alert(1)",
        ],
    )  # fmt: skip
    def test_a_picture_from_elsewhere_leaves_its_words(self, source):
        assert render(f'![What it shows]({source} "Caption")').html == (
            "<p>What it shows (Caption)</p>"
        )
