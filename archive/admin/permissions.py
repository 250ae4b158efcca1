"""Who may change what the public sees, and who only writes."""

from django.contrib.auth.models import AbstractBaseUser

PUBLISH = "archive.publish"


def may_publish(user: AbstractBaseUser) -> bool:
    """Put on the site, schedule, withdraw, and change what is there."""
    return user.has_perm(PUBLISH)


def may_publish_alone(user: AbstractBaseUser) -> bool:
    """Put on the site what no second person approved, with a reason."""
    return user.has_perm("archive.publish_alone")


def may_touch(user: AbstractBaseUser, thing) -> bool:
    """Authors change drafts. What is public, or will be at its moment, is for who may publish."""
    return thing is None or _stored_as_draft(thing) or may_publish(user)


def _stored_as_draft(thing) -> bool:
    """A form may have set on `thing` what is not saved, and will not be."""
    return getattr(thing, "_stored_goes_out_at", thing.goes_out_at) is None
