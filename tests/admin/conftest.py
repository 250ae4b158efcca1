"""Editors at their forms: who they are, and what their browser would send."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.forms import (
    BaseForm,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    MultiWidget,
    SelectMultiple,
)
from django.test import Client
from django.urls import reverse

from archive.models import Record
from tests.archived_site import archive_site, make_archived, see_in_the_archive
from tests.checked_site import make_check

__all__ = ["archive_site", "make_archived", "make_check", "see_in_the_archive"]

DAY_SOON = datetime.now(UTC).date() + timedelta(days=40)
SOON = f"{DAY_SOON.day} {DAY_SOON:%B %Y}"
"""A day to schedule something for, as people type it."""


@pytest.fixture
def sign_in(make_user) -> Callable[..., Client]:
    """A browser in which somebody of a group is signed in; `client.user` is who."""

    def sign_in(group: str = "Editors", **facts) -> Client:
        client = Client()
        client.user = make_user(group, **facts)
        client.force_login(client.user)
        return client

    return sign_in


@pytest.fixture
def editor(sign_in) -> Client:
    return sign_in("Editors", first_name="Edith", last_name="Shaw")


@pytest.fixture
def administrator(sign_in) -> Client:
    return sign_in("Administrators", first_name="Adam", last_name="Rao")


@pytest.fixture
def second(sign_in) -> Client:
    """Another administrator, who confirms what the first one asked for."""
    return sign_in("Administrators", first_name="Bea", last_name="Moss")


@pytest.fixture
def auditor(sign_in) -> Client:
    return sign_in("Auditors")


def address_of(thing, view: str = "change") -> str:
    return reverse(f"admin:archive_{thing._meta.model_name}_{view}", args=[thing.pk])


def sent(form: BaseForm) -> dict[str, object]:
    """What a browser sends for a form as it was shown."""
    data: dict[str, object] = {}
    for bound in form:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        value = bound.value()
        if isinstance(widget, MultiWidget):
            parts = value if isinstance(value, list) else widget.decompress(value)
            data |= {
                f"{bound.html_name}{suffix}": part or ""
                for suffix, part in zip(widget.widgets_names, parts, strict=True)
            }
        elif isinstance(widget, CheckboxInput):
            data |= {bound.html_name: "on"} if value else {}
        elif isinstance(widget, SelectMultiple | CheckboxSelectMultiple):
            data[bound.html_name] = [getattr(each, "pk", each) for each in value or ()]
        elif isinstance(widget, FileInput):
            continue
        else:
            data[bound.html_name] = "" if value is None else value
    return data


def form_at(client: Client, address: str) -> dict[str, object]:
    """Everything that a browser sends back for the form at `address`, unchanged."""
    context = client.get(address).context
    data = sent(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        data |= sent(inline.formset.management_form)
        for row in inline.formset.forms:
            data |= sent(row)
    return data


def save(client: Client, thing, wish: str = "_save", **changes):
    """Open the form of `thing`, change fields, press a button; the answer, redirects followed."""
    address = address_of(thing)
    data = form_at(client, address) | changes | {wish: "1"}
    return client.post(address, data, follow=True)


def edit(client: Client, record) -> Record:
    """Press “Edit” on a published record; its draft, a row of its kind."""
    client.post(address_of(record, "edit"))
    return record.__class__.with_drafts_of.get(draft_of=record.pk)


def publish(client: Client, record, **changes):
    """Change a published record as editors do: in its draft, which is then published."""
    note = {"change_note": "A slip of the pen."}
    return save(client, edit(client, record), "_publish", **note | changes)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def errors_of(response) -> str:
    return " ".join(map(str, response.context["errors"]))
