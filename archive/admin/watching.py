"""Names that must never be published, looked for in what a form would publish."""

from collections.abc import Iterable

from django import forms

from archive.lifecycle import hindrances_of_each


def refuse_watched(fields: Iterable[tuple[forms.ModelForm, str]]) -> None:
    """Add an error to each of these fields, named with its form, that says a watched name."""
    said = [(form, name, words) for form, name in fields if (words := _words(form, name))]
    if not said:
        return
    found = hindrances_of_each([(_label(form, name), words) for form, name, words in said])
    for (form, name, _), sentences in zip(said, found, strict=True):
        for sentence in sentences:
            form.add_error(name, sentence)


def _words(form: forms.ModelForm, name: str) -> str:
    said = form.cleaned_data.get(name)
    texts = said if isinstance(said, list) else [said]
    return "\n\n".join(text for text in texts if isinstance(text, str))


def _label(form: forms.ModelForm, name: str) -> str:
    return str(form.fields[name].label or name)
