"""Files of a record: looked into when they come, refused beside their field, never lost quietly."""

import contextlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from .conftest import address_of, errors_of, form_at, publish, save


def pdf(pages: int = 2) -> bytes:
    writer, data = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    writer.write(data)
    return data.getvalue()


def served(client, attachment) -> bytes:
    with contextlib.closing(client.get(attachment.get_absolute_url())) as response:
        assert response.status_code == 200
        return b"".join(response)


def with_new_rows(client, record, *rows: dict, **changes) -> dict:
    data = form_at(client, address_of(record)) | changes
    count = data["attachments-TOTAL_FORMS"]
    for number, row in enumerate(rows, start=count):
        data |= {f"attachments-{number}-{name}": value for name, value in row.items()}
    return data | {"attachments-TOTAL_FORMS": count + len(rows)}


def test_a_file_says_what_it_is_by_itself(editor, client, make_post):
    post = make_post(published_at=None)
    file = SimpleUploadedFile("Our report.PDF", pdf(3))

    editor.post(address_of(post), with_new_rows(editor, post, {"title": "Report", "file": file}))

    kept = post.attachments.get()
    assert (kept.content_type, kept.pages, kept.position) == ("application/pdf", 3, 1)
    assert client.get(kept.get_absolute_url()).status_code == 404
    with contextlib.closing(editor.get(kept.get_absolute_url())) as served:
        assert served.status_code == 200


def test_a_refusal_keeps_everything_else(editor, make_post):
    post = make_post(published_at=None)
    page = SimpleUploadedFile("report.pdf", b"<!doctype html><p>no report</p>")
    data = with_new_rows(editor, post, {"title": "Report", "file": page}, body="Long work.")

    response = editor.post(address_of(post), data)

    shown = response.content.decode()
    assert "report.pdf" not in post.attachments.values_list("name", flat=True)
    assert "Long work.</textarea>" in shown
    assert "Browsers forget chosen files" in shown


def test_a_row_is_a_file_or_a_link(editor, make_post):
    post = make_post(published_at=None)

    response = editor.post(address_of(post), with_new_rows(editor, post, {"title": "Neither"}))

    assert "Choose a file or give a web address" in errors_of(response)


def test_two_files_of_one_name_are_told_apart_by_their_owner(editor, make_post):
    post = make_post(published_at=None)
    rows = [
        {"title": title, "file": SimpleUploadedFile("report.pdf", pdf())} for title in ("A", "B")
    ]

    response = editor.post(address_of(post), with_new_rows(editor, post, *rows))

    assert "Another file here has that name" in errors_of(response)
    assert not post.attachments.exists()


def test_rows_follow_each_other_in_the_order_of_the_form(editor, make_post):
    post = make_post(published_at=None)
    links = [
        {"title": "Second", "url": "https://example.org/2", "position": 2},
        {"title": "First", "url": "https://example.org/1", "position": 1},
        {"title": "Last", "url": "https://example.org/3", "position": ""},
    ]

    editor.post(address_of(post), with_new_rows(editor, post, *links))

    assert [row.title for row in post.attachments.in_order()] == ["First", "Second", "Last"]


class TestOfAPublishedRecord:
    def test_is_not_removed_by_editors(self, editor, client, make_post, make_attachment):
        post = make_post()
        attachment = make_attachment(post)
        link = post.attachments.create(title="Elsewhere", url="https://example.org/")

        publish(editor, post, **{"attachments-0-DELETE": "on", "attachments-1-DELETE": "on"})

        assert set(post.attachments.all()) == {attachment, link}
        assert served(client, attachment) == b"What the evidence says, in plain words."

    def test_is_not_swapped_for_a_link_by_editors(self, editor, make_post, make_attachment):
        post = make_post()
        attachment = make_attachment(post)
        swapped = {"attachments-0-file-clear": "on", "attachments-0-url": "https://example.org/"}

        response = publish(editor, post, **swapped)

        assert "is on the site: it stays" in errors_of(response)
        attachment.refresh_from_db()
        assert attachment.file

    def test_keeps_its_address_when_another_takes_its_place(
        self, editor, client, make_post, make_attachment
    ):
        post = make_post()
        attachment = make_attachment(post, name="evidence.txt")
        address = attachment.get_absolute_url()

        publish(
            editor, post, **{"attachments-0-file": SimpleUploadedFile("new.txt", b"It says more.")}
        )

        attachment.refresh_from_db()
        assert attachment.get_absolute_url() == address
        assert served(client, attachment) == b"It says more."

    def test_is_not_replaced_by_one_that_cannot_have_its_address(
        self, editor, make_post, make_attachment
    ):
        post = make_post()
        make_attachment(post, name="evidence.txt")

        response = publish(
            editor, post, **{"attachments-0-file": SimpleUploadedFile("new.pdf", pdf())}
        )

        assert "choose one that ends in .txt" in errors_of(response)

    def test_is_removed_by_administrators_and_the_history_says_so(
        self, editor, administrator, make_post, make_attachment
    ):
        post = make_post()
        attachment = make_attachment(post)
        publish(editor, post)
        publish(administrator, post, **{"attachments-0-DELETE": "on"})

        after, before = post.revisions.newest_first()
        assert before.text["files"] == [f"The evidence, {attachment.name}, {attachment.sha256}"]
        assert after.text["files"] == []
        page = editor.get(f"{address_of(post, 'history')}{after.pk}/").content.decode()
        assert attachment.sha256 in page

    def test_of_a_draft_is_removed_by_editors(self, editor, make_post, make_attachment):
        draft = make_post(published_at=None)
        make_attachment(draft)

        save(editor, draft, **{"attachments-0-DELETE": "on"})

        assert not draft.attachments.exists()


def test_who_only_looks_is_led_to_a_file_and_reads_lists_as_lines(
    auditor, make_letter, make_attachment
):
    letter = make_letter(published_at=None, addressed_to=["The Chair", "The Secretary"])
    attachment = make_attachment(letter)

    page = auditor.get(address_of(letter)).content.decode()

    assert f'href="{attachment.get_absolute_url()}"' in page
    assert served(auditor, attachment)
    assert "/media/" not in page
    assert "The Chair<br>The Secretary" in page
