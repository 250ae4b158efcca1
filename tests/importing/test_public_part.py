"""An export of what the public can see: every word of it stands on a page or in a file."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import models
from django.utils import timezone

from archive.importing.folder_export import export_folder
from archive.importing.folder_import import import_folder
from archive.models import (
    Address,
    Attachment,
    Board,
    BoardMember,
    Contributor,
    FaqCategory,
    FaqEntry,
    HelpLine,
    Link,
    Notice,
    Person,
    Picture,
    Record,
    Review,
    Revision,
    Series,
    SiteState,
    Stage,
    Topic,
    Turn,
    clock,
)
from archive.public_urls import PublicUrls
from tests.importing.conftest import files_in
from tests.importing.test_again import FILES
from tests.importing.test_export import PICTURED, forget_everything
from tests.whole_site import make_site

__all__ = ["forget_everything", "make_site"]

A_DAY = timedelta(days=1)
MARKED = (
    Attachment, Board, BoardMember, Contributor, FaqCategory, FaqEntry, HelpLine, Link, Notice,
    Person, Picture, Review, Revision, Series, Topic, Turn,
    *(model for model in Address.__subclasses__()), *Record.__subclasses__(),
)  # fmt: skip
NOT_WORDS = {"slug", "anchor", "address", "kind", "purpose", "event", "language", "delivery",
             "recorded", "file", "sha256", "source_sha256", "content_type", "to_url",
             "phone", "isbn"}  # fmt: skip
"""Fields of texts that are no words: what they may hold, the site decides."""

IN_PAIRS = {"url", "withdrawn_because", "version_for"}
"""Fields that the database wants empty where something else is."""

COLOURS = {"ink_colour", "cloth_colour", "thread_colour"}
"""Fields that hold six digits and no words."""

FILES_NAMES = {(Attachment, "name")}


def mark_every_text() -> list[str]:
    """Give each text of each row a word of its own; those words."""
    words = []
    for model in MARKED:
        for row in model._base_manager.order_by("pk"):
            changes = {}
            for field in model._meta.local_concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField)
                if not is_text or field.name in NOT_WORDS | COLOURS or field.choices:
                    continue
                value = getattr(row, field.attname)
                if (field.name in IN_PAIRS and not value) or (model, field.name) in FILES_NAMES:
                    continue
                word = f"zq{len(words)}x{model.__name__}x{field.name.replace('_', '')}".lower()
                words.append(word)
                changes[field.name] = marked(field, value, word)
            if "is_major" in {field.name for field in model._meta.local_fields}:
                changes["is_major"] = row.pk % 2 == 0
            model._base_manager.complex_filter({"pk": row.pk}).update(**changes)
    return words


def marked(field, value: str, word: str) -> str:
    if isinstance(field, models.EmailField):
        return f"{word}@review.example"
    if isinstance(field, models.URLField):
        return f"https://{word}.example/"
    return f"{value} {word}".strip()


def exported(tmp_path, **facts) -> dict[str, bytes]:
    export_folder(tmp_path / "export", **facts)
    return files_in(tmp_path / "export")


def all_of(files: dict[str, bytes]) -> str:
    return "\n".join(
        f"{name}\n{content.decode(errors='replace')}" for name, content in files.items()
    )


def served(client) -> str:
    pages = [client.get(url.address).getvalue() for url in PublicUrls()]
    return "\n".join(page.decode(errors="replace") for page in pages)


@pytest.fixture
def whole_site(make_site, make_notice, make_record):
    make_site(4)
    now = timezone.now()
    make_notice(starts_at=now - 9 * A_DAY)
    make_notice("The next notice", starts_at=now - A_DAY)
    make_notice("A notice to come", starts_at=now + A_DAY)
    for record in Record.objects.all():
        record.revisions.create(event=Revision.Event.UPDATED, change_note="A note")
    drafts = list(Record.objects.drafts())
    for record in Record.objects.published()[:9]:
        record.links.create(to_record=drafts[0], label="To come")
        record.links.create(to_record=drafts[0])


class TestThePublicPart:
    @pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSING])
    def test_has_no_word_that_no_page_shows(self, whole_site, client, tmp_path, stage):
        words = mark_every_text()
        SiteState(stage=stage).save()
        public = all_of(exported(tmp_path, only_public=True))
        pages = served(client)
        told = [word for word in words if word in public]

        assert len(told) > 200
        assert [word for word in told if word not in pages] == [
            word for word in told if word.endswith("xfaqcategoryxname")
        ]

    def test_has_every_word_of_the_texts_that_pages_show(self, whole_site, client, tmp_path):
        words = mark_every_text()
        public = all_of(exported(tmp_path, only_public=True))
        pages = served(client)
        left_out = {
            word.partition("x")[2] for word in words if word in pages and word not in public
        }

        assert left_out == set()

    def test_has_no_trace_of_what_is_not_out(self, whole_site, tmp_path, make_faq, make_topic,
                                             make_post, make_page, make_call, make_attachment,
                                             make_redirect, make_person, make_picture):  # fmt: skip
        tomorrow = timezone.now() + A_DAY
        for number, moment in enumerate((None, tomorrow)):
            picture = make_picture(alt="Secretpicture", caption=f"Secretcaption {moment}")
            topics = [make_topic(f"Secrettopic {moment}")]
            facts = {"published_at": moment, "picture": picture, "topics": topics}
            body = f"![Secretalt]({picture.get_absolute_url()})"
            draft = make_post(f"Secretpost {moment}", body=body, **facts)
            make_attachment(draft, b"Secretfile", "secretattachment.txt")
            draft.contributors.create(person=make_person(f"Secret Person {moment}"))
            make_redirect(f"/secret-{moment}/".replace(" ", "").lower(), to_record=draft)
            make_page(
                f"A child {number}", parent=make_page(f"Secretparent {moment}", published_at=moment)
            )
            make_page(f"An old one {number}", superseded_by=draft)
            make_faq(f"Secretquestion {moment}?", published_at=moment)
        FaqEntry.objects.create(
            category=FaqCategory.objects.create(name="Secretgroup", slug="secretgroup"),
            question="Secret?", anchor="secret",
        )  # fmt: skip
        later = {"text_after": "Secrettext", "outcome": "Secrettext"}
        days = {"opens_at": tomorrow, "closes_at": tomorrow + A_DAY}
        make_call("To come", text_open="Secrettext", **days, **later)
        days = {"opens_at": tomorrow - 2 * A_DAY, "closes_at": tomorrow}
        make_call("Open", text_before="Secrettext", **days, **later)
        files = exported(tmp_path, only_public=True)

        assert [name for name in files if "secret" in name.lower()] == []
        assert [name for name, content in files.items() if b"secret" in content.lower()] == []

    def test_comes_in_again_and_out_again(self, bring, png, tmp_path, make_folder,
                                          forget_everything):  # fmt: skip
        boats = PICTURED["blog/boats.md"].replace("title: Boats", "title: Boats\ndate: 2022-01-03")
        files = FILES | PICTURED | {"blog/boats.md": boats}
        bring(files | {"boat.png": png("navy"), "sea.png": png("teal")})
        first = exported(tmp_path / "first", only_public=True)
        forget_everything()
        assert import_folder(make_folder(first)).findings == []
        again = exported(tmp_path / "again", only_public=True)

        assert {name: text for name, text in again.items() if name.endswith(".csv")}
        assert again == first

    def test_is_an_option_of_the_command(self, make_page, tmp_path):
        make_page("About us")
        make_page("A draft", published_at=None)
        call_command("export_content", str(tmp_path / "public"), "--public")
        call_command("export_content", str(tmp_path / "whole"))

        assert sorted(files_in(tmp_path / "public")) == ["pages/about-us.md"]
        assert sorted(files_in(tmp_path / "whole")) == ["pages/a-draft.md", "pages/about-us.md"]

    def test_is_as_of_the_moment_that_is_looked_at(self, make_page, tmp_path):
        page = make_page("About us")
        with clock.at(page.published_at - A_DAY):
            assert exported(tmp_path, only_public=True) == {}
