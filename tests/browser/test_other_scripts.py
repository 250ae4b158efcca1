"""Words in Arabic or Hebrew, on a site whose own words are English."""

import pytest

pytestmark = pytest.mark.browser

ARABIC = "ماذا سمعنا من العائلات"
HEBREW = "מה שמענו ממשפחות"

SIDE = """(element) => {
  const text = document.createRange();
  text.selectNodeContents(element);
  const [words, room] = [text.getBoundingClientRect(), element.getBoundingClientRect()];
  return words.left - room.left > room.right - words.right ? "right" : "left";
}"""
"""The side of an element at which its words begin, where they do not fill it."""


@pytest.fixture
def side_of(open_page, make_post):
    make_post(
        ARABIC,
        slug="families",
        summary=HEBREW,
        body=f"{HEBREW}\n\nIn English.\n\n- {ARABIC}\n\n## {ARABIC}\n\n"
        f"| Language | Words |\n|---|---|\n| Arabic, and some more words | {ARABIC} |\n| "
        "English | A cell whose words are wider than what is said beside it in Arabic |\n",
    )
    page = open_page()

    def side_of(address: str, selector: str) -> str:
        page.goto(address)
        return page.locator(selector).first.evaluate(SIDE)

    return side_of


@pytest.mark.parametrize(
    "selector",
    ["h1", ".prose > p", ".prose li", ".prose h2", ".prose tbody tr:first-child td:last-child"],
)
def test_begin_at_the_right_on_their_page(side_of, selector):
    assert side_of("/news/families/", selector) == "right"


@pytest.mark.parametrize("selector", [".record-item-title", ".record-item-summary"])
def test_begin_at_the_right_in_a_list(side_of, selector):
    assert side_of("/news/", selector) == "right"


def test_leave_english_at_the_left(side_of):
    assert side_of("/news/families/", ".prose > p + p") == "left"
