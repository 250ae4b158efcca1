"""A site whose pages are in the web archive."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from archive.lifecycle import CHECKED, move_stage
from archive.models import ArchiveCheck, ArchivedSite, SiteState, Stage, StageChange


@pytest.fixture
def make_archived(db):
    """What a site is archived with; nobody has said so yet."""

    def make(**facts) -> ArchivedSite:
        said = {
            "checked": CHECKED,
            "timestamp": f"{datetime.now(UTC):%Y%m%d%H%M%S}",
            "questions": "Write to *the Department*.",
        }
        return ArchivedSite(**said | facts)

    return make


@pytest.fixture
def archive_site(close_site, make_archived):
    """Archive the site as a test has made it so far; it is closed first where it is not yet."""

    def archive(**facts) -> StageChange:
        if not SiteState.objects.current().is_closed:
            close_site()
        archived = make_archived(**facts)
        return move_stage(Stage.ARCHIVED, by=None, reason="It was captured.", archived=archived)

    return archive


@pytest.fixture
def see_in_the_archive(make_user):
    """Put on the record that somebody looked at a page in the web archive."""

    def see(address: str = "/", verdict: str = "well", **facts) -> ArchiveCheck:
        seen = {
            "archived_address": f"https://archive.example.org/2023/http://testserver{address}",
            "words": "" if verdict == "well" else "The picture is gone.",
            "looked_by": "Bea Rao",
            "looked_on": timezone.localdate(),
            "recorded_by": make_user(),
        }
        return ArchiveCheck.objects.create(address=address, verdict=verdict, **seen | facts)

    return see
