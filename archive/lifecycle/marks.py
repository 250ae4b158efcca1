"""What a draft of a published record has values of its own for, and the digest that tells one state
of all that from another."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.fields.files import FieldFile

from archive.models import Attachment, Contributor, Kind, Link, Part, Record, Turn

PARTS: tuple[type[Part], ...] = (Contributor, Attachment, Link, Turn)
"""The rows beside a record that a draft has copies of."""

OF_THE_RECORD_ALONE = {
    "id",
    "address",
    "kind",
    "slug",
    "published_at",
    "public_updated_at",
    "taken_down_at",
    "withdrawn_at",
    "withdrawn_because",
    "superseded_by",
    "draft_of",
    "created_at",
    "edited_at",
    "edited_by",
    "edits",
    "shares_its_place",
}
"""What a published record is, whatever its draft says: where it is, and what became of it."""


def drafted_fields(model: type[Record]) -> list[Any]:
    """The fields of a record that its draft has values of its own for."""
    return [
        field
        for field in model._meta.concrete_fields
        if field.name not in OF_THE_RECORD_ALONE
        and not (field.remote_field and field.remote_field.parent_link)
    ]


def drafted_columns(model: type[Record]) -> list[str]:
    return [field.attname for field in drafted_fields(model)]


def parts_of(record: Record) -> list[type[Part]]:
    is_spoken = record.kind == Kind.EPISODE
    return [model for model in PARTS if is_spoken or model is not Turn]


def columns_of(model: type[Part]) -> list[str]:
    own = {"id", "copied_from_id", f"{model.belongs_to}_id"}
    return [f.attname for f in model._meta.concrete_fields if f.attname not in own]


def values_of(row: Part) -> dict[str, Any]:
    return {name: getattr(row, name) for name in columns_of(type(row))}


def rows_of(model: type[Part], record: Record) -> list[Part]:
    return list(model._default_manager.beside(record.pk))


def mark(original: Record) -> str:
    """What tells one published state of all that a draft may change from another."""
    facts = original.facts
    said = {
        "record": {name: getattr(facts, name) for name in drafted_columns(type(facts))},
        "topics": sorted(original.topics.values_list("pk", flat=True)),
        "parts": [
            [values_of(row) for row in rows_of(model, original)] for model in parts_of(original)
        ],
    }
    return hashlib.sha256(json.dumps(said, cls=_Names, sort_keys=True).encode()).hexdigest()


def mark_as_it_stands(original: Record) -> str:
    """The same, and whether the page stands: another one once it is withdrawn or superseded."""
    words = mark(original)
    if not (original.is_withdrawn or original.superseded_by_id):
        return words
    stands = f"{words} {original.withdrawn_at} {original.superseded_by_id}"
    return hashlib.sha256(stands.encode()).hexdigest()


class _Names(DjangoJSONEncoder):
    def default(self, value: object) -> object:
        return value.name if isinstance(value, FieldFile) else super().default(value)
