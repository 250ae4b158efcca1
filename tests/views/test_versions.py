"""Versions of a record for other readers: what they follow, and whether they have fallen behind."""

from datetime import UTC, datetime

import pytest

from archive.models import Publication

pytestmark = pytest.mark.django_db


def read(client, record) -> str:
    response = client.get(record.address)
    assert response.status_code == 200
    return response.text


class TestAVersionForOtherReaders:
    @pytest.fixture
    def report(self, make_publication):
        return make_publication("Final report", published_at=datetime(2022, 5, 23, tzinfo=UTC))

    @pytest.fixture
    def easy(self, make_publication, report):
        return make_publication(
            "Easy report",
            version_of=report,
            version_for="Easy read",
            published_at=datetime(2022, 5, 24, 9, tzinfo=UTC),
        )

    def test_says_which_version_it_follows(self, client, easy):
        page = read(client, easy)

        assert "this page follows its original as it stood on 24 May 2022." in page
        assert "has not followed yet" not in page

    def test_says_and_is_said_to_have_fallen_behind(self, client, report, easy):
        Publication.objects.filter(pk=report.pk).update(
            public_updated_at=datetime(2022, 6, 14, 9, tzinfo=UTC)
        )

        assert "The original was updated on 14 June 2022" in read(client, easy)
        assert "Not updated yet" in read(client, report)

    def test_that_followed_is_not_behind(self, client, report, easy):
        updated = {"public_updated_at": datetime(2022, 6, 14, 9, tzinfo=UTC)}
        Publication.objects.filter(pk__in=(report.pk, easy.pk)).update(**updated)

        assert "has not followed yet" not in read(client, easy)
        assert "Not updated yet" not in read(client, report)

    def test_does_not_speak_of_an_original_that_is_not_out(
        self, client, make_publication, report, easy
    ):
        welsh = make_publication("Adroddiad", version_of=report, version_for="Cymraeg")
        Publication.objects.filter(pk=report.pk).update(published_at=None)
        page = read(client, welsh)

        assert "Final report" not in page
        assert easy.address in page
