"""House words: the list that everybody who writes agrees on."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from archive.models import HouseWord
from archive.proofreading.house_words import clashing
from archive.proofreading.manuscript import spelling_of

from .base import EditingAdmin, EditingForm
from .bodies import LinesField


class HouseWordForm(EditingForm):
    instead_of = LinesField(
        label="Instead of",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Each other way on a line of its own: Expert by Experience board. Capitals "
        "count only where nothing else differs.",
    )

    class Meta:
        labels = {"write": "Write"}

    def clean_instead_of(self) -> list[str]:
        ways = list(dict.fromkeys(" ".join(way.split()) for way in self.cleaned_data["instead_of"]))
        if self.cleaned_data.get("write") in ways:
            raise ValidationError("One of these is the way in which it is written. Take it out.")
        return ways

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("write") and cleaned.get("instead_of"):
            word = HouseWord(write=cleaned["write"], instead_of=cleaned["instead_of"])
            others = [spelling_of(each) for each in HouseWord.objects.other_than(self.instance)]
            if other := clashing(spelling_of(word), others):
                self.add_error(
                    "instead_of",
                    f"“{other.write}” is a house word, too, and the two would undo each other. "
                    "Change one of them.",
                )
        return cleaned


@admin.register(HouseWord)
class HouseWordAdmin(EditingAdmin):
    form = HouseWordForm
    change_list_template = "admin/house_words.html"
    list_display = ("write", "other_ways", "why", "everywhere")
    search_fields = ("write", "why")
    ordering = ("write", "pk")
    fields = ("write", "instead_of", "why")

    @admin.display(description="instead of")
    def other_ways(self, word: HouseWord) -> str:
        return "; ".join(word.instead_of)

    @admin.display(description="on the record")
    def everywhere(self, word: HouseWord) -> SafeString:
        address = reverse("admin:replace")
        return format_html(
            '<a href="{}?word={}">Replace everywhere<span class="visually-hidden">: {}</span>…</a>',
            address,
            word.pk,
            word.write,
        )

    def is_public(self, obj: HouseWord) -> bool:
        return False

    def get_view_on_site_url(self, obj: HouseWord | None = None) -> None:
        return None
