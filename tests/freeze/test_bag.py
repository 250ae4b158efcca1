"""The bag as a stream of files: whole under its name, or not there; and gone on with."""

import hashlib
import sqlite3
import warnings
from pathlib import Path

import pytest

from archive.freeze.bag import Bagging, FolderInUse, NotAPath, WrittenTwice

FACTS = (("Source-Organization", "The Review of\nExamples"), ("Bagging-Date", "2022-05-23"))


@pytest.fixture
def target(tmp_path) -> Path:
    return tmp_path / "frozen"


def bagged(target: Path, files: dict[str, bytes], identity: str = "one") -> str:
    with Bagging(target) as work:
        bag = work.begin(identity)
        for path, content in files.items():
            bag.write(path, [content])
        return work.finish(bag, FACTS)


def broken_off(target: Path, files: dict[str, bytes], identity: str = "one") -> None:
    with Bagging(target) as work:
        bag = work.begin(identity)
        for path, content in files.items():
            bag.write(path, [content])


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def left_beside(target: Path) -> list[str]:
    return sorted(each.name for each in target.parent.iterdir() if each != target)


class TestABag:
    def test_is_one_that_the_bagit_library_finds_valid(self, target):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its own making
            import bagit
        bagged(target, {"data/a.txt": b"a", "data/site/é ü/index.html": b"<p>", "data/none": b""})

        bag = bagit.Bag(str(target))
        bag.validate()
        assert bag.info["Source-Organization"] == "The Review of Examples"
        assert bag.info["Payload-Oxum"] == "4.3"

    def test_lists_its_files_in_the_order_of_their_bytes(self, target):
        bagged(target, {"data/é": b"", "data/b/c": b"", "data/a": b"", "data/b.txt": b""})
        lines = (target / "manifest-sha256.txt").read_text(encoding="utf-8").splitlines()

        assert [line.split("  ")[1] for line in lines] == [
            "data/a", "data/b.txt", "data/b/c", "data/é"
        ]  # fmt: skip

    def test_encodes_the_names_that_would_break_a_line(self, target):
        bagged(target, {"data/100%\r\n": b""})
        assert "  data/100%25%0D%0A\n" in (target / "manifest-sha256.txt").read_text()

    def test_says_its_own_digest(self, target):
        digest = bagged(target, {"data/a": b"a"})
        tagmanifest = (target / "tagmanifest-sha256.txt").read_bytes()

        assert digest == hashlib.sha256(tagmanifest).hexdigest()
        assert b"manifest-sha256.txt" in tagmanifest

    def test_has_the_same_bytes_each_time(self, target, tmp_path):
        files = {"data/a": b"a", "data/b": b"b"}
        bagged(target, files)
        bagged(tmp_path / "again", dict(reversed(files.items())))

        assert files_of(target) == files_of(tmp_path / "again")

    def test_takes_the_digest_of_what_is_written_back_and_forth(self, target):
        with Bagging(target) as work:
            bag = work.begin("one")
            with bag.open("data/it.zip") as file:
                file.write(b"?ello")
                file.seek(0)
                file.write(b"H")
            work.finish(bag, FACTS)

        sha256 = hashlib.sha256(b"Hello").hexdigest()
        assert f"{sha256}  data/it.zip\n" in (target / "manifest-sha256.txt").read_text()

    @pytest.mark.parametrize(
        "path",
        ["a", "/data/a", "data/../a", "data//a", "data/./a", "data/", "data/a\0", "data/\ud800",
         "data/" + "é" * 128],
    )  # fmt: skip
    def test_has_no_file_outside_its_payload(self, target, path):
        with Bagging(target) as work, pytest.raises(NotAPath):
            work.begin("one").write(path, [b""])

    def test_has_each_file_once(self, target):
        with Bagging(target) as work:
            bag = work.begin("one")
            bag.write("data/a", [b"1"])
            with pytest.raises(WrittenTwice, match="data/a"):
                bag.write("data/a", [b"2"])


class TestTheFolder:
    def test_is_not_there_until_the_bag_is_whole(self, target):
        with Bagging(target) as work:
            bag = work.begin("one")
            bag.write("data/a", [b"a"])
            assert not target.exists()
            work.finish(bag, FACTS)
            assert target.exists()
        assert left_beside(target) == []

    def test_may_be_there_and_empty(self, target):
        target.mkdir()
        bagged(target, {"data/a": b"a"})
        assert (target / "data" / "a").read_bytes() == b"a"

    def test_is_refused_where_it_holds_anything(self, target):
        target.mkdir()
        (target / "mine").touch()
        with pytest.raises(FolderInUse, match="is not empty"):
            bagged(target, {})
        assert files_of(target) == {"mine": b""}
        assert left_beside(target) == []

    def test_is_refused_where_it_is_a_file_or_a_link(self, target, tmp_path):
        target.touch()
        with pytest.raises(FolderInUse, match="is not a folder"):
            bagged(target, {})
        link = tmp_path / "link"
        link.symlink_to(tmp_path / "elsewhere")
        with pytest.raises(FolderInUse, match="Name a new folder"):
            bagged(link, {})

    def test_is_refused_where_it_lies_in_a_bag(self, target, tmp_path):
        bagged(target, {"data/a": b"a"})
        before = files_of(target)
        (tmp_path / "link").symlink_to(target / "data")
        for inner in (target / "inner", target / "data" / "b" / "c", tmp_path / "link" / "inner"):
            with pytest.raises(FolderInUse, match="which is a bag"):
                bagged(inner, {})
        assert files_of(target) == before
        assert not (target / "data" / "b").exists()

    def test_has_nothing_beside_it_where_nothing_was_written(self, target):
        broken_off(target, {})
        assert left_beside(target) == []

    def test_is_one_freeze_s_at_a_time(self, target):
        with Bagging(target), pytest.raises(FolderInUse, match="Another freeze"), Bagging(target):
            pass

    def test_is_made_with_those_above_it(self, target):
        bagged(target / "a" / "b", {"data/a": b"a"})
        assert (target / "a" / "b" / "data" / "a").exists()


class TestGoingOn:
    def test_keeps_what_was_written_whole(self, target):
        broken_off(target, {"data/a": b"a"})
        with Bagging(target) as work:
            bag = work.begin("one")
            assert bag.has("data/a")
            assert not bag.has("data/b")
            bag.write("data/b", [b"b"])
            work.finish(bag, FACTS)

        assert (target / "data" / "a").read_bytes() == b"a"
        assert left_beside(target) == []

    def test_gives_the_bytes_of_one_that_was_never_broken_off(self, target, tmp_path):
        broken_off(target, {"data/a": b"a"})
        bagged(target, {"data/b": b"b", "data/a": b"a"})
        bagged(tmp_path / "at once", {"data/a": b"a", "data/b": b"b"})

        assert files_of(target) == files_of(tmp_path / "at once")

    def test_begins_anew_for_another_edition(self, target):
        broken_off(target, {"data/a": b"a"}, identity="one")
        bagged(target, {"data/b": b"b"}, identity="two")
        assert not (target / "data" / "a").exists()

    def test_begins_anew_within_one_run(self, target):
        with Bagging(target) as work:
            work.begin("one").write("data/a", [b"a"])
            bag = work.begin("two")
            bag.write("data/b", [b"b"])
            work.finish(bag, FACTS)
        assert not (target / "data" / "a").exists()

    def test_does_not_keep_what_was_written_in_part(self, target):
        with pytest.raises(RuntimeError), Bagging(target) as work:
            work.begin("one").write("data/part", broken())
        with Bagging(target) as work:
            assert not work.begin("one").has("data/part")
            assert not list(target.parent.glob(".*/bag/data/part"))

    def test_does_not_keep_what_the_disk_lost_or_changed(self, target):
        broken_off(target, {"data/lost": b"lost", "data/cut": b"whole", "data/good": b"good"})
        (folder,) = target.parent.glob(".*/bag/data")
        (folder / "lost").unlink()
        (folder / "cut").write_bytes(b"who")
        with Bagging(target) as work:
            bag = work.begin("one")
            assert [each.path for each in bag.written()] == ["data/good"]

    def test_begins_anew_where_the_list_cannot_be_read(self, target):
        broken_off(target, {"data/a": b"a"})
        (ledger,) = target.parent.glob(".*/ledger.sqlite3")
        ledger.write_bytes(b"no database at all" * 100)
        bagged(target, {"data/b": b"b"})
        assert not (target / "data" / "a").exists()

    def test_leaves_what_is_whole_where_the_disk_is_full(self, target):
        with Bagging(target) as work:
            bag = work.begin("one")
            bag.write("data/a", [b"a"])
            with pytest.raises(OSError, match="No space"):
                bag.write("data/b", full())
        assert not target.exists()
        with Bagging(target) as work:
            assert work.begin("one").has("data/a")

    def test_lets_go_of_what_it_leaves_behind_once_the_bag_is_there(self, target):
        """As where a run was killed between the two."""
        with Bagging(target) as work:
            bag = work.begin("one")
            bag.write("data/a", [b"a"])
            bag.seal(FACTS)
        (folder,) = target.parent.glob(".*/bag")
        folder.rename(target)
        with pytest.raises(FolderInUse):
            bagged(target, {})
        assert left_beside(target) == []

    def test_works_with_a_ledger_that_python_can_read(self, target):
        broken_off(target, {"data/a": b"a"})
        (ledger,) = target.parent.glob(".*/ledger.sqlite3")
        database = sqlite3.connect(ledger)
        rows = database.execute("SELECT path, size FROM written").fetchall()
        database.close()
        assert rows == [("data/a", 1)]


def broken():
    yield b"some"
    raise RuntimeError("the power went")


def full():
    yield b"some"
    raise OSError(28, "No space left on device")
