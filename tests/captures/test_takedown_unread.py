"""Words at addresses that nobody has read since they last said something else: found all the same,
on the site and in what is not out yet."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone

from archive.captures import still_said
from archive.captures.filling import fill
from archive.captures.reach import Reach
from archive.captures.takedowns import TakedownRefused, ask, confirm
from archive.models import Capture, Record, Takedown

NAME = "Zelda Quux"
REASON = "A court ordered it."


@pytest.fixture
def refused(letter, administrators):
    """It is refused to take the letter down, for what is said at an address."""

    def refused(at: str) -> None:
        with pytest.raises(TakedownRefused, match=f"still be on the site, at {at}"):
            ask(letter.address, reason=REASON, words=NAME, by=administrators[0])
        assert not Takedown.objects.exists()

    return refused


@pytest.fixture
def waiting(letter, administrators) -> Takedown:
    return ask(letter.address, reason=REASON, words=NAME, by=administrators[0])[0]


def office_file(part: str, markup: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(part, markup)
    return packed.getvalue()


DOCX = office_file("word/document.xml", "<w:p><w:t>Zelda</w:t><w:t> Quux</w:t></w:p>")
XLSX = office_file("xl/workbook.xml", "<si><r><t>Zel</t></r><r><t>da Quux</t></r></si>")
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nAsk Zelda\n\n00:02.000 --> 00:03.000\nQuux about it.\n"


class TestTheWordsOnAPageThatNobodyRead:
    def test_are_found(self, make_post, refused):
        refused(make_post("Unread", body=f"By *Zelda* {NAME[6:]}.").address)

    @pytest.mark.django_db(transaction=True)
    def test_are_found_where_it_was_read_before_they_came(self, make_faq, refused):
        fill()
        make_faq(answer=f"Ask {NAME}.")

        refused("/faqs/")

    @pytest.mark.django_db(transaction=True)
    def test_are_found_where_the_clock_has_brought_them(self, make_faq, refused):
        make_faq(answer=f"Ask {NAME}.", published_at=timezone.now() + timedelta(hours=1))
        fill()

        with time_machine.travel(timezone.now() + timedelta(hours=2)):
            refused("/faqs/")

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("is_kept", [True, False])
    def test_are_found_where_they_came_while_it_waited(
        self, make_post, waiting, letter, administrators, is_kept
    ):
        fill()
        post = make_post("Unread", body=NAME)
        if is_kept:
            fill()

        with pytest.raises(TakedownRefused, match=f"still be on the site, at .*{post.address}"):
            confirm(waiting, by=administrators[1])
        assert Record.objects.get(pk=letter.pk).is_public

    @pytest.mark.django_db(transaction=True)
    def test_hinder_nothing_where_they_go_with_it(self, client, make_letter, take_down):
        letter = make_letter(f"What {NAME} wrote")
        take_down(letter.address, words=NAME)

        assert NAME not in client.get("/publications/").content.decode()

    def test_hinder_nothing_where_they_are_to_be_taken_down_too(
        self, letter, make_letter, administrators
    ):
        first, second = administrators
        both = [make_letter(f"What {NAME} wrote"), make_letter(f"What {NAME} sang")]
        asked = ask(*(each.address for each in both), reason=REASON, words=NAME, by=first)
        for each in asked:
            confirm(each, by=second)

        assert list(Record.objects.published()) == [letter.record]


class TestTheWordsInAFileThatNobodyOpened:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("report.docx", DOCX),
            ("table.xlsx", XLSX),
            ("table.csv", b"name,age\r\nZelda Quux,9\r\n"),
            ("words.txt", b"It was Zelda\r\nQuux."),
            ("film.vtt", VTT),
        ],
    )
    def test_are_found(self, make_publication, make_attachment, refused, name, content):
        attachment = make_attachment(make_publication(), content, name)

        refused(attachment.get_absolute_url())

    def test_are_not_to_be_had_from_a_broken_one_which_is_named(
        self, make_publication, make_attachment, waiting
    ):
        attachment = make_attachment(make_publication(), DOCX, "report.docx")
        with attachment.file.storage.open(attachment.file.name, "wb") as file:
            file.write(b"PK\x03\x04 and nothing else")

        assert Reach(waiting).unsearchable == [attachment.get_absolute_url()]


class TestWhatIsNotOutYet:
    def test_is_named_where_it_says_the_words(
        self, make_post, make_faq, make_notice, make_attachment, waiting
    ):
        later = timezone.now() + timedelta(days=3)
        scheduled = make_post("Soon", body="By **Zelda** Quux", published_at=later)
        draft = make_post("Perhaps", summary=NAME, published_at=None)
        with_file = make_post("With a file", published_at=None)
        make_attachment(with_file, DOCX, "report.docx")
        make_post("Another", published_at=None)
        asked = make_faq(answer=f"Ask {NAME}.", published_at=None)
        answered = make_faq(f"Where is {NAME}?", published_at=later)
        notice = make_notice(body=f"Thank you, {NAME}", starts_at=later)

        found = Reach(waiting).not_out_yet
        assert {str(each) for each in found} == {
            *map(str, (scheduled, draft, with_file, asked, answered, notice))
        }

    def test_hinders_nothing(self, make_post, waiting, administrators):
        make_post("Perhaps", body=NAME, published_at=None)
        confirm(waiting, by=administrators[1])

        assert Takedown.objects.done().exists()


@pytest.mark.django_db(transaction=True)
def test_what_is_kept_already_is_not_made_anew(letter, administrators, monkeypatch):
    fill()
    assert Capture.objects.of("/").exists()
    made = []
    answer_of = still_said.answer_of
    monkeypatch.setattr(still_said, "answer_of", lambda at: made.append(at) or answer_of(at))
    ask(letter.address, reason=REASON, words=NAME, by=administrators[0])

    assert made == []
