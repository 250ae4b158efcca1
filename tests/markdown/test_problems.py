"""What editors are told about a body: each finding says where, what, and what to do."""

import pytest

from archive.markdown import problems, relative_dates


def only(source):
    (problem,) = problems(source)
    return problem


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>", "<STYLE>p{}</STYLE>", "<iframe src=x></iframe>",
        "<img src=x onerror=alert(1)>", "<b\nonclick = 'x'>", "<svg/onload=alert(1)>",
        "[x](javascript:alert(1))", "[x](&#106;avascript:alert(1))", "[x](//evil.example/)",
        "![A map](https://evil.example/map.png)", "::: warning\nnever closed",
        "> <script>", "- [x](data:text/html,x)", "[^1]: <script>\n\nx[^1]",
    ],
)  # fmt: skip
def test_what_is_dangerous_forbids_saving(source):
    assert any(problem.blocking for problem in problems(source))


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        ("One.\n\nRead it [here](/a/).", 3, "“here” does not say where it leads"),
        ("[Click here.](/a/)", 1, "“Click here.” does not say where it leads"),
        ("[this link](/a/)", 1, "does not say where it leads"),
        ("[words]()", 1, "leads nowhere"),
        ("It is available\nhere.", 2, "“available … here” has no link"),
        ("![](/pictures/a.png)", 1, "has no description"),
        ("![\u200b](/pictures/a.png)", 1, "has no description"),
        ("![\u3164](/pictures/a.png)", 1, "has no description"),
        ("![…](/pictures/a.png)", 1, "has no description"),
        ("![ – ](/pictures/a.png)", 1, "has no description"),
        ("![A chart](/pictures/a.png)", 1, "“A chart” says only of what sort it is"),
        ("![An image.](/pictures/a.png)", 1, "says only of what sort it is"),
        ("![photo](/pictures/a.png)", 1, "says only of what sort it is"),
        ("![Figure 3](/pictures/a.png)", 1, "says only of what sort it is"),
        ("![Y siart](/pictures/a.png)", 1, "says only of what sort it is"),
        ("![IMG_2041.jpg](/pictures/a.jpg)", 1, "looks like a file name"),
        ("![DSC 0012](/pictures/a.jpg)", 1, "looks like a file name"),
        ("a <b>", 1, "<b> will be shown as it was typed"),
        ("a\n<!-- note -->", 2, "HTML is not used here"),
        ("::: alarm\nx\n:::", 1, "no callout named “alarm”"),
        ("x\n:::", 2, "closes nothing"),
        ("a[^1]", 1, "The footnote [^1] is missing"),
        ("a\n\n[^1]: note", 3, "Nothing in the text refers to the footnote [^1]"),
        ("a[^1]\n\n[^1]: b\n[^1]: c", 4, "two footnotes [^1]"),
    ],
)
def test_what_readers_would_stumble_over_is_said_and_may_be_saved(source, line, says):
    problem = only(source)

    assert problem.line == line
    assert says in problem.text
    assert not problem.blocking


@pytest.mark.parametrize(
    "source",
    [
        "## Costs {#costs}\n\nSee [the plan](https://www.gov.uk/plan) and [costs](#costs)[^1].\n\n"
        "[^1]: A note with [^2].\n[^2]: Another.",
        "![The board at work](/pictures/board-800x600.jpg)",
        "::: Help line\nCall.\n:::",
        "5 < 6 and a<b, 7 > 6",
        "```\n<script>[here](javascript:x)\n::: alarm\n```",
        "Type `<script>` or ``a ` <b>`` to see [^1]".replace(" [^1]", ""),
        "Here we stand. We are here to help.",
        "<https://a.example/> and <help@a.example>",
        "javascript: is a scheme",
    ],
)
def test_a_good_body_has_no_problems(source):
    assert problems(source) == []


def test_what_forbids_saving_says_what_to_do():
    assert "Upload it here, then insert it." in only("![A map](//a.example/map.png)").text
    assert "Put ::: on a line of its own" in only("::: warning\nx").text
    assert "between `backticks`" in only("<script>").text


def test_findings_come_in_the_order_of_lines():
    found = problems("a <b>\n\n[here](/x/)\n\n<script>")

    assert [problem.line for problem in found] == [1, 3, 5]


class TestRelativeDates:
    @pytest.mark.parametrize(
        "word", ["today", "Tomorrow", "yesterday", "this week", "next month", "last Friday"]
    )
    def test_a_word_that_will_be_wrong_is_named(self, word):
        (problem,) = relative_dates(f"The site\ncloses {word}.")

        assert problem.line == 2
        assert f"“{word.lower()}” without its date" in problem.text
        assert not problem.blocking

    def test_beside_its_date_it_is_said_more_gently(self):
        for written in ("today (2 February 2023)", "today, Thursday 2 February 2023,",
                        "today (2nd February 2023)"):  # fmt: skip
            (problem,) = relative_dates(f"The Government has {written} published its strategy.")
            assert "stands beside its date" in problem.text

    def test_dates_and_other_words_are_left_alone(self):
        assert relative_dates("On 2 February 2023, for the next generation, Todays Ltd.") == []
