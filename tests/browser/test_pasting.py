"""Pasting, in a real browser: what Word, Google Docs, LibreOffice, Outlook and web pages put on the
clipboard (`pasted/`) becomes the Markdown beside it, and what was lost is said."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .test_admin_editing import body_of, new_blog

pytestmark = pytest.mark.browser

PASTED = Path(__file__).parent / "pasted"
SAID = {
    "word": "1 picture was not brought along: drop it into the text. 1 deletion in tracked changes "
    "was left out. 1 insertion in tracked changes was taken as accepted. 1 comment was left out. "
    "Hidden words were left out. 1 embedded file was left out. The table of contents was left "
    "out. 1 link to a file on a computer was left out, not the words. Colours were left out.",
    "word_letter": "1 deletion in tracked changes was left out.",
    "word_numbered": "",
    "word_online": "",
    "docs": "1 picture was not brought along: drop it into the text. Colours were left out.",
    "libreoffice": "1 deletion in tracked changes was left out. Colours were left out.",
    "outlook": "",
    "spreadsheet": "",
    "marks": "1 footnote mark without a note was left out.",
    "govuk": "1 picture was not brought along: drop it into the text.",
}
CONVERT = """async (html) => {
  const { markdownOf } = await import("/static/admin_site/writing/from_html.js");
  const { markdown, left } = markdownOf(html);
  return [markdown, left.inWords()];
}"""
PASTE = """(area, [html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const facts = { clipboardData: data, bubbles: true, cancelable: true };
  return !area.dispatchEvent(new ClipboardEvent("paste", facts));
}"""


def paste(page: Page, html: str, plain: str) -> bool:
    """Whether the editor took it; what it leaves alone, the browser pastes by itself."""
    page.wait_for_load_state("networkidle")  # what is not needed to begin with comes last
    return body_of(page).evaluate(PASTE, [html, plain])


def told(page: Page):
    return page.locator(".editor-told").first


def test_what_programs_put_on_the_clipboard_becomes_markdown(desk):
    page = desk()
    new_blog(page)

    for name, said in SAID.items():
        html = (PASTED / f"{name}.html").read_text()
        expected = (PASTED / f"{name}.md").read_text().rstrip("\n")
        assert page.evaluate(CONVERT, html) == [expected, said], name
    assert page.refused == []


def test_a_paste_says_what_was_lost_and_undo_takes_it_back(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.press_sequentially("Before.")
    html = '<p>A <b>bold</b> word</p><p>Another</p><img src="https://example.org/a.png">'

    assert paste(page, html, "A bold word\nAnother")

    expect(body).to_have_value("Before.\n\nA **bold** word\n\nAnother")
    expect(told(page)).to_have_text(
        "Pasted as Markdown. 1 picture was not brought along: drop it into the text."
    )
    body.press("Control+z")
    expect(body).to_have_value("Before.")
    assert page.refused == []


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("", "Only words"),
        ("<span>Only words</span>", "Only words"),
        (
            '<div style="font-family: Consolas, monospace; white-space: pre;">'
            "<div><span># Markdown</span></div><div><span>of a program</span></div></div>",
            "# Markdown\nof a program",
        ),
    ],
    ids=["no HTML", "HTML that says no more", "the text of a program"],
)
def test_the_browser_pastes_what_is_only_words(desk, html, plain):
    page = desk()
    new_blog(page)

    assert not paste(page, html, plain)


def test_an_address_on_selected_words_makes_a_link_of_them(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("See the report")
    body.evaluate("area => area.setSelectionRange(4, 14)")
    own = f"{page.url.split('/admin')[0]}/publications/final-report/"

    assert paste(page, "", own)

    expect(body).to_have_value("See [the report](/publications/final-report/)")


def test_footnotes_go_on_from_those_that_are_there(desk):
    page = desk()
    new_blog(page)
    body = body_of(page)
    body.fill("One.[^1]\n\n[^1]: Its note.\n\n")
    body.press("Control+End")

    paste(page, (PASTED / "libreoffice.html").read_text(), "What we heard")

    expect(body).to_have_value(re.compile(r"came\.\[\^2\].*\n\[\^2\]: Our own count\.$", re.S))
