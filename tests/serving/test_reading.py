"""Reading is all that the public can do, at every address."""

import pytest
from django.test import Client


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/news/", "/feed/", "/healthz", "/no-such-page/"])
def test_nothing_but_reading_is_answered(db, method, address):
    response = getattr(Client(enforce_csrf_checks=True), method)(address)

    assert response.status_code == 405
    assert not response.cookies


def test_a_shortened_address_of_a_person_leads_to_all_people(client, db):
    response = client.get("/people/")

    assert (response.status_code, response["Location"]) == (301, "/boards/")
