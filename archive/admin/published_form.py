"""What becomes of a published record at once: it is withdrawn, stands again, gives way to a newer
one, moves. Its words are changed in a draft."""

from django import forms
from django.core.exceptions import ValidationError

from archive.lifecycle import says_why
from archive.models import Record, State
from archive.models.address import is_address, is_left_to_the_record

from . import addresses
from .asking_once import ask_once, asked_field
from .publishing import ON_THE_SITE, PublishingForm, Wish


class PublishedForm(PublishingForm):
    withdraw_because = forms.CharField(
        label="Why it is withdrawn",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stands on top of the page, which stays where it is.",
    )
    superseded_meant = asked_field()
    """Of which newer page it was asked already whether that is the one."""

    move_to = forms.CharField(
        label="New address",
        required=False,
        validators=[is_address, is_left_to_the_record],
        help_text="The address that it has now will lead to the new one for ever.",
    )

    class Meta:
        labels = {"superseded_by": "The newer one"}

    allowed = {
        Wish.PUBLISH: set(),
        Wish.SCHEDULE: set(),
        Wish.TAKE_BACK: set(),
        Wish.WITHDRAW: {State.PUBLISHED},
        Wish.RESTORE: {State.WITHDRAWN},
        Wish.SUPERSEDE: ON_THE_SITE,
        Wish.MOVE: ON_THE_SITE,
    }
    drafting = None
    """It is of no draft."""

    decided_by_wish = {"withdrawn_at", "withdrawn_because", "superseded_by"}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.stored_address = self.instance.address
        self.stored_withdrawn_at = self.instance.withdrawn_at
        self.stored_superseded_by = self.instance.superseded_by_id

    def grant(self, wish: Wish, cleaned: dict) -> None:
        self.check_state(wish)
        if wish is not Wish.SUPERSEDE:
            cleaned["superseded_by"] = self.instance.superseded_by
        if wish is Wish.WITHDRAW:
            self._withdraw(cleaned.get("withdraw_because", "").strip())
        elif wish is Wish.RESTORE:
            self.instance.withdrawn_at = None
            self.instance.withdrawn_because = ""
        elif wish is Wish.SUPERSEDE and not self.has_error("superseded_by"):
            self._supersede(cleaned.get("superseded_by"))
        elif wish is Wish.MOVE:
            self._move(cleaned.get("move_to", ""))

    def _withdraw(self, because: str) -> None:
        if not says_why(because):
            self.add_error("withdraw_because", "Say why: readers see the reason.")
            return
        self.instance.withdrawn_at = self.now
        self.instance.withdrawn_because = because

    def _supersede(self, newer: Record | None) -> None:
        """Titles are alike, and readers are led there at once: of a page it is asked once more."""
        if newer is None:
            if self.stored_superseded_by is None:
                self.add_error("superseded_by", "Choose the page that takes its place.")
            return
        question = (
            f"“{newer}”, {newer.address}, would take its place at once. If that is the page, press "
            "the button once more."
        )
        ask_once(self, "superseded_by", "superseded_meant", newer.pk, question)

    def _move(self, address: str) -> None:
        if not address:
            if "move_to" in self.fields and not self.has_error("move_to"):
                self.add_error("move_to", "Give the address that it is to have.")
            return
        try:
            addresses.check_move(self.instance, address)
        except ValidationError as refusal:
            self.add_error("move_to", refusal)
        else:
            self.instance.address = address

    def outcome(self) -> str:
        if self.wish is Wish.WITHDRAW:
            return "is withdrawn. Its page stays, with the reason on top."
        if self.wish is Wish.RESTORE:
            return "stands again."
        if self.wish is Wish.SUPERSEDE:
            newer = self.instance.superseded_by
            return f"leads readers to “{newer}” now." if newer else "stands for itself again."
        if self.wish is Wish.MOVE:
            return (
                f"moved from {self.stored_address} to {self.instance.address}. "
                "The old address leads to the new one."
            )
        return "is as it was."
