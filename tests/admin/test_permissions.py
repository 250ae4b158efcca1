"""What three of the groups may do, on each thing that the admin shows."""

import pytest
from django.contrib import admin
from django.urls import reverse

from archive.lifecycle import note_revision
from archive.models import Review

from .conftest import address_of, save

RECORDS = ["publication", "post", "call", "episode", "page"]
BESIDE = ["picture", "topic", "person", "board", "faqcategory", "faqentry", "series"]
WORK = RECORDS + BESIDE


def add(name: str) -> str:
    return reverse(f"admin:archive_{name}_add")


def listed(name: str, app: str = "archive") -> str:
    return reverse(f"admin:{app}_{name}_changelist")


@pytest.mark.parametrize("name", WORK)
def test_editors_and_administrators_write_and_auditors_look(editor, administrator, auditor, name):
    assert editor.get(add(name)).status_code == 200
    assert administrator.get(add(name)).status_code == 200
    assert auditor.get(add(name)).status_code == 403
    assert auditor.get(listed(name)).status_code == 200


def test_notices_are_written_by_administrators(editor, administrator, auditor):
    assert administrator.get(add("notice")).status_code == 200
    for person in (editor, auditor):
        assert person.get(add("notice")).status_code == 403
        assert person.get(listed("notice")).status_code == 200


def test_redirects_are_looked_after_by_administrators(
    editor, administrator, auditor, make_redirect
):
    redirect = make_redirect(to_url="/news/")

    assert administrator.get(add("redirect")).status_code == 200
    for person in (editor, auditor):
        assert person.get(address_of(redirect)).status_code == 200
        assert person.get(add("redirect")).status_code == 403
        assert person.post(address_of(redirect), {"to_url": "/"}).status_code == 403
        assert person.post(address_of(redirect, "delete"), {"post": "yes"}).status_code == 403


def test_the_review_itself_is_changed_by_administrators(editor, administrator, auditor):
    review = Review.objects.create(name="The Review")
    review.help_lines.create(name="Childline", phone="0800 1111")

    for person in (editor, auditor):
        page = person.get(address_of(review)).content.decode()
        assert "Childline" in page
        assert 'name="_save"' not in page
        assert person.post(address_of(review), {"name": "Mine"}).status_code == 403

    save(administrator, review, name="The Review of Care")
    review.refresh_from_db()
    assert review.name == "The Review of Care"


@pytest.mark.parametrize("view", ["markdown_preview", "markdown_page"])
def test_texts_are_previewed_by_those_who_write(editor, administrator, auditor, sign_in, view):
    def answer(person) -> int:
        address = reverse(f"admin:{view}")
        preview = view == "markdown_preview"
        return (
            person.post(address, {"content": "x"}) if preview else person.get(address)
        ).status_code

    assert [answer(person) for person in (editor, administrator)] == [200, 200]
    assert [answer(person) for person in (auditor, sign_in(""))] == [403, 403]


def test_a_day_s_notice_is_shown_to_those_who_may_see_notices(auditor, sign_in, make_notice):
    make_notice()
    asked = {"on": "23 May 2023"}

    assert auditor.get(reverse("admin:notice_on"), asked).status_code == 200
    assert sign_in("").get(reverse("admin:notice_on"), asked).status_code == 403


def test_the_pages_of_a_record_are_for_those_who_may_see_it(sign_in, make_post):
    post, nobody = make_post(), sign_in("")
    revision = note_revision(post, before=None, by=None)

    for view in ("change", "history", "preview", "delete"):
        assert nobody.get(address_of(post, view)).status_code == 403
    kept = reverse("admin:archive_post_revision", args=[post.pk, revision.pk])
    assert nobody.get(kept).status_code == 403
    assert nobody.get(reverse("admin:stage")).status_code == 403
    everything = reverse("admin:archive_record_change", args=[post.pk])
    assert nobody.get(everything).status_code == 403


def test_what_is_not_there_is_not_found(editor):
    for view in ("history", "change", "delete"):
        for model in ("post", "record", "faqentry"):
            address = reverse(f"admin:archive_{model}_{view}", args=["nothing"])
            assert editor.get(address, follow=True).status_code in (200, 404)
    assert editor.get(reverse("admin:archive_post_history", args=["nothing"])).status_code == 404


def test_accounts_are_looked_after_by_administrators(editor, administrator, auditor):
    assert administrator.get(reverse("admin:auth_user_add")).status_code == 200
    assert auditor.get(listed("user", "auth")).status_code == 200
    assert auditor.get(reverse("admin:auth_user_add")).status_code == 403
    assert editor.get(listed("user", "auth")).status_code == 403


def test_the_log_is_for_administrators_and_auditors(editor, administrator, auditor):
    log = listed("logentry", "admin")
    assert administrator.get(log).status_code == 200
    assert auditor.get(log).status_code == 200
    assert editor.get(log).status_code == 403


def test_an_auditor_sees_a_record_and_cannot_save_it(auditor, make_post):
    address = reverse("admin:archive_post_change", args=[make_post().pk])

    page = auditor.get(address)

    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert auditor.post(address, {"title": "Changed", "_save": "1"}).status_code == 403


def test_nobody_gets_in_who_is_not_staff(client, sign_in):
    reader = sign_in("Editors", is_staff=False)
    for model in admin.site._registry:
        address = listed(model._meta.model_name, model._meta.app_label)
        for person in (client, reader):
            assert "/admin/login/" in person.get(address)["Location"]


def test_the_menu_leads_only_where_somebody_may_go(sign_in):
    nobody = sign_in("")

    page = nobody.get(reverse("admin:index"))

    assert page.context["sections"] == []
    assert page.context["tasks"] == []
