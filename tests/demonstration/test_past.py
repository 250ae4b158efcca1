"""The demonstration's past days: each a whole site in which nothing is told before its time."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import transaction
from django.test import Client, override_settings

from archive.captures.rehearsing import rehearse
from archive.captures.rewriting import LINE_BEGINS, LINE_ENDS
from archive.importing.folder_import import import_folder
from archive.management.demonstration import DEMONSTRATION, PAST, days_gone_by, laid_out

pytestmark = pytest.mark.django_db
"""So that there is a test database at all where this file is run alone."""

PLANS = {
    "2021-03-12": r"(?:due in|report in|ideas in) spring 2022",
    "2021-06-18": r"(?:due in|report in|ideas in) spring 2022",
    "2022-05-25": r"by 20(?:26|32)",
    "2023-03-01": r"2030|(?:by|in) 20(?:26|32)|(?:\d+ (?:May|July)) 2032",
}
"""By its day, what is rightly said of a year that was yet to come."""


@pytest.fixture(scope="module", params=days_gone_by(), ids=lambda day: f"{day:%Y-%m-%d}")
def past_day(request, django_db_setup, django_db_blocker, tmp_path_factory):
    """A past day, and what a reader finds who follows every link of it from its home page."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic(), laid_out(request.param) as files:
        assert import_folder(files).findings == []
        rehearse([request.param])
        yield request.param, pages_of(request.param)
        transaction.set_rollback(True)


def pages_of(day: datetime) -> dict[str, tuple[int, str]]:
    """Status and text by address, following links and what redirects lead to."""
    inside = f"/memento/{day.astimezone(UTC):%Y%m%d%H%M%S}/"
    client, found, waiting = Client(), {}, [inside]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        content = response.getvalue()
        page = content.decode() if is_page else ""
        found[address] = response.status_code, page
        links = re.findall(r'<a [^>]*?href="([^"#]+)', page)
        links += [response.headers["Location"]] if "Location" in response.headers else []
        waiting += [unescape(link) for link in links if link.startswith(inside)]
    return found


def words_of(page: str) -> str:
    """What a reader sees of the page as it was served."""
    page = re.sub(f"{LINE_BEGINS}.*?{LINE_ENDS}", "", page, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


class TestAPastDay:
    def test_has_no_link_to_what_did_not_stand_then(self, past_day):
        _, pages = past_day
        assert len(pages) > 50
        assert [address for address, (status, _) in pages.items() if status >= 400] == []

    def test_knows_nothing_of_the_years_to_come(self, past_day):
        day, pages = past_day
        plans = PLANS[f"{day:%Y-%m-%d}"]
        told_too_soon = [
            (address, told[0])
            for address, (_, page) in pages.items()
            for told in re.finditer(r".{,60}\b(20\d\d)\b", re.sub(plans, "", words_of(page)))
            if int(told[1]) > day.year
        ]
        assert told_too_soon == []


def test_the_questions_stand_differently_on_each_past_day():
    wordings = set()
    for day in days_gone_by():
        with laid_out(day) as folder:
            files = sorted((folder / "faqs").iterdir())
            wordings.add("".join(file.read_text(encoding="utf-8") for file in files))
    assert len(wordings) >= 3


def test_what_read_differently_is_on_the_record_now():
    files = [file.relative_to(PAST) for file in PAST.rglob("*.md")]
    now_gone = [file for file in files if not DEMONSTRATION.joinpath(*file.parts[1:]).exists()]
    assert files
    assert now_gone == []
