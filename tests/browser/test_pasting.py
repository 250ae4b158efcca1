"""Pasting, in a real browser: what Word, Google Docs, LibreOffice, Outlook and web pages put on the
clipboard (`pasted/`) becomes the Markdown beside it, and what was lost is said."""

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
    "word_numbered": "",
    "word_online": "",
    "docs": "1 picture was not brought along: drop it into the text. Colours were left out.",
    "libreoffice": "1 deletion in tracked changes was left out. Colours were left out.",
    "outlook": "",
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
