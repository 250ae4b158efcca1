"""The models' own promises about a row, told as faults of the file that it comes from."""

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from archive.importing.fields import CALL_TEXTS, FIELDS, TEXT_FIELD
from archive.importing.format.documents import Document
from archive.importing.format.findings import Fault
from archive.lifecycle import refusing_when_closed
from archive.models import Link

PLACES = {
    "a_call_closes_after_it_opens": "closes",
    "a_member_leaves_after_joining": "until",
    "a_number_in_a_series_has_a_series": "series_position",
    "a_published_letter_has_a_date": "published",
    "a_record_is_updated_after_publication": "updated",
    "a_record_is_withdrawn_after_publication": "withdrawn",
    "a_redirect_leads_to_a_path_or_a_web_address": "to",
    "a_review_reports_after_it_starts": "reported",
    "a_speech_as_delivered_or_written_has_an_occasion": "delivery",
    "a_statement_is_reviewed_after_it_is_prepared": "statement_reviewed",
    "a_version_says_of_what_and_for_whom": "version_of",
    "a_withdrawn_record_says_why": "withdrawn",
}
"""The key that a broken constraint is about."""


TOLD_WHERE_MISSING = ("name", "title")
"""The keys without which no file is read to its end."""


def faults_of(instance: models.Model, document: Document, place: str = "") -> list[Fault]:
    """What is wrong with the row's own values; `place` is that of its entry."""
    model = type(instance)
    keys = {field: key for key, field in FIELDS[model].items()}
    if model in TEXT_FIELD:
        keys[TEXT_FIELD[model]] = "text"
    keys |= {"body": "text", "text": "text", **dict.fromkeys(CALL_TEXTS.values(), "text")}
    exclude = {
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation or not field.editable or field.primary_key
    }
    faults = []
    try:
        instance.clean_fields(exclude=exclude)
    except ValidationError as error:
        for field, errors in error.error_dict.items():
            name = keys.get(field, field)
            line = document.line(f"{place}{name}")
            said = [
                _in_our_words(each, model, field)
                for each in errors
                if name not in TOLD_WHERE_MISSING or each.code != "blank"
            ]
            faults += [Fault(line, f"{name}: {text}") for text in said]
    return faults


def _in_our_words(error: ValidationError, model: type[models.Model], field: str) -> str:
    """What to do about a value: Django's own messages speak of a form that is not there."""
    params = error.params or {}
    if error.code == "max_length":
        found, most = params["show_value"], params["limit_value"]
        return f"This has {found} characters, and at most {most}. Shorten it."
    if error.code == "invalid" and isinstance(model._meta.get_field(field), models.URLField):
        elsewhere = (
            " For a page of this site write “record: SLUG” instead." if model is Link else ""
        )
        return f"This is not a web address. Write it as https://example.org/.{elsewhere}"
    return " ".join(error.messages)


def kept(
    save: Callable[[], object], document: Document, rows: Sequence[tuple[models.Model, str]]
) -> list[Fault]:
    """Save rows, each with its place, and say which promise the database holds against them.

    The database is asked first: to try each promise beforehand takes three times as long.
    Raises SiteClosed, which is no fault of a file's.
    """
    try:
        with refusing_when_closed(), transaction.atomic():
            save()
    except IntegrityError as error:
        faults = [fault for row, place in rows for fault in broken_promises(row, document, place)]
        return faults or [Fault(1, f"The database does not take this ({error}).")]
    return []


def broken_promises(instance: models.Model, document: Document, place: str) -> list[Fault]:
    """Which promises of the database a row would break."""
    faults = []
    for model, constraints in instance.get_constraints():
        for constraint in constraints:
            if not isinstance(constraint, models.CheckConstraint):
                continue
            try:
                constraint.validate(model, instance)
            except ValidationError as error:
                line = document.line(f"{place}{PLACES.get(constraint.name, 'slug')}")
                faults += [Fault(line, message) for message in error.messages]
    return faults
