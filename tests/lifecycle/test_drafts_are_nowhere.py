"""A draft of what is published is in no list, no search, no export and no count: it stands beside
a record that is there already."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from archive.importing.folder_export import export_folder
from archive.importing.folder_import import import_folder
from archive.lifecycle import begin_draft
from archive.models import Attachment, Person, Record, Topic, Turn
from archive.public_urls import PublicUrls
from tests.importing.conftest import files_in
from tests.whole_site import make_site

__all__ = ["make_site"]

PROJECT = Path(__file__).resolve().parent.parent.parent
A_WORD = "Zweitfassung"
KNOW_DRAFTS = {
    "archive/admin/records.py",
    "archive/admin/release_rows.py",
    "archive/admin/site.py",
    "archive/admin/stage.py",
    "archive/captures/forgetting.py",
    "archive/captures/not_out_yet.py",
    "archive/captures/takedowns.py",
    "archive/lifecycle/drafts.py",
    "archive/lifecycle/second_person.py",
    "archive/lifecycle/to_come.py",
    "archive/models/comment.py",
    "archive/models/record.py",
    "archive/models/searching.py",
    "archive/models/second_person.py",
}
"""The modules that ask for drafts of what is published."""


@pytest.fixture
def site(make_site):
    make_site(3)


def begin_drafts() -> None:
    """Of everything published, each with a word in all of its texts."""
    for record in Record.objects.published():
        draft = begin_draft(record, by=None)
        draft.title = f"{draft.title} {A_WORD}"
        draft.summary = draft.body = A_WORD
        draft.save()
        draft.attachments.update(title=A_WORD)
        draft.links.update(label=A_WORD)
        draft.contributors.update(role=A_WORD)
    Turn.objects.filter(episode__draft_of__isnull=False).update(text=A_WORD)


def served(client) -> dict[str, bytes]:
    asked = [url.address for url in PublicUrls()]
    asked += ["/search/?q=review", f"/search/?q={A_WORD}", "/on/2022-06-01/"]
    return {address: client.get(address).getvalue() for address in asked}


def test_the_public_gets_the_same_of_every_page(site, client):
    before = served(client)

    begin_drafts()

    assert served(client) == before


@pytest.mark.parametrize("only_public", [True, False])
def test_an_export_is_the_same(site, tmp_path, only_public):
    export_folder(tmp_path / "before", only_public=only_public)

    begin_drafts()
    export_folder(tmp_path / "after", only_public=only_public)

    assert files_in(tmp_path / "after") == files_in(tmp_path / "before")


def test_an_import_of_an_export_changes_nothing(site, tmp_path):
    export_folder(tmp_path / "site")
    begin_drafts()
    marks = sorted(Record.with_drafts_of.values_list("pk", "edits", "title"))

    import_folder(tmp_path / "site")

    assert sorted(Record.with_drafts_of.values_list("pk", "edits", "title")) == marks


@pytest.mark.parametrize("model", ["publication", "post", "call", "episode", "page", "record"])
def test_lists_and_pickers_of_the_admin_do_not_have_it(site, admin_client, model):
    begin_drafts()
    field = {"page": "parent"}.get(model, "version_of")
    picker = {"app_label": "archive", "model_name": model, "field_name": field, "term": A_WORD}

    everything = admin_client.get(reverse(f"admin:archive_{model}_changelist"))
    found = admin_client.get(reverse(f"admin:archive_{model}_changelist"), {"q": A_WORD})
    picked = admin_client.get(reverse("admin:autocomplete"), picker)

    assert A_WORD not in everything.content.decode()
    assert found.context["cl"].result_count == 0
    assert A_WORD not in picked.content.decode()


def test_topics_people_and_series_count_records_once(site):
    counted = [
        sorted(Topic.objects.with_public_counts().values_list("pk", "public_count")),
        sorted(Person.objects.public().values_list("pk", flat=True)),
    ]

    begin_drafts()

    assert counted == [
        sorted(Topic.objects.with_public_counts().values_list("pk", "public_count")),
        sorted(Person.objects.public().values_list("pk", flat=True)),
    ]


def test_its_address_is_one_that_never_was(site, client):
    begin_drafts()
    never_was = client.get("/draft%20of%200/")

    for draft in Record.with_drafts_of.drafts_of_published():
        answer = client.get(draft.address)
        assert (answer.status_code, answer.content.decode().count(A_WORD)) == (404, 0)
        assert answer.content == never_was.content.replace(b"of%200", f"of%20{draft.pk}".encode())


def test_its_files_are_found_by_nobody_outside(make_post, make_attachment, client):
    post = make_post()
    draft = begin_draft(post, by=None)
    new = make_attachment(draft, name="Only in the draft.txt")

    for slug in (post.slug, "draft-of-1", draft.slug):
        assert client.get(reverse("attachment", args=[post.slug, new.name])).status_code == 404
        assert client.get(f"/attachments/{slug}/{new.name}").status_code == 404


class TestTheHouse:
    def test_every_kind_of_record_is_asked_for_without_drafts_of_it(self, site):
        begin_drafts()

        for model in (Record, *Record.__subclasses__()):
            assert model._default_manager.name == "objects"
            assert not model.objects.drafts_of_published().exists(), model

    def test_parts_of_it_are_not_public(self, site):
        begin_drafts()

        assert not Attachment.objects.public().filter(record__draft_of__isnull=False).exists()

    def test_who_asks_for_drafts_too_is_on_the_list(self):
        asking = re.compile(r"with_drafts_of|draft_of__isnull=False")
        found = {
            str(path.relative_to(PROJECT))
            for path in (PROJECT / "archive").rglob("*.py")
            if asking.search(path.read_text()) and "migrations" not in path.parts
        }

        assert found - {"archive/models/record_queryset.py"} <= KNOW_DRAFTS

    def test_every_part_of_a_record_is_copied_into_its_draft(self):
        """A new table beside the record that a draft does not know of would be lost in it."""
        from archive.lifecycle.marks import PARTS

        leading = {
            relation.related_model
            for model in (Record, *Record.__subclasses__())
            for relation in model._meta.related_objects
            if relation.on_delete.__name__ == "CASCADE" and not relation.parent_link
        }
        of_the_record_alone = {
            "AttachmentVersion",
            "Comment",
            "Redirect",
            "Revision",
            "Drafting",
            "DraftLink",
            "ReleaseMember",
            "Record",
            "Submission",
            "Takedown",
        }

        left = {model.__name__ for model in leading - set(PARTS)}
        assert (
            left
            - of_the_record_alone
            - {m.__name__ for m in apps.get_models() if m._meta.auto_created}
            == set()
        )
