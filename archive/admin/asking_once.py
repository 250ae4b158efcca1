"""What a form asks once whether it is meant: the same button, pressed again, is the answer."""

from django import forms


def asked_field() -> forms.CharField:
    """The hidden field in which a form tells what it has asked about already."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


def ask_once(form: forms.BaseForm, name: str, asked: str, about: object, question: str) -> None:
    """Refuse the field `name` with `question`, unless `about` is what the field `asked` says that
    was asked about already; another choice is asked about anew."""
    key = form.add_prefix(asked)
    if form.data.get(key) == str(about):
        return
    form.add_error(name, question)
    form.data = form.data.copy()
    form.data[key] = str(about)
