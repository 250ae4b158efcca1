import os

import pytest

from archive.importing.folder_import import import_folder
from archive.importing.format.folder import Folder, NotInFolder
from archive.models import Record

PAGE = "---\ntype: page\ntitle: About\n---\n"


class TestContent:
    def test_is_every_markdown_file_but_those_set_apart(self, make_folder):
        root = make_folder(
            dict.fromkeys(
                (
                    "a.md",
                    "deep/er/b.md",
                    "C.MD",
                    "README.md",
                    ".hidden.md",
                    "_draft.md",
                    ".git/x.md",
                    "_notes/x.md",
                    "raw/x.md",
                    "kept/.not-content",
                    "kept/x.md",
                    "kept/below/x.md",
                    "picture.png",
                    "notes.txt",
                ),
                PAGE,
            )
        )
        sources, findings = Folder(root).read()
        assert [source.path for source in sources] == ["C.MD", "a.md", "deep/er/b.md"]
        assert findings == []

    def test_loses_its_byte_order_mark_and_its_carriage_returns(self, bring):
        text = PAGE.replace("\n", "\r\n") + "\r\none\r\ntwo\r\n"
        bring({"about.md": b"\xef\xbb\xbf" + text.encode()})
        assert Record.objects.get().body == "one\ntwo"


class TestARefusedFile:
    def test_is_told_of_in_one_line_whatever_it_is_called(self, faults):
        (said,) = faults({"a\nb\u202e.md": "x"})
        assert said.startswith(r"a\nb\u202e.md:1: This file has no front matter.")

    def test_is_not_utf_8(self, fault):
        text = PAGE.encode() + b"\nfine\ncaf\xe9\n"
        assert fault(text) == (
            "it.md:7: This line is not UTF-8. Save the file again in the encoding UTF-8."
        )

    def test_holds_a_nul_character(self, fault):
        assert fault(PAGE + "a\0b") == (
            "it.md:5: This holds a character that cannot be seen (U+0000), after “a”. Take it out."
        )

    def test_is_larger_than_five_megabytes(self, fault):
        assert "larger than 5 MB" in fault(PAGE + "word " * 10_000_000)

    def test_is_a_link_to_another_file(self, faults, make_folder):
        outside = make_folder({"secret.md": PAGE}) / "secret.md"
        root = make_folder({"fine.md": PAGE})
        (root / "link.md").symlink_to(outside)
        (finding,) = import_folder(root).findings
        assert str(finding).startswith("link.md:1: This is a link to somewhere else.")

    def test_lies_in_a_folder_that_is_a_link(self, db, make_folder):
        root = make_folder({"fine.md": PAGE})
        (root / "elsewhere").symlink_to(make_folder({"secret.md": PAGE}))
        (finding,) = import_folder(root).findings
        assert str(finding).startswith("elsewhere:1: This is a link to somewhere else.")

    def test_is_no_file_at_all(self, db, make_folder):
        root = make_folder({"fine.md": PAGE})
        os.mkfifo(root / "pipe.md")
        (finding,) = import_folder(root).findings
        assert str(finding).startswith("pipe.md:1: This is not a file that can be read.")


class TestANamedFile:
    @pytest.fixture
    def folder(self, make_folder):
        outside = make_folder({"secret.png": "x"})
        root = make_folder({"pages/a.md": PAGE, "pages/near.png": "x", "pictures/far.png": "x"})
        (root / "pages" / "link.png").symlink_to(outside / "secret.png")
        (root / "linked").symlink_to(outside)
        return Folder(root)

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("near.png", "pages/near.png"),
            ("./near.png", "pages/near.png"),
            ("../pictures/far.png", "pictures/far.png"),
            ("../pages/../pictures/far.png", "pictures/far.png"),
        ],
    )
    def test_is_found_beside_the_file_that_names_it(self, folder, name, found):
        assert folder.find("pages/a.md", name) == found

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("missing.png", "There is no file"),
            ("../../secret.png", "outside the folder"),
            ("../../../../../etc/passwd", "outside the folder"),
            ("/etc/passwd", "not a name beside this file"),
            ("..\\secret.png", "not a name beside this file"),
            ("a\0b", "not a name beside this file"),
            ("link.png", "is a link"),
            ("../linked/secret.png", "is a link"),
            ("../pictures", "There is no file"),
            ("x" * 5000, "There is no file"),
        ],
    )
    def test_is_refused(self, folder, name, words):
        with pytest.raises(NotInFolder, match=words):
            folder.find("pages/a.md", name)
