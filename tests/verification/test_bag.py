"""The bag itself: what is in it, and what its manifests say."""

import os

import bagit
import pytest

from archive.verification import CannotVerify, Rule, verify
from tests.verification.conftest import ignore
from tests.verification.good_bag import make_manifests


def flip(path, place=-1):
    """Change one bit of a file."""
    held = bytearray(path.read_bytes())
    held[place] ^= 1
    path.write_bytes(held)


class TestAGoodBag:
    def test_is_proved_with_its_figures(self, bag, tmp_path):
        folder = bag.write(tmp_path / "bag")
        findings = []

        proof = verify(folder, tell=findings.append, progress=ignore)

        assert findings == []
        assert proof.is_proved
        assert proof.captures == len(bag.captures)
        assert proof.inventory == len(bag.site)
        assert (proof.sitemap, proof.questions, proof.attachments) == (5, 2, 7)

    def test_is_one_to_the_library_of_bags_as_well(self, bag, tmp_path):
        folder = bag.write(tmp_path / "bag")

        assert bagit.Bag(str(folder)).validate()

    def test_is_looked_at_without_a_trace(self, bag, tmp_path, found_in):
        folder = bag.write(tmp_path / "bag")
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

        found_in(folder)

        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


class TestAFlippedBit:
    @pytest.mark.parametrize(
        "path",
        [
            "data/site/report/index.html",
            "data/site/static/site.css",
            "data/site/attachments/report/report.pdf",
            "data/content/publications/report.md",
            "data/content/files/talk.wav",
            "data/redirects/redirects.csv",
            "data/report.html",
            "data/archive.wacz",
            "data/inventory.jsonl",
            "bagit.txt",
            "bag-info.txt",
            "manifest-sha256.txt",
        ],
    )
    def test_is_found_in_every_kind_of_file(self, bag, rules_of, path):
        found = rules_of(bag, lambda folder: flip(folder / path))

        assert (Rule.BAG_CHANGED, path) in found

    def test_is_found_in_the_manifest_of_manifests(self, bag, rules_of):
        found = rules_of(bag, lambda folder: flip(folder / "tagmanifest-sha256.txt", 0))

        assert Rule.BAG_CHANGED in {rule for rule, _ in found} or (
            Rule.BAG_MANIFEST, "tagmanifest-sha256.txt",
        ) in found  # fmt: skip


class TestFiles:
    def test_a_missing_page_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / "data/site/late/index.html").unlink())

        assert (Rule.BAG_MISSING, "data/site/late/index.html") in found
        assert (Rule.INVENTORY_NO_FILE, "/late/") in found
        assert (Rule.LINK_BROKEN, "/site-map/") in found
        assert (Rule.SITEMAP, "/late/") in found

    def test_an_extra_file_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / "data/site/extra.html").write_text("Hello"))

        assert (Rule.BAG_EXTRA, "data/site/extra.html") in found
        assert (Rule.INVENTORY_MISSING, "data/site/extra.html") in found
        assert (Rule.BAG_OXUM, "bag-info.txt") in found

    def test_an_extra_file_that_the_manifests_name_is_found(self, bag, rules_of):
        bag.other["data/site/extra.html"] = b"Hello"

        assert (Rule.INVENTORY_MISSING, "data/site/extra.html") in rules_of(bag)

    def test_an_extra_file_beside_the_payload_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / "notes.txt").write_text("Hello"))

        assert (Rule.BAG_EXTRA, "notes.txt") in found

    def test_a_manifest_that_is_gone_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / "tagmanifest-sha256.txt").unlink())

        assert (Rule.BAG_MISSING, "tagmanifest-sha256.txt") in found

    def test_a_second_manifest_is_found(self, bag, rules_of):
        bag.tags["manifest-md5.txt"] = b"0123  data/site/index.html\n"

        assert (Rule.BAG_EXTRA, "manifest-md5.txt") in rules_of(bag)

    def test_files_to_fetch_elsewhere_are_found(self, bag, rules_of):
        bag.tags["fetch.txt"] = b"https://example.org/ 1 data/site/index.html\n"

        assert (Rule.BAG_FORMAT, "fetch.txt") in rules_of(bag)

    def test_a_wrong_sum_of_bytes_is_found(self, bag, rules_of):
        bag.tags["bag-info.txt"] = b"Payload-Oxum: 1.1\n"

        assert (Rule.BAG_OXUM, "bag-info.txt") in rules_of(bag)

    def test_another_version_of_bagit_is_found(self, bag, rules_of):
        bag.tags["bagit.txt"] = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"

        assert (Rule.BAG_FORMAT, "bagit.txt") in rules_of(bag)


class TestAHostileBag:
    def test_leads_nowhere_out_of_itself_by_its_manifest(self, bag, rules_of, tmp_path):
        (tmp_path / "secret.txt").write_text("secret")

        def spoil(folder):
            with (folder / "manifest-sha256.txt").open("a") as manifest:
                for path in ("data/../../secret.txt", "/etc/passwd", "data/./x", "~/x"):
                    manifest.write(f"{'0' * 64}  {path}\n")

        found = rules_of(bag, spoil)

        assert (Rule.BAG_MANIFEST, "manifest-sha256.txt") in found
        assert not [where for _, where in found if "secret" in where or "passwd" in where]

    def test_has_no_links_of_the_file_system(self, bag, rules_of, tmp_path):
        (tmp_path / "outside.html").write_text("secret")

        def spoil(folder):
            (folder / "data/site/late/index.html").unlink()
            (folder / "data/site/late/index.html").symlink_to(tmp_path / "outside.html")
            (folder / "data/site/elsewhere").symlink_to(tmp_path)

        found = rules_of(bag, spoil)

        assert (Rule.BAG_ODD, "data/site/late/index.html") in found
        assert (Rule.BAG_ODD, "data/site/elsewhere") in found
        assert (Rule.BAG_MISSING, "data/site/late/index.html") in found

    def test_does_not_let_the_proof_wait_at_a_pipe(self, bag, rules_of):
        found = rules_of(bag, lambda folder: os.mkfifo(folder / "data/site/pipe.html"))

        assert (Rule.BAG_ODD, "data/site/pipe.html") in found

    def test_may_have_a_name_that_is_no_text(self, bag, rules_of):
        def spoil(folder):
            with open(bytes(folder / "data") + b"/\xff.html", "wb") as file:  # noqa: PTH123
                file.write(b"x")

        assert (Rule.BAG_ODD, "data/\\xff.html") in rules_of(bag, spoil)

    def test_has_a_manifest_of_one_enormous_line(self, bag, rules_of):
        bag.tags["manifest-sha256.txt"] = b"0" * 30_000_000

        assert (Rule.BAG_MANIFEST, "manifest-sha256.txt") in rules_of(bag)

    def test_cannot_write_over_a_terminal(self, bag, found_in, tmp_path):
        bag.other["data/site/\x1b[2J.html"] = b"x"

        found = found_in(bag.write(tmp_path / "bag"))

        assert found
        assert not [finding for finding in found if "\x1b" in str(finding)]

    def test_tells_no_more_than_a_thousand_findings_of_a_rule(self, bag, tmp_path):
        folder = bag.write(tmp_path / "bag")
        for number in range(1100):
            (folder / f"data/site/{number}.txt").write_text("x")
        findings = []

        proof = verify(folder, tell=findings.append, progress=ignore)

        assert sum(1 for finding in findings if finding.rule == Rule.BAG_EXTRA) == 1000
        assert proof.untold[Rule.BAG_EXTRA] == 100


class TestWhatIsNoBag:
    def test_is_refused_with_what_to_do(self, tmp_path):
        with pytest.raises(CannotVerify, match="is not a bag: it has no bagit.txt"):
            verify(tmp_path, tell=print, progress=ignore)

    def test_is_refused_where_it_is_not_there(self, tmp_path):
        with pytest.raises(CannotVerify, match="cannot be read"):
            verify(tmp_path / "gone", tell=print, progress=ignore)

    def test_is_a_file(self, tmp_path):
        (tmp_path / "file").write_text("x")

        with pytest.raises(CannotVerify, match="is not a folder"):
            verify(tmp_path / "file", tell=print, progress=ignore)


def test_right_manifests_hide_nothing_that_deeper_rules_find(bag, rules_of):
    def spoil(folder):
        path = folder / "data/site/report/index.html"
        flip(path, path.read_bytes().index(b"The chair"))
        make_manifests(folder)

    found = rules_of(bag, spoil)

    assert (Rule.BAG_CHANGED, "data/site/report/index.html") not in found
    assert (Rule.NOT_AS_SERVED, "/report/") in found
