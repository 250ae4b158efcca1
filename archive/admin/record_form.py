"""The form of every record: its wishes, its address; and, where it is the draft of a published one,
what readers are told of the change."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.lifecycle import (
    CHANGED_BESIDE,
    check_draft,
    marks_of_published,
    says_why,
    what_became_of,
)
from archive.models import Drafting, Kind, Record, State, free_slug

from .choosing import know_the_chosen
from .moments import in_words
from .publishing import GOES_OUT, ON_THE_SITE, Wish
from .submitting import SubmittingForm
from .writing import MEANWHILE

WHAT_CHANGED = ("change_note", "tell_readers", "is_correction")
"""What a draft of a published record says of itself."""

OF_A_DRAFT = (*WHAT_CHANGED, "known", "is_meant")
"""Fields of the draft of a published record alone."""

PUBLISHED_MEANWHILE = (
    "This was published while you were writing. Nothing was saved, and nothing is lost: the form "
    "holds what you wrote. Open the page in another tab, press “Edit” there, and bring it over."
)

IS_IT_MEANT = "If this draft goes out all the same, tick this, and press the button again."


class RecordForm(SubmittingForm):
    change_note = forms.CharField(
        label="What changed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A sentence: “Corrected the date of the meeting in paragraph 3.” Needed to "
        "publish. It is kept in the history; readers see it if you tell them, below.",
    )
    tell_readers = forms.BooleanField(
        label="Tell readers: this is news to them",
        required=False,
        help_text="The sentence stands on the page, and “last updated” becomes the day on which "
        "it goes out. Leave it for slips of the pen.",
    )
    is_correction = forms.BooleanField(
        label="It is a correction: what stood there was wrong",
        required=False,
        help_text="Readers are told, and the page says that it was corrected. The earlier text "
        "stays readable, as after every change.",
    )
    is_meant = forms.BooleanField(
        label="It goes out all the same: that is meant",
        required=False,
        help_text="Readers get the new text below the notice that stands on the page. The page "
        "does not stand again by it.",
    )
    """Asked where the page was withdrawn or superseded since the draft was begun."""

    known = forms.CharField(required=False, widget=forms.HiddenInput)
    """The state of the published record that the draft's editor has seen."""

    class Meta:
        labels = {"slug": "Short name"}

    stored_beside = WHAT_CHANGED
    decided_by_wish = {"published_at", "kind"}

    new_kind: Kind
    """The kind of a record that this form adds."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.kind:
            self.instance.kind = self.new_kind
            self.initial["kind"] = self.new_kind
            if self.limits and len(self.limits.topics) == 1 and not self.initial.get("topics"):
                self.initial["topics"] = list(self.limits.topics)
        for name, field in self.fields.items():
            know_the_chosen(self.instance, name, field)
        self.drafting: Drafting | None = None
        self.became = ""
        self.is_changed_beside = False
        if self.instance.draft_of_id:
            self._begin_from(self.instance.drafting)
        else:
            for name in OF_A_DRAFT:
                self.fields.pop(name, None)
        self.stored_address = self.instance.address
        self.stored_usual_address = self.instance.usual_address
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "address" in self.fields:
            self.fields["address"].required = False

    def _begin_from(self, drafting: Drafting) -> None:
        self.drafting = drafting
        self.initial |= {
            "change_note": drafting.change_note,
            "tell_readers": drafting.is_major,
            "is_correction": drafting.is_correction,
            "known": drafting.begun_from,
        }
        self.became = what_became_of(self.instance)
        if not self.became:
            self.fields.pop("is_meant")

    @property
    def goes_out(self) -> bool:
        """Do its words reach the public with this save, now or at its moment?"""
        if self.drafting is not None:
            waits = self.instance.goes_out_at is not None and self.wish is not Wish.PREVIEW
            return self.wish in GOES_OUT or waits
        return self.instance.goes_out_at is not None and self.wish is not Wish.PREVIEW

    def going_out(self) -> list[str]:
        """Of the draft of a published record that which is another than what readers have."""
        if self.drafting is None:
            return super().going_out()
        if not self.goes_out:
            return []
        published = self.instance.draft_of.facts
        given = self.cleaned_data.items()
        return [name for name, value in given if value != getattr(published, name, None)]

    def clean(self) -> dict:
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and cleaned.get("title"):
            taken = Record.objects.other_than(self.instance)
            cleaned["slug"] = free_slug(cleaned["title"], among=taken)
        if "address" in self.fields and "address" not in self.errors:
            cleaned["address"] = self._address(cleaned)
        if self.limits and self.wish is not Wish.PREVIEW and "topics" not in self.errors:
            fault = self.limits.fault_of_topics(cleaned.get("topics", ()))
            if fault:
                self.add_error("topics" if "topics" in self.fields else None, fault)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        is_taken = self.has_error("slug", "unique") or self.has_error("address", "unique")
        if is_taken and not self.instance.pk:
            for twin in Record.objects.at(self.instance.address).made_lately_by(self.by):
                self.add_error(None, self._made_already(twin))
        is_looked_at = self.goes_out or self.wish is Wish.PREVIEW
        if self.drafting is not None and is_looked_at and not self.errors:
            try:
                check_draft(self.instance)
            except ValidationError as refusal:
                self.add_error(None, refusal.messages)

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

    def grant(self, wish: Wish, cleaned: dict) -> None:
        if self.drafting is None:
            if self.before in ON_THE_SITE:
                raise ValidationError(PUBLISHED_MEANWHILE, code=MEANWHILE)
            super().grant(wish, cleaned)
            return
        self.check_state(wish)
        drafting = self.drafting
        drafting.change_note = cleaned.get("change_note", "").strip()
        drafting.is_correction = cleaned.get("is_correction", False)
        drafting.is_major = cleaned.get("tell_readers", False) or drafting.is_correction
        drafting.not_published_because = ""
        if wish is Wish.SCHEDULE:
            drafting.goes_out_at, drafting.scheduled_by = self.moment_to_come(cleaned), self.by
        elif wish in (Wish.PUBLISH, Wish.TAKE_BACK):
            drafting.goes_out_at = drafting.scheduled_by = None
        says_what = wish in GOES_OUT or wish is Wish.SUBMIT or self.instance.goes_out_at
        if not says_why(drafting.change_note) and says_what:
            self.add_error("change_note", "Say what changed, in a sentence.")
        if wish in GOES_OUT or cleaned.get("is_meant"):
            self._look_at_what_is_published(cleaned)

    def _look_at_what_is_published(self, cleaned: dict) -> None:
        """Nothing that somebody changed there is overwritten by who has not seen it, and nothing
        goes onto a page that was withdrawn without that being meant."""
        words, as_it_stands = marks_of_published(self.instance)
        known = cleaned.get("known", "")
        is_asked = self.became and known == words
        if known != as_it_stands and not is_asked:
            self.is_changed_beside = True
            self.add_error(None, CHANGED_BESIDE)
            # The next publication is made in the knowledge of both texts.
            self.data = self.data.copy()
            self.data[self.add_prefix("known")] = words if self.became else as_it_stands
        elif is_asked and not cleaned.get("is_meant"):
            self.add_error("is_meant", f"{self.became} Nothing was published. {IS_IT_MEANT}")
        elif self.drafting is not None:
            self.drafting.begun_from = as_it_stands

    def outcome(self) -> str:
        if self.drafting is None or hasattr(self.instance, "is_submitted") or self.kept_back:
            return super().outcome()
        if self.wish is Wish.PUBLISH and not hasattr(self.instance, "held_back"):
            return "is published. What changed is on the site now."
        if moment := self.instance.goes_out_at:
            return (
                f"will be published on {in_words(moment)}, London time. Until then the public "
                "sees what is there now."
            )
        if self.before == State.SCHEDULED:
            return "is a draft again. The public sees what is there now."
        return "is saved as a draft. The public goes on seeing what is published."
