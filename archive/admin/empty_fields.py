"""What a field that must not be empty says where it is: what to write there."""

from django import forms

TO_WRITE = {
    "address": "Write an address.",
    "answer": "Write an answer.",
    "body": "Write the text.",
    "category": "Choose a category.",
    "kind": "Choose a kind.",
    "language": "Choose a language.",
    "name": "Write a name.",
    "person": "Choose a person.",
    "question": "Write a question.",
    "slug": "Write a short name.",
    "speaker": "Write who speaks.",
    "text": "Write the text.",
    "title": "Write a title.",
}
"""By the names of fields. One that is not here, or has better words of its own, keeps its own."""


def say_what_to_write(fields: dict[str, forms.Field]) -> None:
    usual = forms.Field.default_error_messages["required"]
    for name, field in fields.items():
        if name in TO_WRITE and field.error_messages.get("required") == usual:
            field.error_messages["required"] = TO_WRITE[name]
