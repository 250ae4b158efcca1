"""What each of the three groups may do, on each thing that the admin shows."""

import pytest
from django.contrib import admin
from django.urls import reverse

RECORDS = ["publication", "post", "call", "episode", "page"]
BESIDE = ["picture", "topic", "person", "board", "faqcategory", "faqentry", "series", "redirect"]
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
