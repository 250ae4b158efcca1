"""After a takedown, everything that the public can ask for is asked for, and says none of it."""

import json
from io import BytesIO
from threading import Thread

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from archive.captures import takedowns
from archive.captures.filling import fill
from archive.captures.kept import Answer
from archive.captures.store import DatabaseStore
from archive.captures.words import Words
from archive.models import Body, Capture, Edition, Picture, Record, Revision, Takedown, Writing
from archive.public_urls import PublicUrls

NAME = "Ada Example-Pell"
SECRET = b"What the report says of her, in plain words."


@pytest.fixture
def report(
    make_site, make_publication, make_attachment, make_redirect, make_picture, make_page,
    make_contributor, make_topic,
):  # fmt: skip
    """A report with everything, on a site with everything, each version of it kept."""
    make_site(1)
    picture = make_picture(f"{NAME} at a window")
    report = make_publication(
        f"The story of {NAME}",
        summary=f"What {NAME} told the review.",
        body=f"*Ada* Example-Pell was born here.\n\n![{NAME}]({picture.get_absolute_url()})",
        picture=picture,
        topics=[make_topic(f"Homes of {NAME}")],
        is_key=True,
    )
    make_redirect("/old-story/", to_record=report)
    make_attachment(report, SECRET, "story.txt")
    make_contributor(report)
    make_page("Beside it").links.create(to_record=report, label=f"Read what {NAME} said")
    fill()
    report.summary = f"What {NAME} told us."
    report.save()
    report.revisions.create(
        event=Revision.Event.UPDATED, change_note=f"Spelt {NAME} right.", is_major=True
    )
    fill()
    return report


@pytest.fixture
def everything(client):
    """Every answer that the public can get, of today and of any past moment, by its address."""

    def asked() -> dict[str, bytes]:
        kept = list(Capture.objects.oldest_first().values_list("address", "captured_from"))
        addresses = {url.address for url in PublicUrls()} | {address for address, _ in kept}
        moments = {f"{moment:%Y%m%d%H%M%S}" for _, moment in kept}
        wanted = {*addresses, "/on/"}
        for address in addresses:
            wanted |= {f"/timemap{address}", f"/changes/{min(moments)}/{max(moments)}{address}"}
            wanted |= {f"/changes/after/{min(moments)}{address}"}
            wanted |= {f"/memento/{moment}{address}" for moment in moments}
            wanted |= {f"/memento/after/{moment}{address}" for moment in moments}
        answers = {}
        for address in sorted(wanted):
            response = client.get(address)
            answers[address] = response.getvalue() + str(response.headers).encode()
        return answers

    return asked


@pytest.mark.django_db(transaction=True)
def test_no_address_says_any_of_it(report, everything, take_down):
    words = Words([NAME, "What the report says of her"])
    before = [a for a, said in everything().items() if words.are_in(BytesIO(said), "text/html")]
    assert len(before) > 20
    names = "\n".join([NAME, "What the report says of her"])
    take_down(report.address, words=names)
    fill()

    after = everything()
    assert [a for a, said in after.items() if words.are_in(BytesIO(said), "text/html")] == []
    assert not Body.objects.unused().exists()
    assert Capture.objects.of(report.address).standing().get().status == 410
    assert NAME in Record.objects.get(pk=report.pk).title


@pytest.mark.django_db(transaction=True)
def test_no_file_of_it_is_in_the_storage(report, take_down):
    files = {a.file.name for a in report.attachments.all()} | {report.picture.file.name}
    take_down(report.address, words=NAME)

    assert not any(map(default_storage.exists, files))


@pytest.mark.django_db(transaction=True)
def test_nor_is_it_in_what_editors_typed_and_did_not_save(report, make_page, make_user, take_down):
    other = make_page("Other")
    typed = {
        (report, "Of the page itself."): 0,
        (other, f"*Ada* {NAME.removeprefix('Ada ')} came up here, too."): 1,
        (other, "Nothing of her."): 2,
    }
    for (thing, words), number in typed.items():
        Writing.objects.beat(
            make_user(),
            f"{number:016}",
            timezone.now(),
            {"words": json.dumps([["body", words]]), "kept_at": timezone.now()},
            model=thing._meta.model_name,
            number=thing.pk,
            kind="",
        )
    take_down(report.address, words=NAME)

    assert [kept.fields for kept in Writing.objects.kept()] == [[("body", "Nothing of her.")]]


@pytest.mark.django_db(transaction=True)
def test_no_rendition_of_its_picture_is_left(report, take_down, client):
    rendition = {"width": 320, "extension": "webp", "sha256": "0" * 64}
    Picture.objects.filter(pk=report.picture.pk).update(renditions=[rendition])
    _, name = Picture.objects.get(pk=report.picture.pk).names
    default_storage.save(f"pictures/{name}", BytesIO(b"RIFF"))
    take_down(report.address, words=NAME)

    assert not default_storage.exists(f"pictures/{name}")
    assert client.get(f"/pictures/{name}").status_code == 410


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one at a time write at all")
@pytest.mark.django_db(transaction=True)
def test_a_page_made_before_it_cannot_be_kept_while_it_is_done(letter, take_down, monkeypatch):
    edition = Edition.objects.current().number
    answer = Answer(200, (("Content-Type", "text/html"),), NAME.encode())
    kept = []

    def keep_a_list() -> None:
        kept.append(DatabaseStore().keep("/publications/", answer, edition))
        connection.close()

    def while_it_is_done(*asked) -> list[str]:
        if Takedown.objects.done().exists():
            late = Thread(target=keep_a_list)
            late.start()
            late.join()
        return []

    monkeypatch.setattr(takedowns, "still_said", while_it_is_done)
    take_down(letter.address, words=NAME)

    assert kept == [None]
    assert not Capture.objects.of("/publications/").exists()


def test_a_tombstone_asks_at_most_eight_questions(
    client, letter, take_down, django_assert_max_num_queries
):
    take_down(letter.address)

    with django_assert_max_num_queries(8):
        assert client.get(letter.address).status_code == 410
