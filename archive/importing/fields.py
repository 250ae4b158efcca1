"""Which key of a file is which field on the record."""

from typing import Any

from django.db import models

from archive.models import (
    Attachment,
    AttachmentVersion,
    Board,
    BoardMember,
    Call,
    Contributor,
    Episode,
    FaqCategory,
    FaqEntry,
    HelpLine,
    Kind,
    Link,
    Notice,
    Page,
    Person,
    Post,
    Publication,
    Record,
    Redirect,
    Review,
    Series,
    Topic,
    Turn,
)
from archive.models.kinds import POST_KINDS, PUBLICATION_KINDS

RECORD_MODELS: dict[str, type[Record]] = {
    **dict.fromkeys(PUBLICATION_KINDS, Publication),
    **dict.fromkeys(POST_KINDS, Post),
    Kind.CALL: Call,
    Kind.EPISODE: Episode,
    Kind.PAGE: Page,
}
RECORD = {
    "title": "title",
    "slug": "slug",
    "date": "dated_on",
    "updated": "public_updated_at",
    "withdrawn": "withdrawn_at",
    "withdrawn_because": "withdrawn_because",
    "version_for": "version_for",
    "language": "language",
    "summary": "summary",
    "content_note": "content_note",
}
LETTER_AND_SPEECH = (
    "addressed_to", "copied_to", "salutation", "sign_off", "event", "place", "delivered_on",
    "delivery", "reference", "isbn",
)  # fmt: skip
FIELDS: dict[type[models.Model], dict[str, str]] = {
    Publication: RECORD | {name: name for name in LETTER_AND_SPEECH} | {"key": "is_key"},
    Post: RECORD | {"byline": "byline"},
    Call: RECORD | {"opens": "opens_at", "closes": "closes_at"},
    Episode: RECORD
    | {"podcast": "podcast", "series_position": "series_position", "recorded": "recorded"},
    Page: RECORD | {"menu_position": "menu_position"},
    Turn: {"speaker": "speaker"},
    FaqEntry: {"question": "question"},
    Contributor: {"role": "role", "biography": "biography"},
    Attachment: {
        "url": "url",
        "title": "title",
        "language": "language",
        "on_page": "is_on_page",
    },
    AttachmentVersion: {
        "version": "number",
        "title": "title",
        "language": "language",
        "replaced": "replaced_at",
    },
    Link: {"label": "label", "url": "url"},
    Person: {
        "name": "name",
        "slug": "slug",
        "sort_name": "sort_name",
        "portrait_focus": "portrait_focus",
    },
    Board: {
        "name": "name",
        "slug": "slug",
        "kind": "kind",
        "position": "position",
        "summary": "summary",
    },
    BoardMember: {
        "role": "role",
        "from": "joined_on",
        "until": "left_on",
        "biography": "biography",
    },
    FaqCategory: {
        "title": "name",
        "slug": "slug",
        "position": "position",
        "intro": "introduction",
    },
    Notice: {"title": "title", "starts": "starts_at", "closing_date": "closing_on"},
    Review: {
        "name": "name",
        "short_name": "short_name",
        "question": "question",
        "summary": "summary",
        "commissioned_by": "commissioned_by",
        "started": "started_on",
        "reported": "reported_on",
        "contact_email": "contact_email",
        "contact_address": "contact_address",
        "licence_name": "licence_name",
        "licence_url": "licence_url",
        "where_to_turn": "where_to_turn",
        "what_happens_next": "what_happens_next",
        "ink_colour": "ink_colour",
        "cloth_colour": "cloth_colour",
        "thread_colour": "thread_colour",
        "exit_url": "exit_url",
        "compliance": "compliance",
        "accessibility_problems": "accessibility_problems",
        "disproportionate_burden": "disproportionate_burden",
        "outside_regulations": "outside_regulations",
        "accessibility_testing": "accessibility_testing",
        "accessibility_contact": "accessibility_contact",
        "enforcement": "enforcement",
        "statement_prepared": "statement_prepared_on",
        "statement_reviewed": "statement_reviewed_on",
    },
    HelpLine: {
        "name": "name",
        "description": "description",
        "phone": "phone",
        "url": "url",
    },
    Redirect: {"from": "address", "to": "to_url"},
    Topic: {"name": "name", "slug": "slug", "description": "description"},
    Series: {
        "title": "title",
        "slug": "slug",
        "podcast": "podcast",
        "summary": "summary",
        "length": "length",
    },
}
TEXT_FIELD: dict[type[models.Model], str] = {
    Person: "biography",
    Board: "body",
    Notice: "body",
    Review: "remit",
}
"""Where the body goes; a record's goes to `body`."""
CALL_TEXTS = {
    "Before": "text_before",
    "While open": "text_open",
    "After": "text_after",
    "Outcome": "outcome",
}


def default_of(model: type[models.Model], field: str) -> Any:
    return model._meta.get_field(field).get_default()


def without_defaults(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """The values of a file without those that the model has anyway."""
    fields = FIELDS[model]
    return {
        key: value
        for key, value in values.items()
        if key not in fields or value != default_of(model, fields[key])
    }


def put(instance: models.Model, values: dict[str, Any]) -> None:
    """Set every field that a file has a key for: what it leaves out gets its usual value."""
    model = type(instance)
    for key, field in FIELDS[model].items():
        setattr(instance, field, values[key] if key in values else default_of(model, field))
