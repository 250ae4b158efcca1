"""No page takes time that grows with the square of its length."""

import sys

import pytest

from archive.markdown import problems, relative_dates, render

SHAPES = {
    "brackets": "[", "pictures": "![", "half links": "[a](", "nested brackets": "[a[b]",
    "stars": "*a ", "mixed stars": "*_", "backticks": "`a ``b ", "quotes": "> a\n",
    "deep quotes": ">", "items": "- a\n", "notes without end": "[^", "callouts": "::: warning\n",
    "closed callouts": "::: warning\nx\n:::\n", "fences": "```\na\n", "open fences": "~~~~\n```\n",
    "tags": "<a ", "ampersands": "&#1", "addresses": "https://a.b/(", "pipes": "|a",
    "tables": "a|b\n-|-\n", "headings": "# a\n", "hashes": "#", "spaces": " ", "rules": "---\n",
    "underlines": "=\n", "definitions": "a\n: b\n", "backslashes": "\\*", "here": "read ",
    "open backticks": "`" + "a" * 100 + " ",     "paragraphs": "word word\n\n",
}  # fmt: skip


def steps(source: str) -> int:
    """Lines of Python that run while a body is rendered and read for its faults."""
    count = 0

    def trace(frame, event, arg):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        render.__wrapped__(source)
        problems(source)
        relative_dates(source)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_about_four_times_the_steps(shape):
    unit = SHAPES[shape]
    small = steps(unit * (1500 // len(unit)))
    large = steps(unit * (6000 // len(unit)))

    assert large < 6 * small


def test_a_thousand_footnotes_take_steps_in_proportion():
    def body(count):
        marks = " ".join(f"[^{number}]" for number in range(count))
        return marks + "\n\n" + "\n".join(f"[^{number}]: note" for number in range(count))

    assert steps(body(400)) < 6 * steps(body(100))


def test_quotes_and_lists_of_any_depth_are_rendered():
    assert "end" in render(">" * 3000 + " end").html
    assert "end" in render("\n".join(f"{'  ' * depth}- end" for depth in range(500))).html
