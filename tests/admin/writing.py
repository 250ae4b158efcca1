"""What the script in a form sends: beats of its window, and what is typed there."""

import json

import pytest

from .conftest import address_of, form_at

BEAT = "/admin/kept/beat/"
WINDOW = "0123456789abcdef"
ANOTHER = "fedcba9876543210"


def words(data: dict) -> str:
    pairs = []
    for name, value in data.items():
        values = value if isinstance(value, list) else [value]
        pairs += [[name, str(each)] for each in values]
    return json.dumps(pairs)


def beat(client, thing, window=WINDOW, **said):
    """What the script in the form of `thing` sends."""
    sent = {
        "editor": client.user.pk,
        "window": window,
        "model": thing._meta.model_name,
        "number": thing.pk or "",
        "kind": getattr(thing, "kind", "") if thing.pk is None else "",
    }
    return client.post(BEAT, sent | said)


def keep(client, thing, window=WINDOW, **changes):
    """Type into the form of `thing`, and wait a few seconds."""
    data = form_at(client, address_of(thing)) | {"window": window} | changes
    response = beat(client, thing, window, words=words(data))
    assert response.status_code == 200
    return response


def put_back(client, address, window=WINDOW):
    return client.post(address, {"_put_back": window})


@pytest.fixture
def draft(make_post):
    return make_post("What we heard", body="As it is saved.", published_at=None)
