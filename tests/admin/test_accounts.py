"""Accounts: administrators put people into groups, and give nobody more than a group gives."""

from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

ADD = reverse("admin:auth_user_add")


def change(user: User) -> str:
    return reverse("admin:auth_user_change", args=[user.pk])


def test_a_new_editor_can_sign_in(administrator, client):
    editors = Group.objects.get(name="Editors")
    password = "a long enough secret"
    data = {
        "username": "edith",
        "password1": password,
        "password2": password,
        "groups": [editors.pk],
    }

    administrator.post(ADD, data)

    edith = User.objects.get(username="edith")
    assert edith.is_staff
    assert list(edith.groups.all()) == [editors]
    client.post(reverse("admin:login"), {"username": "edith", "password": password})
    assert client.get(reverse("admin:index")).status_code == 200


def test_administrators_make_no_superusers(administrator, make_user):
    edith = make_user("Editors")
    data = {
        "username": edith.username,
        "last_name": "Shaw",
        "is_staff": "on",
        "is_active": "on",
        "is_superuser": "on",
        "groups": [Group.objects.get(name="Editors").pk],
        "user_permissions": [Permission.objects.first().pk],
    }

    administrator.post(change(edith), data)
    administrator.post(change(administrator.user), data | {"username": "adam"})

    for user in (edith, administrator.user):
        user.refresh_from_db()
        assert not user.is_superuser
        assert not user.user_permissions.exists()
    assert administrator.user.username == "adam"
    assert edith.last_name == "Shaw"


def test_administrators_do_not_touch_superusers(administrator, make_user):
    root = make_user(is_superuser=True)
    password = reverse("admin:auth_user_password_change", args=[root.pk])
    new = {"password1": "taken over by somebody", "password2": "taken over by somebody"}

    assert administrator.post(change(root), {"username": "mine"}).status_code == 403
    assert administrator.post(password, new).status_code == 403
    delete = reverse("admin:auth_user_delete", args=[root.pk])
    assert administrator.post(delete, {"post": "yes"}).status_code == 403


def test_superusers_may_make_superusers(sign_in, make_user):
    root = sign_in("", is_superuser=True)

    assert 'name="is_superuser"' in root.get(change(make_user())).content.decode()


def test_nobody_deletes_their_own_account(administrator):
    delete = reverse("admin:auth_user_delete", args=[administrator.user.pk])

    assert administrator.post(delete, {"post": "yes"}).status_code == 403


def test_groups_are_looked_at_only(sign_in):
    root = sign_in("", is_superuser=True)
    group = Group.objects.get(name="Editors")
    address = reverse("admin:auth_group_change", args=[group.pk])

    assert root.get(address).status_code == 200
    assert root.post(address, {"name": "Others"}).status_code == 403


def test_signing_in_leads_to_the_first_page_whatever_was_asked_for(client, make_user):
    edith = make_user("Editors")
    who = {"username": edith.username, "password": "a long enough password"}

    for asked in ("", "https://example.org/"):
        answer = client.post(reverse("admin:login"), who | {"next": asked})
        assert answer["Location"] == reverse("admin:index")


def test_a_new_account_is_in_a_group(administrator):
    password = "a long enough secret"
    data = {"username": "edith", "password1": password, "password2": password}

    response = administrator.post(ADD, data)

    assert "Choose a group" in response.content.decode()
    assert not User.objects.filter(username="edith").exists()


def test_an_account_in_use_stays_in_a_group(administrator, make_user):
    edith = make_user("Editors")
    data = {"username": edith.username, "is_staff": "on"}

    response = administrator.post(change(edith), data | {"is_active": "on"})
    assert "Choose a group" in response.content.decode()
    assert edith.groups.exists()

    administrator.post(change(edith), data)
    edith.refresh_from_db()
    assert not edith.is_active


def test_nobody_switches_off_or_demotes_their_own_account(administrator, sign_in):
    for person in (administrator, sign_in("", is_superuser=True)):
        groups = list(person.user.groups.all())
        data = {"username": person.user.username, "first_name": "Adam"}

        person.post(change(person.user), data | {"groups": []})

        person.user.refresh_from_db()
        assert person.user.first_name == "Adam"
        assert person.user.is_active
        assert person.user.is_staff
        assert list(person.user.groups.all()) == groups
    assert person.user.is_superuser
