"""Charts: the drawing, its words, its table, and nothing that anybody else drew."""

import re

import pytest

from archive.markdown import plain_text, problems, render
from archive.markdown.charts import MOST_BARS, NoChart, number_in

CHART = """::: chart Responses at each stage

| Stage | When | Responses |
|---|---|---:|
| Advice | from January 2021 | 932 |
| Evidence | March 2021 | 207 |
| Ideas | to 15 December 2021 | just under 1,000 |
:::"""


def chart_of(*rows: str, title: str = "What is spent") -> str:
    lines = "\n".join(f"| {row} |" for row in rows)
    return f"::: chart {title}\n\n| What | A year |\n|---|---:|\n{lines}\n:::"


def widths(html: str) -> list[str]:
    return re.findall(r'<rect[^>]* width="([^"]+)"', html)


class TestTheDrawing:
    def test_has_a_bar_a_row_as_long_as_its_number(self):
        assert widths(render(CHART).html) == ["93.20%", "20.70%", "100.00%"]

    def test_shows_each_figure_as_it_was_written(self):
        html = render(CHART).html

        assert '<span class="chart-label">Ideas</span>' in html
        assert '<span class="chart-value">just under 1,000</span>' in html

    def test_has_a_name_and_a_description(self):
        html = render(CHART, prefix="answer-").html

        assert 'role="img" aria-label="Bar chart: Responses at each stage"' in html
        assert 'aria-describedby="answer-chart-1"' in html
        assert 'id="answer-chart-1">A bar chart of 3 bars. The longest is Ideas: just under' in html

    def test_leaves_out_a_row_in_bold_which_sums_the_others_up(self):
        html = render(chart_of("Homes | 10", "Help | 5", "**Total** | **15**")).html

        assert widths(html) == ["100.00%", "50.00%"]
        assert "<strong>Total</strong>" in html

    def test_counts_millions_and_billions(self):
        html = render(chart_of("Homes | £1.5 billion", "Help | £300m")).html

        assert widths(html) == ["100.00%", "20.00%"]

    def test_of_nothing_at_all_has_bars_of_no_length(self):
        assert widths(render(chart_of("Homes | 0", "Help | 0")).html) == ["0.00%", "0.00%"]

    def test_is_the_same_each_time(self):
        render.cache_clear()
        first = render(CHART).html
        render.cache_clear()

        assert render(CHART).html == first

    def test_needs_neither_script_nor_style(self):
        html = render(CHART).html

        assert "style=" not in html
        assert "<script" not in html


class TestTheTable:
    def test_stands_below_in_full(self):
        html = render(CHART).html

        assert "<summary>The figures in a table</summary>" in html
        assert "<td>to 15 December 2021</td>" in html
        assert 'aria-label="Responses at each stage: the table"' in html

    def test_is_the_only_one_of_the_two_in_a_text_that_is_taken_from_it(self):
        text = plain_text(CHART)

        assert text.count("just under 1,000") == 1
        assert "Advice from January 2021 932" in text


class TestHostileText:
    @pytest.mark.parametrize(
        "cell",
        ['<svg onload="x()">', "<script>x()</script>", '"><img src=x onerror=x()>', "&lt;b&gt;"],
    )
    def test_is_text_in_the_drawing_too(self, cell):
        html = render(chart_of(f"{cell} | 1", "Help | 2", title=cell)).html

        assert "<script" not in html
        assert "<img" not in html
        assert (
            re.findall(r"<svg ([^>]*)>", html)
            == ['class="chart-bar" width="100%" height="20" aria-hidden="true"'] * 2
        )

    def test_that_looks_like_the_place_of_a_drawing_gets_none(self):
        html = render(f'<p class="chart-place">0</p>\n\n{CHART}').html

        assert html.count('class="chart-bars"') == 1
        assert "&lt;p class=" in html

    def test_with_an_endless_number_is_no_number(self):
        render(chart_of(f"Homes | {'9' * 5000}", "Help | 1"))
        with pytest.raises(NoChart):
            number_in("many")


class TestWhatIsSaidWhileItIsTyped:
    def said(self, text: str) -> list[str]:
        return [problem.text for problem in problems(text)]

    def test_is_nothing_of_a_good_one(self):
        assert self.said(CHART) == []

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (chart_of("Homes | 1", "Help | 2", title=""), "needs a title"),
            (chart_of("Homes | 1", "Help | a lot"), "“a lot” has no number"),
            (chart_of("Homes | 1", "Help | -2"), "less than nothing"),
            (chart_of("Homes | 1"), "two rows or more"),
            ("::: chart A title\n\nNo table.\n:::", "two rows or more"),
            (chart_of(*[f"Home {n} | {n}" for n in range(MOST_BARS + 1)]), "Nobody reads more"),
            ("::: chart A title\n\n| Homes |\n|---|\n| 1 |\n| 2 |\n:::", "two columns"),
        ],
    )
    def test_names_what_keeps_it_from_being_drawn(self, text, says):
        (said,) = self.said(text)

        assert says in said

    def test_does_not_keep_the_table_from_being_shown(self):
        html = render(chart_of("Homes | 1", "Help | a lot")).html

        assert "<svg" not in html
        assert "<td>Homes</td>" in html
        assert "<summary>" not in html
