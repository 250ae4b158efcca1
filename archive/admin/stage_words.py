"""What each stage means, and each way to the next one, in sentences."""

from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from archive.models import Stage, StageChange

MEANS = {
    Stage.OPEN: (
        "The public sees the site without a notice.",
        "Calls are open and closed by the clock, and people are invited to take part.",
        "Editors write and publish.",
    ),
    Stage.CLOSING: (
        "Every public page stands under the closing notice of the day.",
        "Every call shows as closed, whatever its dates say.",
        "Where people were invited to take part they read where to turn instead.",
        "Editors can still correct and publish.",
    ),
    Stage.CLOSED: (
        "The public sees the same pages as at the moment of the closing, and no other ones.",
        "Nothing on the record can change, whoever tries: the database itself refuses.",
        "Editors look at everything and change nothing. What is still a draft stays one.",
        "Signing in goes on working, and accounts are looked after as before.",
    ),
    Stage.ARCHIVED: (
        "Whoever asks for a page is told where it is in the web archive, or led there at once.",
        "What was taken down stays taken down, and is pointed to nowhere.",
        "The record and what was kept stay as they were when the site closed: nothing is lost.",
        "Editors look at everything and change nothing. Signing in goes on working.",
    ),
}
"""For the public and for editors."""


class Way(NamedTuple):
    """A way from one stage to the next, as its button, its heading and its explanation say it."""

    title: str
    says: str
    deed: str  # somebody asks to …
    question: str


WAYS = {
    (Stage.OPEN, Stage.CLOSING): Way(
        "Announce the closing",
        "The next page says what the public will see, and asks you once more.",
        "announce the closing",
        "Announce the closing now?",
    ),
    (Stage.CLOSING, Stage.OPEN): Way(
        "Open it again",
        "If the closing was announced too early. The next page asks you once more.",
        "open the site again",
        "Open the site again?",
    ),
    (Stage.CLOSED, Stage.ARCHIVED): Way(
        "Hand over to the web archive",
        "Each address leads to its page there from then on. You ask for it, and a second "
        "administrator confirms it. Nothing changes until then.",
        "hand the site over to the web archive",
        "Ask to hand the site over to the web archive?",
    ),
    (Stage.ARCHIVED, Stage.CLOSED): Way(
        "Show its pages here again",
        "It goes back to the stage “Closed”: the same pages as before, from here. "
        "A second administrator confirms it.",
        "show the site’s pages here again",
        "Ask to show the site’s pages here again?",
    ),
    (Stage.ARCHIVED, Stage.CLOSING): Way(
        "Reopen it for corrections",
        "Its pages are shown here again under the notice, and editors can correct. "
        "A second administrator confirms it.",
        "reopen the site for corrections",
        "Ask to reopen the site for corrections?",
    ),
    (Stage.ARCHIVED, Stage.OPEN): Way(
        "Open it again",
        "Its pages are shown here again without the notice, as open as ever. "
        "A second administrator confirms it.",
        "open the site again",
        "Ask to open the site again?",
    ),
    (Stage.CLOSING, Stage.CLOSED): Way(
        "Close the site",
        "You ask for it, and a second administrator confirms it. Nothing changes until then.",
        "close the site",
        "Ask to close the site?",
    ),
    (Stage.CLOSED, Stage.CLOSING): Way(
        "Reopen it for corrections",
        "It goes back to the stage “Closing”: the notice stays, and editors can correct. "
        "A second administrator confirms it.",
        "reopen the site for corrections",
        "Ask to reopen the site for corrections?",
    ),
    (Stage.CLOSED, Stage.OPEN): Way(
        "Open it again",
        "The notice goes, and the site is as open as it ever was. "
        "A second administrator confirms it.",
        "open the site again",
        "Ask to open the site again?",
    ),
}


def deed(to: str, stage: Stage) -> str:
    """What somebody asks to do who asks for the stage `to` in a site that is in `stage`, or was in
    another one when it was asked for."""
    ways = {came_from: way for (came_from, goal), way in WAYS.items() if goal == to}
    return (ways.get(stage) or next(reversed(ways.values()))).deed


def moved_by(change: StageChange) -> str:
    """Who moved the site: one person, two, or nobody but the server."""
    by = f"by {_name(change.made_by)}" if change.made_by else "on the server"
    return f"{by}, confirmed by {_name(change.confirmed_by)}" if change.confirmed_by else by


def _name(person: AbstractBaseUser) -> str:
    return person.get_full_name() or person.get_username()
