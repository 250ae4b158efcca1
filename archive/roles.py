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
OUTSIDE = ["draftlink"]  # who outside was shown a draft
LOG = ["logline", "logentry"]
TOGETHER = ["releaseset"]  # what goes out at one instant
SECOND_PERSON = ["submission", "comment", "secondpersonrule", "publishedalone"]
END = ["countdown", "taskmark", "archivecheck", "archivecomparison"]
NAMED_WHOLE = (
    "move_stage",
    "take_down",
    "hand_over",
    "publish",
    "clear_file",
    "show_outside",
    "approve",
    "publish_alone",
)  # permissions that no model's name is added to

ROLES: dict[str, dict[str, list[str]]] = {
    # Drafts, their parts and new things to name in them; nothing that the public sees already.
    "Authors": {
        "add change view": [*RECORD, "faqentry"],
        "add change delete view": ["contributor", "link", "attachment", "turn"],
        "add view": ["picture", "person", "topic"],
        "view": [
            "boardmember",
            "board",
            "faqcategory",
            "series",
            *WHOLE,
            *LIFE,
            *END,
            *PROOFREADING,
            *PROOFREAD,
            *HELD,
            *TOGETHER,
            *SECOND_PERSON,
        ],
        "add": ["comment"],
    },
    # Everything that is written, before it goes out: they approve it or send it back.
    "Reviewers": {
        "view": [
            *RECORD,
            *PARTS,
            *BESIDE,
            *WHOLE,
            *LIFE,
            *END,
            *PROOFREADING,
            *PROOFREAD,
            *HELD,
            *SECOND_PERSON,
            *TOGETHER,
        ],
        "add": ["comment"],
        "approve": ["submission"],
    },
    "Editors": {
        "add change delete view": [*RECORD, *PARTS, *BESIDE, *PROOFREADING],
        "add change view": TOGETHER,
        "view": [*WHOLE, *LIFE, *END, *PROOFREAD, *HELD, *OUTSIDE, *SECOND_PERSON],
        "show_outside": OUTSIDE,
        "add": ["comment"],
        "approve": ["submission"],
        "clear_file": ["clearance"],
        "publish": ["edition"],
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
            *SECRET,
        ],
        "add change view": TOGETHER,
        "change": ["ruleseverity", "secondpersonrule"],
        "view": [*LIFE, *END, *HELD, *GONE, *LOG, *PROOFREAD, *OUTSIDE, *SECOND_PERSON, "group"],
        "show_outside": OUTSIDE,
        "add": ["comment"],
        "approve": ["submission"],
        "publish_alone": ["publishedalone"],
        "clear_file": ["clearance"],
        "move_stage": ["sitestate"],
        "take_down": ["takedown"],
        "hand_over": ["countdown"],
        "publish": ["edition"],
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
            *LOG,
            *PROOFREADING,
            *PROOFREAD,
            *OUTSIDE,
            *TOGETHER,
            *SECOND_PERSON,
            "user",
            "group",
        ],
    },
}
"""By group and by what is allowed, the names of the models that it is allowed on."""


def follow_roles(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Give each group exactly the permissions above, whenever the database was migrated."""
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
