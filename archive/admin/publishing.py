"""What an editor asks for when they save: each wish a button of its own, none of them silent."""

from datetime import datetime
from enum import Enum

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import ReleaseSet, State
from archive.models.release import place_of

from .asking_once import asked_field
from .base import PREVIEW, EditingForm
from .far_moments import MEANT, ask_about_far
from .moments import MomentField, in_words


class Wish(Enum):
    """What the button says that was pressed; the values are the buttons' names."""

    SAVE = "_save"  # keep the text, change nothing about its being public
    PREVIEW = PREVIEW  # show it, keep nothing
    PUBLISH = "_publish"  # out, now
    SCHEDULE = "_schedule"  # out, at that moment
    SUBMIT = "_submit"  # somebody else is to look at it
    TAKE_BACK = "_take_back"  # not to go out after all
    WITHDRAW = "_withdraw"  # stays, with the reason on top
    RESTORE = "_restore"  # stands again
    SUPERSEDE = "_supersede"  # leads to the newer one
    MOVE = "_move"  # has another address


GOES_OUT = (Wish.PUBLISH, Wish.SCHEDULE)
"""The wishes that give the words of a draft to the public."""


ON_THE_SITE = {State.PUBLISHED, State.WITHDRAWN}
"""The states in which the public reads it."""

ALLOWED = {
    Wish.PUBLISH: {State.DRAFT, State.SCHEDULED},
    Wish.SCHEDULE: {State.DRAFT, State.SCHEDULED},
    Wish.TAKE_BACK: {State.SCHEDULED},
}
"""The states from which a wish can be granted; saving and looking can be done in each."""


CHANGES_WHAT_STANDS = {Wish.WITHDRAW, Wish.RESTORE, Wish.SUPERSEDE, Wish.MOVE}
"""The wishes for what only a published record has."""

NOT_HERE = (
    "Nothing was saved: that cannot be done with this form. Open the page again, and choose one of "
    "its buttons."
)

NOT_YOURS_TO_PUBLISH = (
    "Nothing was saved: your account writes drafts, and publishing is for editors. Save the draft, "
    "and ask one of them."
)


def state_of(thing, now: datetime | None = None) -> State:
    """The state of a record, or of anything else that goes out."""
    now = now or timezone.now()
    if hasattr(thing, "state_at"):
        return thing.state_at(now)
    if thing.goes_out_at is None:
        return State.DRAFT
    return State.SCHEDULED if thing.goes_out_at > now else State.PUBLISHED


def _goes_with(release: ReleaseSet) -> SafeString:
    do = (
        "Move or take back the whole set."
        if release.is_scheduled
        else "Take it out of the set to publish it alone."
    )
    return format_html(
        'It goes out with the release set <a href="{}">{}</a>. Nothing was saved. {}',
        reverse("admin:archive_releaseset_change", args=[release.pk]),
        release,
        do,
    )


class PublishingForm(EditingForm):
    """For what is published by the clock: `published_at` is set by buttons, never typed."""

    schedule_for = MomentField(label="Publish on", required=False)
    meant_for = asked_field()

    allowed = ALLOWED
    may_publish = False
    """Whether who fills it in may do more than write: each form is told."""

    decided_by_wish = {"published_at"}
    """Fields that the wish sets: the model's promises about them are checked with the form's."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.now = timezone.now()
        self.initial[MEANT] = self.data.get(self.add_prefix(MEANT), "")  # no change by the editor
        stored = self.instance if self.instance.pk else None
        self.before = state_of(stored, self.now) if stored else None
        self.stored_goes_out_at = stored.goes_out_at if stored else self._published_at()
        self.place = place_of(self.instance)
        self.release = stored.release if stored and self.before in ALLOWED[Wish.PUBLISH] else None
        self.state = self.before or State.DRAFT
        if self.before == State.SCHEDULED:
            self.fields["schedule_for"].initial = self.stored_goes_out_at
        self.wish = next((wish for wish in Wish if wish.value in self.data), Wish.SAVE)

    def _published_at(self) -> datetime | None:
        return getattr(self.instance, "published_at", None)

    def clean(self) -> dict:
        cleaned = super().clean()
        try:
            self.grant(self.wish, cleaned)
        except ValidationError as refusal:
            self.add_error(None, refusal)
        return cleaned

    def going_out(self) -> list[str]:
        """All of it, on the way to the site; only what was changed, where it is there already;
        nothing of a draft, which may wait for its pictures."""
        if self.wish in GOES_OUT:
            return list(self.fields)
        return [] if self.instance.goes_out_at is None else self.changed_data

    def grant(self, wish: Wish, cleaned: dict) -> None:
        """Set on the instance what `wish` says. Raises ValidationError, with a sentence."""
        self.check_state(wish)
        if wish is Wish.PUBLISH:
            self.instance.published_at = self.now
        elif wish is Wish.SCHEDULE:
            self.instance.published_at = self.moment_to_come(cleaned) or self.stored_goes_out_at
        elif wish is Wish.TAKE_BACK:
            self.instance.published_at = None

    def check_state(self, wish: Wish) -> None:
        """Raises ValidationError where it is in no state for that, or not theirs to do, or where no
        button of this form wishes it."""
        if wish in CHANGES_WHAT_STANDS and wish not in self.allowed:
            raise ValidationError(NOT_HERE)
        if wish in self.allowed and not self.may_publish:
            raise ValidationError(NOT_YOURS_TO_PUBLISH)
        if wish in self.allowed and self.release is not None:
            raise ValidationError(_goes_with(self.release))
        if wish in self.allowed and self.state not in self.allowed[wish]:
            raise ValidationError(
                f"This is {self.state.label.lower()} by now, so that cannot be done. "
                "Nothing was saved; look at it again and choose anew."
            )

    def moment_to_come(self, cleaned: dict) -> datetime | None:
        moment = cleaned.get("schedule_for")
        if moment is None:
            if "schedule_for" not in self.errors:
                self.add_error("schedule_for", "Give the date and the time to publish it.")
        elif moment <= self.now:
            self.add_error(
                "schedule_for",
                f"{in_words(moment)} has passed. Choose a later moment, or publish now.",
            )
        else:
            ask_about_far(self, "schedule_for", moment, self.now)
            return None if self.has_error("schedule_for") else moment
        return None

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - self.decided_by_wish

    def outcome(self) -> str:
        """What came of it, for the message after saving."""
        after = state_of(self.instance)
        if after == State.SCHEDULED:
            return f"will be published on {in_words(self.instance.goes_out_at)}, London time."
        if after == State.DRAFT:
            taken_back = self.before not in (None, State.DRAFT)
            return (
                "is a draft again."
                if taken_back
                else "is saved as a draft: nobody outside sees it."
            )
        if self.before in (None, State.DRAFT, State.SCHEDULED):
            return "is published."
        return "is saved. What changed is on the site now."
