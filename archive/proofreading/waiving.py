"""A finding that is left as it is before the text goes out: with a reason, by name, for ever."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model

from archive.models import Severity, SiteState, Waiver
from archive.readiness.report import WaiverRefused, keep_waiver, refuse_without

from .reading import proof


@transaction.atomic
def waive(
    thing: Model, place: str, *, by: AbstractBaseUser, reason: str, may_publish: bool
) -> Waiver:
    """Leave the finding at `place` of what somebody writes as it is. What stops a page from going
    out is left so by who may publish alone. Raises WaiverRefused."""
    refuse_without(reason)
    SiteState.objects.hold()  # or else it could quote what is taken down at this moment
    found = next((each for each in proof(thing).all if each.place == place), None)
    if found is None:
        raise WaiverRefused(
            "That finding is not there any more: it was mended, or the text has changed. Look at "
            "the list again."
        )
    if found.waiver is not None:
        raise WaiverRefused("Somebody has left that as it is already.")
    if found.rule.is_fixed:
        raise WaiverRefused("That cannot stay: it could do harm, or readers would see nothing.")
    if found.severity == Severity.BLOCKS and not may_publish:
        raise WaiverRefused(
            "That stops it from going out, and only who publishes it may leave it as it is. Mend "
            "it, or say in a note when you submit it why it should stay."
        )
    return keep_waiver(
        by=by,
        reason=reason,
        rule=found.rule.id,
        address=found.address,
        place=found.place,
        what=found.what,
        quote=found.quote,
    )
