"""What each group of people may do; the groups come with the first migration."""

from django.apps import AppConfig

RECORD = ["record", "publication", "post", "call", "episode", "page"]
PARTS = ["contributor", "link", "attachment", "turn", "boardmember"]
BESIDE = ["picture", "topic", "person", "board", "faqcategory", "faqentry", "series"]
WHOLE = ["review", "helpline", "redirect"]
LIFE = ["notice", "sitestate", "stagechange", "revision", "capture"]
PROOFREADING = ["houseword"]  # what those who write agree on
PROOFREAD = ["ruleseverity", "waiver"]  # how grave each rule is, and what was left as it is
HELD = ["inspection", "clearance", "attachmentversion"]  # what was found inside files
SECRET = ["watchedname"]
GONE = ["takedown"]  # and with it what the records said that were taken down
END = ["countdown", "taskmark", "archivecheck", "archivecomparison"]
NAMED_WHOLE = (
    "move_stage",
    "take_down",
    "hand_over",
    "clear_file",
)  # permissions that no model's name is added to

ROLES: dict[str, dict[str, list[str]]] = {
    "Editors": {
        "add change delete view": [*RECORD, *PARTS, *BESIDE, *PROOFREADING],
        "view": [*WHOLE, *LIFE, *END, *PROOFREAD, *HELD],
        "clear_file": ["clearance"],
    },
    "Administrators": {
        "add change delete view": [
            *RECORD,
            *PARTS,
            *BESIDE,
            *WHOLE,
            *PROOFREADING,
            "notice",
            "user",
            "watchedname",
        ],
        "change": ["ruleseverity"],
        "view": [*LIFE, *END, *HELD, *GONE, *PROOFREAD, "group", "logentry"],
        "clear_file": ["clearance"],
        "move_stage": ["sitestate"],
        "take_down": ["takedown"],
        "hand_over": ["countdown"],
    },
    "Auditors": {
        "view": [
            *RECORD,
            *PARTS,
            *BESIDE,
            *WHOLE,
            *LIFE,
            *END,
            *HELD,
            *GONE,
            *PROOFREADING,
            *PROOFREAD,
            "user",
            "group",
            "logentry",
        ],
    },
}
"""By group and by what is allowed, the names of the models that it is allowed on."""


def follow_roles(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Give the three groups exactly the permissions above, whenever the database was migrated."""
    from django.contrib.auth.models import Group, Permission

    known = {
        (permission.codename, permission.content_type.model): permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, allowed in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        permissions = []
        for actions, models in allowed.items():
            for action in actions.split():
                for model in models:
                    codename = action if action in NAMED_WHOLE else f"{action}_{model}"
                    if permission := known.get((codename, model)):
                        permissions.append(permission)
        group.permissions.set(permissions)
