"""A frozen copy beside what an archive holds, address by address."""

import gzip
import hashlib
import json
import zipfile

import pytest

from archive.handover.answers import read_folder
from archive.handover.comparing import CannotCompare
from archive.handover.frozen import NotAFrozenCopy, opened
from archive.handover.held import Digests, Held
from archive.handover.judging import Outcome

from .small_site import (
    ANSWERS,
    BEFORE,
    CHANGED,
    FROZEN_AT,
    LOST,
    SITE,
    SITE_AS_FROZEN,
    Kept,
    bag_of,
    index_line,
    outcomes,
    seal,
    stamp,
)

WELL = {kept.path for kept in SITE_AS_FROZEN if kept.path not in LOST and kept.path != CHANGED.path}
PAGE = SITE_AS_FROZEN[2]
OTHER = Digests(sha1="3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")


def captured(at: str, kept: Kept = PAGE, *, url: str = "", status: int = 200, **facts) -> Held:
    facts = {"digests": Digests(sha1=kept.sha1)} | facts
    return Held(url or SITE + kept.path, stamp(at), status, **facts)


@pytest.fixture
def one_page(tmp_path):
    return bag_of(tmp_path / "one", [PAGE])


class TestWhatAPywbHoldsThatLacksTwoFiles:
    @pytest.mark.parametrize("name", ["eleven-columns.cdx", "index.cdxj", "cdx-server.json"])
    def test_is_told_address_by_address(self, compare, name):
        found, comparison = compare((ANSWERS / name).read_bytes())

        assert outcomes(found) == {
            **dict.fromkeys(WELL, Outcome.SAME),
            **dict.fromkeys(LOST, Outcome.NOT_HELD),
            CHANGED.path: Outcome.DIFFERENT,
            BEFORE.path: Outcome.ONLY_THEIRS,
        }
        assert not comparison.all_is_same
        assert comparison.by_name() == {
            "same": 4, "different": 1, "not_held": 2, "not_compared": 0, "only_theirs": 1,
        }  # fmt: skip

    def test_a_timemap_tells_what_is_held_and_not_whether_it_is_the_same(self, compare):
        found, comparison = compare(read_folder(ANSWERS / "timemaps"))

        assert outcomes(found) == {
            **dict.fromkeys({*WELL, CHANGED.path}, Outcome.NOT_COMPARED),
            **dict.fromkeys(LOST, Outcome.NOT_HELD),
        }
        assert "without a digest" in found["/"].note
        assert any("TimeMap" in hint for hint in comparison.hints())


class TestWhichCaptureCounts:
    def test_none_from_before_the_page_took_its_last_form(self, compare, one_page):
        found, _ = compare([captured("2023-03-09T09:00:00Z")], one_page)

        assert found[PAGE.path].outcome == Outcome.NOT_HELD
        assert "9 March 2023, 09:00:00 UTC, is older" in found[PAGE.path].note

    def test_one_of_that_very_second(self, compare, one_page):
        found, _ = compare([captured(FROZEN_AT)], one_page)

        assert found[PAGE.path].outcome == Outcome.SAME

    def test_none_from_before_the_day_that_is_asked_for(self, compare, one_page):
        found, _ = compare([captured("2023-03-12T09:00:00Z")], one_page, since="20230313000000")

        assert found[PAGE.path].outcome == Outcome.NOT_HELD

    def test_the_last_decides_and_an_earlier_one_that_is_the_same_is_told(self, compare, one_page):
        found, _ = compare(
            [
                captured("2023-04-01T09:00:00Z", status=301, digests=OTHER),
                captured("2023-03-12T09:00:00Z"),
            ],
            one_page,
        )

        finding = found[PAGE.path]
        assert (finding.outcome, finding.counted) == (Outcome.DIFFERENT, 2)
        assert "answers 301, the frozen copy 200" in finding.note
        assert "that of 12 March 2023, 09:00:00 UTC is the same" in finding.note

    def test_a_redirect_from_http_is_no_capture_of_the_page(self, compare, one_page):
        url = SITE.replace("https", "http") + PAGE.path
        leads = captured("2023-04-01T09:00:00Z", url=url, status=301, digests=OTHER)

        only, _ = compare([leads], one_page)
        beside, _ = compare([leads, captured("2023-03-12T09:00:00Z")], one_page)

        assert only[PAGE.path].outcome == Outcome.NOT_HELD
        assert beside[PAGE.path].outcome == Outcome.SAME

    def test_a_revisit_counts_as_what_it_points_to(self, compare, one_page):
        for status in (0, 304):
            found, _ = compare([captured("2023-03-12T09:00:00Z", status=status)], one_page)

            assert found[PAGE.path].outcome == Outcome.SAME

    def test_an_answer_with_another_status_is_another(self, compare, one_page):
        found, _ = compare([captured("2023-03-12T09:00:00Z", status=404)], one_page)

        assert found[PAGE.path].outcome == Outcome.DIFFERENT

    def test_of_one_second_the_one_that_is_the_same(self, compare, one_page):
        at = "2023-03-12T09:00:00Z"
        for both in ([captured(at), captured(at, digests=OTHER)],) * 2:
            found, _ = compare(both, one_page)

            assert found[PAGE.path].outcome == Outcome.SAME

    def test_a_capture_told_by_an_index_and_a_timemap_is_compared(self, compare, one_page):
        at = "2023-03-12T09:00:00Z"
        plain = captured(at, status=0, digests=Digests())

        found, _ = compare([plain, captured(at, digests=OTHER)], one_page)

        assert found[PAGE.path].outcome == Outcome.DIFFERENT


class TestDigests:
    def test_sha256_is_preferred_where_both_sides_have_it(self, compare, tmp_path):
        facts = {"url": SITE + PAGE.path, "digest": f"sha256:{PAGE.sha256}", "status": "200"}
        line = f"key) {stamp(FROZEN_AT)} {json.dumps(facts)}\n"
        bag = bag_of(tmp_path / "sha256", lines=line)

        same, _ = compare(
            [captured("2023-03-12T09:00:00Z", digests=Digests(sha256=PAGE.sha256))], bag
        )
        unknown, _ = compare([captured("2023-03-12T09:00:00Z")], bag)

        assert same[PAGE.path].outcome == Outcome.SAME
        assert unknown[PAGE.path].outcome == Outcome.NOT_COMPARED

    def test_that_all_differ_is_doubted(self, compare):
        theirs = [captured("2023-03-12T09:00:00Z", kept, digests=OTHER) for kept in SITE_AS_FROZEN]

        _, comparison = compare(theirs)

        assert any("Every digest differs" in hint for hint in comparison.hints())


class TestAddresses:
    def test_may_be_written_in_other_forms(self, compare, one_page):
        url = "http://www.Review.example.org:80/Letters/%66irst"

        found, _ = compare([captured("2023-03-12T09:00:00Z", url=url)], one_page)

        assert outcomes(found) == {PAGE.path: Outcome.SAME}

    def test_of_ours_that_differ_by_case_alone_are_told_apart(self, compare, tmp_path):
        upper, lower = Kept("/files/A.txt", b"one"), Kept("/files/a.txt", b"two")
        bag = bag_of(tmp_path / "case", [upper, lower])

        found, _ = compare([captured("2023-03-12T09:00:00Z", upper)], bag)

        assert outcomes(found) == {upper.path: Outcome.SAME, lower.path: Outcome.NOT_HELD}

    def test_of_other_sites_are_counted_and_left_aside(self, compare, one_page):
        elsewhere = ["https://fonts.example.net/a.woff", "dns:review.example.org", "nonsense"]
        theirs = [captured("2023-03-12T09:00:00Z", url=url) for url in elsewhere]

        found, comparison = compare(theirs, one_page)

        assert outcomes(found) == {PAGE.path: Outcome.NOT_HELD}
        assert comparison.elsewhere == 3

    def test_that_lead_on_are_said_to_be_linked_from_nowhere(self, compare, tmp_path):
        moved = Kept("/old/", b"", "301 Moved Permanently")

        found, _ = compare([], bag_of(tmp_path / "moved", [moved]))

        assert "give it to the archive by itself" in found["/old/"].note


class TestTheFrozenCopy:
    def test_the_last_capture_of_an_address_is_what_stood(self, compare, tmp_path):
        lines = index_line(PAGE) + index_line(CHANGED, "2022-01-01T00:00:00Z")
        lines += index_line(SITE_AS_FROZEN[1]) + index_line(CHANGED, "2022-06-01T00:00:00Z")
        bag = bag_of(tmp_path / "versions", lines=lines)

        found, _ = compare((ANSWERS / "index.cdxj").read_bytes(), bag)

        assert found[CHANGED.path].outcome == Outcome.DIFFERENT

    def test_only_what_its_inventory_names_is_looked_for(self, compare, bag):
        rows = [
            {"address": "/", "kind": "page"},
            {"address": "/attachments/first/The letter.pdf", "kind": "file"},
            {"address": "/memento/20230310090000/", "kind": "memento"},
            {"address": "/404.html", "kind": "added"},
        ]
        inventory = bag / "data" / "inventory.jsonl"
        inventory.write_text("".join(json.dumps(row) + "\n" for row in rows))
        seal(bag)

        found, comparison = compare((ANSWERS / "index.cdxj").read_bytes())

        assert {path for path, each in found.items() if each.outcome == Outcome.SAME} == {
            "/", "/attachments/first/The%20letter.pdf",
        }  # fmt: skip
        assert comparison.all_is_same

    def test_is_known_by_the_digest_of_its_last_manifest(self, bag):
        manifest = (bag / "tagmanifest-sha256.txt").read_bytes()

        with opened(bag) as frozen:
            assert frozen.sha256 == hashlib.sha256(manifest).hexdigest()

    def test_may_be_its_wacz_or_its_index_alone(self, compare, bag, tmp_path):
        wacz = bag / "data" / "archive.wacz"
        index = tmp_path / "index.cdx.gz"
        with zipfile.ZipFile(wacz) as package:
            index.write_bytes(gzip.compress(package.read("indexes/index.cdx")))

        answers = (ANSWERS / "index.cdxj").read_bytes()
        whole, alone, packed = (
            outcomes(compare(answers, place)[0]) for place in (bag, wacz, index)
        )

        assert whole == alone == packed

    @pytest.mark.parametrize(
        ("damage", "says"),
        [
            (lambda bag: (bag / "data" / "archive.wacz").unlink(), "no data/archive.wacz"),
            (lambda bag: (bag / "manifest-sha256.txt").unlink(), "no manifest-sha256.txt"),
            (lambda bag: (bag / "tagmanifest-sha256.txt").unlink(), "no tagmanifest-sha256.txt"),
            (
                lambda bag: (bag / "data" / "archive.wacz").write_bytes(b"PK"),
                "not the file that was",
            ),
        ],
    )
    def test_that_lacks_something_is_refused_in_a_sentence(self, compare, bag, damage, says):
        damage(bag)

        with pytest.raises(NotAFrozenCopy, match=says):
            compare([])

    @pytest.mark.parametrize(
        ("damage", "says"),
        [
            (lambda bag: (bag / "data" / "archive.wacz").write_bytes(b"PK\3\4no"), "damaged"),
            (lambda bag: (bag / "data" / "archive.wacz").write_bytes(b"nothing"), "cannot be read"),
            (lambda bag: (bag / "data" / "archive.wacz").write_bytes(b""), "holds no captures"),
            (lambda bag: _without_index(bag), "no index"),
            (lambda bag: _packed_otherwise(bag), "packed in a way"),
            (lambda bag: (bag / "data" / "inventory.jsonl").write_text("{"), "line 1"),
            (lambda bag: (bag / "data" / "inventory.jsonl").write_text("[]\n"), "line 1"),
        ],
    )
    def test_that_is_none_is_refused_in_a_sentence(self, compare, bag, damage, says):
        damage(bag)
        seal(bag)

        with pytest.raises(NotAFrozenCopy, match=says):
            compare([])


def _without_index(bag) -> None:
    with zipfile.ZipFile(bag / "data" / "archive.wacz", "w") as package:
        package.writestr("datapackage.json", "{}")


def _packed_otherwise(bag) -> None:
    with zipfile.ZipFile(bag / "data" / "archive.wacz", "w", zipfile.ZIP_BZIP2) as package:
        package.writestr("indexes/index.cdx", index_line(PAGE))


def test_too_many_captures_are_refused(compare, monkeypatch):
    monkeypatch.setattr("archive.handover.comparing.MOST_CAPTURES", 2)

    with pytest.raises(CannotCompare, match="more than 2 captures"):
        compare([captured("2023-03-12T09:00:00Z")] * 3)
