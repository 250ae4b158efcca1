"""Markdown in forms: the field that reads it for faults, and its editor with live preview."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from archive import markdown
from archive.models import Picture
from archive.templatetags.markdown import rendered

LONGEST = 2_000_000  # characters that are rendered for a preview


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: list | str | None) -> str:
        return "\n".join(value) if isinstance(value, list) else value or ""

    def to_python(self, value: str | list | None) -> list[str]:
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: list | None, data: str | None) -> bool:
        return self.to_python(data) != (initial or [])


class PlainTextField(forms.CharField):
    """A text whose lines end as they do in files, whatever the browser sends."""

    def to_python(self, value: str | None) -> str:
        return _with_plain_line_ends(super().to_python(value))


class MarkdownWidget(MarkdownxWidget):
    """The text and its preview side by side; without JavaScript a plain text area."""

    template_name = "admin/widgets/markdown.html"

    class Media:
        extend = False
        css = {"all": ["admin_site/writing.css"]}
        js = [forms.Script("admin_site/markdown.js", type="module")]

    def get_context(self, name: str, value: str | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        body = rendered(value or "")
        return context | {
            "words": body.words,
            "minutes": markdown.minutes_for(body.words),
            "problems": markdown.problems(value or ""),
        }


class SmallMarkdownWidget(forms.Textarea):
    """Markdown in a row among others, where there is no room for a preview."""

    template_name = "admin/widgets/small_markdown.html"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"rows": 3, "class": "small-markdown", **(attrs or {})})

    def get_context(self, name: str, value: str | None, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        return context | {"problems": markdown.problems(value or "")}


class MarkdownField(MarkdownxFormField):
    """Refuses what could run a program or mislead; what is merely unwise is only pointed out."""

    def to_python(self, value: str | None) -> str:
        return _with_plain_line_ends(super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        blocking = [problem for problem in markdown.problems(value) if problem.blocking]
        if blocking:
            raise forms.ValidationError([f"Line {found.line}: {found.text}" for found in blocking])


class SmallMarkdownField(MarkdownField, forms.CharField):
    """The same in a row among others."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.widget = SmallMarkdownWidget()


def unseen_pictures(source: str) -> list[str]:
    """Which pictures of a text nobody would see, and which ones some could not, in sentences."""
    found = []
    for shown in markdown.pictures(source):
        if not shown.alt:
            found.append(
                f"Line {shown.line}: A picture has no description. Write between the square "
                "brackets what it shows, for people who cannot see it."
            )
        if not Picture.objects.named(shown.source.rpartition("/")[2]).exists():
            found.append(
                f"Line {shown.line}: There is no picture {shown.source} on this site. Add it with "
                "“Picture…” above the text."
            )
    return found


def check_pictures(form: forms.ModelForm, names: Iterable[str]) -> None:
    """Refuse what nobody could see in those of the fields that hold Markdown."""
    for name in names:
        if not isinstance(form.fields[name], MarkdownField):
            continue
        if faults := unseen_pictures(form.cleaned_data.get(name) or ""):
            form.add_error(name, faults)


def warnings(form: forms.BaseForm) -> list[str]:
    """What a saved form's texts say that readers would stumble over, in sentences."""
    return [
        f"{form[name].label}, line {found.line}: {found.text}"
        for name, field in form.fields.items()
        if isinstance(field, MarkdownField)
        for found in markdown.problems(form.cleaned_data.get(name) or "")
        if not found.blocking
    ]


@require_POST
def preview(request: HttpRequest) -> JsonResponse:
    """What a text will look like, its length, and what is wrong with it."""
    for_writers(request)
    source = request.POST.get("content", "")
    if len(source) > LONGEST:
        return JsonResponse({"refused": "This text is too long to be previewed."}, status=413)
    body = rendered(source)
    found = markdown.problems(source)
    return JsonResponse(
        {
            "html": body.html,
            "words": body.words,
            "minutes": markdown.minutes_for(body.words),
            "problems": [
                {"line": each.line, "text": each.text, "blocking": each.blocking} for each in found
            ],
        }
    )


def page(request: HttpRequest) -> HttpResponse:
    """The empty page that the editor shows a text in, in the public's own styles."""
    for_writers(request)
    return render(request, "admin/markdown_page.html")


def for_writers(request: HttpRequest) -> None:
    """Only who may add or change something has a text to preview."""
    writes = ("archive.add_", "archive.change_")
    if not any(held.startswith(writes) for held in request.user.get_all_permissions()):
        raise PermissionDenied


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
