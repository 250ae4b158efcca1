"""Who has which form open, and what they typed there that is not saved.

A row is one form in one window. It stands beside the record and not in it: what is kept of a form
is no draft, nobody but its person ever sees it, and nothing else is made of it.
"""

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .readable import Readable

AWAY_AFTER = timedelta(seconds=45)
"""Without a beat for so long, a window is taken to be closed; it beats three times in that."""
TYPING_FOR = timedelta(seconds=20)
KEPT_FOR = timedelta(weeks=4)
MOST_KEPT = 100
"""Forms of one person: who has more of them unsaved looks at them first."""
FORM = ("model", "number", "kind")
"""What says which form it is."""

Words = list[tuple[str, str]]
"""The fields of a form as a browser would send them, in their order."""


class WritingQuerySet(models.QuerySet):
    def by(self, editor) -> "WritingQuerySet":
        return self.filter(editor=editor)

    def in_window(self, window: str) -> "WritingQuerySet":
        return self.filter(window=window)

    def of_form(self, **form) -> "WritingQuerySet":
        """Of one form: its `model`, the `number` of what it is of, or the `kind` of a new one."""
        return self.filter(**{name: form[name] for name in FORM})

    def kept(self) -> "WritingQuerySet":
        """Those with words in them, newest first."""
        return self.filter(kept_at__isnull=False).order_by("-kept_at", "-pk")

    def open_now(self, now: datetime) -> "WritingQuerySet":
        """Whose window is still there, in the order in which they were opened."""
        return self.filter(beat_at__gt=now - AWAY_AFTER).order_by("opened_at", "pk")

    def beside(self, editor, window: str, now: datetime, **form) -> "WritingQuerySet":
        """The other windows in which this form is open now, each with its person."""
        others = self.of_form(**form).open_now(now).defer("words").select_related("editor")
        return others.exclude(editor=editor, window=window)

    def beat(self, editor, window: str, now: datetime, changes: dict, **form) -> bool:
        """Say that the window is open, and what came of it. Whether it was known already."""
        mine = self.by(editor).in_window(window).of_form(**form)
        if mine.update(beat_at=now, **changes):
            return True
        self._let_go(now)
        begun = Writing(editor=editor, window=window, opened_at=now, beat_at=now, **form)
        for name, value in changes.items():
            setattr(begun, name, value)
        self.bulk_create([begun], ignore_conflicts=True)
        return False

    def _let_go(self, now: datetime) -> None:
        """What nobody came back for, and windows in which nothing was typed."""
        is_closed = Q(kept_at__isnull=True, beat_at__lte=now - AWAY_AFTER)
        self.filter(is_closed | Q(beat_at__lte=now - KEPT_FOR)).delete()

    def let_go(self) -> None:
        self._let_go(timezone.now())

    def leave(self) -> None:
        """The window was closed; what is kept of it stays."""
        self.update(beat_at=timezone.now() - AWAY_AFTER)

    def of_things(self, model: str, numbers: list[int]) -> "WritingQuerySet":
        return self.filter(model=model, number__in=numbers)

    def forget(self, numbers: list[int]) -> None:
        self.filter(pk__in=numbers).delete()


class Writing(Readable):
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="writings"
    )
    window = models.CharField(max_length=32, help_text="Drawn by lot whenever a form is opened.")
    model = models.CharField(max_length=50, help_text="Of what the form is.")
    number = models.PositiveBigIntegerField(null=True, help_text="Empty where it is a new one.")
    kind = models.CharField(max_length=30, blank=True, help_text="Of a new record.")
    opened_at = models.DateTimeField()
    beat_at = models.DateTimeField(db_index=True, help_text="When the window last said a word.")
    typed_at = models.DateTimeField(null=True)
    words = models.TextField(blank=True, help_text="The fields of the form, as JSON.")
    kept_at = models.DateTimeField(null=True)

    objects = WritingQuerySet.as_manager()

    class Meta:
        default_permissions = []
        indexes = [models.Index(fields=["model", "number"], name="writing_of_form")]
        constraints = [
            models.UniqueConstraint(
                fields=["editor", "window"], name="a_window_holds_one_form_of_its_editor"
            ),
            models.CheckConstraint(
                condition=Q(words="", kept_at__isnull=True)
                | (~Q(words="") & Q(kept_at__isnull=False)),
                name="kept_words_say_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"What {self.editor} writes"

    @property
    def fields(self) -> Words:
        return [(name, _whole(value)) for name, value in json.loads(self.words or "[]")]

    def is_typing(self, now: datetime) -> bool:
        return self.typed_at is not None and now - self.typed_at < TYPING_FOR


def _whole(text: str) -> str:
    """Half a character, as a browser gives of an emoji that it cut in two, as one that can be
    shown."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
