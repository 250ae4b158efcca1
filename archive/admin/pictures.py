"""Pictures: chosen with words that stand for them, looked into, and inserted into texts."""

import re

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from archive.files import FileRefused
from archive.files.pictures import MAX_BYTES
from archive.lifecycle import SiteClosed, refusing_when_closed
from archive.markdown.images import DECORATIVE
from archive.models import Picture

from .base import EditingAdmin, EditingForm
from .closed import refuse_when_closed
from .focus import FocusWidget
from .moments import briefly
from .names import name_of

TOO_LARGE = f"This picture is larger than {MAX_BYTES // 1_000_000} MB. Save a smaller copy."


WORDS = ("alt", "is_decorative", "caption", "credit")

MARKUP = re.compile(r"<\s*[/!a-zA-Z]|\]\(|\*\*|`")


def are_plain_words(text: str) -> None:
    """They stand in a text in Markdown, where marks of their own would break it."""
    if MARKUP.search(text):
        raise forms.ValidationError(
            f"“{text}” has HTML or Markdown in it. Write plain words about a picture."
        )


class UploadForm(forms.Form):
    """What the dialog of the Markdown editor sends."""

    file = forms.FileField(error_messages={"required": "Choose a picture."})
    alt = forms.CharField(max_length=300, required=False, validators=[are_plain_words])
    is_decorative = forms.BooleanField(required=False)
    caption = forms.CharField(max_length=300, required=False, validators=[are_plain_words])
    credit = forms.CharField(max_length=200, required=False, validators=[are_plain_words])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def clean(self) -> dict:
        words = {name: self.cleaned_data.get(name, "") for name in WORDS}
        if not self.errors.keys() & words.keys():
            Picture(**words).clean()
        return self.cleaned_data

    def keep(self, by) -> Picture:
        """Raises FileRefused, with a sentence."""
        given = dict(self.cleaned_data)
        file = given.pop("file")
        return Picture.objects.keep(file, name=file.name, by=by, **given)


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Keep a picture and answer with the Markdown that shows it, or with why it was refused."""
    if not request.user.has_perm("archive.add_picture"):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(
            {"refused": [e for errors in form.errors.values() for e in errors]}, status=422
        )
    try:
        with refusing_when_closed():
            refuse_when_closed(request)  # before its file is stored
            picture = form.keep(request.user)
    except FileRefused as refusal:
        return JsonResponse({"refused": [refusal.sentence]}, status=422)
    except SiteClosed as refusal:
        return JsonResponse({"refused": [str(refusal)]}, status=422)
    return JsonResponse({"markdown": markdown_of(picture)}, status=201)


def markdown_of(picture: Picture) -> str:
    """The text that shows `picture` in a body."""
    alt = DECORATIVE if picture.is_decorative else picture.alt
    alt = alt.replace("[", "(").replace("]", ")").replace("\n", " ")
    says = "; ".join(filter(None, (picture.caption, picture.credit))).replace('"', "”")
    title = f' "{says}"' if says else ""
    return f"![{alt}]({picture.get_absolute_url()}{title})"


class PictureForm(EditingForm):
    chosen = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP, AVIF or GIF that does not move. It is drawn anew, without "
        "what cameras hide in it: place, time, maker.",
        error_messages={"required": "Choose a picture."},
    )

    class Meta:
        widgets = {"focus": FocusWidget("thumbnail")}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("alt", "caption", "credit"):
            if name in self.fields:
                self.fields[name].validators.append(are_plain_words)
        if self.instance.pk:
            del self.fields["chosen"]
            if "focus" in self.fields:
                self.fields["focus"].widget.picture = self.instance

    def clean_chosen(self):
        file = self.cleaned_data["chosen"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return file

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors or self.instance.pk:
            return
        file = self.cleaned_data["chosen"]
        words = {name: self.cleaned_data[name] for name in WORDS}
        try:
            self.instance = Picture.objects.keep(file, name=file.name, **words)
        except FileRefused as refusal:
            self.add_error("chosen", refusal.sentence)


@admin.register(Picture)
class PictureAdmin(EditingAdmin):
    form = PictureForm
    list_display = ("thumbnail", "shows", "caption", "size", "uploaded", "by")
    list_display_links = ("shows",)
    list_select_related = ("uploaded_by",)
    search_fields = ("alt", "caption", "credit", "source_name")
    date_hierarchy = "uploaded_at"
    ordering = ("-uploaded_at", "-pk")
    readonly_fields = ("large", "in_a_text", "size", "source_name", "uploaded", "by")

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> tuple:
        words = ("alt", "is_decorative", "caption", "credit")
        if obj is None:
            return ((None, {"fields": ("chosen", *words)}),)
        facts = ("size", "source_name", "uploaded", "by")
        return (
            (None, {"fields": ("large", *words, "focus")}),
            ("To use it", {"fields": ("in_a_text",)}),
            ("Where it comes from", {"classes": ("collapse",), "fields": facts}),
        )

    def get_form(self, request: HttpRequest, obj=None, change: bool = False, **kwargs):
        kwargs["fields"] = WORDS if obj is None else (*WORDS, "focus")
        return super().get_form(request, obj, change, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        """A text may show it: a picture that nothing shows does no harm."""
        return False

    def save_model(self, request: HttpRequest, obj: Picture, form, change: bool) -> None:
        obj.uploaded_by = obj.uploaded_by or request.user
        super().save_model(request, obj, form, change)

    @admin.display(description="picture")
    def thumbnail(self, picture: Picture) -> SafeString:
        return format_html(
            '<img class="thumbnail" src="{}" alt="" width="{}" height="{}" loading="lazy">',
            picture.get_absolute_url(),
            *_within(picture, 96, 64),
        )

    @admin.display(description="picture")
    def large(self, picture: Picture) -> SafeString:
        return format_html(
            '<img class="large-picture" src="{}" alt="{}" width="{}" height="{}">',
            picture.get_absolute_url(),
            picture.alt,
            *_within(picture, 640, 480),
        )

    @admin.display(description="in a text")
    def in_a_text(self, picture: Picture) -> SafeString:
        return format_html("<code>{}</code>", markdown_of(picture))

    @admin.display(description="what it shows", ordering="alt")
    def shows(self, picture: Picture) -> str:
        return str(picture)

    @admin.display(description="size")
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height} pixels"

    @admin.display(description="uploaded", ordering="uploaded_at")
    def uploaded(self, picture: Picture) -> str:
        return briefly(picture.uploaded_at)

    @admin.display(description="by")
    def by(self, picture: Picture) -> str | None:
        return name_of(picture.uploaded_by) if picture.uploaded_by else None


def _within(picture: Picture, width: int, height: int) -> tuple[int, int]:
    scale = min(width / picture.width, height / picture.height, 1)
    return max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
