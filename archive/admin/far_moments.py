"""A moment so far away that a slip in the year is the likely reason."""

from datetime import datetime, timedelta

from django import forms

from .asking_once import ask_once
from .moments import in_words

ASKS_BEYOND = timedelta(days=366)
REFUSES_BEYOND = timedelta(days=5 * 365 + 2)

MEANT = "meant_for"
"""The hidden field of a form that says of which moment it has asked already."""


def ask_about_far(form: forms.BaseForm, name: str, moment: datetime, now: datetime) -> None:
    """Refuse what is more than five years away, and ask once of what is more than one."""
    if moment > now + REFUSES_BEYOND:
        form.add_error(
            name,
            f"{in_words(moment)} is more than five years away, and nothing is planned as far ahead "
            "as that. Look at the year again.",
        )
    elif moment > now + ASKS_BEYOND:
        question = (
            f"{in_words(moment)} is more than a year away. Look at the year again. If it is meant, "
            "press the button once more."
        )
        ask_once(form, name, MEANT, moment, question)
