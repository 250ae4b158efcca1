"""The form of every record: its wishes, its address, and what readers are told of a change."""

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import Kind, Record, State, free_slug
from archive.models.address import is_address, is_left_to_the_record

from . import addresses
from .publishing import PublishingForm, Wish


class RecordForm(PublishingForm):
    change_note = forms.CharField(
        label="What changed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A sentence: “Corrected the date of the meeting in paragraph 3.” It is kept in "
        "the history for colleagues; readers see it only if you tell them, below.",
    )
    tell_readers = forms.BooleanField(
        label="Tell readers: this is news to them",
        required=False,
        help_text="“Last updated” on the page becomes today. Leave it for corrections of spelling.",
    )
    withdraw_because = forms.CharField(
        label="Why it is withdrawn",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Stands on top of the page, which stays where it is.",
    )
    move_to = forms.CharField(
        label="New address",
        required=False,
        validators=[is_address, is_left_to_the_record],
        help_text="The address that it has now will lead to the new one for ever.",
    )

    class Meta:
        labels = {"slug": "Short name"}

    decided_by_wish = {
        "published_at",
        "public_updated_at",
        "withdrawn_at",
        "withdrawn_because",
        "kind",
    }

    by: AbstractBaseUser
    """Who fills it in."""

    new_kind: Kind
    """The kind of a record that this form adds."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.kind:
            self.instance.kind = self.new_kind
            self.initial["kind"] = self.new_kind
        self.stored_address = self.instance.address
        self.stored_usual_address = self.instance.usual_address
        self.stored_withdrawn_at = self.instance.withdrawn_at
        self.stored_withdrawn_because = self.instance.withdrawn_because
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "address" in self.fields:
            self.fields["address"].required = False

    def clean(self) -> dict:
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and cleaned.get("title"):
            taken = Record.objects.other_than(self.instance)
            cleaned["slug"] = free_slug(cleaned["title"], among=taken)
        if "address" in self.fields and "address" not in self.errors:
            cleaned["address"] = self._address(cleaned)
        if cleaned.get("move_to"):
            self._move(cleaned["move_to"])
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        is_taken = self.has_error("slug", "unique") or self.has_error("address", "unique")
        if is_taken and not self.instance.pk:
            for twin in Record.objects.at(self.instance.address).made_lately_by(self.by):
                self.add_error(None, self._made_already(twin))

    @staticmethod
    def _made_already(twin: Record) -> SafeString:
        table = Kind(twin.kind).table
        return format_html(
            "You made “{}” just now, and this would be a second one. "
            '<a href="{}">Go on with the one that you made</a>.',
            twin.title,
            reverse(f"admin:archive_{table}_change", args=[twin.pk]),
        )

    def _address(self, cleaned: dict) -> str:
        """The address follows the short name, unless an editor gave it one of its own."""
        given = cleaned.get("address", "")
        if given and given != self.stored_usual_address:
            return given
        if not cleaned.get("slug"):
            return ""  # the missing title is fault enough
        kind = Kind(cleaned.get("kind") or self.instance.kind)
        return f"{kind.prefix}{cleaned['slug']}/"

    def _move(self, address: str) -> None:
        try:
            addresses.check_move(self.instance, address)
        except ValidationError as refusal:
            self.add_error("move_to", refusal)
        else:
            self.instance.address = address

    def grant(self, wish: Wish, cleaned: dict) -> None:
        super().grant(wish, cleaned)
        if wish is Wish.WITHDRAW:
            if not cleaned.get("withdraw_because", "").strip():
                self.add_error("withdraw_because", "Say why: readers see the reason.")
                return
            self.instance.withdrawn_at = self.now
            self.instance.withdrawn_because = cleaned["withdraw_because"].strip()
        elif wish is Wish.RESTORE:
            self.instance.withdrawn_at = None
            self.instance.withdrawn_because = ""
        elif wish is Wish.SAVE and self.tells_readers:
            if not cleaned.get("change_note", "").strip():
                self.add_error("change_note", "Say what changed: that is what readers are told.")
            self.instance.public_updated_at = self.now

    @property
    def tells_readers(self) -> bool:
        is_public = self.before in (State.PUBLISHED, State.WITHDRAWN)
        return is_public and bool(self.cleaned_data.get("tell_readers"))

    def outcome(self) -> str:
        if self.wish is Wish.WITHDRAW:
            return "is withdrawn. Its page stays, with the reason on top."
        if self.wish is Wish.RESTORE:
            return "stands again."
        if self.cleaned_data.get("move_to"):
            return (
                f"moved from {self.stored_address} to {self.instance.address}. "
                "The old address leads to the new one."
            )
        return super().outcome()
