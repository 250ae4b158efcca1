"""The rules as they are written: the same for the same addresses, and no others."""

import csv
import tracemalloc

import pytest

from archive.freeze.redirects import NotAnAddress, NotATimestamp
from archive.freeze.redirects.netlify import A_DAY, OF_EARLIER_DAYS

from .conftest import ARCHIVE, ODD, SITE


def files(folder) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_there_are_rules_for_each_kind_of_server(write):
    assert files(write(["/"])).keys() == {
        "nginx-map.conf",
        "nginx-server.conf",
        "apache.htaccess",
        "_redirects",
        "redirects.csv",
        "robots.txt",
    }


def test_order_and_doubles_make_no_difference(write):
    assert files(write([*reversed(ODD), *ODD])) == files(write(iter(ODD)))


def test_the_table_holds_every_address_as_it_is_read(write):
    with (write(ODD) / "redirects.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)

    assert head == ["address", "in_the_web_archive"]
    assert [address for address, _ in rows] == sorted(ODD)
    assert ["/faqs/", f"{ARCHIVE}/faqs/"] in rows


def test_an_address_without_its_slash_keeps_a_place_of_its_own(write):
    rules = (write(["/a", "/a/"]) / "_redirects").read_text().splitlines()

    assert rules[-2:] == [f"/a {ARCHIVE}/a 301", f"/a/ {ARCHIVE}/a/ 301"]


class TestTheRulesOfHosts:
    def test_have_a_line_for_an_address_as_it_is_sent(self, write):
        rules = (write(["/with space/"]) / "_redirects").read_text().splitlines()

        assert rules[-1] == f"/with%20space/ {ARCHIVE}/with%20space/ 301"
        assert rules[-2] == f"/with%20space {ARCHIVE}/with%20space/ 301"

    def test_have_one_for_an_address_as_it_is_read_where_it_can_be_written(self, write):
        rules = (write(["/dé/"]) / "_redirects").read_text().splitlines()

        assert rules[-2:] == [f"/d%C3%A9/ {ARCHIVE}/d%C3%A9/ 301", f"/dé/ {ARCHIVE}/d%C3%A9/ 301"]

    def test_lead_from_an_earlier_day_to_the_page_on_the_site_itself(self, write):
        rules = (write(["/"]) / "_redirects").read_text().splitlines()

        assert f"/memento/:moment/* {SITE}/:splat 301" in rules
        assert f"/on/* {ARCHIVE}/ 301" in rules

    def test_never_give_a_character_a_meaning(self, write):
        for line in (write(ODD) / "_redirects").read_text().splitlines():
            if line and not line.startswith(("# ", *OF_EARLIER_DAYS, A_DAY)):
                source, target, status = line.split(" ")
                assert not set("*:#") & set(source)
                assert target.startswith(ARCHIVE)
                assert status == "301"


def test_without_a_timestamp_they_lead_to_the_newest_capture(write):
    rules = (write(["/faqs/"], timestamp="") / "_redirects").read_text()

    assert f"https://webarchive.nationalarchives.gov.uk/ukgwa/{SITE}/faqs/ 301" in rules


@pytest.mark.parametrize("timestamp", ["2023", "20230231120000", "２" * 14, "20230310120000\n"])
def test_a_timestamp_that_names_no_moment_is_refused(write, timestamp):
    with pytest.raises(NotATimestamp, match="names no capture"):
        write(["/"], timestamp=timestamp)


@pytest.mark.parametrize("address", ["faqs/", "", "/a\nb/", "/a\x00/", "/\ud800/", "https://a/"])
def test_what_is_no_address_is_refused_by_its_name(write, address):
    with pytest.raises(NotAnAddress, match="cannot be led on"):
        write(["/", address])


def test_memory_does_not_grow_with_the_number_of_addresses(write):
    def most_of(number: int) -> int:
        tracemalloc.start()
        write(f"/publications/number-{each}/" for each in range(number))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    most_of(100)
    assert most_of(20_000) < most_of(2_000) + 500_000
