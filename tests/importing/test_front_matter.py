import pytest

from archive.importing.format.findings import Fault
from archive.importing.format.front_matter import LARGEST, Items, Mapping, Text, split


def head(yaml: str) -> Mapping:
    return split(f"---\n{yaml}\n---\n")[0]


def refused(text: str) -> Fault:
    with pytest.raises(Fault) as raised:
        split(text)
    return raised.value


def test_every_value_stays_as_it_was_typed():
    entries = head("a: no\nb: 2021-07-20\nc: 1 of 2\nd: 0800 1111\ne: ~\nf: 22:30").entries
    values = {name: node.value for name, (_, node) in entries.items() if isinstance(node, Text)}
    assert values == {
        "a": "no",
        "b": "2021-07-20",
        "c": "1 of 2",
        "d": "0800 1111",
        "e": "~",
        "f": "22:30",
    }


def test_keys_and_values_know_their_lines_in_the_file():
    entries = head("title: One\n\npeople:\n  - name: Ada\n    role: Chair").entries
    assert entries["title"][0] == 2
    line, people = entries["people"]
    assert line == 4
    assert isinstance(people, Items)
    (ada,) = people.items
    assert isinstance(ada, Mapping)
    assert ada.entries["role"][0] == 6


def test_the_body_begins_after_the_second_line_of_dashes():
    assert split("---\ntype: page\n---\n\nWords\n---\nmore")[1:] == ("\nWords\n---\nmore", 4)


def test_dashes_within_a_block_of_text_do_not_end_the_front_matter():
    mapping, body, _ = split("---\nremit: |\n  one\n  ---\n  two\n---\nbody")
    assert mapping.entries["remit"][1] == Text(2, "one\n---\ntwo")
    assert body == "body"


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("No front matter", 1, "no front matter"),
            ("---\ntype: page\n", 1, "does not end"),
            ("---\n---\n", 2, "empty"),
            ("---\n- a\n---\n", 2, "no keys"),
            ("---\na: 1\nb: 2\na: 3\n---\n", 4, "here twice (also in line 2)"),
            ("---\na: &x 1\n---\n", 2, "Anchors"),
            ("---\na: one\nb: *x\n---\n", 3, "aliases"),
            ("---\na: !!python/object:os.system x\n---\n", 2, "Tags"),
            ("---\na: ! x\n---\n", 2, "Tags"),
            ("---\n? [a]\n: b\n---\n", 2, "A key is a plain word"),
            ("---\na: b: c\n---\n", 2, "This is not YAML"),
            ("---\na: 'open\nb: c\n---\n", 2, "This is not YAML"),
            ("---\na: x\n\tb: y\n---\n", 3, "This is not YAML"),
            ("---\na: x\nb: \x07\n---\n", 3, "cannot be typed"),
            ("---\na: b\n...\nc: d\n---\n", 4, "This is not YAML"),
        ],
    )
    def test_with_its_line_and_what_to_do(self, text, line, words):
        fault = refused(text)
        assert words in fault.text
        assert fault.line == line

    def test_nested_a_thousand_deep(self):
        assert "nested too deeply" in refused(f"---\na: {'[' * 100_000}\n---\n").text

    def test_lists_of_lists_that_grow_when_they_are_read(self):
        bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n"
        assert "Anchors" in refused(bomb).text

    def test_longer_than_anyone_types(self):
        assert "longer than 250,000" in refused(f"---\na: {'x' * LARGEST}\n---\n").text
