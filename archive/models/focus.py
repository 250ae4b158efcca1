"""The part of a picture that stays in sight where the picture is cropped."""

from django.db import models


class Focus(models.TextChoices):
    """The part of a picture that stays in sight where it is cropped.

    A picture has one of its own, for wherever it stands small beside something else. A person has
    another, `portrait_focus`, which goes before it where the picture is their portrait: one
    photograph may show two people, whose faces are in two places, and a portrait is cropped upright
    where a list crops wide. Neither is made from the other.
    """

    TOP_LEFT = "top-left", "top left"
    TOP = "top", "top"
    TOP_RIGHT = "top-right", "top right"
    LEFT = "left", "left"
    CENTRE = "centre", "centre"
    RIGHT = "right", "right"
    BOTTOM_LEFT = "bottom-left", "bottom left"
    BOTTOM = "bottom", "bottom"
    BOTTOM_RIGHT = "bottom-right", "bottom right"
