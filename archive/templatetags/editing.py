"""What the admin's templates say: states as badges, moments in London's words."""

from datetime import datetime

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from archive.admin.calendar import away
from archive.admin.draft_links import opened, standing
from archive.admin.log import replaced, said
from archive.admin.moments import in_words
from archive.admin.names import name_of
from archive.admin.publishing import state_of
from archive.admin.readiness import counted_as_wrong, in_the_way, left_over, quoted
from archive.admin.records import form_address
from archive.admin.release_rows import badge_of_set
from archive.admin.reviewing import address_of_review, place_of_review
from archive.admin.stage_words import deed, moved_by
from archive.admin.states import badge
from archive.admin.submission_words import said_of_kept_back, said_of_submission, submission_badge
from archive.files import human_size
from archive.models import Comment, DraftLink, Record

register = template.Library()

register.filter("away", away)
register.filter("address_of_review", address_of_review)
register.filter("badge", badge)
register.filter("badge_of_set", badge_of_set)
register.filter("counted_as_wrong", counted_as_wrong)
register.filter("deed", deed)
register.filter("form_address", form_address)
register.filter("in_the_way", in_the_way)
register.filter("left_over", left_over)
register.filter("moved_by", moved_by)
register.filter("name_of", name_of)
register.filter("opened", opened)
register.filter("place_of_review", place_of_review)
register.filter("quoted", quoted)
register.filter("replaced", replaced)
register.filter("said", said)
register.filter("said_of_kept_back", said_of_kept_back)
register.filter("said_of_submission", said_of_submission)
register.filter("state_of", state_of)
register.filter("submission_badge", submission_badge)


@register.filter
def standing_of_link(link: DraftLink, is_closed: bool) -> str:
    return standing(link, is_closed=is_closed)


@register.filter
def edited_at_address(thing: Record | Model) -> str:
    """Where in the admin `thing` is edited, whatever it is."""
    if isinstance(thing, Record):
        return form_address(thing)
    return reverse(f"admin:archive_{thing._meta.model_name}_change", args=[thing.pk])


@register.filter
def at_field(threads: list[Comment] | None, name: str) -> list[Comment]:
    """Of the comments on a form those on one of its fields."""
    return [each for each in threads or () if each.field == name]


@register.filter
def model_name(thing: Model) -> str:
    return thing._meta.model_name


@register.filter
def moment(value: datetime | None) -> str:
    return in_words(value) if value else ""


@register.filter
def in_how_long(value: datetime) -> str:
    """`, in 3 days`, for what is more than a day ahead; `, tomorrow`."""
    days = (timezone.localdate(value) - timezone.localdate()).days
    return {0: ", today", 1: ", tomorrow"}.get(days, f", in {days} days" if days > 1 else "")


@register.filter("bytes")
def size_in_words(size: int) -> str:
    return human_size(size) if size else "–"
