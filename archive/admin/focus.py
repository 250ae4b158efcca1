"""Which part of a picture stays in sight where it is cropped, chosen by looking."""

from django import forms

from archive.models import Picture


class FocusWidget(forms.RadioSelect):
    """The picture as each choice would crop it, in the `shape` that the site crops it to:
    `portrait` or `thumbnail`. Before there is a picture there are the words alone."""

    template_name = "admin/widgets/focus.html"
    picture: Picture | None = None

    def __init__(self, shape: str) -> None:
        super().__init__()
        self.shape = shape

    def get_context(self, name: str, value: str | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        return context | {"picture": self.picture, "shape": self.shape}
