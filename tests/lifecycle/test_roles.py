"""The groups that come with the site, and what they may not do."""

import pytest

from archive.roles import NAMED_WHOLE, ROLES


def test_every_permission_that_a_role_names_exists(db):
    """A misspelt one would be passed over in silence."""
    from django.contrib.auth.models import Group

    for name, allowed in ROLES.items():
        held = set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        wanted = {
            action if action in NAMED_WHOLE else f"{action}_{model}"
            for actions, models in allowed.items()
            for action in actions.split()
            for model in models
        }
        assert held == wanted


@pytest.mark.parametrize(
    ("group", "may", "may_not"),
    [
        ("Authors", "archive.change_publication", "archive.publish"),
        ("Authors", "archive.add_person", "archive.change_person"),
        ("Authors", "archive.view_board", "archive.add_board"),
        ("Reviewers", "archive.view_publication", "archive.change_publication"),
        ("Reviewers", "archive.view_revision", "archive.view_logline"),
        ("Editors", "archive.publish", "archive.view_logline"),
        ("Administrators", "archive.view_logline", "archive.delete_logline"),
        ("Auditors", "archive.view_logline", "archive.publish"),
        ("Editors", "archive.change_publication", "archive.move_stage"),
        ("Editors", "archive.add_attachment", "archive.change_notice"),
        ("Editors", "archive.view_revision", "auth.view_user"),
        ("Editors", "archive.view_redirect", "archive.delete_redirect"),
        ("Editors", "archive.view_review", "archive.change_review"),
        ("Editors", "archive.view_helpline", "archive.change_helpline"),
        ("Administrators", "archive.delete_redirect", "auth.delete_group"),
        ("Administrators", "archive.change_review", "archive.change_revision"),
        ("Administrators", "archive.move_stage", "archive.delete_revision"),
        ("Administrators", "auth.add_user", "auth.change_group"),
        ("Administrators", "archive.add_notice", "archive.change_stagechange"),
        ("Auditors", "archive.view_revision", "archive.change_publication"),
        ("Auditors", "archive.view_capture", "archive.delete_capture"),
        ("Editors", "archive.view_capture", "archive.change_capture"),
        ("Administrators", "archive.take_down", "archive.delete_takedown"),
        ("Auditors", "admin.view_logentry", "archive.add_picture"),
        ("Auditors", "archive.view_takedown", "archive.take_down"),
        ("Editors", "archive.view_record", "archive.view_takedown"),
    ],
)
def test_what_a_group_may_and_may_not(group, may, may_not, make_user):
    somebody = make_user(group)

    assert somebody.has_perm(may)
    assert not somebody.has_perm(may_not)


def test_the_groups_are_put_right_whenever_the_database_is_migrated(make_user):
    from django.apps import apps
    from django.contrib.auth.models import Group

    from archive.roles import follow_roles

    Group.objects.get(name="Editors").permissions.clear()
    follow_roles(apps.get_app_config("archive"), using="default")

    assert make_user("Editors").has_perm("archive.add_post")
