"""The tasks of the last weeks: why each is done, when, and where."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from archive.models import Countdown, Task

ANNOUNCED = timedelta(weeks=4)
WRITTEN = timedelta(weeks=5)
AGREED = timedelta(weeks=2)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class TaskWords:
    """`due` gives the day by which it is done; `place` names the page of the admin where it is, or
    where what it needs is."""

    why: str
    due: Callable[[Countdown], date]
    place: str = ""
    place_says: str = ""


WORDS = {
    Task.AGREE: TaskWords(
        "They decide how deep they crawl, how they take audio, video and files, and when the last "
        "crawl can be. What a crawler cannot reach has to be handed over in another way, and that "
        "takes weeks to arrange.",
        lambda days: days.notice_on - AGREED,
    ),
    Task.NOMINATE: TaskWords(
        "The UK Government Web Archive asks for ten weeks where a website closes. A site that is "
        "closed earlier may not be archived at all. Note whom you wrote to, and their reference.",
        lambda days: days.notice_on,
    ),
    Task.NOTICES: TaskWords(
        "They stand on top of every page and in every archived copy for ever. Written ahead, they "
        "can be read by others, and carry full dates instead of “today”.",
        lambda days: days.closing_on - WRITTEN,
        "admin:archive_notice_changelist",
        "Closing notices",
    ),
    Task.KEEP_DOMAIN: TaskWords(
        "When nobody renews a domain, somebody else buys it, and every link in reports and in "
        "print leads to theirs. Old inquiry domains became spam that way. Write down who holds it, "
        "who pays, and who is reminded: a department’s team, not a person who leaves.",
        lambda days: days.closing_on,
    ),
    Task.READINESS: TaskWords(
        "What is broken, unreachable or reads wrong when the site closes stays so for ever. "
        "Each place is named, with a link to mend it.",
        lambda days: days.last_publishing_on,
        "admin:readiness",
        "Ready to close",
    ),
    Task.ANNOUNCE: TaskWords(
        "Readers, and those who link to the site, need time to take what they need and to send "
        "what they still want to send. From then on every page stands under the notice.",
        lambda days: days.closing_on - ANNOUNCED,
        "admin:stage",
        "The life of the site",
    ),
    Task.TELL_DEPARTMENT: TaskWords(
        "People go on writing to a review for years. The department must know that their letters, "
        "requests for information and complaints come to it, and the site must say where they go.",
        lambda days: days.closing_on - WEEK,
    ),
    Task.PUBLISH_LAST: TaskWords(
        "What is published in the last days is often missed by the crawl, and nobody has time to "
        "put it right. After this day only mistakes are mended.",
        lambda days: days.last_publishing_on,
        "admin:archive_record_changelist",
        "Everything on the record",
    ),
    Task.COPY: TaskWords(
        "A copy that was taken on the day can answer what no archive can: drafts, who changed "
        "what, and the original files. docs/running.md says how.",
        lambda days: days.closing_on,
    ),
    Task.CLOSE: TaskWords(
        "From then on the database refuses every change, so that what is frozen, crawled and "
        "checked is the same site. Two administrators do it.",
        lambda days: days.closing_on,
        "admin:stage",
        "The life of the site",
    ),
    Task.FREEZE: TaskWords(
        "manage.py freeze writes the whole site as files that need no server, with everything that "
        "it ever served. Note the digest that it prints.",
        lambda days: days.closing_on + DAY,
    ),
    Task.VERIFY: TaskWords(
        "manage.py verify_freeze opens the frozen copy with other eyes and names what is wrong "
        "with it. A copy that nobody verified is a hope.",
        lambda days: days.closing_on + DAY,
    ),
    Task.LAST_CRAWL: TaskWords(
        "They cannot know that nothing changes any more unless they are told. Give them the "
        "address of the site map, and those addresses that no page links to.",
        lambda days: days.closing_on + DAY,
    ),
    Task.HAND_OVER: TaskWords(
        "One copy in one place is none. Give the whole folder to the department’s records team and "
        "offer it to the archive, each with its digest, and note who took it.",
        lambda days: days.closing_on + WEEK,
    ),
    Task.COMPARE: TaskWords(
        "A crawl misses pages, and nobody sees which. Where the archive can say what it holds, it "
        "is compared with the frozen copy, address by address.",
        lambda days: days.checked_by_on,
        "admin:archive_compare",
        "Compare",
    ),
    Task.LOOK: TaskWords(
        "A page can be held and still be of no use: without its style, with a player that does not "
        "play. Only a person sees that. Each page that is looked at is put on the record.",
        lambda days: days.checked_by_on,
        "admin:archive_look",
        "What was seen",
    ),
    Task.MOVE: TaskWords(
        "Then each address leads to its place in the web archive. Not earlier: a site that leads "
        "into the archive and is crawled again writes over its own pages there.",
        lambda days: min(days.checked_by_on + WEEK, days.domain_ends_on),
        "admin:stage",
        "The life of the site",
    ),
    Task.RENEW_DOMAIN: TaskWords(
        "The redirects work as long as the domain is yours. When it is renewed, give its new last "
        "day: this task is then due again thirty days before that.",
        lambda days: days.renewed_by_on,
        "admin:last_weeks_days",
        "The days",
    ),
}

PHASES = (
    ("Long before", (Task.AGREE, Task.NOMINATE, Task.NOTICES, Task.KEEP_DOMAIN)),
    (
        "Until the last publishing day",
        (Task.ANNOUNCE, Task.READINESS, Task.PUBLISH_LAST, Task.TELL_DEPARTMENT),
    ),
    ("Around the closing day", (Task.COPY, Task.CLOSE, Task.FREEZE, Task.VERIFY)),
    (
        "Into the web archive",
        (Task.LAST_CRAWL, Task.HAND_OVER, Task.COMPARE, Task.LOOK, Task.MOVE),
    ),
    ("For years", (Task.RENEW_DOMAIN,)),
)


def from_today(day: date, today: date) -> str:
    """`in 12 days`, `tomorrow`, `3 days ago`; in years where it is far."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    count = f"{abs(days)} days" if abs(days) < 730 else f"about {round(abs(days) / 365.25)} years"
    return f"in {count}" if days > 0 else f"{count} ago"
