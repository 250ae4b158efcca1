"""What was kept, made by hand, and two people who agree that some of it shall go."""

import gzip
import hashlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from archive.captures.takedowns import ask, confirm
from archive.models import Body, Capture, Takedown
from tests.archived_site import archive_site, make_archived
from tests.own_database import migrated_database, own_database
from tests.whole_site import make_site

__all__ = ["archive_site", "make_archived", "make_site", "migrated_database", "own_database"]


@pytest.fixture
def administrators(make_user):
    return make_user("Administrators"), make_user("Administrators")


@pytest.fixture
def letter(make_letter):
    return make_letter(
        "What happened in the home", body="It was *Ada* Example who wrote. Ada Example."
    )


@pytest.fixture
def make_capture(db, number):
    """What an address answered once; it stands, unless it is told until when it stood."""

    def make(address: str, content: bytes, content_type="text/html; charset=utf-8", **facts):
        sha256 = hashlib.sha256(content).hexdigest()
        body, _ = Body.objects.get_or_create(
            pk=sha256,
            defaults={
                "size": len(content),
                **(
                    {"file": default_storage.save(f"bodies/{sha256}", BytesIO(content))}
                    if facts.pop("in_a_file", False)
                    else {"content": gzip.compress(content), "is_compressed": True}
                ),
            },
        )
        began = timezone.now() - timedelta(days=400) + timedelta(minutes=number())
        answered = {
            "status": 200,
            "headers": [["Content-Type", content_type]],
            "first_edition": 1,
            "last_edition": 1,
            "captured_from": began,
            "rendered_at": began,
        }
        return Capture.objects.create(
            address=address, content_type=content_type, body=body, **answered | facts
        )

    return make


@pytest.fixture
def keep(client, make_capture):
    """Keep what addresses answer now, as the store does."""

    def kept(*addresses: str, **facts) -> list[Capture]:
        answers = [client.get(address) for address in addresses]
        return [
            make_capture(address, answer.getvalue(), answer["Content-Type"], **facts)
            for address, answer in zip(addresses, answers, strict=True)
        ]

    return kept


@pytest.fixture
def take_down(administrators, django_capture_on_commit_callbacks):
    """Ask as one administrator and confirm as another."""
    first, second = administrators

    def done(address: str, **facts) -> Takedown:
        with django_capture_on_commit_callbacks(execute=True):
            (asked,) = ask(address, by=first, **{"reason": "A court ordered it."} | facts)
            return confirm(asked, by=second)

    return done
