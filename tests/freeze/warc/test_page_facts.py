"""What the list of pages says of a page."""

import time

from archive.freeze.warc.page_facts import page_facts


def page(main: str, head: str = "") -> bytes:
    around = '<header>Menu</header><main id="main">{}</main><footer>Contact</footer>'
    body = around.format(main)
    return f'<!doctype html><html lang="cy"><head>{head}</head><body>{body}</body>'.encode()


class TestTitle:
    def test_is_in_one_line_and_without_entities(self):
        facts = page_facts(page("", "<title>\n  Q&amp;A –\n the Review</title>"))
        assert facts.title == "Q&A – the Review"

    def test_is_empty_where_there_is_none(self):
        assert page_facts(page("")).title == ""


class TestLanguage:
    def test_is_the_pages_own(self):
        assert page_facts(page("")).language == "cy"

    def test_is_empty_where_the_page_does_not_say(self):
        assert page_facts(b"<html><main>Hello</main></html>").language == ""


class TestText:
    def test_is_of_the_main_part(self):
        assert page_facts(page("<p>Hello</p>")).text == "Hello"

    def test_is_of_the_whole_page_where_it_has_no_main_part(self):
        assert page_facts(b"<p>Moved to</p><p>here</p>").text == "Moved to here"

    def test_has_what_is_folded_away(self):
        answer = "<details><summary>Who decides?</summary><div><p>The chair.</p></div></details>"
        assert page_facts(page(answer)).text == "Who decides? The chair."

    def test_keeps_blocks_apart(self):
        listed = "<ul><li>One<ul><li>Two</ul><li>Three</ul>Four<br>five"
        assert page_facts(page(listed)).text == "One Two Three Four five"

    def test_keeps_words_together(self):
        assert page_facts(page("<p>un<b>for</b>gotten</p>")).text == "unforgotten"

    def test_has_no_script_and_no_style(self):
        assert page_facts(page("<script>x < 1</script><style>p {}</style><p>Text</p>")).text == (
            "Text"
        )

    def test_has_characters_for_entities(self):
        assert page_facts(page("<p>R&amp;D &lt;b&gt; caf&eacute;</p>")).text == "R&D <b> café"

    def test_is_empty_where_there_is_nothing(self):
        assert page_facts(b"").text == ""

    def test_of_broken_bytes_is_what_can_be_read(self):
        assert "after" in page_facts(page("<p>before \xff</p>")[:-40] + b"\xff<p>after").text


class TestTime:
    def test_does_not_grow_with_the_square_of_what_was_never_closed(self):
        began = time.process_time()
        for begun in (b"<title ", b"<html ", b"<title>", b"<"):
            page_facts(begun * 20_000)
        assert time.process_time() - began < 5
