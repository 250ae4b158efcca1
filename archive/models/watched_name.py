"""The watch list: names and words that must never be published, kept so that nobody can read them
from a copy of the database."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

from archive.watch_list import Hit, WatchList

PURPOSE = b"the watch list"
FERNET = "gAAAA"
"""How every token begins: the version, and the first bytes of the time."""


class WatchListLocked(Exception):
    """The names were encrypted with another key than this server has."""

    sentence = (
        "The watch list cannot be read: its names were encrypted with another key. Until an "
        "administrator has put the key right, or entered the names anew, nothing can be published."
    )

    def __init__(self) -> None:
        super().__init__(self.sentence)


class WatchedNameQuerySet(models.QuerySet):
    def in_order(self) -> "WatchedNameQuerySet":
        return self.order_by("pk")

    def watch_list(self) -> WatchList:
        """All of them, ready to be looked for. Raises WatchListLocked."""
        return WatchList(watched.name for watched in self.in_order())

    def hits(self, text: str) -> list[Hit]:
        """Every place in `text` that must not be published. Raises WatchListLocked."""
        return self.watch_list().hits(text)


class WatchedName(models.Model):
    """One name. What is stored is encrypted; nothing that is logged or shown names it."""

    token = models.TextField(editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT
    )

    objects = WatchedNameQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "watch list"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(("token__startswith", FERNET)),
                name="a_watched_name_is_encrypted",
            ),
        ]

    def __str__(self) -> str:
        return f"Watched name {self.pk}" if self.pk else "Watched name"

    @property
    def name(self) -> str:
        """Raises WatchListLocked."""
        try:
            return _cipher().decrypt(self.token.encode()).decode()
        except InvalidToken:
            raise WatchListLocked from None

    @name.setter
    def name(self, name: str) -> None:
        self.token = _cipher().encrypt(name.encode()).decode()


def _cipher() -> Fernet:
    secret = settings.WATCH_LIST_KEY or settings.SECRET_KEY
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
