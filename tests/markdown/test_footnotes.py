"""Footnotes lead to their note and back, and lose no word."""

import re

from archive.markdown import plain_text, render

SOURCE = "Its strategy[^1], published in May 2022[^report].\n\n[^1]: First.\n[^report]: Second."


def test_a_mark_leads_to_its_note_and_the_note_back():
    html = render(SOURCE).html

    assert (
        'strategy<sup class="footnote-mark"><a href="#footnote-1" id="footnote-1-text" '
        'role="doc-noteref">[<span class="visually-hidden">Footnote </span>1]</a></sup>,'
    ) in html
    assert (
        '<li id="footnote-1">\n<p>First. <a aria-label="Back to text 1" class="footnote-back" '
        'href="#footnote-1-text" role="doc-backlink">↩︎</a></p>\n</li>'
    ) in html
    assert '<section aria-label="Footnotes" class="footnotes" role="doc-endnotes">' in html


def test_every_inner_link_has_its_target():
    html = render("A[^b] c[^a] d[^b].\n\n[^a]: One[^c].\n[^b]: Two.\n[^c]: Three.").html

    targets = re.findall(r'href="#([^"]+)"', html)
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(targets) == 8
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_notes_are_numbered_as_the_reader_meets_them():
    text = plain_text("A[^z] b[^a].\n\n[^a]: Second.\n[^z]: First.")

    assert text == "A [1] b [2].\nFirst.\nSecond."


def test_a_second_mention_has_a_way_back_of_its_own():
    html = render("A[^1] b[^1].\n\n[^1]: Note.").html

    assert 'aria-label="Back to text 1"' in html
    assert 'aria-label="Back to text 1, mention 2"' in html


def test_a_note_may_have_paragraphs_and_lists():
    html = render("A[^1].\n\n[^1]: One.\n\n    Two:\n    - three\n\nText.").html

    note = html[html.index('<li id="footnote-1">') :]
    assert "<p>One.</p>" in note
    assert "<li>three</li>" in note
    assert "Text." not in note


def test_a_note_that_nothing_mentions_is_kept_at_the_end():
    assert plain_text("A[^1].\n\n[^2]: Lonely.\n[^1]: Met.") == "A [1].\nMet.\nLonely."


def test_a_mark_without_a_note_and_a_second_note_stay_as_typed():
    assert render("A[^9].").html == "<p>A[^9].</p>"
    assert "Again." in plain_text("A[^1].\n\n[^1]: Once.\n[^1]: Again.")


def test_a_heading_named_like_a_note_gets_another_anchor():
    html = render("## Footnote 1\n\nA[^1].\n\n[^1]: Note.").html

    assert '<h2 id="footnote-1-2">' in html
