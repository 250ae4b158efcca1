"""Headings, lists, quotes, tables, callouts and code, as editors type them."""

from archive.markdown import Heading, render


class TestHeadings:
    def test_the_highest_heading_becomes_h2_whatever_the_editor_typed(self):
        assert render("# One\n\n## Two").html == '<h2 id="one">One</h2>\n<h3 id="two">Two</h3>'
        assert render("#### One\n\n##### Two").headings == (
            Heading(2, "one", "One"),
            Heading(3, "two", "Two"),
        )

    def test_no_level_is_skipped_on_the_way_down(self):
        levels = [heading.level for heading in render("# A\n#### B\n#### C\n## D").headings]

        assert levels == [2, 3, 3, 3]

    def test_nothing_goes_below_h6(self):
        source = "\n".join(f"{'#' * level} H{level}" for level in range(1, 7))

        assert [h.level for h in render(source, headings_from=4).headings] == [4, 5, 6, 6, 6, 6]

    def test_anchors_are_the_words_and_repeated_ones_are_counted(self):
        source = "## What’s next?\n\n## What’s next?\n\n## Déjà vu & more\n\n## 你好"

        assert [heading.id for heading in render(source).headings] == [
            "whats-next",
            "whats-next-2",
            "deja-vu-more",
            "section",
        ]

    def test_a_written_anchor_wins_even_over_an_earlier_heading(self):
        headings = render("## Costs\n\n## What it costs {#costs}").headings

        assert [(heading.id, heading.text) for heading in headings] == [
            ("costs-2", "Costs"),
            ("costs", "What it costs"),
        ]

    def test_anchors_of_the_page_itself_are_left_to_it(self):
        assert render("## Contents").headings[0].id == "contents-2"

    def test_a_prefix_goes_before_each_id_and_links_within_follow(self):
        html = render("## Costs\n\nSee [costs](#costs)[^1].\n\n[^1]: Note.", prefix="q3-").html

        assert 'id="q3-costs"' in html
        assert 'href="#q3-costs"' in html
        assert 'id="q3-footnote-1"' in html
        assert 'href="#q3-footnote-1-text"' in html

    def test_the_text_of_a_heading_has_no_marks(self):
        source = "## The *`<b>`* of [it](https://a.example/) &amp; AT&T[^1]\n\n[^1]: Note."

        assert render(source).headings[0].text == "The <b> of it & AT&T"

    def test_a_hashtag_at_the_start_of_a_line_is_not_a_heading(self):
        assert render("#CareReview starts").html == "<p>#CareReview starts</p>"

    def test_underlined_lines_are_headings(self):
        assert render("One\n===\nText\n\nTwo\n---").html == (
            '<h2 id="one">One</h2>\n<p>Text</p>\n<h3 id="two">Two</h3>'
        )

    def test_a_rule_below_a_paragraph_of_two_lines_is_a_rule(self):
        assert render("One\ntwo\n---\nthree").html == "<p>One\ntwo</p>\n<hr>\n<p>three</p>"


class TestLists:
    def test_a_list_may_follow_a_line_of_text(self):
        assert "<li>one</li>" in render("We ask:\n- one\n- two").html

    def test_a_number_in_the_middle_of_a_sentence_begins_no_list(self):
        assert render("It was in\n1986. What a year").html == "<p>It was in\n1986. What a year</p>"

    def test_two_three_or_four_spaces_make_a_list_within(self):
        expected = "<ol>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ol>"

        for indent in (2, 3, 4):
            assert render(f"1. a\n{' ' * indent}- b\n2. c").html == expected

    def test_numbers_begin_where_the_editor_began(self):
        assert '<ol start="12">' in render("12. The review\n13. Its cost").html

    def test_indented_text_is_text_not_code(self):
        assert render("    Dear Secretary of State").html == "<p>Dear Secretary of State</p>"

    def test_definitions_have_terms(self):
        assert render("Kinship care\n: Care by family\n: or friends\n\nMore.").html == (
            "<dl>\n<dt>Kinship care</dt>\n<dd>Care by family</dd>\n<dd>or friends</dd>\n</dl>\n"
            "<p>More.</p>"
        )


class TestQuotes:
    def test_a_last_line_with_a_dash_names_who_said_it(self):
        assert render("> Words\n> more\n> — A *young* person").html == (
            '<figure class="quote">\n<blockquote>\n<p>Words\nmore</p>\n</blockquote>\n'
            "<figcaption>— A <em>young</em> person</figcaption>\n</figure>"
        )

    def test_a_dash_elsewhere_is_a_dash(self):
        assert "figure" not in render("> Words — more").html
        assert "figure" not in render("> — Nobody").html

    def test_lists_in_quotes_are_lists(self):
        assert "<li>one</li>" in render("> We ask:\n> - one").html


class TestTables:
    SOURCE = "| Year | Children |\n|---|--:|\n| 2021 | 80,850 |"

    def test_a_table_can_be_scrolled_with_the_keyboard_and_has_a_name(self):
        html = render(self.SOURCE).html

        assert '<div aria-label="Table 1: Year, Children" class="table-scroll"' in html
        assert 'role="region" tabindex="0">' in html

    def test_headings_head_columns_and_numbers_stand_right(self):
        html = render(self.SOURCE).html

        assert '<th scope="col">Year</th>' in html
        assert '<td class="align-right">80,850</td>' in html
        assert "style" not in html

    def test_an_empty_heading_is_a_plain_cell(self):
        html = render("| | B |\n|---|---|\n| a | b |").html

        assert "<td></td>\n<th" in html


class TestCallouts:
    def test_each_kind_says_what_it_is_in_words(self):
        for kind, label in (
            ("information", "Information"),
            ("warning", "Warning"),
            ("help-line", "Help line"),
        ):
            assert render(f"::: {kind}\nCall **now**.\n:::").html == (
                f'<aside class="callout callout--{kind}" role="note">\n'
                f'<p class="callout-label">{label}</p>\n'
                "<p>Call <strong>now</strong>.</p>\n</aside>"
            )

    def test_the_first_line_of_a_statistic_is_its_figure(self):
        assert render("::: statistic\n80,850\nchildren in care\n:::").html == (
            '<aside class="callout callout--statistic" role="note">\n'
            '<p class="callout-figure">80,850</p>\n<p>children in care</p>\n</aside>'
        )

    def test_a_callout_holds_lists_and_paragraphs(self):
        html = render("Before\n::: Help line\nOne\n\n- two\n\nthree\n:::\nAfter").html

        inside = html[html.index("<aside") : html.index("</aside>")]
        assert "<li>two</li>" in inside
        assert "<p>three</p>" in inside
        assert html.endswith("</aside>\n<p>After</p>")

    def test_words_beside_the_kind_are_kept(self):
        assert "<p>Where to turn</p>" in render("::: information Where to turn\nText\n:::").html

    def test_an_unknown_or_unclosed_callout_is_shown_as_typed(self):
        assert render("::: alarm\nText\n:::").html == "<p>::: alarm\nText\n:::</p>"
        assert render("::: warning\nText").html == "<p>::: warning\nText</p>"


class TestCode:
    def test_nothing_in_code_is_read(self):
        source = "```html\n<script>*a*</script> [^1]\n::: warning\n# b\n```\n\nand `<b>`"

        assert render(source).html == (
            "<pre><code>&lt;script&gt;*a*&lt;/script&gt; [^1]\n::: warning\n# b\n</code></pre>\n"
            "<p>and <code>&lt;b&gt;</code></p>"
        )

    def test_an_unclosed_fence_does_not_swallow_the_page(self):
        assert "<h2" in render("```\ntext\n\n# Heading").html


class TestTyping:
    def test_the_editors_words_and_marks_stay_as_typed(self):
        assert render('"Quotes"... -- and (c)').html == '<p>"Quotes"... -- and (c)</p>'

    def test_html_is_shown_as_typed(self):
        assert render("a <b>c</b> <!-- d -->").html == (
            "<p>a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>"
        )

    def test_two_spaces_break_a_line(self):
        assert render("Best regards  \nA person").html == "<p>Best regards<br>\nA person</p>"

    def test_lines_may_end_as_on_windows(self):
        assert render("# A\r\n\r\ntext\r\n").html == '<h2 id="a">A</h2>\n<p>text</p>'

    def test_marks_make_words_bold_and_italic(self):
        for typed, html in (
            ("**a *b* c** and *a **b** c*", "<strong>a <em>b</em> c</strong> and <em>a "
             "<strong>b</strong> c</em>"),
            ("***a***", "<strong><em>a</em></strong>"),
            ("_a_b_ snake_case_x", "<em>a_b</em> snake_case_x"),
            ("\\*a\\* and 5 * 3 * 2", "*a* and 5 * 3 * 2"),
            ("**open and *8**:*word", "<strong>open and *8</strong>:*word"),
        ):  # fmt: skip
            assert render(typed).html == f"<p>{html}</p>"

    def test_characters_that_no_browser_knows_are_left_out(self):
        assert render("a\x0cb\x00c\x02wzxhzdk:0\x03\ud800").html == "<p>a bcwzxhzdk:0\ufffd</p>"
