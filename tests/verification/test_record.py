"""The record in the bag: attachments that open, questions that are read, no drafts, and the way
to the web archive."""

import io

import pytest
from pypdf import PdfReader

from archive.verification import Rule
from archive.verification.opening import BREAKS_DOWN, DoesNotOpen, Opener, open_as
from tests.verification.files import ATTACHMENTS, a_pdf, a_picture, a_workbook, a_zip
from tests.verification.good_bag import QUESTIONS, UKGWA

FORWARDING = "data/redirects/redirects.csv"


class TestAttachments:
    def test_one_that_is_gone_from_the_record_is_found(self, bag, rules_of):
        del bag.content["files/report.pdf"]

        assert (Rule.ATTACHMENT, "data/content/publications/report.md") in rules_of(bag)

    def test_one_that_is_gone_from_the_site_is_found(self, bag, rules_of):
        del bag.site["attachments/report/report.pdf"]

        assert (Rule.ATTACHMENT, "data/content/files/report.pdf") in rules_of(bag)

    def test_one_that_was_never_served_is_found(self, bag, rules_of):
        bag.captures = [each for each in bag.captures if not each.address.endswith("report.pdf")]

        assert (Rule.ATTACHMENT, "data/content/files/report.pdf") in rules_of(bag)

    def test_other_bytes_than_those_of_the_site_are_found(self, bag, rules_of):
        bag.content["files/figures.csv"] = b"area,children\nNorth,13\n"

        assert (Rule.ATTACHMENT, "data/content/files/figures.csv") in rules_of(bag)

    def test_one_swapped_for_another_type_everywhere_is_found(self, bag, rules_of):
        bag.content["files/report.pdf"] = a_picture()
        bag.serve("/attachments/report/report.pdf", a_picture(), "application/pdf",
                  "attachments/report/report.pdf", "file")  # fmt: skip

        assert (Rule.FILE_BROKEN, "data/content/files/report.pdf") in rules_of(bag)

    @pytest.mark.parametrize(
        "named", ["../../../secret.pdf", "/etc/passwd", "../../../../x", "gone"]
    )
    def test_a_name_that_leads_out_of_the_record_is_found(self, bag, rules_of, named):
        path = "publications/report.md"
        bag.content[path] = bag.content[path].replace(b"../files/report.pdf", named.encode())

        assert (Rule.ATTACHMENT, f"data/content/{path}") in rules_of(bag)


def a_broken_pdf() -> bytes:
    return a_pdf()[:120]


def a_large_picture() -> bytes:
    """Says that it has 40,000 by 40,000 pixels."""
    held = bytearray(a_picture())
    held[16:24] = (40_000).to_bytes(4, "big") * 2
    return bytes(held)


class TestOpening:
    @pytest.mark.parametrize("name", sorted(ATTACHMENTS))
    def test_a_good_file_opens(self, tmp_path, name):
        (tmp_path / name).write_bytes(ATTACHMENTS[name][1])

        open_as(str(tmp_path / name), name)

    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("a.pdf", a_picture()),
            ("a.pdf", a_broken_pdf()),
            ("a.pdf", b""),
            ("a.png", a_picture("JPEG")),
            ("a.png", a_picture()[:60]),
            ("a.png", a_large_picture()),
            ("a.jpg", a_picture()),
            ("a.wav", b"RIFF"),
            ("a.mp3", a_pdf()),
            ("a.mp3", b"\0" * 5000),
            ("a.xlsx", a_zip({"word/document.xml": b"<x/>"})),
            ("a.docx", a_workbook()),
            ("a.xlsx", a_workbook()[:-30]),
            ("a.zip", b"no zip"),
            ("a.vtt", b"00:00.000 --> 00:01.000\nHello."),
            ("a.vtt", b"WEBVTT\n\nHello."),
            ("a.srt", b"Hello."),
            ("a.csv", b"a,\0"),
            ("a.txt", a_picture()),
            ("a.txt", b" \n"),
            ("a.exe", b"MZ"),
            ("a", b"Hello."),
        ],
    )
    def test_what_is_not_what_its_name_says_does_not(self, tmp_path, name, body):
        (tmp_path / name).write_bytes(body)

        with pytest.raises(DoesNotOpen):
            open_as(str(tmp_path / name), name)

    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("a.jpg", a_picture("JPEG")),
            ("a.webp", a_picture("WEBP")),
            ("a.csv", "a;b\n£;ü\n".encode("cp1252")),
            ("a.csv", "a,b\n".encode("utf-16")),
            ("a.srt", b"1\n00:00:00,000 --> 00:00:01,000\nHello.\n"),
            ("a.docx", a_zip({"word/document.xml": b"<x/>"})),
        ],
    )
    def test_others_open_too(self, tmp_path, name, body):
        (tmp_path / name).write_bytes(body)

        open_as(str(tmp_path / name), name)

    def test_what_takes_too_long_is_found(self, bag, rules_of, monkeypatch, own_process):
        monkeypatch.setattr("archive.verification.opening.SECONDS", 0)

        assert (Rule.FILE_BROKEN, "data/content/files/report.pdf") in rules_of(bag)

    def test_goes_on_with_the_next_file_where_one_breaks_it_down(self, tmp_path, own_process):
        told = []
        (tmp_path / "a.pdf").write_bytes(a_pdf())
        with Opener(tmp_path, lambda path, what: told.append((path, what))) as opener:
            opener.give("a.pdf")
            opener.finish()
            opener._process.kill()
            opener._process.join()
            for name in ("a.pdf", "b.pdf", "a.pdf"):
                opener.give(name)
            opener.finish()

        assert told[0] == ("a.pdf", BREAKS_DOWN)
        assert [path for path, _ in told[1:]] == ["b.pdf"]

    def test_the_good_pdf_is_one(self):
        assert len(PdfReader(io.BytesIO(a_pdf())).pages) == 1


class TestDrafts:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"date: 2022-01-10\n", b"date: 2022-01-10\npublished: draft\n"),
            (b"date: 2022-01-10\n", b""),
            (b"date: 2022-01-10\n", b"date: 2022-05-24\n"),
            (b"date: 2022-01-10\n", b"published: 2022-05-23T10:01\n"),
            (b"date: 2022-01-10\n", b"published: '2022-05-23T09:00:01+00:00'\n"),
            (b"date: 2022-01-10\n", b"date: 2022-99-99\n"),
            (b"date: 2022-01-10\n", b"date: [2022]\n"),
        ],
    )
    def test_a_record_that_is_not_public_is_found(self, bag, rules_of, old, new):
        path = "publications/report.md"
        bag.content[path] = bag.content[path].replace(old, new)

        assert (Rule.CONTENT_DRAFT, f"data/content/{path}") in rules_of(bag)

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"published: 2022-01-10T09:00", b"published: draft"),
            (b"published: 2022-01-10T09:00", b"position: 1"),
            (b"published=2022-05-23T10:00", b"published=draft"),
            (b"published=2022-05-23T10:00", b"published=2022-05-23T10:01"),
        ],
    )
    def test_a_question_that_is_not_public_is_found(self, bag, rules_of, old, new):
        path = "faqs/general.md"
        bag.content[path] = bag.content[path].replace(old, new)

        assert (Rule.CONTENT_DRAFT, f"data/content/{path}") in rules_of(bag)

    def test_a_notice_of_a_later_day_is_found(self, bag, rules_of):
        bag.content["notices/end.md"] = (
            b"---\ntype: notice\ntitle: The end\nstarts: 2023-01-01\n---\n\nThe end.\n"
        )

        assert (Rule.CONTENT_DRAFT, "data/content/notices/end.md") in rules_of(bag)

    @pytest.mark.parametrize(
        "text",
        [
            b"no front matter",
            b"---\ntype: [\n---\n",
            b"---\n- a\n---\n",
            b"---\na: " + b"[" * 90_000 + b"\n---\n",
            b"---\na: " + b"{x: " * 2_000 + b"\n---\n",
            b"---\n" + b"- " * 100_000 + b"x\n---\n",
            b"---\n" + b"? " * 100_000 + b"x\n---\n",
            b"---\na:\n  " + b"- ? " * 50_000 + b"x\n---\n",
            b"---\ntype: page\n",
            b"\xff",
            b"---\n\0\n---\n",
        ],
    )
    def test_a_file_that_is_not_of_the_format_is_found(self, bag, rules_of, text):
        bag.content["pages/odd.md"] = text

        assert (Rule.CONTENT_FORMAT, "data/content/pages/odd.md") in rules_of(bag)

    def test_a_bomb_of_aliases_is_not_unfolded(self, bag, rules_of):
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        text = "\n".join(["---", *lines, "type: page", "date: 2022-01-10", "attachments: *a11"])
        bag.content["pages/odd.md"] = f"{text}\n---\n".encode()

        rules_of(bag)

    def test_a_bag_without_any_record_is_found(self, bag, rules_of):
        bag.content = {}

        assert (Rule.CONTENT_FORMAT, "data/content/") in rules_of(bag)


class TestQuestions:
    def test_one_that_is_gone_from_the_page_is_found(self, bag, rules_of):
        bag.change_page("faqs/index.html", QUESTIONS[0], "Who?")

        found = rules_of(bag)

        assert (Rule.FAQ_LOST, "data/content/faqs/general.md") in found

    def test_one_that_is_gone_from_the_list_of_pages_is_found(self, bag, rules_of):
        parts = bag.wacz_parts()
        pages = parts["pages/pages.jsonl"].replace(QUESTIONS[0].encode(), b"Who?")
        bag.parts = parts | {"pages/pages.jsonl": pages}

        assert (Rule.FAQ_LOST, "data/content/faqs/general.md") in rules_of(bag)

    def test_marks_and_typography_are_none_of_it(self, bag, rules_of):
        path = "faqs/general.md"
        marked = "Who *chairs* the [review](/report/)?"
        bag.content[path] = bag.content[path].replace(QUESTIONS[0].encode(), marked.encode())

        assert rules_of(bag) == set()

    def test_lines_of_blanks_and_brackets_are_read_in_time(self, bag, rules_of):
        path = "faqs/general.md"
        bag.content[path] += b"\n## zzqx" + b" " * 1_000_000 + b"b\n## " + b"[" * 1_000_000

        assert (Rule.FAQ_LOST, f"data/content/{path}") in rules_of(bag)


class TestForwarding:
    def test_an_address_without_its_place_is_found(self, bag, rules_of):
        bag.forwarding = [row for row in bag.forwarding if row[0] != "/late/"]

        assert (Rule.FORWARDING, "/late/") in rules_of(bag)

    @pytest.mark.parametrize(
        "target",
        [
            "https://example.org/",
            UKGWA + "https://review.example.org/other/",
            UKGWA + "https://other.example.org/late/",
            "https://webarchive.nationalarchives.gov.uk/ukgwa/now/https://review.example.org/late/",
        ],
    )
    def test_a_place_elsewhere_is_found(self, bag, rules_of, target):
        bag.forwarding = [
            (address, target if address == "/late/" else place) for address, place in bag.forwarding
        ]

        assert (Rule.FORWARDING, "/late/") in rules_of(bag)

    def test_what_was_taken_down_has_none(self, bag, rules_of):
        bag.forwarding.append(("/gone/", f"{UKGWA}https://review.example.org/gone/"))

        assert rules_of(bag) == {(Rule.FORWARDING, "/gone/")}

    def test_robots_are_not_led_on(self, bag, rules_of):
        bag.forwarding.append(("/robots.txt", f"{UKGWA}https://review.example.org/robots.txt"))

        assert rules_of(bag) == {(Rule.FORWARDING, "/robots.txt")}

    def test_a_place_without_a_moment_is_right(self, bag, rules_of):
        bag.forwarding = [
            (address, place.replace("20230310000000/", "")) for address, place in bag.forwarding
        ]

        assert rules_of(bag) == set()

    def test_a_file_that_is_gone_is_found(self, bag, rules_of):
        found = rules_of(bag, lambda folder: (folder / FORWARDING).unlink())

        assert (Rule.FORWARDING, "data/redirects/") in found

    def test_a_file_that_is_no_csv_is_found(self, bag, rules_of):
        bag.forwarding.append(("/a/", "b\0"))
        found = rules_of(
            bag, lambda folder: (folder / FORWARDING).write_bytes(b'a,b\n"x"y,z\n' + b"q" * 99_999)
        )

        assert Rule.FORWARDING in {rule for rule, _ in found}
