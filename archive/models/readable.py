"""What every row with words promises: that all of them can be read."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models

from archive.markdown.characters import unreadable

WORDS = (models.CharField, models.TextField, models.JSONField)


class Readable(models.Model):
    """A model whose texts, and lists of texts, hold no characters that nobody sees."""

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        errors: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude=exclude)
        except ValidationError as error:
            errors = error.error_dict
        for field in self._meta.concrete_fields:
            if not isinstance(field, WORDS) or field.name in {*(exclude or ()), *errors}:
                continue
            value = getattr(self, field.attname)
            texts = value if isinstance(value, list) else [value]
            if said := next(filter(None, (unreadable(str(text or "")) for text in texts)), ""):
                errors[field.name] = [ValidationError(said, code="unreadable")]
        if errors:
            raise ValidationError(errors)
