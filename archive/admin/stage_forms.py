"""What is filled in to move the site from stage to stage, or to decide what somebody asked for."""

from django import forms
from django.http import QueryDict

from archive.lifecycle import CHECKED, StageMoveRefused, check_move, faults_of
from archive.models import ArchiveCheck, ArchivedSite, Review, SiteState, Stage, StageRequest

from .without_colons import WithoutColons


class MoveForm(WithoutColons, forms.Form):
    to = forms.ChoiceField(choices=Stage, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept with the move, for whoever asks later.",
    )
    is_confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    archived: ArchivedSite | None = None
    """Where the pages of the site are from then on; nothing unless that is what the move does."""

    def __init__(self, state: SiteState, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.state = state

    def clean(self) -> dict:
        cleaned = super().clean()
        reason = cleaned.get("reason", "")
        if "to" in cleaned:
            try:
                check_move(self.state, self.stage, reason)
            except StageMoveRefused as refusal:
                self.add_error(None if reason else "reason", str(refusal))
        return cleaned

    @property
    def stage(self) -> Stage:
        return Stage(self.cleaned_data["to"])


class ArchivingForm(MoveForm):
    """A move to the stage archived. What is missing is said in the words of `faults_of`."""

    is_checked = forms.BooleanField(label=CHECKED, required=False)
    timestamp = forms.CharField(
        label="The capture’s 14 digits",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    answering = forms.ChoiceField(
        choices=ArchivedSite.Answering,
        widget=forms.RadioSelect,
        help_text="A signpost says where the page is, what the review was and who answers "
        "questions. Leading on is quicker, and tells nobody anything.",
    )
    questions = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4}))
    prefix = forms.CharField(required=False, widget=forms.TextInput(attrs={"class": "vTextField"}))

    field_order = ["is_checked", "timestamp", "answering", "questions", "prefix", "reason"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._begin_with_what_was_looked_at()
        for name in ("timestamp", "answering", "questions", "prefix"):
            of_row = ArchivedSite._meta.get_field(name)
            name_of_row = of_row.verbose_name[:1].upper() + of_row.verbose_name[1:]
            self.fields[name].label = self.fields[name].label or name_of_row
            self.fields[name].help_text = self.fields[name].help_text or of_row.help_text
            self.initial.setdefault(name, of_row.get_default())
        if not self.initial["questions"]:
            self.initial["questions"] = Review.objects.by_name_alone().where_to_turn

    def _begin_with_what_was_looked_at(self) -> None:
        check = ArchiveCheck.objects.of_the_home_page()
        if check is None or not check.capture.timestamp:
            return
        self.initial = check.capture._asdict() | self.initial
        self.fields["timestamp"].help_text = (
            f"{check.capture.timestamp} is the capture of the home page that {check.looked_by} "
            "looked at. The digits are a moment in UTC."
        )

    def clean(self) -> dict:
        cleaned = super().clean()
        facts = {name: cleaned.get(name, "") for name in ("timestamp", "questions", "prefix")}
        self.archived = ArchivedSite(
            checked=CHECKED if cleaned.get("is_checked") else "",
            answering=cleaned.get("answering", ArchivedSite.Answering.SIGNPOSTS),
            **{name: value.strip() for name, value in facts.items()},
        )
        for name, said in faults_of(self.archived).items():
            self.add_error("is_checked" if name == "checked" else name, said)
        return cleaned


class DecisionForm(forms.Form):
    """What a second administrator does with what the first one asked for."""

    asked = forms.ModelChoiceField(StageRequest.objects.all(), widget=forms.HiddenInput)
    decision = forms.ChoiceField(choices=[("confirm", ""), ("decline", "")])
    is_confirmed = forms.BooleanField(required=False)


def filled_in(state: SiteState, sent: QueryDict) -> MoveForm:
    """The form that somebody sent."""
    kind = ArchivingForm if sent.get("to") == Stage.ARCHIVED else MoveForm
    return kind(state, sent)


def to_fill_in(state: SiteState, to: Stage) -> MoveForm:
    """The form for a move to `to`, which stands beside others on its page."""
    kind = ArchivingForm if to == Stage.ARCHIVED else MoveForm
    return kind(state, initial={"to": to}, auto_id=f"id_{to}_%s")
