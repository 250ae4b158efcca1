"""Who may change what the public sees, who only writes, and who writes about some things alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model

from archive.models import Beat, FaqCategory, Topic

PUBLISH = "archive.publish"
LOOKS_AFTER_THE_SITE = "archive.move_stage"


def may_publish(user: AbstractBaseUser) -> bool:
    """Put on the site, schedule, withdraw, and change what is there."""
    return user.has_perm(PUBLISH)


def may_publish_alone(user: AbstractBaseUser) -> bool:
    """Put on the site what no second person approved, with a reason."""
    return user.has_perm("archive.publish_alone")


def may_touch(user: AbstractBaseUser, thing) -> bool:
    """Authors change drafts. What is public, or will be at its moment, is for who may publish."""
    return thing is None or _stored_as_draft(thing) or may_publish(user)


def _stored_as_draft(thing) -> bool:
    """A form may have set on `thing` what is not saved, and will not be."""
    return getattr(thing, "_stored_goes_out_at", thing.goes_out_at) is None


@dataclass(frozen=True)
class Limits:
    """The topics, and the groups of questions, that somebody writes about and nothing else."""

    topics: tuple[Topic, ...]
    categories: tuple[FaqCategory, ...]

    def __str__(self) -> str:
        groups = [f"the questions on “{each}”" for each in self.categories]
        return _in_a_row([*(f"“{each}”" for each in self.topics), *groups])

    def fault_of_topics(self, chosen: Iterable[Topic]) -> str:
        """Why a page about these may not be saved; nothing: it may."""
        if {each.pk for each in chosen} & {each.pk for each in self.topics}:
            return ""
        if not self.topics:
            return f"Your account writes about {self} alone: pages are for colleagues."
        of = "that topic" if len(self.topics) == 1 else "one of these topics"
        names = _in_a_row([f"“{each}”" for each in self.topics])
        return f"Your account writes about {names} alone. Give it {of}, or leave it to colleagues."

    def fault_of_category(self, chosen: FaqCategory | None) -> str:
        """The same for a question in that group."""
        if chosen is None or chosen.pk in {each.pk for each in self.categories}:
            return ""
        return f"Your account writes about {self} alone. Questions of other groups are for others."

    @property
    def why_only_read(self) -> str:
        return f"Your account writes about {self} alone: this is here for you to read."


def limits_of(user: AbstractBaseUser) -> Limits | None:
    """What an administrator limited `user` to; None where they write about everything, as who
    looks after the site always does. Asked for once a request."""
    if not hasattr(user, "_limits"):
        beats = [] if user.has_perm(LOOKS_AFTER_THE_SITE) else [*Beat.objects.of_account(user)]
        topics = tuple(beat.topic for beat in beats if beat.topic)
        categories = tuple(beat.category for beat in beats if beat.category)
        user._limits = Limits(topics, categories) if beats else None
    return user._limits


def is_within(user: AbstractBaseUser, thing: Model | None) -> bool:
    """Does `user` write about `thing`, as it is stored? About a new one its form decides."""
    if thing is None or thing.pk is None or limits_of(user) is None:
        return True
    return Beat.objects.of_account(user).covers(thing)


def _in_a_row(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
