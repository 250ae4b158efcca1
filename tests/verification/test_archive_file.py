"""The web archive file: its zip, its records, its index, its list of pages."""

import gzip
import io
import json
import zipfile
import zlib

import pytest

from archive.verification import Rule
from tests.verification.files import a_zip
from tests.verification.good_bag import EARLIER, MOMENT, SITE_URL, Capture, digest

WACZ = "data/archive.wacz"
WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"


def plain(warc: bytes) -> bytes:
    return gzip.decompress(warc)


class TestTheZip:
    def test_no_zip_at_all_is_found(self, bag, rules_of):
        bag.wacz = b"no zip"

        assert (Rule.WACZ_ZIP, WACZ) in rules_of(bag)

    def test_one_that_is_gone_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / WACZ).unlink())

        assert (Rule.BAG_MISSING, WACZ) in found
        assert (Rule.NOT_CAPTURED, "/report/") in found

    def test_one_cut_off_is_found(self, bag, rules_of):
        bag.wacz = good_wacz(bag)[:-400]

        assert (Rule.WACZ_ZIP, WACZ) in rules_of(bag)

    def test_a_bomb_in_a_compressed_part_is_not_unpacked(self, bag, rules_of):
        parts = bag.wacz_parts() | {PAGES: b"0" * 50_000_000}
        bag.wacz = a_zip(parts, zipfile.ZIP_DEFLATED)

        assert (Rule.WACZ_ZIP, WACZ) in rules_of(bag)

    @pytest.mark.parametrize("part", [INDEX, PAGES, "datapackage.json", "datapackage-digest.json"])
    def test_a_part_that_is_gone_is_found(self, bag, rules_of, part):
        parts = unzipped(good_wacz(bag))
        del parts[part]
        bag.wacz = a_zip(parts)

        assert (Rule.WACZ_ZIP, WACZ) in rules_of(bag)

    def test_a_flipped_bit_that_is_right_to_the_bag_is_found(self, bag, rules_of):
        held = bytearray(good_wacz(bag))
        held[held.index(b"json-pages")] ^= 1
        bag.wacz = bytes(held)

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/{PAGES}") in rules_of(bag)


class TestTheDatapackage:
    def test_a_wrong_digest_in_it_is_found(self, bag, rules_of):
        package = json.loads(unzipped(good_wacz(bag))["datapackage.json"])
        package["resources"][0]["hash"] = f"sha256:{digest(b'other')}"
        bag.packaged["datapackage.json"] = json.dumps(package).encode()

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/{WARC}") in rules_of(bag)

    def test_a_moment_in_it_that_never_was_is_found(self, bag, rules_of):
        package = json.loads(unzipped(good_wacz(bag))["datapackage.json"])
        package["created"] = "2022-02-31T09:00:00Z"
        bag.packaged["datapackage.json"] = json.dumps(package).encode()

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/datapackage.json") in rules_of(bag)

    def test_a_wrong_size_in_it_is_found(self, bag, rules_of):
        package = json.loads(unzipped(good_wacz(bag))["datapackage.json"])
        package["resources"][1]["bytes"] += 1
        bag.packaged["datapackage.json"] = json.dumps(package).encode()

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/{INDEX}") in rules_of(bag)

    def test_a_wrong_digest_of_it_is_found(self, bag, rules_of):
        stated = {"path": "datapackage.json", "hash": f"sha256:{digest(b'other')}"}
        bag.packaged["datapackage-digest.json"] = json.dumps(stated).encode()

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/datapackage-digest.json") in rules_of(bag)

    def test_a_part_that_it_does_not_name_is_found(self, bag, rules_of):
        bag.packaged["notes.txt"] = b"Hello"

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/notes.txt") in rules_of(bag)

    def test_a_part_that_it_names_and_has_not_is_found(self, bag, rules_of):
        package = json.loads(unzipped(good_wacz(bag))["datapackage.json"])
        package["resources"].append({"path": "gone.txt", "hash": "sha256:00", "bytes": 1})
        bag.packaged["datapackage.json"] = json.dumps(package).encode()

        assert (Rule.WACZ_PACKAGE, f"{WACZ}/gone.txt") in rules_of(bag)

    @pytest.mark.parametrize("text", [b"[]", b"{", b"[" * 100_000, b'{"resources": 7}'])
    def test_one_that_is_none_is_found(self, bag, rules_of, text):
        bag.packaged["datapackage.json"] = text

        assert {Rule.WACZ_ZIP, Rule.WACZ_PACKAGE} & {rule for rule, _ in rules_of(bag)}


class TestRecords:
    def test_a_truncated_file_is_found(self, bag, rules_of):
        bag.parts[WARC] = bag.wacz_parts()[WARC][:-50]

        assert (Rule.WARC_RECORD, f"{WACZ}/{WARC}") in rules_of(bag)

    def test_a_flipped_bit_is_found_whatever_else_was_made_right(self, bag, rules_of):
        held = bytearray(bag.wacz_parts()[WARC])
        held[len(held) // 2] ^= 1
        bag.parts[WARC] = bytes(held)

        found = {rule for rule, where in rules_of(bag)}

        assert {Rule.WARC_RECORD, Rule.WARC_DIGEST} & found

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"Welcome.", b"Farewell"),
            (b"Content-Type: text/css\r\n", b"Content-Type: text/xxx\r\n"),
        ],
        ids=["in what was answered", "in a header of it"],
    )
    def test_a_change_that_is_packed_again_is_found(self, bag, rules_of, old, new):
        bag.parts[WARC] = changed(bag, old, new)

        assert Rule.WARC_DIGEST in {rule for rule, _ in rules_of(bag)}

    def test_an_answer_without_what_was_asked_is_found(self, bag, rules_of):
        members = packed_members(bag.wacz_parts()[WARC])
        bag.parts[WARC] = b"".join(members[:-1])

        found = rules_of(bag)

        assert (Rule.WARC_PAIR, last_uri(bag)) in found

    def test_a_pair_that_does_not_name_each_other_is_found(self, bag, rules_of):
        bag.parts[WARC] = changed(
            bag, b"WARC-Concurrent-To: <urn:uuid:", b"WARC-Concurrent-To: <urn:uuix:"
        )

        assert (Rule.WARC_PAIR, f"{SITE_URL}/report/") in rules_of(bag)

    def test_another_site_is_found(self, bag, rules_of):
        bag.parts[WARC] = changed(
            bag,
            b"URI: https://review.example.org/report/\r",
            b"URI: https://revieu.example.org/report/\r",
        )

        assert (Rule.WARC_HOST, "https://revieu.example.org/report/") in rules_of(bag)

    def test_an_address_that_is_none_is_found(self, bag, rules_of):
        bag.parts[WARC] = changed(
            bag,
            b"URI: https://review.example.org/report/\r",
            b"URI: https://[eview.example.org/report/\r",
        )

        assert (Rule.WARC_HOST, "https://[eview.example.org/report/") in rules_of(bag)

    @pytest.mark.parametrize("date", [b"2022-13-10T12:00:00Z", b"2022-02-31T12:00:00Z"])
    def test_a_date_that_is_none_is_found(self, bag, rules_of, date):
        bag.parts[WARC] = changed(bag, EARLIER.encode(), date)

        assert (Rule.WARC_RECORD, f"{WACZ}/{WARC}") in rules_of(bag)

    def test_a_header_without_end_is_found(self, bag, rules_of):
        bag.parts[WARC] = gzip.compress(b"WARC/1.1\r\n" + b"X: y\r\n" * 10_000_000)

        assert (Rule.WARC_RECORD, f"{WACZ}/{WARC}") in rules_of(bag)

    def test_a_record_that_says_it_has_no_end_is_found(self, bag, rules_of):
        head = (
            b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 999999999999999\r\n"
            b"WARC-Target-URI: https://review.example.org/\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
        )
        bag.parts[WARC] = gzip.compress(head + b"0" * 200_000_000)

        assert (Rule.WARC_RECORD, f"{WACZ}/{WARC}") in rules_of(bag)

    @pytest.mark.parametrize(
        "record",
        [
            b"WARC/0.9\r\n\r\n",
            b"WARC/1.1\r\nno field\r\n\r\n",
            b"WARC/1.1\r\nContent-Length: -1\r\n\r\n",
            b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nHTTP\r\n\r\n",
            b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\nmore",
            b"",
        ],
    )
    def test_one_that_is_none_is_found(self, bag, rules_of, record):
        bag.parts[WARC] = gzip.compress(record)

        assert (Rule.WARC_RECORD, f"{WACZ}/{WARC}") in rules_of(bag)

    def test_a_file_of_nothing_is_found(self, bag, rules_of):
        bag.parts[WARC] = b""

        assert (Rule.NOT_CAPTURED, "/") in rules_of(bag)

    def test_may_lie_there_unpacked(self, bag, rules_of):
        parts = bag.wacz_parts()
        starts = {}
        place = 0
        at = 0
        for member in packed_members(parts[WARC]):
            starts[at] = (place, len(plain(member)))
            at, place = at + len(member), place + len(plain(member))
        index = []
        for line in parts[INDEX].decode().splitlines():
            key, stamp, text = line.split(" ", 2)
            said = json.loads(text)
            start, length = starts[int(said["offset"])]
            said |= {"offset": str(start), "length": str(length), "filename": "data.warc"}
            index.append(f"{key} {stamp} {json.dumps(said)}\n")
        del parts[WARC]
        bag.parts = {
            "archive/data.warc": plain(bag.wacz_parts()[WARC]),
            INDEX: "".join(sorted(index)).encode(),
        }
        bag.wacz_parts = lambda: parts

        assert rules_of(bag) == set()


class TestTheIndex:
    def lines(self, bag) -> list[bytes]:
        return bag.wacz_parts()[INDEX].splitlines(keepends=True)

    def test_a_line_out_of_order_is_found(self, bag, rules_of):
        first, second, *rest = self.lines(bag)
        bag.parts = bag.wacz_parts() | {INDEX: b"".join([second, first, *rest])}

        assert (Rule.WACZ_INDEX_ORDER, f"{WACZ}/{INDEX}") in rules_of(bag)

    def test_a_record_that_it_lacks_is_found(self, bag, rules_of):
        lines = [line for line in self.lines(bag) if b"/late/" not in line]
        bag.parts = bag.wacz_parts() | {INDEX: b"".join(lines)}

        assert (Rule.WACZ_INDEX, f"{SITE_URL}/late/") in rules_of(bag)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b'"status": "200"', b'"status": "404"'),
            (b'"mime": "text/html"', b'"mime": "text/plain"'),
            (b'"digest": "sha1:', b'"digest": "sha1:A'),
            (b'"length": "', b'"length": "1'),
            (b'"offset": "0"', b'"offset": "7"'),
            (b'"offset": "0"', b'"offset": "99999999999999999999999999"'),
            (b'"offset": "0"', b'"offset": null'),
            (b'"filename": "data', b'"filename": "other'),
            (b'"filename": "data', b'"filename": "\\ud800'),
            (b'"url": "https://review.example.org/"', b'"url": "https://review.example.org/x"'),
            (b"20220523090000", b"20220523090001"),
            (b"org,example,review", b"org,example,revieu"),
        ],
    )
    def test_a_line_that_says_something_else_is_found(self, bag, rules_of, old, new):
        first, *rest = self.lines(bag)
        assert old in first
        bag.parts = bag.wacz_parts() | {INDEX: b"".join([first.replace(old, new), *rest])}

        assert (Rule.WACZ_INDEX, f"{WACZ}/{INDEX}") in rules_of(bag)


class TestTheListOfPages:
    def test_a_page_without_a_record_is_found(self, bag, rules_of):
        pages = bag.wacz_parts()[PAGES].replace(b"/late/", b"/never/")
        bag.parts = bag.wacz_parts() | {PAGES: pages}

        found = rules_of(bag)

        assert (Rule.WACZ_PAGES, f"{WACZ}/{PAGES}") in found
        assert (Rule.WACZ_PAGES, f"{SITE_URL}/late/") in found

    @pytest.mark.parametrize(
        "line",
        [b"{", b"[]", b'{"url": 7}', b"\xff", b"7", b'{"url": "\\ud800", "ts": "", "text": ""}'],
    )
    def test_a_line_that_is_no_page_is_found(self, bag, rules_of, line):
        parts = bag.wacz_parts()
        bag.parts = parts | {PAGES: parts[PAGES] + line + b"\n"}

        assert (Rule.WACZ_PAGES, f"{WACZ}/{PAGES}") in rules_of(bag)

    def test_two_captures_within_one_second_are_two_pages(self, bag, rules_of):
        bag.captures.append(Capture("/late/", b"<p>Before", date=MOMENT.replace("Z", ".1Z")))
        bag.captures.append(Capture("/late/", b"<p>Before", date=EARLIER))

        found = rules_of(bag)

        assert not [rule for rule, _ in found if rule == Rule.WACZ_PAGES]


def good_wacz(bag) -> bytes:
    return bag._wacz()


def unzipped(wacz: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(wacz)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed_members(warc: bytes) -> list[bytes]:
    members = []
    while warc:
        inflater = zlib.decompressobj(31)
        inflater.decompress(warc)
        members.append(warc[: len(warc) - len(inflater.unused_data)])
        warc = inflater.unused_data
    return members


def changed(bag, old: bytes, new: bytes) -> bytes:
    """The WARC file with that changed in its records, each of which is packed again."""
    assert len(old) == len(new)
    members = [plain(member) for member in packed_members(bag.wacz_parts()[WARC])]
    assert any(old in member for member in members)
    return b"".join(gzip.compress(member.replace(old, new)) for member in members)


def last_uri(bag) -> str:
    return SITE_URL + max(each.address for each in bag.captures)
