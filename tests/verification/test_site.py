"""The static site: what was served, whole pages, links with an end. The manifests of these bags
are right about what is wrong in them."""

import pytest

from archive.verification import Rule
from tests.verification.files import a_picture
from tests.verification.good_bag import (
    EARLIER,
    HTML,
    MOMENT,
    SITE_URL,
    UKGWA,
    Capture,
    digest,
    line,
    page,
)


class TestWhatWasServed:
    def test_a_changed_word_of_a_page_is_found(self, bag, rules_of):
        bag.change_file("report/index.html", "The chair", "The stool")

        found = rules_of(bag)

        assert (Rule.NOT_AS_SERVED, "/report/") in found
        assert (Rule.TEXT_DIFFERS, "/report/") in found

    def test_a_change_beside_the_text_is_found(self, bag, rules_of):
        bag.change_file("report/index.html", 'alt="A"', 'alt="B"')

        found = rules_of(bag)

        assert (Rule.NOT_AS_SERVED, "/report/") in found
        assert (Rule.TEXT_DIFFERS, "/report/") not in found

    def test_a_change_of_text_that_looks_like_a_link_is_found(self, bag, rules_of):
        bag.change_page("late/index.html", "few things", 'a href="x" here')
        bag.change_file("late/index.html", 'a href="x" here', 'a href="y" here')

        assert (Rule.TEXT_DIFFERS, "/late/") in rules_of(bag)

    def test_links_may_be_quoted_in_any_way(self, bag, rules_of):
        bag.change_page("late/index.html", "few", "<a href='/'>few</a> <a HREF=\"/\">or</a>")
        bag.change_file("late/index.html", "href='/'", "href='../index.html'")

        assert rules_of(bag) == set()

    @pytest.mark.parametrize(
        ("file", "address"),
        [
            ("attachments/report/report.pdf", "/attachments/report/report.pdf"),
            ("static/icon.svg", "/static/icon.svg"),
            ("pictures/a.png", "/pictures/a.png"),
            ("static/other.css", "/static/other.css"),
            ("feed/index.xml", "/feed/"),
        ],
    )
    def test_a_flipped_bit_of_a_file_is_found(self, bag, rules_of, file, address):
        held = bytearray(bag.site[file])
        held[-2] ^= 1
        bag.site[file] = bytes(held)

        assert (Rule.NOT_AS_SERVED, address) in rules_of(bag)

    def test_an_inventory_that_lies_with_the_file_is_found(self, bag, rules_of):
        bag.site["static/other.css"] = b"h1 { color: red }"
        bag.lines["static/other.css"]["sha256"] = digest(b"h1 { color: red }")

        assert (Rule.NOT_AS_SERVED, "/static/other.css") in rules_of(bag)

    def test_a_style_sheet_may_have_its_addresses_rewritten_and_nothing_else(self, bag, rules_of):
        bag.lines["static/site.css"]["is_rewritten"] = True
        bag.change_file("static/site.css", "url(../pictures/a.png)", 'url("../pictures/b.png")')
        assert rules_of(bag) == set()

    def test_a_rewritten_style_sheet_is_the_same_otherwise(self, bag, rules_of):
        bag.lines["static/site.css"]["is_rewritten"] = True
        bag.change_file("static/site.css", "body", "main")

        assert (Rule.NOT_AS_SERVED, "/static/site.css") in rules_of(bag)

    @pytest.mark.parametrize("wrong", [{"status": 404}, {"content_type": "text/plain"}])
    def test_an_inventory_that_says_it_was_served_otherwise_is_found(self, bag, rules_of, wrong):
        bag.lines["late/index.html"] |= wrong

        assert rules_of(bag) == {(Rule.NOT_AS_SERVED, "/late/")}

    def test_a_page_that_was_never_kept_is_found(self, bag, rules_of):
        bag.captures = [each for each in bag.captures if each.address != "/late/"]

        found = rules_of(bag)

        assert (Rule.NOT_CAPTURED, "/late/") in found
        assert (Rule.SITEMAP, "/late/") in found

    def test_an_older_version_in_the_place_of_the_newest_is_found(self, bag, rules_of):
        bag.captures.append(
            Capture("/late/", page("Late", "Newer.").encode(), date="2022-05-24T09:00:00Z")
        )

        assert (Rule.NOT_AS_SERVED, "/late/") in rules_of(bag)

    def test_a_changed_page_of_the_past_is_found(self, bag, rules_of):
        file = "memento/20220110120000/report/index.html"
        bag.change_file(file, "<b>will</b>", "<b>may</b>")

        assert (Rule.NOT_AS_SERVED, "/memento/20220110120000/report/") in rules_of(bag)

    def test_a_page_of_the_past_that_was_never_served_is_found(self, bag, rules_of):
        bag.captures = [each for each in bag.captures if each.date == MOMENT]

        assert (Rule.NOT_CAPTURED, "/memento/20220110120000/report/") in rules_of(bag)


class TestTheInventory:
    def test_a_line_without_its_file_is_found(self, bag, rules_of):
        bag.lines["gone.html"] = bag.lines["404.html"] | {"file": "gone.html"}

        assert (Rule.INVENTORY_NO_FILE, "/404.html") in rules_of(bag)

    def test_a_file_without_its_line_is_found(self, bag, rules_of):
        del bag.lines["404.html"]

        assert (Rule.INVENTORY_MISSING, "data/site/404.html") in rules_of(bag)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"file": "../../outside.html"},
            {"kind": "secret"},
            {"address": 7},
            {"status": "200"},
            {"is_rewritten": "no"},
            {"content_type": "\ud800"},
        ],
    )
    def test_a_line_that_cannot_be_used_is_found(self, bag, rules_of, wrong):
        bag.lines["404.html"] |= wrong
        bag.lines["404.html"] = dict(bag.lines["404.html"])
        if wrong == {"address": 7}:
            bag.lines = {"404.html": bag.lines["404.html"]}

        assert (Rule.INVENTORY_FORMAT, "data/inventory.jsonl") in rules_of(bag)

    def test_one_that_is_gone_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / "data/inventory.jsonl").unlink())

        assert (Rule.BAG_MISSING, "data/inventory.jsonl") in found


class TestPages:
    @pytest.mark.parametrize(
        ("old", "new", "rule"),
        [
            ("<title>Late</title>", "", Rule.PAGE_TITLE),
            ("<title>Late</title>", "<title> </title>", Rule.PAGE_TITLE),
            (' lang="en-GB"', "", Rule.PAGE_LANGUAGE),
            ('<meta charset="utf-8">', "", Rule.PAGE_CHARSET),
            ("<h1>Late</h1>", "", Rule.PAGE_HEADING),
            ("<h1>Late</h1>", "<h1>Late</h1><h1>Later</h1>", Rule.PAGE_HEADING),
            ('<main id="main">', '<main id="main"><main>', Rule.PAGE_MAIN),
            ('<main id="main">', '<div id="main">', Rule.PAGE_MAIN),
        ],
    )
    def test_one_without_what_each_has_is_found(self, bag, rules_of, old, new, rule):
        bag.change_page("late/index.html", old, new)

        assert (rule, "/late/") in rules_of(bag)

    @pytest.mark.parametrize(
        "body",
        [
            b"<div>" * 100_000,
            b"</p><div>" * 100_000,
            b"<div/>" * 100_000,
            b"<p " + b" ".join(b"a%d=x" % number for number in range(100_000)) + b">",
            b"<p>x" * 3_000_000,
            b"<p>x" * 5_000_000,
            b"\xff\xfe",
        ],
        ids=[
            "deep",
            "deep behind ends of nothing",
            "deep by what closes nothing",
            "a long tag",
            "large",
            "enormous",
            "not UTF-8",
        ],
    )
    def test_one_that_would_stop_a_parser_is_found(self, bag, rules_of, body):
        found = next(each for each in bag.captures if each.address == "/late/")
        found.body = bag.site["late/index.html"] = body

        assert Rule.PAGE_BROKEN in {rule for rule, _ in rules_of(bag)}

    def test_one_that_nothing_leads_to_is_found(self, bag, rules_of):
        bag.change_page("site-map/index.html", 'href="/late/"', 'href="/"')

        assert (Rule.UNREACHABLE, "/late/") in rules_of(bag)

    def test_a_version_that_nothing_leads_to_is_found(self, bag, rules_of):
        bag.put("/timemap/report/", "timemap/report/index.html", "versions", page("Versions", ""))

        assert (Rule.UNREACHABLE, "/memento/20220110120000/report/") in rules_of(bag)


class TestWhatAPageOfThePastWore:
    """An old style sheet, and the picture that it asks for: kept as pages of the past are."""

    WORN = "memento/20220110120000/static/site.css"
    SHOWN = "memento/20220110120000/pictures/old.png"

    @pytest.fixture
    def worn(self, bag):
        style, picture = b"main { background: url(../pictures/old.png) }", a_picture()
        for file, body, content_type in (
            (self.WORN, style, "text/css"),
            (self.SHOWN, picture, "image/png"),
        ):
            address = f"/{file.split('/', 2)[2]}"
            bag.captures.append(Capture(address, body, content_type, date=EARLIER))
            bag.site[file] = body
            bag.lines[file] = line(
                f"/{file}", file, "memento", content_type, digest(body), False
            ) | {"captured_from": EARLIER}
            bag.forwarding.append((address, UKGWA + SITE_URL + address))
        return bag

    @pytest.fixture
    def dressed(self, worn):
        old = "memento/20220110120000/report/index.html"
        worn.change_file(old, "../../../static/site.css", "../static/site.css")
        return worn

    def test_is_reached_where_such_a_page_fetches_it(self, dressed, rules_of):
        assert rules_of(dressed) == set()

    def test_is_found_where_none_does(self, worn, rules_of):
        found = rules_of(worn)

        assert (Rule.UNREACHABLE, f"/{self.WORN}") in found
        assert (Rule.UNREACHABLE, f"/{self.SHOWN}") in found

    def test_is_found_where_nothing_leads_to_that_page_itself(self, dressed, rules_of):
        versions = page("Versions", "")
        dressed.put("/timemap/report/", "timemap/report/index.html", "versions", versions)

        assert (Rule.UNREACHABLE, f"/{self.WORN}") in rules_of(dressed)


def test_a_public_file_is_reached_by_being_fetched(bag, rules_of):
    bag.lines["static/icon.svg"]["kind"] = "file"

    assert rules_of(bag) == set()


def test_a_public_file_that_nothing_fetches_is_not_reached(bag, rules_of):
    bag.serve("/lost.svg", bag.site["static/icon.svg"], "image/svg+xml", "lost.svg", "file")
    bag.forwarding.append(("/lost.svg", f"{UKGWA}{SITE_URL}/lost.svg"))

    assert rules_of(bag) == {(Rule.UNREACHABLE, "/lost.svg")}


def test_a_page_is_not_reached_by_being_fetched(bag, rules_of):
    bag.change_page("site-map/index.html", 'href="/late/">', 'href="/"><img src="/late/" alt="">')

    assert (Rule.UNREACHABLE, "/late/") in rules_of(bag)

    def test_a_home_page_that_is_gone_is_found(self, bag, rules_of):
        del bag.site["index.html"], bag.lines["index.html"]

        assert (Rule.BAG_MISSING, "/") in rules_of(bag)


class TestRedirects:
    def test_one_that_leads_to_nothing_is_found(self, bag, rules_of):
        bag.site["old-report/index.html"] = (
            b'<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title>'
        )

        assert rules_of(bag) == {(Rule.REDIRECT, "/old-report/")}

    def test_one_that_was_never_kept_is_found(self, bag, rules_of):
        bag.captures = [each for each in bag.captures if each.address != "/old-report/"]

        assert rules_of(bag) == {(Rule.NOT_CAPTURED, "/old-report/")}

    def test_one_that_leads_to_another_page_is_found(self, bag, rules_of):
        bag.change_file("old-report/index.html", "report/index.html", "late/index.html")

        assert (Rule.REDIRECT, "/old-report/") in rules_of(bag)

    def test_one_to_what_is_no_address_is_found(self, bag, rules_of):
        redirect = next(each for each in bag.captures if each.address == "/old-report/")
        redirect.headers = [("Location", "https://[")]
        own = '<link rel="canonical" href="https://["><title>'
        bag.change_page("late/index.html", "<title>", own)
        bag.change_file("old-report/index.html", "../report/index.html", "https://[")

        found = rules_of(bag)

        assert (Rule.LINK_OUTSIDE, "/old-report/") in found
        assert (Rule.LINK_LIVE, "/late/") in found

    def test_one_to_what_is_not_there_is_found(self, bag, rules_of):
        redirect = next(each for each in bag.captures if each.address == "/old-report/")
        redirect.headers = [("Location", "/never/")]

        assert (Rule.REDIRECT, "/old-report/") in rules_of(bag)


class TestTheSitemap:
    def test_an_address_that_is_not_there_is_found(self, bag, rules_of):
        bag.change_file("sitemap.xml", "/late/", "/never/")

        assert (Rule.SITEMAP, "/never/") in rules_of(bag)

    def test_an_address_elsewhere_is_found(self, bag, rules_of):
        bag.change_file("sitemap.xml", "https://review", "https://other")

        assert (Rule.SITEMAP, "https://other.example.org/late/") in rules_of(bag)

    def test_one_that_is_gone_is_found(self, bag, rules_of):
        del bag.site["sitemap.xml"], bag.lines["sitemap.xml"]

        assert (Rule.SITEMAP, "/sitemap.xml") in rules_of(bag)

    def test_one_for_people_that_is_gone_is_found(self, bag, rules_of):
        del bag.site["site-map/index.html"], bag.lines["site-map/index.html"]

        assert (Rule.SITEMAP, "/site-map/") in rules_of(bag)


def test_a_picture_may_be_served_as_it_is(bag, rules_of):
    bag.serve("/pictures/c.png", a_picture(), "image/png", "pictures/c.png", "dress")
    bag.forwarding.append(("/pictures/c.png", bag.forwarding[0][1] + "pictures/c.png"))

    assert rules_of(bag) == set()


def test_html_is_what_the_good_bag_is_made_of(bag):
    assert {bag.lines[file]["content_type"] for file in bag.site if file.endswith(".html")} == {
        HTML
    }
