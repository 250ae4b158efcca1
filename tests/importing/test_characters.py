"""What a folder may hold of characters that nobody sees: nothing."""

import pytest

HEAD = "---\ntype: news\ntitle: It\n"


@pytest.mark.parametrize("written", [r"\0", r"\a", r"\x7f", r"\x9b", r"\u202e", r"\ud800"])
@pytest.mark.parametrize(
    "key",
    ["summary: {}", "topics: [{}]", "people: [{{name: {}}}]", "related: [{{label: {}}}]",
     "listen: [{}]", "people: [{{name: A, biography: {}}}]", "slug: {}",
     "attachments: [{{title: A, file: {}}}]"],
)  # fmt: skip
def test_a_value_with_one_is_refused_by_its_line(faults, key, written):
    kind = "episode" if key.startswith("listen") else "news"
    head = f"---\ntype: {kind}\ntitle: It\n" + key.format(f'"Words{written}"')
    (said,) = faults({"it.md": f"{head}\n---\n"})

    assert said.startswith("it.md:4: ")
    assert "This holds a character that cannot be seen (U+" in said
    assert said.isprintable()


@pytest.mark.parametrize("kind", ["type: faqs\ntitle: It", "type: episode\ntitle: It"])
@pytest.mark.parametrize("unseen", ["\x0b", "\u202e", "\x9b"], ids=ascii)
def test_a_line_of_a_body_with_one_is_refused(faults, kind, unseen):
    mark = f"## Who{unseen}?" if "faqs" in kind else f"## Transcript\n\n**A{unseen}:** Words"
    found = faults({"it.md": f"---\n{kind}\n---\n\n{mark}\n\nWords.\n"})

    assert any("cannot be seen" in said for said in found)
    assert all(said.startswith(("it.md:6: ", "it.md:8: ")) for said in found)


def test_a_number_that_is_no_characters_is_refused(fault):
    said = fault(HEAD + 'summary: "\\U00110000"\n---\n')
    assert said == r"it.md:4: There is no character of that number (\U…). Take it out."
