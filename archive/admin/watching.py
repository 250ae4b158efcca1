"""Names that must never be published, looked for in what a form would publish."""

from collections.abc import Iterable

from django import forms

from archive.lifecycle import hindrances_of_texts


def refuse_watched(form: forms.ModelForm, names: Iterable[str]) -> None:
    """Add an error where one of the fields would publish a watched name."""
    for name in names:
        said = form.cleaned_data.get(name)
        texts = said if isinstance(said, list) else [said]
        words = "\n\n".join(text for text in texts if isinstance(text, str))
        label = str(form.fields[name].label or name)
        for sentence in hindrances_of_texts([(label, words)]) if words else ():
            form.add_error(name, sentence)
