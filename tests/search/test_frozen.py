"""The files in which a frozen copy's search looks words up."""

import json

import pytest

from archive.search.frozen import PAGES_IN_A_FILE, PAGES_IN_MEMORY, SearchIndex, shard_of

PAGE = """<!doctype html><html><head><title>{title} – Review</title>
<meta name="description" content="What {title} is about."></head>
<body><nav>Navigation</nav><main><p class="record-kind">Report</p><h1>{title}</h1>
<h2>What we heard</h2><p>{text}</p></main></body></html>"""


class Files(dict):
    """A bag in memory: the scripts that it was given, by name."""

    def write(self, path, chunks):
        assert path not in self
        self[path] = b"".join(chunks).decode()

    def says(self, name):
        """What the script of that name sets."""
        _, _, content = self[f"search/{name}.js"].partition(" = ")
        return json.loads(content.rstrip(";\n"))


@pytest.fixture
def write(tmp_path):
    def write(*pages: tuple[str, str]) -> Files:
        index = SearchIndex(tmp_path)
        for number, (title, text) in enumerate(pages):
            index.add(f"page-{number}/index.html", PAGE.format(title=title, text=text).encode())
        files = Files()
        index.write(files, "search")
        return files

    return write


class TestTheWords:
    def test_lead_to_their_pages_by_steps_with_what_they_count(self, write):
        files = write(("Kinship", "Care"), ("Fostering", "None"), ("Homes", "kinship, kinship"))

        assert files.says("words/" + shard_of("kinship"))["kinship"] == [0, 13, 2, 2]

    def test_are_those_of_the_main_part_alone(self, write):
        files = write(("Kinship", "Care"))

        assert f"search/words/{shard_of('navigation')}.js" not in files

    def test_lie_in_one_file_for_the_same_two_letters(self, write):
        files = write(("Kinship", "Kitchens"))

        assert set(files.says("words/6b-69")) == {"kinship", "kitchens"}
        assert "6b-69" in files.says("words")["shards"]

    def test_are_in_order_whatever_the_order_they_were_met_in(self, write):
        files = write(("Zebra", "alder alarm"), ("Alarm", "alder"))

        assert list(files.says("words/" + shard_of("alder"))) == ["alarm", "alder"]


class TestThePages:
    def test_say_their_title_file_kind_and_summary(self, write):
        files = write(("Kinship", "Care"))
        about = ["Kinship", "page-0/index.html", "Report", "What Kinship is about."]

        assert files.says("pages/0") == [about]

    def test_lie_in_files_of_a_hundred(self, write):
        files = write(*((f"Page {number}", "text") for number in range(PAGES_IN_A_FILE + 1)))

        assert len(files.says("pages/0")) == PAGES_IN_A_FILE
        assert files.says("pages/1")[0][0] == f"Page {PAGES_IN_A_FILE}"

    def test_are_all_found_where_they_did_not_fit_into_memory(self, write):
        count = PAGES_IN_MEMORY + 3
        files = write(*((f"Page{number}", "kinship") for number in range(count)))
        found = files.says("words/" + shard_of("kinship"))["kinship"]

        assert len(found) == 2 * count
        assert sum(found[::2]) == count - 1


def test_the_same_pages_give_the_same_files(tmp_path):
    def written(folder):
        folder.mkdir()
        index = SearchIndex(folder)
        index.add("a/index.html", PAGE.format(title="Kinship", text="Care"))
        files = Files()
        index.write(files, "search")
        return files

    assert written(tmp_path / "one") == written(tmp_path / "other")


def test_a_page_without_any_text_is_no_fault(tmp_path):
    index = SearchIndex(tmp_path)
    index.add("empty/index.html", b"")
    files = Files()

    assert index.write(files, "search")[0] == "words.js"
