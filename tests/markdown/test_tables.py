"""The names of tables, which is what somebody hears who comes upon one."""

import re

import pytest

from archive.markdown import plain_text, render

TABLE = "| Year | Children |\n|---|--:|\n| 2021 | 80,850 |"


def names(html: str) -> list[str]:
    return re.findall(r'<div (aria-label[a-z]*="[^"]*") class="table-scroll"', html)


class TestACaption:
    def test_is_a_paragraph_before_the_table_that_says_table(self):
        html = render(f"As follows.\n\nTable: Children *in care*\n\n{TABLE}").html

        assert '<caption id="table-1">Children <em>in care</em></caption>' in html
        assert names(html) == ['aria-labelledby="table-1"']
        assert "Table:" not in html

    def test_keeps_its_own_place_beside_other_texts_of_the_page(self):
        html = render(f"Table: One\n\n{TABLE}\n\nTable: Two\n\n{TABLE}", prefix="a-").html

        assert names(html) == ['aria-labelledby="a-table-1"', 'aria-labelledby="a-table-2"']

    def test_is_in_the_text_of_the_page(self):
        assert plain_text(f"Table: Children in care\n\n{TABLE}").startswith("Children in care\n")

    @pytest.mark.parametrize("between", ["Table:", "Tables: many", "A table: this one"])
    def test_is_nothing_that_only_looks_like_one(self, between):
        html = render(f"{between}\n\n{TABLE}").html

        assert "<caption" not in html
        assert f"<p>{between}</p>" in html

    def test_holds_no_more_than_words_and_their_marks(self):
        html = render(f'Table: <b onclick="x()">Children</b>\n\n{TABLE}').html

        assert '<caption id="table-1">&lt;b onclick="x()"&gt;Children' in html


class TestATableWithoutACaption:
    def test_is_named_by_its_number_and_headings(self):
        html = render(f"{TABLE}\n\nThen.\n\n| | Sum |\n|---|---|\n| A | 1 |").html

        assert names(html) == [
            'aria-label="Table 1: Year, Children"',
            'aria-label="Table 2: Sum"',
        ]

    def test_has_no_endless_name(self):
        (name,) = names(render(f"| {'word ' * 99} | Sum |\n|---|---|\n| A | 1 |").html)

        assert len(name) < 180
