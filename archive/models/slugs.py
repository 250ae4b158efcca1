"""Short names for addresses and anchors, made from what an editor wrote."""

from django.db import models
from django.utils.text import slugify

UNTITLED = "untitled"
"""Of a text without a letter that addresses are made of."""


def free_slug(text: str, *, among: models.QuerySet, field: str = "slug", most: int = 80) -> str:
    """A slug of `text`, cut at a word, that no row of `among` has in `field`; -2, -3 … if taken."""
    slug = slugify(text.replace("’", "").replace("'", "")) or UNTITLED
    if len(slug) > most:
        slug = slug[: most + 1].rpartition("-")[0] or slug[:most]
    taken = set(among.filter(**{f"{field}__startswith": slug}).values_list(field, flat=True))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
