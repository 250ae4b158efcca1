"""What leaves no row behind and belongs into the log: log-ins, and content that is taken out.

No addresses of people's computers, and of a name that was typed in vain only whether an account
has it: the log is for ever, and people type their password where the name belongs.
"""

from django.contrib.auth.models import AbstractBaseUser, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from archive.hands import in_the_hand_of
from archive.models import LogLine

ACCOUNTS = User._meta.db_table
NO_SUCH_NAME = "no account has that name"


def note(
    kind: LogLine.Kind,
    what: str = "",
    *,
    thing: str = "",
    key: object = "",
    using: str = "default",
) -> None:
    """Write a line by hand, in whose it is just now."""
    with transaction.atomic(using=using):
        LogLine.objects.using(using).create(
            at=timezone.now(), kind=kind, what=what, thing=thing, key=str(key)
        )


def note_log_in(user: AbstractBaseUser, request: HttpRequest | None, **facts: object) -> None:
    with in_the_hand_of(user, _way(request)):
        note(LogLine.Kind.SIGNED_IN, thing=ACCOUNTS, key=user.pk)


def note_log_out(
    user: AbstractBaseUser | None, request: HttpRequest | None, **facts: object
) -> None:
    if user is not None:
        with in_the_hand_of(user, _way(request)):
            note(LogLine.Kind.SIGNED_OUT, thing=ACCOUNTS, key=user.pk)


def note_refusal(credentials: dict, request: HttpRequest | None = None, **facts: object) -> None:
    """Those while log-in is paused are not noted: nobody can fill the log by guessing on."""
    if getattr(request, "axes_locked_out", False):
        return
    with in_the_hand_of(None, _way(request)):
        try:
            account = User.objects.get_by_natural_key(credentials.get(User.USERNAME_FIELD, ""))
        except User.DoesNotExist:
            note(LogLine.Kind.REFUSED, NO_SUCH_NAME, thing=ACCOUNTS)
        else:
            note(LogLine.Kind.REFUSED, thing=ACCOUNTS, key=account.pk)


def follow_log_ins() -> None:
    of_the_log = "archive.log"
    user_logged_in.connect(note_log_in, dispatch_uid=of_the_log)
    user_logged_out.connect(note_log_out, dispatch_uid=of_the_log)
    user_login_failed.connect(note_refusal, dispatch_uid=of_the_log)


def _way(request: HttpRequest | None) -> str:
    return f"{request.method} {request.path}" if request and request.path else ""
