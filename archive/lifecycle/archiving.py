"""What has to be so before a site is archived: where its pages are, since when, and who answers."""

import re

from django.core.exceptions import ValidationError
from django.utils import timezone

from archive.models import ArchiveCheck, ArchivedSite, StageChange
from archive.web_archive import moment_of

CHECKED = (
    "A person has looked at the web archive’s last crawl of this site: pages, documents and media "
    "open there as they do here."
)
"""What is confirmed by whoever archives the site, and kept with the move."""

NOT_CHECKED = (
    "Look at the web archive’s last crawl first, and say that it was checked: from then on readers "
    "get what is there, and no other crawl can make up for it."
)
NO_MOMENT = (
    "The digits are no moment. Copy the 14 digits from the address of the web archive’s capture: "
    "year, month, day, hour, minute, second, as in 20230310120000."
)
NOT_CLOSED_THEN = (
    "That capture was made before the site closed, on {closed}, so it may lack what was published "
    "last. Take a later one; if the archive has none, ask it for another crawl."
)
NOT_YET = "That moment is still to come. Take the digits of a capture that there is."
ENDED = ("feed", "podcast_feed", "sitemap")
"""Routes to lists of what is new, which machines ask for again and again. They are told that it is
over: of a redirect they would make a reader of the web archive that never ends."""

FINDERS = ("Applebot", "Bingbot", "DuckDuckBot", "Googlebot")
"""Search engines: they have to come once more, or else they go on naming pages that are gone."""

ROBOTS = "\n".join(
    (
        "# The pages of this site are in a web archive. Please keep what you hold of them.",
        *(f"User-agent: {name}" for name in FINDERS),
        "Allow: /",
        "",
        "User-agent: *",
        "Disallow: /",
        "",
    )
)
"""The robots.txt of a site that leads to a web archive. Search engines may come and learn that the
pages are elsewhere. Whoever keeps copies may not: what they would keep is this, in the place of the
pages that they have."""

NO_QUESTIONS = (
    "Say where questions go now (on the server with --questions). Every signpost tells it; where "
    "readers are led on at once, so does the page at addresses that never were."
)
NO_FOLDER = (
    "The web archive’s address begins with https:// and ends with a slash, and the 14 digits "
    "follow it."
)


def faults_of(archived: ArchivedSite) -> dict[str, str]:
    """What hinders the site from being archived so: a sentence for each field that it is about.

    A page that somebody saw to be wrong in the archive hinders it: readers would get that one. Of
    pages that nobody put on the record as looked at it is only said (ArchiveCheck.not_looked_at).
    """
    found = _unreadable(archived)
    not_checked = [] if archived.checked.strip() else [NOT_CHECKED]
    if said := [*not_checked, *ArchiveCheck.objects.faults_seen()]:
        found["checked"] = " ".join(said)
    if not archived.questions.strip():
        found["questions"] = NO_QUESTIONS
    if not re.fullmatch(r"https?://\S+/", archived.prefix):
        found.setdefault("prefix", NO_FOLDER)
    if fault := fault_of_capture(archived.timestamp):
        found["timestamp"] = fault
    return found


def _unreadable(archived: ArchivedSite) -> dict[str, str]:
    try:
        archived.clean_fields(exclude=["asked", "change"])
    except ValidationError as error:
        return {field: " ".join(said) for field, said in error.message_dict.items()}
    return {}


def fault_of_capture(timestamp: str) -> str:
    """Why the capture with these 14 digits cannot be one of the site as it closed, in a sentence;
    nothing where it can."""
    return not_a_past_moment(timestamp) or _before_the_closing(timestamp)


def not_a_past_moment(timestamp: str) -> str:
    """Why nobody can have made a capture with these digits; nothing where somebody can."""
    try:
        captured_at = moment_of(timestamp)
    except ValueError:
        return NO_MOMENT
    return NOT_YET if captured_at > timezone.now() else ""


def _before_the_closing(timestamp: str) -> str:
    closing = StageChange.objects.last_closing()
    if closing is None or moment_of(timestamp) >= closing.made_at.replace(microsecond=0):
        return ""
    local = timezone.localtime(closing.made_at)
    return NOT_CLOSED_THEN.format(closed=f"{local.day} {local:%B %Y} at {local:%H:%M}")
