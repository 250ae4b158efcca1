"""The form's side of the second person: a draft is submitted from it, and what nobody else approved
does not go out by any of its buttons, unless an administrator says why."""

from functools import cached_property

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from archive.lifecycle import (
    SecondPersonNeeded,
    SubmissionRefused,
    approvers,
    check_reader,
    end_lapsed_approval,
    let_out,
    may_go_out,
    needs_second_person,
    says_why,
    submit,
    what_is_missing,
)
from archive.models import State, Submission, Thing

from .names import name_of
from .publishing import GOES_OUT, PublishingForm, Wish, state_of
from .submission_words import said_of_kept_back

OR_ALONE = "Or say why you publish it alone, below “Publish alone”."
CHANGES_THE_SITE = (
    "Nothing was saved: this would change what the public sees, and a second person has to approve "
    "that. Take it back to a draft, change it there, and submit it for review."
)
NO_DRAFT = "This is no draft by now, so there is nothing to submit. Look at it again."


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return name_of(user)


class SubmittingForm(PublishingForm):
    submit_to = PersonChoice(
        label="To whom",
        queryset=User.objects.none(),
        required=False,
        empty_label="Anybody who may approve",
    )
    submit_note = forms.CharField(
        label="A note for them",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What is new, and what they should look at closely.",
    )
    alone_because = forms.CharField(
        label="Why nobody else looks at it first",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Kept for ever, with your name, on the record’s page here and in a report. "
        "Readers do not see it.",
    )

    by: AbstractBaseUser
    may_publish_alone = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submit_to"].queryset = approvers(other_than=self.by)

    @cached_property
    def submission(self) -> Submission | None:
        """The one that stands, or the last that did."""
        return Submission.objects.last_of(self.instance) if self.instance.pk else None

    @cached_property
    def asks_for_second_person(self) -> bool:
        return needs_second_person(self.instance)

    @cached_property
    def is_let_out(self) -> bool:
        """May what is stored go out, as far as a second person is concerned?"""
        return self.may_go_out_now()

    def may_go_out_now(self) -> bool:
        """The same, with the words that the form has by now."""
        if not self.asks_for_second_person:
            return True
        return bool(self.instance.pk) and may_go_out(self.instance)

    @property
    def because(self) -> str:
        """Why it goes out alone, for those who may do that."""
        return (self.cleaned_data.get("alone_because") or "").strip()

    def check_state(self, wish: Wish) -> None:
        super().check_state(wish)
        if wish is Wish.SUBMIT:
            self._check_submission()
        elif wish in GOES_OUT and not self.is_let_out:
            self.refuse_unless_alone()

    def refuse_unless_alone(self) -> None:
        if self.may_publish_alone and says_why(self.because):
            return
        missing = what_is_missing(self.instance)
        hint = f" {OR_ALONE}" if self.may_publish_alone else ""
        raise ValidationError(f"Nothing was saved. {missing}{hint}")

    def _check_submission(self) -> None:
        if self.state != State.DRAFT:
            raise ValidationError(NO_DRAFT)
        try:
            check_reader(self.instance, self.cleaned_data.get("submit_to"), by=self.by)
        except SubmissionRefused as refusal:
            self.add_error("submit_to", str(refusal))

    @property
    def kept_back(self) -> str:
        """Once it is saved: that its release set does not go out at its moment."""
        return said_of_kept_back(self.release) if self.release else ""

    def outcome(self) -> str:
        if self.kept_back:
            return "is saved."
        if self.wish is Wish.SUBMIT and hasattr(self.instance, "is_submitted"):
            to = self.cleaned_data.get("submit_to")
            who = name_of(to) if to else "Whoever may approve"
            return f"is in review. {who} finds it on the first page."
        return super().outcome()


class ChangedAtOnceForm(SubmittingForm):
    """For what has no draft beside what is published: a save changes it where the public reads."""

    changes_the_site = CHANGES_THE_SITE

    @property
    def is_out(self) -> bool:
        """Is it on the site after this save, or has its moment?"""
        return state_of(self.instance) != State.DRAFT

    @property
    def gives_words_out(self) -> bool:
        return self.wish in GOES_OUT or bool(self.changed_data)

    def _post_clean(self) -> None:
        super()._post_clean()
        is_alone = self.may_publish_alone and says_why(self.because)
        is_changed_there = self.wish is Wish.SAVE and self.is_out and bool(self.changed_data)
        if is_changed_there and not self.errors and not is_alone and not self.may_go_out_now():
            self.add_error(None, self.changes_the_site)


def submit_saved(form: SubmittingForm, request: HttpRequest) -> None:
    """Once all of it was saved: ask for the second person, or say that an approval has ended."""
    thing = form.instance
    lapsed = end_lapsed_approval(thing)
    if kept_back := form.kept_back:
        messages.warning(request, kept_back)
    elif lapsed:
        messages.warning(
            request,
            f"{name_of(lapsed.decided_by)} had approved what stood here before. That ended with "
            "this change: submit it for review again.",
        )
    if form.wish is not Wish.SUBMIT:
        return
    try:
        submit(
            thing,
            by=request.user,
            note=form.cleaned_data["submit_note"],
            to=form.cleaned_data["submit_to"],
        )
    except SubmissionRefused as refusal:
        messages.error(request, f"Not submitted. {refusal}")
    else:
        thing.is_submitted = True


def let_out_saved(form: SubmittingForm, thing: Thing, at, by: AbstractBaseUser) -> list[str]:
    """Ask the door for what was just saved and goes out `at` a moment: why it may not, if so."""
    try:
        let_out(
            thing, by=by, alone_because=form.because, is_scheduled=bool(at and at > timezone.now())
        )
    except SecondPersonNeeded as needed:
        return [str(needed)]
    return []
